"""What there is to do, in its order, in every state of a course."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

import make
from course.core.letters.model import LetterState, Mailing, Nudge, NudgeKind, Sent, Skip
from course.core.model import BlogHealth, Confidence, Ledger, Report
from course.core.rounds import tasks
from course.core.rounds.tasks import Inbox, TaskKind

WEEK = "2026-W42"
ADA_WAITS = Nudge(make.ADA, NudgeKind.THIS_WEEK, f"{WEEK}.ada", WEEK)


def report(on: int = 10, *, read: int | None = None, **told: object) -> Report:
    """Ada's report of a day of the course, her blog looked at last on day `read`."""
    health = () if read is None else (make.health(last=make.day(read)),)
    return make.report(Ledger(health=health, **told), on, make.person(blogs=(make.BLOG,)))  # type: ignore[arg-type] # a field of Ledger each


def inbox(*letters: Sent, waiting: Iterable[Nudge] = (), **numbers: int) -> Inbox:
    return Inbox(Mailing(WEEK, tuple(waiting), ()), letters, **numbers)


def letter(state: LetterState, kind: NudgeKind = NudgeKind.THIS_WEEK, on: int = 9, week: str = WEEK) -> Sent:
    return Sent(f"{week}.ada", make.ADA, kind, week, state, make.at(make.day(on)))


def kinds(report: Report, inbox: Inbox) -> list[tuple[TaskKind, int, bool]]:
    return [(task.kind, task.count, task.done) for task in tasks.tasks(report, inbox)]


def test_a_monday_has_three_steps_with_the_reading_first() -> None:
    assert kinds(report(), inbox(waiting=[ADA_WAITS])) == [
        (TaskKind.READ, 1, False),
        (TaskKind.REVIEW, 0, True),
        (TaskKind.EMAILS, 1, False),
    ]


def test_reading_is_done_for_the_day_and_due_again_on_the_next() -> None:
    assert tasks.tasks(report(10, read=10), inbox())[0].done
    assert not tasks.tasks(report(11, read=10), inbox())[0].done


def test_two_doubtful_things_of_one_post_are_one_step() -> None:
    doubt = make.claim(1, Confidence.LIKELY), make.claim(2, Confidence.LIKELY)
    post = make.post(make.day(9), key="p")
    found = kinds(report(read=10, posts=(post,), claims={"p": doubt}), inbox())
    assert (TaskKind.REVIEW, 1, False) in found


def test_sent_emails_end_the_step_and_doubtful_ones_begin_another() -> None:
    assert (TaskKind.EMAILS, 1, True) in kinds(report(read=10), inbox(letter(LetterState.SENT)))
    found = kinds(report(read=10), inbox(letter(LetterState.UNKNOWN)))
    assert (TaskKind.DOUBTS, 1, False) in found
    assert (TaskKind.DOUBTS, 1, False) in kinds(report(read=10), inbox(letter(LetterState.REFUSED)))
    assert TaskKind.DOUBTS not in {
        kind for kind, _, _ in kinds(report(), inbox(letter(LetterState.UNKNOWN, week="2026-W41")))
    }


def test_mistakes_and_sign_ups_come_before_everything_they_would_change() -> None:
    found = [kind for kind, _, _ in kinds(report(), inbox(problems=2, sign_ups=1, changes=3, waiting=[ADA_WAITS]))]
    assert found == [TaskKind.FILES, TaskKind.SIGN_UPS, TaskKind.READ, TaskKind.REVIEW, TaskKind.EMAILS]


@pytest.mark.parametrize(("told_on", "open_"), [(None, True), (7, True), (9, False)])
def test_a_blog_in_trouble_is_looked_at_until_its_author_has_been_written_to(told_on: int | None, open_: bool) -> None:
    broken: BlogHealth = make.health(since=make.day(8), last=make.day(10), failures=3)
    told = () if told_on is None else (letter(LetterState.SENT, NudgeKind.CANNOT_READ, told_on, "2026-W41"),)
    found = make.report(Ledger(health=(broken,)), 10, make.person(blogs=(make.BLOG,)))
    assert (TaskKind.BLOGS in {task.kind for task in tasks.tasks(found, inbox(*told))}) is open_


def test_without_people_the_first_step_is_to_add_some() -> None:
    empty = replace(report(), rows=())
    assert kinds(empty, inbox()) == [(TaskKind.PEOPLE, 1, False)]


def test_before_the_start_there_is_only_what_waits() -> None:
    assert kinds(report(-10), inbox()) == [(TaskKind.READ, 1, False)]


def test_after_the_end_the_course_is_closed_when_its_day_has_come() -> None:
    over = report(400, read=400)
    late = replace(over, course=replace(over.course, keep_until=over.as_of))
    early = replace(over, course=replace(over.course, keep_until=over.as_of + timedelta(days=1)))
    assert (TaskKind.CLOSE, 1, False) in kinds(late, inbox())
    assert TaskKind.CLOSE not in {kind for kind, _, _ in kinds(early, inbox())}


def test_who_gets_none_is_no_step() -> None:
    quiet = Inbox(Mailing(WEEK, (), (Skip(make.ADA, "has finished"),)))
    assert tasks.to_do(tasks.tasks(report(read=10), quiet)) == ()
