"""When do we stop writing to somebody? Always after letters that were sent, never after days alone."""

from datetime import date, timedelta

from course.core.letters.model import NudgeKind
from course.core.letters.reminder_context import ReminderContext
from course.core.model import Standing

MISS_YOU_DAYS = (7, 14, 28)  # the first, second and third letter come at least so long after the day the person stalled
MISS_YOU_REST = (7, 7, 14)  # and at least so many days after the email before
MISS_YOU_LETTERS = len(MISS_YOU_DAYS)
NOT_STARTED_LETTERS = 3
NO_BLOG_LETTERS = 3


def miss_you_sent(context: ReminderContext) -> int:
    """How many "we miss you" letters were sent in the silence that lasts."""
    stalled = context.row.stalled_on
    return len(context.arrived(NudgeKind.MISS_YOU, stalled)) if stalled else 0


def next_miss_you(context: ReminderContext) -> date | None:
    """The first day for the next "we miss you"; None to somebody who isn't quiet, or has had all of them."""
    stalled, number = context.row.stalled_on, miss_you_sent(context)
    if context.row.standing is not Standing.STALLED or stalled is None or number >= MISS_YOU_LETTERS:
        return None
    due = stalled + timedelta(days=MISS_YOU_DAYS[number])
    before = context.arrived()
    return max(due, context.day(before[-1]) + timedelta(days=MISS_YOU_REST[number])) if before else due


def of_quiet(context: ReminderContext) -> bool:
    """Whether somebody who has gone quiet has had every letter about it: from then on we leave them in peace."""
    return context.row.stalled_on is not None and miss_you_sent(context) >= MISS_YOU_LETTERS


def of_not_started(context: ReminderContext) -> bool:
    """Whether somebody who has not started has had three letters about catching up."""
    letters = context.arrived(NudgeKind.CATCHING_UP)
    return context.row.standing is Standing.NOT_STARTED and len(letters) >= NOT_STARTED_LETTERS


def needs_a_blog(context: ReminderContext) -> bool:
    """Whether somebody has no blog, and nothing shows that they take part without one."""
    return context.nothing_done and not context.who.blogs


def of_no_blog(context: ReminderContext) -> bool:
    """Whether somebody has been asked for a blog three times."""
    return len(context.arrived(NudgeKind.NO_BLOG)) >= NO_BLOG_LETTERS
