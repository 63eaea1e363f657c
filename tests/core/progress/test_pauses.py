"""The days off: how they are joined, and how many other days there are between two."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.core.model import Pause
from course.core.progress import pauses


def test_pauses_that_touch_are_one_and_one_without_an_end_lasts_for_ever() -> None:
    told = ((10, 14), (0, 4), (5, 7), (40, None), (30, 20))
    who = make.person(
        pauses=tuple(Pause(make.day(start), None if end is None else make.day(end)) for start, end in told)
    )
    assert pauses.of(who) == ((make.day(0), make.day(7)), (make.day(10), make.day(14)), (make.day(40), date.max))


@pytest.mark.parametrize(
    ("after", "until", "off", "days"),
    [
        (0, 10, [], 10),
        (0, 0, [], 0),
        (5, 0, [], 0),
        (0, 10, [(1, 3)], 7),
        (0, 10, [(0, 0)], 10),
        (0, 10, [(-5, 2), (9, 30)], 6),
        (0, 10, [(-5, 30)], 0),
    ],
)
def test_active_days_leave_out_the_days_off(after: int, until: int, off: list[tuple[int, int]], days: int) -> None:
    spans = tuple((make.day(start), make.day(end)) for start, end in off)
    assert pauses.active_days(make.day(after), make.day(until), spans) == days


@settings(deadline=None)
@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=4))
def test_the_nth_active_day_is_the_first_on_which_so_many_have_passed(number: int, gaps: list[tuple[int, int]]) -> None:
    off = pauses.merged((make.day(start), make.day(start + more)) for start, more in gaps)
    day = pauses.active_day(number, make.START, off)
    assert pauses.active_days(make.START, day, off) == number
    assert pauses.active_days(make.START, day - timedelta(days=1), off) == number - 1
