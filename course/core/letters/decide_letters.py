"""Who gets a letter this week, who doesn't, and why?"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from course.core.letters import no_letter, one_mailbox, silence
from course.core.letters.model import Mailing, Nudge, NudgeKind, Sent, Skip
from course.core.letters.reminder_context import ReminderContext, by_person, week_name
from course.core.model import Course, Handle, PostRow, Progress, Report, RuleId, Standing, ToReview, WeekKind
from course.core.progress import requirements

FINISH_LINE_DAYS = (7, 14, 28)  # before the cohort's end
NEARLY_THERE = 3  # Things left
NAMED_AT_MOST = 3  # Things in one letter about catching up
CANNOT_READ_LETTERS = 3  # about one silence of a blog
CANNOT_READ_REST = 14  # days between two of them
FRESH_DAYS = 28  # an older doubtful post is the organiser's to decide
MOVING = frozenset({Standing.AHEAD, Standing.ON_SCHEDULE, Standing.BEHIND, Standing.NOT_STARTED})


def left(row: Progress, course: Course) -> tuple[int, ...]:
    """The Things that this person still needs to finish, in the order of their numbers."""
    credited = {credit.thing for credit in row.credits}
    open_ = [thing for thing in course.things if thing.number not in credited]
    needed = [thing.number for thing in requirements.left(course, credited)]
    required = [thing.number for thing in open_ if thing.number in needed and thing.required]
    optional = [thing.number for thing in open_ if not thing.required]
    if course.finish.at_least is not None:
        return tuple(sorted((required + optional)[: max(0, course.finish.at_least - len(credited))]))
    return tuple(required if any(thing.required for thing in course.things) else optional)


def mailing(report: Report, sent: Iterable[Sent], as_of: date) -> Mailing:
    """This week's letters, at most one a person and one a mailbox, and everybody who gets none with the reason."""
    letters = tuple(sent)
    history = by_person(letters)
    doubtful: Mapping[Handle, list[ToReview]] = defaultdict(list)
    for waiting in report.to_review:
        doubtful[waiting.handle].append(waiting)
    posts: Mapping[Handle, list[PostRow]] = defaultdict(list)
    for post in report.posts:
        posts[post.post.author].append(post)
    answers: list[Nudge | Skip] = []
    for row in sorted(report.rows, key=lambda row: row.participant.handle):
        handle = row.participant.handle
        credited = {credit.thing for credit in row.credits}
        open_ = tuple(item for item in doubtful[handle] if item.claim.thing not in credited)
        past = history.get(handle, ())
        answers.append(_decide(ReminderContext(row, report.course, as_of, past, open_, tuple(posts[handle]))))
    answers = one_mailbox.only(answers, report.rows, letters, week_name(as_of))
    return Mailing(
        week_name(as_of),
        tuple(answer for answer in answers if isinstance(answer, Nudge)),
        tuple(answer for answer in answers if isinstance(answer, Skip)),
    )


def _decide(context: ReminderContext) -> Nudge | Skip:
    if why := no_letter.forbidden(context):
        return Skip(context.who.handle, why)
    for candidate in (_cannot_read, _well_done, _no_blog, _finish_line, _miss_you, _catching_up, _not_sure, _this_week):
        if nudge := candidate(context):
            return nudge
    return Skip(context.who.handle, no_letter.nothing_to_say(context))


def _cannot_read(context: ReminderContext) -> Nudge | None:
    """Three letters about one silence of a blog, a fortnight apart."""
    if context.row.standing is not Standing.CANNOT_READ:
        return None
    begun = no_letter.troubled_since(context)
    days = (context.as_of - begun).days if begun else 0
    tries = [f"cannot-read.{begun}.{step}" for step in range(1, CANNOT_READ_LETTERS + 1)]
    keys = {context.key(occasion) for occasion in tries}
    gone = [context.day(item) for item in context.arrived(NudgeKind.CANNOT_READ) if item.key in keys]
    unused = [occasion for occasion in tries if not context.went(occasion)]
    rested = not gone or (context.as_of - max(gone)).days >= CANNOT_READ_REST
    return context.nudge(NudgeKind.CANNOT_READ, (), unused[0]) if unused and rested and days >= 0 else None


def _well_done(context: ReminderContext) -> Nudge | None:
    occasion = f"well-done.{context.who.cohort}"
    if context.row.standing is not Standing.FINISHED or context.went(occasion):
        return None
    return context.nudge(NudgeKind.WELL_DONE, (), occasion)


def _no_blog(context: ReminderContext) -> Nudge | None:
    """Ask somebody without a blog for its address, three times at most; who has done a Thing without one needs none."""
    resting = context.kind_of_week is WeekKind.BREAK or context.row.week is None or context.over
    if not silence.needs_a_blog(context) or resting or silence.of_no_blog(context):
        return None
    return context.nudge(NudgeKind.NO_BLOG)


def _finish_line(context: ReminderContext) -> Nudge | None:
    """To whoever is half-way: once when at most three Things are left, and once at 28, 14 and 7 days before the end."""
    row = context.row
    speaks_of_the_end = row.standing in MOVING or (row.standing is Standing.STALLED and not silence.of_quiet(context))
    if not speaks_of_the_end or context.unreadable or row.week is None or context.over:
        return None
    missing = left(row, context.course)
    days_left = -1 if row.days_left is None else row.days_left
    step = min((days for days in FINISH_LINE_DAYS if 0 <= days_left <= days), default=None)
    half_way = 0 < len(missing) <= len(row.credits)
    near = len(missing) <= NEARLY_THERE
    occasion = f"finish-line.{context.who.cohort}.{step or 'near'}"
    if not half_way or not (near or step) or context.went(occasion) or frozenset(missing) <= context.awaiting:
        return None
    return context.nudge(NudgeKind.FINISH_LINE, context.easiest(missing)[:NAMED_AT_MOST], occasion)


def _miss_you(context: ReminderContext) -> Nudge | None:
    """The next of three letters to somebody who has gone quiet, when its day has come."""
    due = silence.next_miss_you(context)
    if due is None or context.nagging_is_wrong or due > context.as_of or (context.row.owed and not context.to_name):
        return None
    number = silence.miss_you_sent(context) + 1
    occasion = f"miss-you.{context.row.stalled_on}.{number}"
    last = number == silence.MISS_YOU_LETTERS
    return context.nudge(NudgeKind.MISS_YOU, context.to_name[:1], occasion, last=last)


def _catching_up(context: ReminderContext) -> Nudge | None:
    may = context.row.standing in MOVING and context.to_name and not silence.needs_a_blog(context)
    if not may or context.nagging_is_wrong or silence.of_not_started(context):
        return None
    return context.nudge(NudgeKind.CATCHING_UP, context.to_name[:NAMED_AT_MOST])


def _not_sure(context: ReminderContext) -> Nudge | None:
    """Once a post, the newest first, while it is fresh: later it is the organiser's to decide."""
    if context.row.standing not in MOVING | {Standing.STALLED} or context.row.week is None or context.over:
        return None
    posts = [item for item in context.doubtful if item.claim.rule is not RuleId.HANDED_IN]  # those are the organiser's
    for item in sorted(posts, key=lambda item: (_posted_on(item, context), item.post.key), reverse=True):
        occasion = doubt(item.post.key)
        if (context.as_of - _posted_on(item, context)).days < FRESH_DAYS and not context.went(occasion):
            things = sorted(other.claim.thing for other in posts if other.post.key == item.post.key)
            return context.nudge(NudgeKind.NOT_SURE, things, occasion)
    return None


def doubt(post: str) -> str:
    """The occasion of a letter about one doubtful post."""
    return f"not-sure.{hashlib.sha256(post.encode()).hexdigest()[:16]}"


def _posted_on(item: ToReview, context: ReminderContext) -> date:
    return (item.post.published or item.post.first_seen).astimezone(context.course.zone).date()


def _this_week(context: ReminderContext) -> Nudge | None:
    """This week's Things; the first Thing to somebody who has done nothing yet."""
    row = context.row
    back = row.standing is Standing.STALLED and context.posted
    if not (row.standing in MOVING or back) or row.week is None or context.over:
        return None
    if silence.of_not_started(context) or silence.needs_a_blog(context):
        return None
    done = {credit.thing for credit in row.credits} | context.awaiting
    met = {n for number in done for n in requirements.alternatives(context.course, number)}
    things = [t.number for t in context.course.things if t.week == row.week and t.number not in done | met]
    if things and context.nothing_done and context.first_thing is not None:
        things = [context.first_thing]
    noted = context.note and context.kind_of_week in (WeekKind.CATCH_UP, WeekKind.REFLECTION)
    return context.nudge(NudgeKind.THIS_WEEK, things) if things or noted else None
