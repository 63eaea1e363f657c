"""The round of a week: take in sign-ups, read the blogs, publish the pages, draft the letters, and say what is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from course.adapters.imap import ImapFolder
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.progress import next_step
from course.core.progress.next_step import Status
from course.formats.letters.outbox import Draft
from course.formats.letters.weekly_plan import WeeklyPlan
from course.formats.terminal.importing import ImportPlan
from course.formats.terminal.publishing import Published
from course.formats.terminal.tracking import Tracked
from course.services import course_home as homes
from course.services.course_home import Home
from course.services.learning import topics
from course.services.letters import drafts, incoming_mail
from course.services.letters.drafts import LettersStatus
from course.services.letters.incoming_mail import MailRead
from course.services.people import importing
from course.services.publishing import publish
from course.services.tracking import track
from course.services.tracking.track import BlogsRead


@dataclass(frozen=True, slots=True)
class SignUpsTaken:
    """Wishes from people's own pages, and sign-ups that waited, went into the roster."""

    wishes: int
    plan: ImportPlan


@dataclass(frozen=True, slots=True)
class LettersDrafted:
    """The letters of the week are in the outbox. `home` is as the round has left it."""

    home: Home
    weekly: WeeklyPlan
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class NotPublished:
    """The pages could not be written; the round goes on."""

    error: CourseError


@dataclass(frozen=True, slots=True)
class InboxUnread:
    """The inbox could not be read; the round goes on."""

    error: CourseError


Step = MailRead | InboxUnread | SignUpsTaken | BlogsRead | Tracked | Published | NotPublished | LettersDrafted


def steps(home: Home, store: Store, now: datetime, inbox: ImapFolder | None = None) -> Iterator[Step]:
    """Do one part of the round after another and yield what each did, the letters last. The caller holds the lock."""
    if inbox is not None:
        yield _replies(home, store, inbox, now)
        home = homes.open_home(home.root)
    taken = SignUpsTaken(*importing.take_in_locked(home.root, now))
    yield taken
    if taken.wishes or taken.plan.added or taken.plan.changed:
        home = homes.open_home(home.root)
    yield from track.steps(home, store, now)
    topics.record(home, store, now)
    today = home.today(now)
    yield _publish(home, store, today)
    weekly = drafts.plan(home, store, today)
    yield LettersDrafted(home, weekly, drafts.write(home, store, weekly))


def _replies(home: Home, store: Store, inbox: ImapFolder, now: datetime) -> MailRead | InboxUnread:
    """First of all: who has said STOP gets none of this week's emails."""
    try:
        return incoming_mail.apply_locked(home.root, incoming_mail.plan_inbox(home, store, inbox, now), now)
    except CourseError as error:
        return InboxUnread(error)


def _publish(home: Home, store: Store, today: date) -> Published | NotPublished:
    try:
        return publish.publish(home, store, today)
    except CourseError as error:
        return NotPublished(error)


@dataclass(frozen=True, slots=True)
class RoundEnd:
    """How the course and the letters stand when the round is over."""

    course: Status
    letters: LettersStatus


def end(home: Home, store: Store, weekly: WeeklyPlan) -> RoundEnd:
    """What to show when the round is over."""
    letters = drafts.status(home, store, weekly.week)
    waiting, replies = len(store.waiting()), len(store.replies())
    return RoundEnd(next_step.status(weekly.report, len(home.problems), waiting, replies), letters)
