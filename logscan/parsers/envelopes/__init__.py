"""What platforms wrap around a line, one per file; each module has one `FORMAT`."""
