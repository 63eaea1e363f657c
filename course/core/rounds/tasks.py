"""What does the organiser have to do now, in order?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from course.core.letters import reminder_context
from course.core.letters.model import LetterState, Mailing, NudgeKind, Sent
from course.core.model import BlogHealth, Participant, Report
from course.core.progress import next_step, overview
from course.core.progress.next_step import State


class TaskKind(StrEnum):
    """What there may be to do, in the order in which it is best done."""

    FILES = "files"  # mistakes keep people or their data out of all that follows
    SIGN_UPS = "sign-ups"  # who comes in now is read and written to in the same round
    PEOPLE = "people"
    READ = "read"
    REVIEW = "review"
    EMAILS = "emails"
    DOUBTS = "doubts"
    BLOGS = "blogs"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Task:
    """One step; `count` is how much of it is left, or, of a step that is done, how much was done."""

    kind: TaskKind
    count: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits beside the report: `mailing` are this week's emails that haven't gone yet."""

    mailing: Mailing
    letters: tuple[Sent, ...] = ()
    problems: int = 0
    sign_ups: int = 0
    changes: int = 0
    replies: int = 0


def tasks(report: Report, inbox: Inbox) -> tuple[Task, ...]:
    """The steps of this moment; the first that isn't done is the one to take now."""
    state = next_step.status(report, 0).state
    found = {kind: count for kind, count in _waiting(report, inbox, state) if count}
    running = state is State.RUNNING or bool(found.get(TaskKind.EMAILS))
    always = {TaskKind.READ, TaskKind.REVIEW, TaskKind.EMAILS} if running else set()
    done = {TaskKind.READ: read_today(report), TaskKind.REVIEW: 0, TaskKind.EMAILS: len(sent(inbox))}
    if blogs(report):
        always.add(TaskKind.READ)
    else:
        always.discard(TaskKind.READ)
    return tuple(
        Task(kind, found.get(kind, 0) or done.get(kind, 0), done=kind not in found)
        for kind in TaskKind
        if kind in found or kind in always
    )


def to_do(found: Iterable[Task]) -> tuple[Task, ...]:
    """The steps that aren't done."""
    return tuple(task for task in found if not task.done)


def _waiting(report: Report, inbox: Inbox, state: State) -> Iterable[tuple[TaskKind, int]]:
    closing = report.course.keep_until
    over = state is State.FINISHED and closing is not None and closing <= report.as_of
    yield TaskKind.FILES, inbox.problems
    yield TaskKind.SIGN_UPS, inbox.sign_ups + inbox.changes + inbox.replies
    yield TaskKind.PEOPLE, int(state is State.NO_PEOPLE)
    yield TaskKind.READ, 0 if read_today(report) else blogs(report)
    yield TaskKind.REVIEW, len({item.post.key for item in report.to_review})
    yield TaskKind.EMAILS, len(inbox.mailing.letters)
    yield TaskKind.DOUBTS, len(doubts(inbox))
    yield TaskKind.BLOGS, len(blogs_to_look_at(report, inbox.letters))
    yield TaskKind.CLOSE, int(over)


def blogs(report: Report) -> int:
    """How many blogs of people on the roster there are."""
    return sum(len(row.participant.blogs) for row in report.rows)


def read_today(report: Report) -> int:
    """How many blogs were looked at on the day of the report."""
    zone, today = report.course.zone, report.as_of
    reads = (blog.read_at for row in report.rows for blog in row.blogs if blog.read_at)
    return sum(at.astimezone(zone).date() == today for at in reads)


def last_read(report: Report) -> datetime | None:
    """When a blog was last looked at, in the course's zone."""
    at = max((blog.read_at for row in report.rows for blog in row.blogs if blog.read_at), default=None)
    return at and at.astimezone(report.course.zone)


def sent(inbox: Inbox) -> tuple[Sent, ...]:
    """This week's emails that went, or may have gone."""
    return tuple(item for item in inbox.letters if item.week == inbox.mailing.week and item.state.may_have_arrived)


def doubts(inbox: Inbox) -> tuple[Sent, ...]:
    """This week's emails that were refused, or may not have arrived."""
    unsure = (LetterState.REFUSED, LetterState.UNKNOWN, LetterState.CLAIMED)
    return tuple(item for item in inbox.letters if item.week == inbox.mailing.week and item.state in unsure)


def blogs_to_look_at(report: Report, letters: Iterable[Sent]) -> tuple[tuple[Participant, BlogHealth], ...]:
    """The blogs that can't be read, and whose authors haven't been written to about it since."""
    history = reminder_context.by_person(
        item for item in letters if item.kind is NudgeKind.CANNOT_READ and item.state.may_have_arrived
    )
    return tuple(
        (person, blog)
        for person, blog in overview.troubled(report)
        if not any(blog.trouble and item.at >= blog.trouble.since for item in history.get(person.handle, ()))
    )
