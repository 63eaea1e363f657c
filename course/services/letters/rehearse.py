"""A test of the week's emails: one of each kind, to the organiser alone."""

from collections.abc import Sequence
from datetime import date, datetime

from course.adapters import letter_files
from course.adapters.smtp import Envelope, Mailer
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.letters.model import LetterState
from course.core.publishing import circle
from course.formats.letters import mime, outbox, weekly_plan
from course.formats.letters.outbox import Draft
from course.services.course_home import Home
from course.services.letters import drafts


def plan(home: Home, store: Store, as_of: date, extra: int = 0) -> tuple[Draft, ...]:
    """One draft of each kind that somebody gets this week, or of an extra email."""
    weekly = drafts.plan(home, store, as_of, extra=extra)
    files = letter_files.read_outbox(drafts.folder(home, weekly.week))
    samples = weekly_plan.one_of_each_kind(weekly.letters)
    return outbox.drafts(samples, home.course, files, store.approvals(weekly.week), circle.shown(weekly.report))


def send(home: Home, samples: Sequence[Draft], mailer: Mailer, now: datetime) -> tuple[str, ...]:
    """Send the drafts to the organiser alone and return whom they are meant for; nothing is stored."""
    us = str(mime.sender(home.course).addr_spec)
    with mailer:
        for draft in samples:
            message = mime.rehearsal(draft.data, draft.letter, home.course, now)
            outcome = mailer.send(Envelope(us, us, message))
            if outcome.state is not LetterState.SENT:
                raise CourseError(f"The test could not be sent: {outcome.says}.", "Check [mail] in things/course.toml.")
    return tuple(draft.letter.name or str(draft.letter.nudge.handle) for draft in samples)
