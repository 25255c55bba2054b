"""Scanning ahead: helper processes clean, count and scan what the main process takes in order.

chunks     the pieces of a plain file, and what was found in one, as bytes for another process
crew       the helper processes: who takes which chunk, what they found, what if one dies
taking     the main process's part: blocks in order, each looked at once, by whoever was free
"""

from logscan.ahead.taking import Jobs

__all__ = ["Jobs"]
