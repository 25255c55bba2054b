"""What is read out of tracebacks of every sort."""

from __future__ import annotations

from logscan.parsers import stacks, tracebacks

LIB = "/usr/local/lib/python3.11/site-packages"
CHAINED = f"""\
Error handling request /pay
Traceback (most recent call last):
  File "/app/shop/card.py", line 4, in read
    return order["card"]
           ~~~~~^^^^^^^^
KeyError: 'card'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "{LIB}/flask/app.py", line 1511, in wsgi_app
    response = self.full_dispatch_request()
  File "/app/shop/pay.py", line 12, in pay
    raise Declined("no card") from None
shop.errors.Declined: no card
order 77"""
TIMEOUT = f"""\
Traceback (most recent call last):
  File "{LIB}/gunicorn/workers/sync.py", line 134, in handle
    self.handle_request(listener, req, client, addr)
  File "{LIB}/flask/app.py", line 919, in full_dispatch_request
    rv = self.dispatch_request()
  File "/opt/render/project/src/shop/mail.py", line 6, in send_receipt
    smtplib.SMTP(host, 587)
  File "/usr/local/lib/python3.11/smtplib.py", line 255, in __init__
    (code, msg) = self.connect(host, port)
  File "/usr/local/lib/python3.11/socket.py", line 827, in create_connection
    sock.connect(sa)
  File "{LIB}/gunicorn/workers/base.py", line 204, in handle_abort
    sys.exit(1)
SystemExit: 1"""


def test_chain_names_what_propagated_first() -> None:
    """The last exception is the one that propagated; its message may have more lines."""
    found = tracebacks.attributes(CHAINED)
    assert found["exception.type"] == "shop.errors.Declined"
    assert found["exception.message"] == "no card\norder 77"
    assert found["exception.chain"] == "shop.errors.Declined <- KeyError"
    assert found["app_frame"] == "/app/shop/pay.py:12 in pay"
    assert "module_level" not in found


def test_blocked_frame_lies_outside_the_server() -> None:
    """A killed worker hangs in the innermost frame that is neither server nor framework."""
    found = tracebacks.attributes(TIMEOUT)
    assert found["blocked_in"] == "/usr/local/lib/python3.11/socket.py:create_connection"
    assert found["app_frame"] == "/opt/render/project/src/shop/mail.py:6 in send_receipt"
    assert (found["exception.type"], found["exception.message"]) == ("SystemExit", "1")


def test_lost_indentation_and_escaped_newlines_change_nothing() -> None:
    """Copies lose indentation; a repr holds `\\n`."""
    flat = "\n".join(line.strip() for line in TIMEOUT.split("\n"))
    escaped = "failed: " + TIMEOUT.replace("\n", "\\n").replace('"', '\\"')
    wanted = tracebacks.attributes(TIMEOUT)
    for text in (flat, escaped):
        found = tracebacks.attributes(text)
        assert (found["exception.type"], found["blocked_in"], found["app_frame"]) == (
            wanted["exception.type"],
            wanted["blocked_in"],
            wanted["app_frame"],
        )


def test_import_time_failure_is_at_module_level() -> None:
    """The innermost frame of the app is the body of a module."""
    text = (
        "Traceback (most recent call last):\n"
        '  File "/app/run.py", line 3, in <module>\n'
        "    import nosuchmodule\n"
        "ModuleNotFoundError: No module named 'nosuchmodule'"
    )
    found = tracebacks.attributes(text)
    assert found["module_level"] is True
    assert found["app_frame"] == "/app/run.py:3 in <module>"


def test_faulthandler_prints_newest_first() -> None:
    """The current thread counts, and its first line is the innermost frame."""
    text = (
        "Fatal Python error: Aborted\n\n"
        "Thread 0x00007f2aa9cd76c0 (most recent call first):\n"
        '  File "/usr/lib/python3.12/threading.py", line 1010 in run\n\n'
        "Current thread 0x00007f2aaa90db80 (most recent call first):\n"
        '  File "/app/work.py", line 5 in work\n'
        '  File "/app/work.py", line 6 in <module>\n'
    )
    found = tracebacks.attributes(text)
    assert found["app_frame"] == "/app/work.py:5 in work"
    assert found["exception.message"] == "Aborted"


def test_group_counts_by_its_inside() -> None:
    """The group propagated; where it happened is told by the first of its exceptions."""
    text = (
        "  + Exception Group Traceback (most recent call last):\n"
        '  |   File "/app/eg.py", line 9, in main\n'
        "  |     async with asyncio.TaskGroup() as group:\n"
        "  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)\n"
        "  +-+---------------- 1 ----------------\n"
        "    | Traceback (most recent call last):\n"
        '    |   File "/app/eg.py", line 3, in charge\n'
        '    |     raise ValueError("bad card")\n'
        "    | ValueError: bad card\n"
        "    +------------------------------------\n"
    )
    found = tracebacks.attributes(text)
    assert found["exception.chain"] == "ExceptionGroup <- ValueError"
    assert found["app_frame"] == "/app/eg.py:3 in charge"


def test_other_languages_give_type_and_message() -> None:
    """JavaScript and Java."""
    script = "Uncaught TypeError: x is undefined\n    at pay (/app/pay.js:3:1)"
    java = (
        'Exception in thread "main" java.lang.IllegalStateException: closed\n'
        "\tat Pay.run(Pay.java:3)\nCaused by: java.io.IOException: gone"
    )
    assert stacks.attributes(script)["exception.type"] == "TypeError"
    assert stacks.attributes(java)["exception.chain"] == (
        "java.lang.IllegalStateException <- java.io.IOException"
    )
    assert stacks.attributes("meet me\n   at noon") == {}
