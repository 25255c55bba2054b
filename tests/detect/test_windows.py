"""The arithmetic of nearness agrees with a naive oracle."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from logscan.detect.windows import Index, agree, bursts, follows, near, once, ordered
from logscan.model import Event, Hit, Record


def hit(time: float | None, line: int, source: int = 0, **values: object) -> Hit:
    """A hit at a time and place; `process_pid=3` becomes the attribute process.pid."""
    named = {name.replace("_", "."): value for name, value in values.items()}
    event = Event(Record("log", line, ("x",)), time, "known", None, "x", named)  # type: ignore[arg-type]
    return Hit("signature/a.b", time, (source, line), event.attributes, event)


TIMES = st.lists(st.integers(0, 300), min_size=1, max_size=40)


@given(TIMES, st.integers(2, 5), st.integers(1, 60))
def test_bursts_are_the_hits_of_some_full_window(times: list[int], least: int, within: int) -> None:
    hits = ordered(hit(float(time), number) for number, time in enumerate(sorted(times)))
    wanted = {
        other.order
        for end in range(len(hits))
        for start in range(end + 1)
        for window in [hits[start : end + 1]]
        if near(window[0], window[-1], within) and len(window) >= least
        for other in window
    }
    found = {h.order for burst in bursts(hits, least, within, "") for h in burst}
    assert found == wanted


@given(TIMES, st.integers(0, 300), st.integers(1, 60))
def test_an_index_has_all_that_is_near(times: list[int], moment: int, within: int) -> None:
    hits = [hit(float(time), number) for number, time in enumerate(times)]
    asked = hit(float(moment), 1000)
    found = {h.order for h in Index(hits).around(asked, within)}
    assert {h.order for h in hits if near(asked, h, within)} <= found


def test_without_times_lines_count() -> None:
    assert follows(hit(None, 10), hit(None, 20), 60)
    assert not follows(hit(None, 20), hit(None, 10), 60)
    assert not follows(hit(None, 10), hit(None, 9000), 60)
    assert not follows(hit(None, 10), hit(None, 20, source=1), 60)


def test_in_one_second_the_order_of_lines_decides() -> None:
    assert follows(hit(5.0, 10), hit(5.0, 11), 60)
    assert not follows(hit(5.0, 11), hit(5.0, 10), 60)


def test_a_missing_value_leaves_it_open_and_another_one_does_not_agree() -> None:
    one, same, other, none = (
        hit(1.0, 1, process_pid=7),
        hit(2.0, 2, process_pid="7"),
        hit(3.0, 3, process_pid=8),
        hit(4.0, 4),
    )
    assert agree(one, same, ["process.pid"]) is True
    assert agree(one, other, ["process.pid"]) is False
    assert agree(one, none, ["process.pid"]) is None
    assert agree(one, one, ["record"]) is True
    assert agree(one, same, ["record"]) is False


def test_a_death_told_twice_is_one() -> None:
    told = [
        hit(1.0, 1, process_pid=7),
        hit(1.0, 2, process_pid=7),
        hit(1.0, 3, process_pid=8),
        hit(90.0, 4, process_pid=7),
        hit(90.0, 5),
    ]
    assert [h.order[1] for h in once(told, ["process.pid"], 10)] == [1, 3, 4, 5]
