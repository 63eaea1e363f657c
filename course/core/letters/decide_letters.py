"""Who gets a letter this week, who doesn't, and why?"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from course.core.letters import no_letter, one_mailbox, one_offs, silence
from course.core.letters.model import Mailing, Nudge, NudgeKind, OneOff, Sent, Skip
from course.core.letters.reminder_context import ReminderContext, by_person, week_name
from course.core.model import Course, Handle, PostRow, Progress, Report, RuleId, Standing, ToReview, WeekKind
from course.core.progress import course_weeks, requirements

FINISH_LINE_DAYS = (7, 14, 28)  # before the cohort's end
NEARLY_THERE = 3  # Things left
NAMED_AT_MOST = 3  # Things in one letter about catching up
CANNOT_READ_LETTERS = 3  # about one silence of a blog
CANNOT_READ_REST = 14  # days between two of them
FRESH_DAYS = 28  # an older doubtful post is the organiser's to decide
WELCOME_DAYS = 14  # after joining, or after the first day of week one: later a welcome would be odd
MOVING = frozenset({Standing.AHEAD, Standing.ON_SCHEDULE, Standing.BEHIND, Standing.NOT_STARTED})


def left(row: Progress, course: Course) -> tuple[int, ...]:
    """The Things that this person still needs to finish, in the order of their numbers."""
    credited = {credit.thing for credit in row.credits}
    open_ = [thing for thing in course.things if thing.number not in credited]
    needed = [thing.number for thing in requirements.of(course).left(credited)]
    required = [thing.number for thing in open_ if thing.number in needed and thing.required]
    optional = [thing.number for thing in open_ if not thing.required]
    if course.finish.at_least is not None:
        return tuple(sorted((required + optional)[: max(0, course.finish.at_least - len(credited))]))
    return tuple(required if any(thing.required for thing in course.things) else optional)


@dataclass(frozen=True, slots=True)
class Background:
    """What is looked at beside the report and the letters sent."""

    known_before: frozenset[Handle] = frozenset()  # who was here before there was a welcome email
    noted: frozenset[tuple[str, int]] = frozenset()  # cohort and week for which the organiser has written a note
    one_offs: tuple[OneOff, ...] = ()  # what the organiser has written to several people for this week


NO_BACKGROUND = Background()


def mailing(report: Report, sent: Iterable[Sent], as_of: date, background: Background = NO_BACKGROUND) -> Mailing:
    """This week's letters, at most one a person and one a mailbox, and everybody who gets none with the reason."""
    weekly = [one for one in background.one_offs if not one.extra]

    def decide(context: ReminderContext) -> Nudge | Skip:
        return _decide(context, weekly)

    return _answered(report, tuple(sent), as_of, background, week_name(as_of), decide)


def extra_mailing(report: Report, sent: Iterable[Sent], as_of: date, one: OneOff, week: str) -> Mailing:
    """The letters of one extra email, at most one a mailbox, and who is meant and gets none; `week` is its name."""

    def decide(context: ReminderContext) -> Nudge | Skip | None:
        return one_offs.extra_nudge(context, one, week)

    return _answered(report, tuple(sent), as_of, NO_BACKGROUND, week, decide)


def _answered(
    report: Report,
    sent: tuple[Sent, ...],
    as_of: date,
    background: Background,
    week: str,
    decide: Callable[[ReminderContext], Nudge | Skip | None],
) -> Mailing:
    """What is decided about everybody, one letter a mailbox."""
    found = (decide(context) for context in _contexts(report, sent, as_of, background))
    answers = one_mailbox.only([answer for answer in found if answer is not None], report.rows, sent, week)
    return Mailing(
        week,
        tuple(answer for answer in answers if isinstance(answer, Nudge)),
        tuple(answer for answer in answers if isinstance(answer, Skip)),
    )


def _contexts(report: Report, sent: tuple[Sent, ...], as_of: date, background: Background) -> Iterable[ReminderContext]:
    history = by_person(letter for letter in sent if letter.kind is not NudgeKind.EXTRA)
    extras = by_person(letter for letter in sent if letter.kind is NudgeKind.EXTRA)
    doubtful: Mapping[Handle, list[ToReview]] = defaultdict(list)
    for waiting in report.to_review:
        doubtful[waiting.handle].append(waiting)
    posts: Mapping[Handle, list[PostRow]] = defaultdict(list)
    for post in report.posts:
        posts[post.post.author].append(post)
    for row in sorted(report.rows, key=lambda row: row.participant.handle):
        handle = row.participant.handle
        credited = {credit.thing for credit in row.credits}
        yield ReminderContext(
            row,
            report.course,
            as_of,
            history.get(handle, ()),
            tuple(item for item in doubtful[handle] if item.claim.thing not in credited),
            tuple(posts[handle]),
            extras.get(handle, ()),
            handle in background.known_before,
            bool({(row.participant.cohort, row.week), ("", row.week)} & background.noted),
        )


def _decide(context: ReminderContext, written: list[OneOff]) -> Nudge | Skip:
    if why := no_letter.forbidden(context):
        return Skip(context.who.handle, why)
    if nudge := one_offs.nudge(context, written):
        return nudge
    usual = (_cannot_read, _well_done, _no_blog, _finish_line, _miss_you, _catching_up, _not_sure, _this_week)
    for candidate in (_welcome, *usual):
        if nudge := candidate(context):
            return nudge
    return Skip(context.who.handle, no_letter.nothing_to_say(context))


def _welcome(context: ReminderContext) -> Nudge | None:
    """The first letter to somebody new, with the first Thing; before the course begins, too."""
    who, occasion = context.who, f"welcome.{context.who.cohort}"
    started = course_weeks.week_one(context.course.cohorts[who.cohort], who)
    late = (context.as_of - max(who.joined, started)).days >= WELCOME_DAYS
    if late or context.known_before or context.arrived() or context.over or context.row.standing is Standing.FINISHED:
        return None
    first = [context.first_thing] if context.first_thing is not None else []
    return context.nudge(NudgeKind.WELCOME, first if context.nothing_done else (), occasion)


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
    """This week's Things, the organiser's note, or that a post was seen; the first Thing to who has done nothing yet."""
    row = context.row
    back = row.standing is Standing.STALLED and context.posted
    if not (row.standing in MOVING or back) or row.week is None or context.over:
        return None
    if silence.of_not_started(context) or silence.needs_a_blog(context):
        return None
    done = {credit.thing for credit in row.credits} | context.awaiting
    needs = requirements.of(context.course)
    met = {n for number in done for n in needs.alternatives(number)}
    things = [t.number for t in context.course.things if t.week == row.week and t.number not in done | met]
    if things and context.nothing_done and context.first_thing is not None:
        things = [context.first_thing]
    if things or context.noted or any(one.is_news for one in context.seen):
        return context.nudge(NudgeKind.THIS_WEEK, things)
    return None
