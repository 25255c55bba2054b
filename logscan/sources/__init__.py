"""Where bytes come from: files, folders, archives, standard input and growing pipes -> Block.

discovery  paths and globs as the user typed them -> sources
archives   what a file is by its bytes          unarchiving  zip and tar -> one source per member
source     one source: its head, its blocks, what was wrong with it
readers    raw bytes, also of a live pipe      compression  gzip, bzip2, xz, zstd by magic bytes
encodings  any text encoding -> UTF-8          payloads     base64 and gzip inside JSON -> NDJSON
stamps     times as logs write them            order        whether a source is newest first
turning    newest first -> oldest first        cutting      UTF-8 pieces -> Blocks
"""

from logscan.model import Unreadable
from logscan.sources.discovery import discover
from logscan.sources.source import BLOCK_SIZE, HEAD_SIZE, Source

__all__ = ["BLOCK_SIZE", "HEAD_SIZE", "Source", "Unreadable", "discover"]
