"""What has changed since a week ago, and the two weeks that Today shows."""

from dataclasses import replace

import pytest

import make
from course.core.model import Changes, Cohort, Credit, Handle, Report, Source, Standing
from course.core.rounds import week_changes
from course.core.rounds.week_changes import Move

BO = Handle("bo")


def report(**changed: object) -> Report:
    empty = make.report(make.ledger(), 20)
    return replace(empty, changes=Changes(make.day(13), **changed))  # type: ignore[arg-type] # a field of Changes each


def credit(thing: int) -> Credit:
    return Credit(thing, make.day(15), Source.POST)


def test_new_credits_are_counted_by_thing_and_person() -> None:
    found = week_changes.week_changes(
        report(credited=((make.ADA, credit(2)), (make.ADA, credit(1)), (BO, credit(2))), lost=((BO, credit(5)),))
    )
    assert found is not None
    assert (found.credits, found.people, found.popular, found.lost) == (3, 2, 2, 1)


def test_one_credit_makes_no_thing_popular() -> None:
    found = week_changes.week_changes(report(credited=((BO, credit(2)),)))
    assert found is not None
    assert found.popular is None


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (Standing.BEHIND, Standing.ON_SCHEDULE, Move.CAUGHT_UP),
        (Standing.NOT_STARTED, Standing.ON_SCHEDULE, None),
        (Standing.ON_SCHEDULE, Standing.BEHIND, Move.FELL_BEHIND),
        (Standing.STALLED, Standing.BEHIND, None),
        (Standing.BEHIND, Standing.AHEAD, Move.GOT_AHEAD),
        (Standing.BEHIND, Standing.STALLED, Move.STALLED),
        (Standing.AHEAD, Standing.FINISHED, Move.FINISHED),
        (Standing.AHEAD, Standing.CANNOT_READ, Move.UNREADABLE),
        (Standing.AHEAD, Standing.WITHDRAWN, Move.LEFT),
        (Standing.AHEAD, Standing.PAUSED, None),
    ],
)
def test_a_change_of_standing_is_called_by_its_name(before: Standing, after: Standing, move: Move | None) -> None:
    found = week_changes.week_changes(report(standing=((make.ADA, before, after),)))
    assert found is not None
    assert found.moves == ({move: (make.ADA,)} if move else {})


def test_a_report_without_comparison_has_no_changes() -> None:
    assert week_changes.week_changes(replace(report(), changes=None)) is None


def test_a_week_has_its_things_with_their_day_and_who_has_done_them() -> None:
    found = make.report(make.ledger({2: 9}), 10)
    week = week_changes.week_view(found, 2, make.START)
    ((thing, due, done),) = week.things
    assert (thing.number, due, done, week.begins) == (2, make.day(7 + 6 + found.course.grace), 1, make.day(7))


def test_the_newest_run_that_has_begun_is_the_one_under_way() -> None:
    course = make.course()
    later = Cohort("spring", make.day(70))
    both = replace(course, cohorts={**course.cohorts, "spring": later})
    assert week_changes.running_since(both, make.day(69)) == make.START
    assert week_changes.running_since(both, make.day(70)) == later.starts
    assert week_changes.running_since(both, make.day(-1)) is None
    assert week_changes.coming(both, make.day(69)) == later.starts
    assert week_changes.coming(both, make.day(70)) is None
