"""Where does somebody stand? Day 0 is Monday 5 October 2026; twelve Things, one a week, seven days' grace."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import make
from course.core.model import Credit, Finish, Pause, Source, Standing
from course.core.progress import requirements
from course.core.progress import standing as standings

ALL = {n: 7 * n - 7 for n in range(1, 13)}  # every Thing on the day it opens


def some(*things: int) -> dict[int, int]:
    """These Things, each done on the day it opens."""
    return {thing: ALL[thing] for thing in things}


@pytest.mark.parametrize(
    ("done", "day", "standing", "owed", "reason"),
    [
        # Not started
        ({}, -20, "not-started", [], "joins on 5 October 2026"),
        ({}, 0, "not-started", [], "new: joined today; no post yet"),
        ({}, 13, "not-started", [], "new: joined 13 days ago; no post yet"),
        ({}, 14, "not-started", [1], "nothing done since 5 October 2026; no post yet"),
        ({}, 60, "not-started", [1, 2, 3, 4, 5, 6, 7], "nothing done since 5 October 2026; no post yet"),
        # On schedule
        (some(1), 0, "on-schedule", [], "up to date; next is Thing 2; last post today"),
        (some(1), 20, "on-schedule", [], "up to date; next is Thing 2; last post 20 days ago"),
        (some(1, 2), 14, "on-schedule", [], "up to date; next is Thing 3; last post 7 days ago"),
        ({1: 13}, 13, "on-schedule", [], "up to date; next is Thing 2; last post today"),
        ({1: 30, 2: 31, 3: 31, 4: 31}, 34, "on-schedule", [], "up to date; next is Thing 5; last post 3 days ago"),
        # Ahead
        ({1: 0, 2: 0}, 0, "ahead", [], "up to date; next is Thing 3; last post today"),
        ({1: 0, 2: 0}, 6, "ahead", [], "up to date; next is Thing 3; last post 6 days ago"),
        ({1: 0, 2: 0}, 7, "on-schedule", [], "up to date; next is Thing 3; last post 7 days ago"),
        ({1: 0, 12: 1}, 2, "ahead", [], "up to date; next is Thing 2; last post yesterday"),
        ({12: 1}, 14, "behind", [1], "owes Thing 1; last post 13 days ago"),
        # Behind
        (some(1), 21, "stalled", [2], "owes Thing 2; last post 21 days ago"),
        ({1: 1}, 21, "behind", [2], "owes Thing 2; last post 20 days ago"),
        ({1: 10}, 28, "behind", [2, 3], "owes Things 2 and 3; last post 18 days ago"),
        ({3: 14}, 20, "behind", [1], "owes Thing 1; last post 6 days ago"),
        ({3: 14}, 21, "behind", [1, 2], "owes Things 1 and 2; last post 7 days ago"),
        (some(1, 2, 4, 5), 28, "behind", [3], "owes Thing 3; last post today"),
        ({1: 40}, 42, "behind", [2, 3, 4, 5], "owes Things 2 to 5; last post 2 days ago"),
        ({1: 40, 4: 41}, 49, "behind", [2, 3, 5, 6], "owes Things 2, 3, 5 and 6; last post 8 days ago"),
        # Stalled
        ({1: 0}, 34, "stalled", [2, 3], "owes Things 2 and 3; last post 34 days ago"),
        ({1: 0, 2: 1}, 27, "on-schedule", [], "up to date; next is Thing 3; last post 26 days ago"),
        ({1: 0, 2: 1}, 28, "stalled", [3], "owes Thing 3; last post 27 days ago"),
        ({1: 60}, 80, "behind", [2, 3, 4, 5, 6, 7, 8, 9, 10], "owes Things 2 to 10; last post 20 days ago"),
        ({1: 60}, 81, "stalled", [2, 3, 4, 5, 6, 7, 8, 9, 10], "owes Things 2 to 10; last post 21 days ago"),
        # Finished
        (ALL, 77, "finished", [], "finished on 21 December 2026"),
        ({**ALL, 12: 100}, 120, "finished", [], "finished late, on 13 January 2027"),
        ({**ALL, 12: 83}, 83, "finished", [], "finished on 27 December 2026"),
        ({**ALL, 12: 84}, 84, "finished", [], "finished late, on 28 December 2026"),
        (dict.fromkeys(range(1, 13), 0), 0, "finished", [], "finished on 5 October 2026"),
        ({**ALL, 12: 200}, 220, "stalled", [12], "owes Thing 12; last post 150 days ago"),  # beyond the late finish
        # The future is not counted
        ({1: 0, 2: 15}, 14, "on-schedule", [], "up to date; next is Thing 2; last post 14 days ago"),
        (ALL, 0, "on-schedule", [], "up to date; next is Thing 2; last post today"),
    ],
)
def test_standing_of_somebody_who_was_there_from_the_start(
    done: dict[int, int], day: int, standing: str, owed: list[int], reason: str
) -> None:
    row = make.row(make.ledger(done), day)
    assert (row.standing.value, list(row.owed), row.reason) == (standing, owed, reason)


@pytest.mark.parametrize(
    ("changes", "done", "day", "standing", "reason"),
    [
        ({"withdrawn": make.day(10)}, {1: 0}, 9, "on-schedule", "up to date; next is Thing 2; last post 9 days ago"),
        ({"withdrawn": make.day(10)}, {1: 0}, 10, "withdrawn", "left on 15 October 2026"),
        ({"withdrawn": make.day(90)}, ALL, 90, "withdrawn", "left on 3 January 2027"),
        ({"pauses": (Pause(make.day(7), make.day(13)),)}, {1: 0}, 6, "on-schedule", None),
        ({"pauses": (Pause(make.day(7), make.day(13)),)}, {1: 0}, 7, "paused", "paused until 18 October 2026"),
        ({"pauses": (Pause(make.day(7), make.day(13)),)}, {1: 0}, 13, "paused", "paused until 18 October 2026"),
        ({"pauses": (Pause(make.day(7), make.day(13)),)}, {1: 0}, 14, "on-schedule", None),
        ({"pauses": (Pause(make.day(7), make.day(13)),)}, {1: 0}, 27, "on-schedule", None),
        (
            {"pauses": (Pause(make.day(7), make.day(13)),)},
            {1: 0},
            28,
            "stalled",
            "owes Things 2 and 3; last post 28 days ago",
        ),
        (
            {"pauses": (Pause(make.day(7), make.day(13)),)},
            {1: 1},
            28,
            "behind",
            "owes Things 2 and 3; last post 27 days ago",
        ),
        ({"pauses": (Pause(make.day(7)),)}, {1: 0}, 300, "paused", "paused since 12 October 2026"),
        ({"pauses": (Pause(make.day(7)),)}, ALL, 300, "finished", "finished on 21 December 2026"),
        ({"pauses": (Pause(make.day(40)),)}, {1: 30}, 35, "behind", None),
        ({"joined": make.day(50)}, {}, 50, "not-started", "new: joined today; no post yet"),
        ({"joined": make.day(50)}, {1: 50}, 50, "on-schedule", "up to date; next is Thing 2; last post today"),
        ({"joined": make.day(50)}, {1: 50, 2: 51}, 63, "on-schedule", None),
        ({"joined": make.day(50)}, {1: 50}, 64, "behind", "owes Thing 2; last post 14 days ago"),
        ({"joined": make.day(50)}, {1: 50, 2: 51}, 71, "behind", "owes Things 3 and 4; last post 20 days ago"),
        ({"joined": make.day(50)}, {1: 40, 12: 41}, 50, "ahead", None),  # posts count from before joining
        ({"joined": make.day(50), "blogs": ()}, {}, 55, "not-started", "no blog address; joined 5 days ago"),
        ({"joined": make.day(5)}, {}, -3, "not-started", "joins on 10 October 2026"),
        ({"joined": make.day(-9)}, {}, -3, "not-started", "hasn't started; no post yet"),
        ({"joined": make.day(-9)}, {}, 3, "not-started", "the course began 3 days ago; no post yet"),
        ({"joined": make.day(-9)}, {1: -3}, -1, "ahead", "up to date; next is Thing 2; last post 2 days ago"),
        ({"cohort": "own-pace", "joined": make.day(50)}, {1: 50}, 50, "on-schedule", None),
        ({"cohort": "own-pace", "joined": make.day(50)}, {1: 50, 2: 50}, 50, "on-schedule", None),
        ({"cohort": "own-pace", "joined": make.day(50)}, {1: 50, 2: 50, 3: 50}, 50, "ahead", None),
        ({"cohort": "own-pace", "joined": make.day(50)}, {1: 55}, 71, "behind", "owes Thing 2; last post 16 days ago"),
        ({"cohort": "own-pace", "joined": make.day(50)}, {1: 20}, 71, "not-started", None),  # before one's own run
        ({"cohort": "own-pace", "joined": make.day(0)}, ALL, 400, "finished", "finished on 21 December 2026"),
        (
            {"cohort": "own-pace", "joined": make.day(0), "moved": (make.day(60),)},
            {1: 2},
            80,
            "on-schedule",
            "up to date; next is Thing 2; last post 78 days ago",
        ),
    ],
)
def test_standing_of_people_who_leave_pause_join_late_or_go_their_own_pace(
    changes: dict[str, Any], done: dict[int, int], day: int, standing: str, reason: str | None
) -> None:
    row = make.row(make.ledger(done), day, make.person(**changes))
    assert row.standing.value == standing
    assert reason is None or row.reason == reason


@pytest.mark.parametrize(
    ("blogs", "day", "standing"),
    [
        ([make.health()], 25, "stalled"),
        ([make.health(make.day(25))], 25, "stalled"),  # a failed read takes nothing back
        ([make.health(make.day(15), make.day(22), 2)], 25, "on-schedule"),  # Thing 2 fell due after the first failure
        ([make.health(make.day(21), make.day(27), 3)], 60, "stalled"),  # three failures, but only six days
        ([make.health(make.day(20), make.day(27), 3)], 60, "cannot-read"),
        ([make.health(make.day(20), make.day(40), 2)], 60, "on-schedule"),
        ([make.health(make.day(20), make.day(40), 9)], 26, "on-schedule"),  # as of a day on which it was too early
        ([make.health(make.day(20), make.day(40), 9)], 27, "cannot-read"),
        ([make.health(make.day(20), make.day(40), 9)], 19, "on-schedule"),  # as of a day on which it could be read
        (
            [make.health(make.day(0), make.day(40), 9), "new"],
            60,
            "stalled",
        ),  # the dead old blog is no longer waited for
        ([make.health(make.day(20), make.day(40), 9), "new"], 47, "on-schedule"),  # for four weeks it is
        ([make.health(make.day(20), make.day(40), 9), "new"], 48, "stalled"),
        (
            [make.health(make.day(0), make.day(40), 9), make.health(make.day(30), make.day(40), 9, blog="new")],
            60,
            "cannot-read",
        ),
        (
            [make.health(make.day(0), make.day(40), 9), make.health(make.day(39), make.day(40), 2, blog="new")],
            60,
            "stalled",
        ),
        ([make.health(make.day(20), make.day(40), 9, blog="gone from the roster")], 60, "stalled"),
    ],
)
def test_a_blog_that_cannot_be_read_suspends_judgement(blogs: list[Any], day: int, standing: str) -> None:
    known = tuple(make.health(blog="new") if blog == "new" else blog for blog in blogs)
    who = make.person(blogs=(make.BLOG, "new") if len(blogs) > 1 else (make.BLOG,))
    row = make.row(make.ledger({1: 0}, health=known), day, who)
    assert row.standing.value == standing


def test_a_blog_that_comes_back_is_judged_as_though_it_had_been_read_all_along() -> None:
    who, told = make.person(), make.ledger({1: 0}, health=(make.health(make.day(20), make.day(40), 9),))
    assert make.row(told, 41, who).standing is Standing.CANNOT_READ
    back = replace(told, health=(make.health(None, make.day(41)),))
    assert make.row(back, 41, who) == replace(make.row(make.ledger({1: 0}), 41, who), blogs=back.health)


@pytest.mark.parametrize(
    ("special", "done", "day", "standing"),
    [
        ({2: "catch-up"}, {1: 0}, 27, "on-schedule"),
        ({2: "catch-up"}, {1: 0}, 28, "stalled"),
        ({2: "catch-up"}, {1: 1}, 28, "behind"),  # seven of these days do not count as silence
        ({5: "break", 6: "break"}, {1: 14, 2: 14}, 48, "on-schedule"),
        ({5: "break", 6: "break"}, {1: 14, 2: 15}, 49, "behind"),
        ({5: "break", 6: "break"}, {1: 14, 2: 14}, 49, "stalled"),
        ({1: "break", 2: "reflection"}, {}, 15, "not-started"),
    ],
)
def test_weeks_off_are_no_silence(special: dict[int, str], done: dict[int, int], day: int, standing: str) -> None:
    plan = make.course({1: 1, 2: 3} | {n: n + 1 for n in range(3, 12)}, special)
    assert make.row(make.ledger(done), day, plan=plan).standing.value == standing


@pytest.mark.parametrize(
    ("finish", "optional", "done", "day", "standing", "owed"),
    [
        (3, (), some(1, 2, 3), 90, "finished", []),
        (3, (), {10: 1, 11: 1, 12: 1}, 2, "finished", []),
        (3, (), some(1, 2), 90, "stalled", [3]),  # one more is enough
        (3, (), {1: 80}, 90, "behind", [2, 3]),
        (99, (), ALL, 90, "stalled", []),
        (None, (12,), {n: day for n, day in ALL.items() if n < 12}, 90, "finished", []),
        (None, (1,), some(2, 3), 27, "on-schedule", []),
        (None, tuple(range(1, 13)), some(1), 90, "on-schedule", []),
    ],
)
def test_part_credit_and_optional_things(
    finish: int | None, optional: tuple[int, ...], done: dict[int, int], day: int, standing: str, owed: list[int]
) -> None:
    plan = make.course(finish=Finish(finish), optional=optional)
    row = make.row(make.ledger(done), day, plan=plan)
    assert list(row.owed) == owed
    assert row.standing.value == (standing if owed or standing != "stalled" else "on-schedule")


@pytest.mark.parametrize(
    ("done", "day", "weeks"),
    [({}, 13, 0.0), ({}, 14, 0.1), ({}, 17, 0.6), ({}, 19, 0.9), ({}, 20, 1.0), ({2: 1}, 41, 4.0)],
)
def test_owed_weeks_are_counted_from_the_day_the_oldest_was_due(done: dict[int, int], day: int, weeks: float) -> None:
    assert make.row(make.ledger(done), day).owed_weeks == weeks


@pytest.mark.parametrize(
    ("done", "day", "since"),
    [({1: 1}, 40, 22), ({1: 0, 2: 0, 3: 0}, 40, 35), ({1: 30, 2: 30}, 60, 51), ({1: 0}, 20, None), ({}, 90, None)],
)
def test_somebody_stalled_on_the_day_when_both_were_true(done: dict[int, int], day: int, since: int | None) -> None:
    row = make.row(make.ledger(done), day)
    assert row.stalled_on == (None if since is None else make.day(since))
    if row.stalled_on:
        assert make.row(make.ledger(done), (row.stalled_on - make.START).days).standing is Standing.STALLED
        assert make.row(make.ledger(done), (row.stalled_on - make.START).days - 1).standing is not Standing.STALLED


def days_of(*things: int) -> list[Credit]:
    """A credit for each of these Things, Thing n on day n."""
    return [Credit(thing, make.day(thing), Source.POST) for thing in things]


@pytest.mark.parametrize(
    ("at_least", "done", "day"),
    [
        (None, (1, 2), None),
        (None, (3, 1, 2), 3),
        (2, (3, 1), 3),
        (2, (3, 1, 2), 2),  # the second credit was enough, whichever Thing it was for
        (2, (3,), None),
        (0, (), None),  # nobody finishes with nothing
        (0, (2,), 2),
    ],
)
def test_the_day_of_finishing_is_that_of_the_last_credit_it_takes(
    at_least: int | None, done: tuple[int, ...], day: int | None
) -> None:
    plan = make.course({1: 1, 2: 2, 3: 3}, finish=Finish(at_least))
    assert standings.finish_day(plan, requirements.of(plan), days_of(*done)) == (None if day is None else make.day(day))


def test_who_leaves_is_gone_from_that_day_on() -> None:
    who = make.person(withdrawn=make.day(10))
    assert [standings.gone(who, make.day(day)) for day in (9, 10, 11)] == [False, True, True]
    assert not standings.gone(make.person(), date.max)


def test_the_calendar_of_a_person_has_every_thing_and_ends_where_the_cohort_does() -> None:
    fixed, own = (
        standings.plan(make.person(), make.course()),
        standings.plan(make.person(cohort="own-pace", joined=make.day(50)), make.course()),
    )
    assert (fixed.start, fixed.ends) == (make.START, make.START + timedelta(weeks=12, days=-1))
    assert (own.start, own.ends) == (make.day(50), None)
    assert own.opens == {thing: day + timedelta(days=50) for thing, day in fixed.opens.items()}
    assert set(fixed.opens) == set(fixed.dues) == set(range(1, 13))
