"""Reads log lines of many platforms and servers: envelopes are peeled off, layouts are read.

`sniff` decides the `Format` of a source from its head; `Format.peel` takes one entry apart, and
`Format.event` reads the record that its entries make up. `formats` lists what is known,
`byte_factors` says how a numeric condition looks in the bytes of any of them.

One format per file in `envelopes/` (what a platform wraps around a line) and `layouts/` (how a
program lays its lines out); both are found by listing the folders, and their precedence follows
from their examples (`index`).
"""

from logscan.parsers.byteforms import byte_factors
from logscan.parsers.catalogue import FormatInfo, formats
from logscan.parsers.format import Format
from logscan.parsers.sniffing import sniff

__all__ = ["Format", "FormatInfo", "byte_factors", "formats", "sniff"]
