"""Tests of logscan.sources."""
