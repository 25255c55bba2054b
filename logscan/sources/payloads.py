"""Log entries packed into base64 and gzip inside JSON -> one JSON object per line.

CloudWatch subscriptions (`awslogs.data`, also through Kinesis or as Firehose writes them) and
Pub/Sub push messages; shapes in log-formats.md sections 5.3 and 6.4.
"""

from __future__ import annotations

import binascii
import codecs
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from logscan.patterns import pattern

Note = Callable[[str], None]

OBJECT_LIMIT = 16 << 20

_DATA = rb'"\s*:\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*){0,3}"data"\s*:\s*"'
_WANTED = pattern(
    rb'"(?:awslogs|kinesis)' + _DATA + rb"[A-Za-z0-9+/_-]{16}"
    + rb'|"message' + _DATA + rb"e[w-z][A-Za-z0-9+/_-]{14}"  # a JSON object
    + rb'|"messageType"\s*:\s*"(?:DATA|CONTROL)_MESSAGE"'
)  # fmt: skip
_BETWEEN = pattern(r"[\s,\[\]]+")
_PUBSUB = {"subscription", "ackId", "messageId", "message_id", "publishTime", "publish_time"}
_GZIP = b"\x1f\x8b"


def wanted(head: bytes) -> bool:
    """Whether text that begins with `head` consists of such payloads."""
    return head.lstrip()[:1] in (b"{", b"[") and _WANTED.search(head) is not None


def unwrapped(chunks: Iterable[bytes], note: Note) -> Iterator[bytes]:
    """The inner entries of `chunks` (UTF-8), one JSON object per line; other text as it is.

    An object of more than 16 MiB, packed or unpacked, passes as it is, with a remark.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    reader = _Objects(note)
    for chunk in chunks:
        yield from reader.feed(decoder.decode(chunk))
    yield from reader.feed(decoder.decode(b"", True), ended=True)


class _Objects:
    """Finds the JSON objects in a stream of text and rewrites each."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._text = ""
        self._tried = 0
        self._decoder = json.JSONDecoder()

    def feed(self, text: str, ended: bool = False) -> Iterator[bytes]:
        """The lines that `text` completes; a failed object is tried again at double length."""
        self._text += text
        if not ended and len(self._text) < 2 * self._tried:
            return
        at = 0
        while (begin := self._skip(at)) < len(self._text):
            at = begin
            try:
                value, at = self._decoder.raw_decode(self._text, begin)
            except (ValueError, RecursionError) as error:
                if not ended and len(self._text) - begin <= OBJECT_LIMIT and self._cut_off(error):
                    break
                line, at = self._line(begin)
                yield line.encode("utf-8", "replace")
                continue
            yield from self._lines(value)
        self._text = self._text[at:]
        self._tried = len(self._text)

    def _skip(self, at: int) -> int:
        match = _BETWEEN.match(self._text, at)
        return match.end() if match else at

    def _cut_off(self, error: Exception) -> bool:
        """Whether more text might mend it: it fails at its end or within a string."""
        if not isinstance(error, json.JSONDecodeError):
            return False
        return error.msg.startswith("Unterminated") or error.pos >= len(self._text) - 16

    def _line(self, begin: int) -> tuple[str, int]:
        """The line at `begin`, that is no JSON, and where it ends."""
        end = self._text.find("\n", begin) + 1 or len(self._text)
        if end - begin > OBJECT_LIMIT:
            self._note(f"an object of more than {OBJECT_LIMIT:,} bytes was not unpacked")
        line = self._text[begin:end]
        return line if line.endswith("\n") else line + "\n", end

    def _lines(self, value: object) -> Iterator[bytes]:
        try:
            yield from map(_compact, entries(value))
        except (ValueError, RecursionError, zlib.error) as error:
            self._note(f"a payload could not be unpacked ({error})")
            yield _compact(value)


def _compact(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def entries(value: object) -> Iterator[object]:
    """The log entries in a payload; any other value as it is. ValueError where it is damaged."""
    if not isinstance(value, dict):
        yield value
    elif packed := _data(value, "awslogs"):
        yield from _inner(packed, {})
    elif isinstance(value.get("logEvents"), list):
        yield from _events(value)
    elif isinstance(value.get("Records"), list):
        for record in value["Records"]:
            yield from entries(record)
    elif packed := _data(value, "kinesis"):
        yield from _inner(packed, {})
    elif isinstance(value.get("receivedMessages"), list):
        for message in value["receivedMessages"]:
            yield from entries(message)
    elif _PUBSUB & {*value, *_keys(value.get("message"))} and (packed := _data(value, "message")):
        yield from _inner(packed, value["message"])
    else:
        yield value


def _keys(value: object) -> Iterable[str]:
    return value if isinstance(value, dict) else ()


def _data(value: Mapping[str, object], key: str) -> str:
    holder = value.get(key)
    data = holder.get("data") if isinstance(holder, dict) else None
    return data if isinstance(data, str) else ""


def _inner(packed: str, around: Mapping[str, object]) -> Iterator[object]:
    """The entries of base64 data, unzipped where zipped; text that is no JSON as a message."""
    try:
        data = binascii.a2b_base64(packed.translate({45: 43, 95: 47}) + "==")
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    text = (_unzipped(data) if data.startswith(_GZIP) else data).decode("utf-8", "replace")
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if isinstance(value, dict):
        yield from entries(value)
        return
    time = around.get("publishTime") or around.get("publish_time")
    yield {"timestamp": time, "message": text} if time else {"message": text}


def _unzipped(data: bytes) -> bytes:
    unzip = zlib.decompressobj(31)
    text = unzip.decompress(data, OBJECT_LIMIT)
    if unzip.unconsumed_tail:
        raise ValueError(f"unpacks to more than {OBJECT_LIMIT:,} bytes")
    if not unzip.eof:
        raise ValueError("the gzip data breaks off")
    return text


def _events(payload: Mapping[str, object]) -> Iterator[object]:
    """One object per log event of a CloudWatch subscription; a control message holds none."""
    events = payload.get("logEvents")
    if payload.get("messageType") == "CONTROL_MESSAGE" or not isinstance(events, list):
        return
    where = {key: payload[key] for key in ("logGroup", "logStream") if key in payload}
    for event in events:
        if isinstance(event, dict):
            said = {key: event[key] for key in ("timestamp", "message") if key in event}
            yield {**where, **said}
