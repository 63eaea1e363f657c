"""In which state is the course, and what is next?"""

from dataclasses import replace
from typing import Any

import pytest

import make
from course.core.hints import Action
from course.core.model import Confidence, Ledger, Report, Show
from course.core.progress import next_step
from course.core.progress.next_step import State

ALL = {n: 7 * n - 7 for n in range(1, 13)}


def about(told: Ledger, day: int, **changes: Any) -> Report:
    return make.report(told, day, make.person(**changes))


def looked(day: int) -> Ledger:
    """Ada's blog was read on that day."""
    return make.ledger({1: 0}, health=(make.health(None, make.day(day)),))


@pytest.mark.parametrize(
    ("report", "problems", "state", "next_"),
    [
        (replace(about(make.ledger(), 5), rows=()), 0, "no-people", Action.REGISTER),
        (replace(about(make.ledger(), 5), rows=()), 1, "no-people", Action.CHECK),
        (about(make.ledger(), -5), 0, "not-started", Action.READ_BLOGS),
        (about(looked(-6), -5), 0, "not-started", Action.LIST_THINGS),
        (about(make.ledger(), 5), 0, "running", Action.READ_BLOGS),
        (about(looked(3), 5), 0, "running", Action.REPORT),
        (about(looked(3), 9), 0, "running", Action.REPORT),
        (about(looked(3), 10), 0, "running", Action.READ_BLOGS),
        (about(looked(3), 5), 2, "running", Action.CHECK),
        (about(looked(100), 101), 0, "running", Action.REPORT),  # late finishers
        (about(looked(100), 83 + 91), 0, "finished", Action.CERTIFICATES),
        (about(make.ledger(ALL), 80), 0, "finished", Action.CERTIFICATES),
        (about(make.ledger(), 20, withdrawn=make.day(2)), 0, "finished", Action.CERTIFICATES),
        (about(make.ledger(), 999, cohort="own-pace"), 0, "running", Action.READ_BLOGS),
    ],
)
def test_state_and_what_is_next(report: Report, problems: int, state: str, next_: Action) -> None:
    found = next_step.status(report, problems)
    assert (found.state.value, found.next) == (state, next_)


def test_doubtful_posts_come_before_the_report() -> None:
    told = make.ledger(
        posts=[make.post(make.day(1), key="a")],
        claims={"a": (make.claim(1, Confidence.LIKELY),)},
        health=(make.health(None, make.day(3)),),
    )
    assert next_step.status(about(told, 5), 0).next is Action.REVIEW


def test_when_the_data_is_no_longer_needed_the_run_is_to_be_closed() -> None:
    report = about(make.ledger(ALL), 300)
    kept = replace(report, course=replace(report.course, keep_until=make.day(300)))
    assert next_step.status(kept, 0).next is Action.CLOSE


def test_this_week_and_its_things() -> None:
    found = next_step.status(about(looked(8), 8, show=Show.PUBLIC), 0)
    assert (found.week, [thing.number for thing in found.things], found.people) == (2, [2], 1)
    assert found.state is State.RUNNING


def test_replies_come_before_posts_and_after_mistakes() -> None:
    """Somebody may have said STOP."""
    found = next_step.status(about(looked(8), 8), 0, replies=2)
    assert (found.next, found.replies) == (Action.LIST_REPLIES, 2)
    assert next_step.status(about(looked(8), 8), 1, replies=2).next is Action.CHECK
