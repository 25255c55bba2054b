"""The detection room: records set off matchers, hits are tallied, and become findings."""
