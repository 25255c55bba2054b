"""Gunicorn's `--log-syslog` datagrams: priority and logger, neither time nor host."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], None, {"log.logger": match["logger"]})


FORMAT = Grammar(
    name="syslog-bare",
    title="gunicorn --log-syslog",
    pattern=line(r"<\d{1,3}>(?P<logger>gunicorn\.[\w.-]+): (?P<rest>.*)"),
    read=_read,
    examples=("<14>gunicorn.shop.shop.error: [10247] Starting gunicorn 23.0.0",),
)
