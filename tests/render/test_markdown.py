"""The Markdown form: valid, and log text stands only in code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from logscan.render.markdown import render
from logscan.render.markdown.text import code, link, text

from .hostile import often, poisoned, texts

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ALIVE = re.compile(r"@\w|#\d|https?:|www\.|GH-\d|[<>\[\]]|:[a-z]\w*:|\$")


def flat(tokens: list[Token]) -> Iterator[Token]:
    """All tokens, inline ones included."""
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def blocks(markdown: str) -> list[str]:
    """The kinds of the blocks, in order."""
    return [token.type for token in PARSER.parse(markdown)]


@often
@given(texts)
@example("# x\n\n```\n<b>")
@example("`a`|`b`")
@example("\\`@octocat")
@example("``<b>`")
def test_log_text_is_only_code(hostile: str) -> None:
    """No log text makes a block, link, image, HTML, mention or reference."""
    markdown = render(poisoned(hostile))
    assert blocks(markdown) == blocks(render(poisoned("x")))
    for token in flat(PARSER.parse(markdown)):
        assert token.type not in ("html_inline", "html_block", "image", "em_open", "s_open")
        if token.type == "link_open":
            assert str(token.attrGet("href")).startswith(("https://render.", "https://community."))
        if token.type == "text":
            assert not ALIVE.search(token.content.replace("[ ] ", "", 1))


@often
@given(texts)
def test_inline_code_reads_back(hostile: str) -> None:
    """Inline code is one span, whatever is in it."""
    (inline,) = PARSER.parseInline(code(hostile))
    assert [token.type for token in inline.children or []] == ["code_inline"]


def test_sentences_stay_sentences() -> None:
    """Plain words are left alone, code stays code, the rest becomes code."""
    assert (
        text("Sync workers, 30 s at 10:14:02 (why?).") == "Sync workers, 30 s at 10:14:02 (why?)."
    )
    assert text("Pass `timeout=10` to `f`.") == "Pass `timeout=10` to `f`."
    assert text("Ask @bob about #12") == "Ask `@bob` about `#12`"
    assert text("1. see www.e.x") == "`1.` see `www.e.x`"
    assert text(" ") == "(empty)"


def test_links_are_web_links() -> None:
    """Anything else than http or https is no link."""
    assert link("x", "https://a.b/c)d") == "[x](<https://a.b/c%29d>)"
    assert link("x", "javascript:alert(1)") == "x (`javascript:alert(1)`)"
