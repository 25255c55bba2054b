"""The report room: what is said about a scan, and the redaction door before it leaves."""
