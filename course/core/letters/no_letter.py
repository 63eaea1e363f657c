"""Why does somebody get no letter this week? What is said about earlier letters comes from what was sent."""

from datetime import date

from course.core import sentences
from course.core.letters import silence
from course.core.letters.model import NudgeKind
from course.core.letters.reminder_context import ReminderContext
from course.core.model import Standing, WeekKind
from course.core.progress import course_weeks

NOT_BEGUN = "the course begins on"
CANNOT_BE_READ = "a blog could not be read, so we don't know what they've posted"


def forbidden(context: ReminderContext) -> str:
    """Why this week's letter may not go to this person; empty where it may."""
    if why := unreachable(context):
        return why
    for letter in context.history:
        if letter.week == context.week and letter.state.may_have_arrived:
            return f"already has this week's email ({letter.state}, {sentences.written(context.day(letter))})"
    return ""


def unreachable(context: ReminderContext) -> str:
    """Why no letter of any kind may go to this person now; empty where one may."""
    row, who = context.row, context.who
    if row.standing is Standing.WITHDRAWN:
        return f"left the course on {sentences.written(who.withdrawn)}" if who.withdrawn else "left the course"
    if who.next_run and who.next_run <= context.as_of:
        return "takes part in another run now and gets its emails"
    if not who.email:
        return "has no email address in the roster"
    if not who.reminders:
        return "asked not to get emails"
    if row.standing is Standing.PAUSED:
        return _pause(context)
    if refused := context.refused_for_good():
        what = "the email to this address came back" if refused.returned else "this address was refused"
        return f"{what} on {sentences.written(context.day(refused))}: correct it in the roster"
    if who.joined > context.as_of:
        return f"joins on {sentences.written(who.joined)}"
    return ""


def nothing_to_say(context: ReminderContext) -> str:
    """The reason why somebody who may be written to gets no letter this week."""
    row = context.row
    if row.standing is Standing.FINISHED:
        return "has finished, and has had an email to say well done"
    if context.over:
        return "the run is over"
    if row.week is None:
        start = course_weeks.week_one(context.course.cohorts[context.who.cohort], context.who)
        return not_begun(start)
    if row.standing is Standing.CANNOT_READ:
        return _told_about_the_blog(context)
    if context.kind_of_week is WeekKind.BREAK:
        return "this is a break week"
    if silence.needs_a_blog(context):
        return f"hasn't given a blog address, although we asked {silence.NO_BLOG_LETTERS} times"
    if row.standing is Standing.STALLED:
        return _quiet(context)
    if silence.of_not_started(context):
        return "hasn't started, and has had three emails about that, which is the most we send"
    if context.awaiting and not context.to_name and row.owed:
        return context.waiting_for_review()
    if row.owed and context.unreadable:
        return CANNOT_BE_READ
    if row.owed and context.posted:
        return f"has just posted ({row.last_post})"
    this_week = [thing.number for thing in context.course.things if thing.week == row.week]
    if this_week:
        return f"has done this week's {sentences.things(sorted(this_week))}"
    return f"nothing is due in week {row.week}"


def not_begun(start: date) -> str:
    """The reason before week 1."""
    return f"{NOT_BEGUN} {sentences.written(start)}"


def troubled_since(context: ReminderContext) -> date | None:
    """The first day of the troubles that the person's blogs are in now; None where there are none."""
    days = [blog.trouble.since.astimezone(context.course.zone).date() for blog in context.row.blogs if blog.trouble]
    return min(days, default=None)


def _told_about_the_blog(context: ReminderContext) -> str:
    letters = context.arrived(NudgeKind.CANNOT_READ, troubled_since(context))
    if not letters:
        return "the blog can't be read"
    last = sentences.written(context.day(letters[-1]))
    return f"had an email about the blog on {last}, and we send at most three, a fortnight apart"


def _pause(context: ReminderContext) -> str:
    on = context.as_of
    ends = [p.until for p in context.who.pauses if p.start <= on and (p.until is None or p.until >= on)]
    return f"is on a pause until {sentences.written(ends[0])}" if ends and ends[0] else "is on a pause"


def _quiet(context: ReminderContext) -> str:
    stalled = context.row.stalled_on
    if stalled is None:
        return "has been quiet"
    since = f"quiet since {sentences.written(stalled)}"
    if silence.of_quiet(context):
        return f"{since}: we stop after {silence.MISS_YOU_LETTERS} emails"
    if context.awaiting and not context.to_name:
        return context.waiting_for_review()
    if context.unreadable:
        return CANNOT_BE_READ
    if context.posted:
        last = context.row.last_post
        return f"has just posted{f' ({sentences.written(last)})' if last else ''}"
    due = silence.next_miss_you(context)
    return f"{since}: the next email is due on {sentences.written(due)}" if due else since
