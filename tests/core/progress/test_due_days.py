"""When does a Thing open, when is it due, and which days count?"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.core.model import Cohort, Course, Participant, Pause
from course.core.progress import course_weeks, due_days
from course.services import course_home

HOMES = Path(__file__).parents[2] / "data" / "homes"


def due(course: Course, who: Participant | None = None) -> dict[int, int | None]:
    """Each Thing's last good day, counted from the first day of the course."""
    who = who or make.person()
    found = due_days.dues(course.cohorts[who.cohort], who, course)
    return {number: (day - make.START).days if day else None for number, day in found.items()}


def test_the_plan_of_2011_has_its_number_of_things_due_at_the_end_of_each_week() -> None:
    course = course_home.open_home(HOMES / "cpd23-2011").course
    cohort = course.cohorts["cpd23-2011"]
    assert cohort.starts
    dues = due_days.dues(cohort, make.person(cohort=cohort.name, joined=cohort.starts), course).values()
    sundays = [cohort.starts + timedelta(weeks=week, days=-1) for week in range(1, 18)]
    counts = [sum(day is not None and day <= sunday for day in dues) for sunday in sundays]
    assert counts == [0, 2, 3, 3, 5, 7, 9, 9, 12, 13, 14, 16, 16, 19, 20, 21, 22]


@pytest.mark.parametrize(
    ("plan", "special", "grace", "expected"),
    [
        ({1: 1}, {}, 7, {1: 13}),
        ({1: 1}, {}, 0, {1: 6}),
        ({1: 1, 2: 1, 3: 2}, {}, 7, {1: 13, 2: 13, 3: 20}),
        ({1: 1, 2: 3}, {2: "catch-up"}, 7, {1: 20, 2: 27}),
        ({1: 1, 2: 2}, {2: "reflection"}, 7, {1: 20, 2: 20}),  # the Thing that the week carries keeps its grace
        ({1: 1}, {2: "break", 3: "break"}, 7, {1: 27}),  # two in a row: repeated until none begins by then
        ({1: 1}, {3: "break"}, 7, {1: 13}),  # begins the day after
        ({1: 1}, {3: "break"}, 8, {1: 21}),  # begins on the last good day
        ({1: 1}, {2: "ordinary"}, 7, {1: 13}),
        ({1: 1}, {2: "break", 4: "break"}, 14, {1: 34}),
        ({1: 2}, {1: "break"}, 7, {1: 20}),  # over before the Thing came out
    ],
)
def test_due_is_the_end_of_the_week_the_grace_and_the_weeks_off_that_begin_by_then(
    plan: dict[int, int], special: dict[int, str], grace: int, expected: dict[int, int]
) -> None:
    assert due(make.course(plan, special, grace=grace)) == expected


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([], 13),
        ([(7, 9)], 16),
        ([(13, 13)], 14),
        ([(14, 20)], 13),  # begins too late
        ([(2, 3)], 15),  # in the Thing's own week
        ([(-10, 1)], 15),  # two of its days lie after the opening
        ([(-10, -1)], 13),
        ([(7, 9), (8, 12)], 19),  # days that overlap count once
        ([(7, 9), (15, 15)], 17),  # the first moves the day past the second
        ([(7, None)], None),
        ([(14, None)], 13),
        ([(9, 7)], 13),  # ends before it begins: no pause
        ([(7, 2_000_000)], None),
    ],
)
def test_a_pause_moves_the_due_day_by_its_days(pauses: list[tuple[int, int | None]], expected: int | None) -> None:
    spans = tuple(Pause(make.day(start), make.day(end) if end is not None else None) for start, end in pauses)
    assert due(make.course({1: 1}), make.person(pauses=spans)) == {1: expected}


def test_a_pause_over_a_catch_up_week_moves_by_both() -> None:
    who = make.person(pauses=(Pause(make.day(7), make.day(13)),))
    assert due(make.course({1: 1, 2: 3}, {2: "catch-up"}), who)[1] == 13 + 7 + 7


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        (0, [13, 20, 27, 34, 41, 48]),
        (-40, [13, 20, 27, 34, 41, 48]),
        (1, [14, 20, 27, 34, 41, 48]),
        (21, [34, 34, 41, 41, 48, 48]),
        (35, [48, 48, 55, 55, 62, 62]),
        (400, [413, 413, 420, 420, 427, 427]),
    ],
)
def test_a_late_joiner_has_two_things_a_week_falling_due_from_there(joined: int, expected: list[int]) -> None:
    who = make.person(joined=make.day(joined))
    assert list(due(make.course({n: n for n in range(1, 7)}), who).values()) == expected


def test_optional_things_take_no_place_in_a_late_joiner_s_weeks() -> None:
    who = make.person(joined=make.START + timedelta(days=70))
    found = due(make.course({1: 1, 2: 1, 3: 1, 4: 2}, optional=(2, 3)), who)
    assert (found[1], found[4]) == (83, 83)


def test_in_one_s_own_pace_weeks_count_from_joining_and_from_a_moved_start() -> None:
    course = make.course({1: 1, 2: 2})
    joined = make.person(cohort="own-pace", joined=make.START + timedelta(days=10))
    moved = make.person(cohort="own-pace", joined=make.START, moved=tuple(make.days(30, 40)))
    assert due(course, joined) == {1: 23, 2: 30}
    assert due(course, moved) == {1: 53, 2: 60}
    assert course_weeks.window(course.cohorts["own-pace"], moved, course) == (make.day(-14), date.max)


@pytest.mark.parametrize("day", [date.min, date(1, 1, 5), date(9999, 12, 20), date.max])
@pytest.mark.parametrize("cohort", ["autumn", "own-pace"])
def test_a_mistyped_year_stops_nothing(day: date, cohort: str) -> None:
    pause = Pause(date.max), Pause(date.min, date.min), Pause(date(2026, 10, 6), date(2999, 1, 1))
    who = make.person(cohort=cohort, joined=day, pauses=pause)
    plan = make.course(special={2: "break", 13: "catch-up"})
    for course in (plan, replace(plan, cohorts={cohort: Cohort(cohort, day if cohort == "autumn" else None)})):
        assert len(due_days.dues(course.cohorts[cohort], who, course)) == 12
        assert make.report(make.ledger({1: 3}), 20, who, plan=course).rows[0].reason


spans = st.tuples(st.integers(-20, 90), st.integers(0, 30)).map(lambda s: Pause(make.day(s[0]), make.day(s[0] + s[1])))
weeks = st.dictionaries(st.integers(1, 14), st.sampled_from(["catch-up", "reflection", "break"]), max_size=4)


@settings(deadline=None)
@given(weeks, st.integers(1, 14), st.lists(spans, max_size=3), spans, st.integers(-10, 90), st.integers(0, 14))
def test_neither_a_week_off_nor_a_pause_makes_anything_due_earlier(
    special: dict[int, str], extra: int, pauses: list[Pause], pause: Pause, joined: int, grace: int
) -> None:
    course = make.course(special=special, grace=grace)
    who = make.person(joined=make.day(joined), pauses=tuple(pauses))
    paused = make.person(joined=who.joined, pauses=(*pauses, pause))
    more = make.course(special={**special, extra: "catch-up"}, grace=grace)
    plain = due(course, who)
    for later in (due(more, who), due(course, paused)):
        assert all(later[thing] >= plain[thing] for thing in plain)  # type: ignore[operator]


@settings(deadline=None)
@given(weeks, st.integers(2, 13))
def test_a_catch_up_week_put_in_makes_nothing_due_earlier(special: dict[int, str], at: int) -> None:
    def shifted(week: int) -> int:
        return week + (week >= at)

    course = make.course(special=special)
    kinds = {shifted(week): kind for week, kind in special.items()} | {at: "catch-up"}
    more = make.course({n: shifted(n) for n in range(1, 13)}, kinds)
    who = make.person()
    plain, later = (due_days.dues(c.cohorts["autumn"], who, c) for c in (course, more))
    assert all((later[n] or date.max) >= (plain[n] or date.max) for n in plain)


@settings(deadline=None)
@given(weeks, st.lists(spans, max_size=3), st.integers(-30, 120))
def test_nothing_is_due_before_a_week_and_the_grace_after_joining(
    special: dict[int, str], pauses: list[Pause], joined: int
) -> None:
    course = make.course(special=special)
    who = make.person(joined=make.day(joined), pauses=tuple(pauses))
    found = due_days.dues(course.cohorts["autumn"], who, course).values()
    assert all(day is None or day >= who.joined + timedelta(days=13) for day in found)
