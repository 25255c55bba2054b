"""The one room of pandas: a report's rates as a table for notebooks and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logscan.model import Report

if TYPE_CHECKING:
    import pandas


def to_pandas(report: Report) -> pandas.DataFrame:
    """Hits of each finding over time: a row a step (UTC), a column a finding id, counts.

    Empty where the log has no dated finding. Loading pandas takes about half a second.
    """
    import pandas

    rates = report.rates
    if rates is None or rates.start is None:
        return pandas.DataFrame()
    length = max((len(row) for row in rates.series.values()), default=0)
    times = pandas.date_range(
        pandas.Timestamp(rates.start, unit="s", tz="UTC"), periods=length, freq=f"{rates.step}s"
    )
    return pandas.DataFrame(dict(rates.series), index=pandas.Index(times, name="time"))
