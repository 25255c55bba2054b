"""logscan: pipe the logs of a Python web app in, read what happened, why, and what to do.

pipeline   the rooms in order               cli       commands, flags, exit codes
sources    bytes to blocks                  parsers   log formats to events
prefilter  where factors stand              records   the log entries around them
rulebook   what is known                    detect    events to findings
diagnose   findings to incidents            report    what is said, redacted
render     report to text                   model     the nouns
"""

__version__ = "0.1.0"
