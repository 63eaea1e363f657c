"""Who gets a letter this week, and who does not, and why?"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from course.core import sentences
from course.core.letters.model import LetterState, Mailing, Nudge, NudgeKind, Sent, Skip
from course.core.model import Course, Handle, Participant, PostRow, Progress, Report, Standing, ToReview, WeekKind
from course.core.progress import feed_health, schedule

MISS_YOU_DAYS = (7, 14, 28)  # after the day the person became stalled, then silence
FINISH_LINE_DAYS = (7, 14, 28)  # before the cohort's end
NEARLY_THERE = 3  # Things left
NAMED_AT_MOST = 3  # Things in one letter about catching up
NOT_STARTED_LETTERS = 3  # then silence
CANNOT_READ_LETTERS = 3  # about one silence of a blog
CANNOT_READ_REST = 14  # days between two of them
FRESH_DAYS = 28  # an older doubtful post is the organiser's to decide
_MOVING = frozenset({Standing.AHEAD, Standing.ON_SCHEDULE, Standing.BEHIND, Standing.NOT_STARTED})


@dataclass(frozen=True, slots=True)
class _Case:
    """All that one decision looks at."""

    row: Progress
    course: Course
    as_of: date
    week: str
    history: tuple[Sent, ...]
    doubtful: tuple[ToReview, ...]
    posted: bool  # a post has come in since the last letter, or within a week

    @property
    def who(self) -> Participant:
        return self.row.participant

    @property
    def kind_of_week(self) -> WeekKind:
        week = self.course.weeks.get(self.row.week or 0)
        return week.kind if week else WeekKind.ORDINARY

    @property
    def awaiting(self) -> frozenset[int]:
        return frozenset(item.claim.thing for item in self.doubtful)

    @property
    def to_name(self) -> tuple[int, ...]:
        """Owed Things for which no post waits to be looked at, the easiest first."""
        owed = frozenset(self.row.owed) - self.awaiting
        return tuple(
            t.number for t in sorted(self.course.things, key=lambda t: (t.minutes, t.number)) if t.number in owed
        )

    @property
    def unreadable(self) -> bool:
        """Whether a blog cannot be read now, or never was: a post may stand there that we do not know of."""
        tried = {blog.blog for blog in self.row.blogs if blog.read_at}
        judged = feed_health.reading(self.row.blogs, self.as_of, self.course.zone)
        return judged.unread is not None or not tried.issuperset(self.who.blogs)

    def went(self, occasion: str) -> bool:
        return any(sent.key == self.key(occasion) and _done_with(sent) for sent in self.history)

    def key(self, occasion: str) -> str:
        return f"{occasion}.{self.who.handle}"

    def nudge(self, kind: NudgeKind, things: Iterable[int] = (), occasion: str = "") -> Nudge:
        return Nudge(self.who.handle, kind, self.key(occasion or self.week), self.week, tuple(things))


def week_name(day: date) -> str:
    """The ISO week of a day, such as 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def digest(address: str) -> str:
    """A short name for an address, by which a later change is noticed without keeping the address."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()[:16]


def left(row: Progress, course: Course) -> tuple[int, ...]:
    """The Things that still stand between this person and the finish, in the order of their numbers."""
    credited = {credit.thing for credit in row.credits}
    open_ = [thing for thing in course.things if thing.number not in credited]
    required = [thing.number for thing in open_ if thing.required]
    optional = [thing.number for thing in open_ if not thing.required]
    if course.finish.at_least is not None:
        return tuple(sorted((required + optional)[: max(0, course.finish.at_least - len(credited))]))
    return tuple(required if any(thing.required for thing in course.things) else optional)


def mailing(report: Report, sent: Iterable[Sent], as_of: date) -> Mailing:
    """This week's letters, one a person at most, and everybody who gets none with the reason; both by handle."""
    week = week_name(as_of)
    history: Mapping[Handle, list[Sent]] = defaultdict(list)
    for item in sorted(sent, key=lambda item: (item.at, item.key)):
        history[item.handle].append(item)
    doubtful: Mapping[Handle, list[ToReview]] = defaultdict(list)
    for waiting in report.to_review:
        doubtful[waiting.handle].append(waiting)
    rows_of_posts: Mapping[Handle, list[PostRow]] = defaultdict(list)
    for post in report.posts:
        rows_of_posts[post.post.author].append(post)
    answers = []
    for row in sorted(report.rows, key=lambda row: row.participant.handle):
        handle = row.participant.handle
        past = tuple(history[handle])
        posted = _posted_since(row, rows_of_posts[handle], past, as_of, report.course)
        answers.append(_decide(_Case(row, report.course, as_of, week, past, _open(row, doubtful[handle]), posted)))
    return Mailing(
        week,
        tuple(answer for answer in answers if isinstance(answer, Nudge)),
        tuple(answer for answer in answers if isinstance(answer, Skip)),
    )


def _open(row: Progress, doubtful: Iterable[ToReview]) -> tuple[ToReview, ...]:
    credited = {credit.thing for credit in row.credits}
    return tuple(item for item in doubtful if item.claim.thing not in credited)


def _done_with(sent: Sent) -> bool:
    return sent.state.may_have_arrived or (sent.state is LetterState.REFUSED and sent.code >= 500)


def _posted_since(
    row: Progress, posts: Iterable[PostRow], history: Iterable[Sent], as_of: date, course: Course
) -> bool:
    """Whether a post came in since the last letter, or within a week: nobody is nagged who just wrote."""
    letters = [
        sent.at for sent in history if sent.state.may_have_arrived and sent.at.astimezone(course.zone).date() <= as_of
    ]
    since = as_of - timedelta(days=7)
    if letters:
        since = min(since, max(letters).astimezone(course.zone).date())
        if any(post.in_run and post.post.first_seen > max(letters) for post in posts):
            return True
    return row.last_post is not None and row.last_post >= since


def _decide(case: _Case) -> Nudge | Skip:
    why = _shut(case)
    if why:
        return Skip(case.who.handle, why)
    for candidate in (_cannot_read, _well_done, _finish_line, _miss_you, _catching_up, _not_sure, _this_week):
        nudge = candidate(case)
        if nudge:
            return nudge
    return Skip(case.who.handle, _nothing_to_say(case))


def _shut(case: _Case) -> str:
    """Why no letter of any kind may go to this person this week; empty where one may."""
    row, who = case.row, case.who
    if row.standing is Standing.WITHDRAWN:
        return f"left the course on {who.withdrawn}" if who.withdrawn else "left the course"
    if not who.email:
        return "has no email in the roster that a letter could go to"
    if not who.reminders:
        return "asked for no letters"
    if row.standing is Standing.PAUSED:
        return _pause(case)
    for sent in case.history:
        on = sentences.written(sent.at.astimezone(case.course.zone).date())
        if sent.week == case.week and sent.state.may_have_arrived:
            return f"has this week's letter already ({sent.state}, {on})"
        if sent.state is LetterState.REFUSED and sent.code >= 500 and sent.address == digest(who.email):
            return f"this address was refused on {on}: correct it in the roster"
    if who.joined > case.as_of:
        return f"joins on {sentences.written(who.joined)}"
    return ""


def _pause(case: _Case) -> str:
    ends = [p.until for p in case.who.pauses if p.start <= case.as_of and (p.until is None or p.until >= case.as_of)]
    return f"is on a pause until {sentences.written(ends[0])}" if ends and ends[0] else "is on a pause"


def _cannot_read(case: _Case) -> Nudge | None:
    if case.row.standing is not Standing.CANNOT_READ:
        return None
    begun = _troubled_since(case)
    days = (case.as_of - begun).days if begun else 0
    tries = [f"cannot-read.{begun}.{step}" for step in range(1, CANNOT_READ_LETTERS + 1)]
    gone = [
        sent.at.astimezone(case.course.zone).date() for sent in case.history for o in tries if sent.key == case.key(o)
    ]
    unused = [occasion for occasion in tries if not case.went(occasion)]
    rested = not gone or (case.as_of - max(gone)).days >= CANNOT_READ_REST
    return case.nudge(NudgeKind.CANNOT_READ, (), unused[0]) if unused and rested and days >= 0 else None


def _troubled_since(case: _Case) -> date | None:
    days = [blog.trouble.since.astimezone(case.course.zone).date() for blog in case.row.blogs if blog.trouble]
    return min(days, default=None)


def _well_done(case: _Case) -> Nudge | None:
    occasion = f"well-done.{case.who.cohort}"
    if case.row.standing is not Standing.FINISHED or case.went(occasion):
        return None
    return case.nudge(NudgeKind.WELL_DONE, (), occasion)


def _finish_line(case: _Case) -> Nudge | None:
    """To whoever is half-way: once when at most three Things are left, and once at 28, 14 and 7 days before the end."""
    row = case.row
    speaks_of_the_end = row.standing in _MOVING or (row.standing is Standing.STALLED and not _silent(case))
    if not speaks_of_the_end or case.unreadable or row.week is None or _over(case):
        return None
    missing = left(row, case.course)
    step = min(
        (days for days in FINISH_LINE_DAYS if 0 <= (-1 if row.days_left is None else row.days_left) <= days),
        default=None,
    )
    half_way = 0 < len(missing) <= len(row.credits)
    near = len(missing) <= NEARLY_THERE
    occasion = f"finish-line.{case.who.cohort}.{step or 'near'}"
    if not half_way or not (near or step) or case.went(occasion) or frozenset(missing) <= case.awaiting:
        return None
    return case.nudge(NudgeKind.FINISH_LINE, _easiest(missing, case), occasion)


def _easiest(numbers: Iterable[int], case: _Case) -> tuple[int, ...]:
    wanted = frozenset(numbers) - case.awaiting
    ranked = sorted(case.course.things, key=lambda thing: (thing.minutes, thing.number))
    return tuple(thing.number for thing in ranked if thing.number in wanted)[:NAMED_AT_MOST]


def _silent(case: _Case) -> bool:
    """Whether the third "we miss you" is a week old: from then on we leave the person in peace."""
    quiet_since = case.row.stalled_on
    return quiet_since is not None and (case.as_of - quiet_since).days >= MISS_YOU_DAYS[-1] + 7


def _miss_you(case: _Case) -> Nudge | None:
    row = case.row
    if row.standing is not Standing.STALLED or row.stalled_on is None or _nagging_is_wrong(case) or _silent(case):
        return None
    if row.owed and not case.to_name:
        return None
    days = (case.as_of - row.stalled_on).days
    step = max((step for step in MISS_YOU_DAYS if step <= days), default=None)
    occasion = f"miss-you.{row.stalled_on}.{step}"
    return case.nudge(NudgeKind.MISS_YOU, case.to_name[:1], occasion) if step and not case.went(occasion) else None


def _nagging_is_wrong(case: _Case) -> bool:
    """They have just written, or may have where we could not read, or it is a week of rest, or the run is over."""
    return case.posted or case.unreadable or case.kind_of_week is WeekKind.BREAK or _over(case)


def _over(case: _Case) -> bool:
    cohort = case.course.cohorts.get(case.who.cohort)
    return cohort is not None and case.as_of > schedule.window(cohort, case.who, case.course)[1]


def _catching_up(case: _Case) -> Nudge | None:
    if case.row.standing not in _MOVING or not case.to_name or _nagging_is_wrong(case) or _never_answered(case):
        return None
    return case.nudge(NudgeKind.CATCHING_UP, case.to_name[:NAMED_AT_MOST])


def _never_answered(case: _Case) -> bool:
    """Whether somebody who has not started has had three letters about catching up."""
    letters = [sent for sent in case.history if sent.kind is NudgeKind.CATCHING_UP and sent.state.may_have_arrived]
    return case.row.standing is Standing.NOT_STARTED and len(letters) >= NOT_STARTED_LETTERS


def _not_sure(case: _Case) -> Nudge | None:
    """Once a post, the newest first, while it is fresh: later it is the organiser's to decide."""
    if case.row.standing not in _MOVING | {Standing.STALLED} or case.row.week is None or _over(case):
        return None
    for item in sorted(case.doubtful, key=lambda item: (_day(item, case), item.post.key), reverse=True):
        occasion = doubt(item.post.key)
        if (case.as_of - _day(item, case)).days < FRESH_DAYS and not case.went(occasion):
            things = sorted(other.claim.thing for other in case.doubtful if other.post.key == item.post.key)
            return case.nudge(NudgeKind.NOT_SURE, things, occasion)
    return None


def doubt(post: str) -> str:
    """The occasion of a letter about one doubtful post."""
    return f"not-sure.{hashlib.sha256(post.encode()).hexdigest()[:16]}"


def _day(item: ToReview, case: _Case) -> date:
    return (item.post.published or item.post.first_seen).astimezone(case.course.zone).date()


def _this_week(case: _Case) -> Nudge | None:
    row = case.row
    back = row.standing is Standing.STALLED and case.posted
    if not (row.standing in _MOVING or back) or row.week is None or _over(case) or _never_answered(case):
        return None
    done = {credit.thing for credit in row.credits}
    things = [t.number for t in case.course.things if t.week == row.week and t.number not in done | case.awaiting]
    return case.nudge(NudgeKind.THIS_WEEK, things) if things else None


def _nothing_to_say(case: _Case) -> str:
    """The reason why somebody who may be written to gets no letter this week."""
    row = case.row
    if row.standing is Standing.FINISHED:
        return "has finished, and was congratulated"
    if _over(case):
        return "the run is over"
    if row.week is None:
        return "the first week has not begun"
    if row.standing is Standing.CANNOT_READ:
        return "was told about the blog; three letters a fortnight apart are the most"
    if case.kind_of_week is WeekKind.BREAK:
        return "it is a week of rest"
    if row.standing is Standing.STALLED:
        return _quiet(case)
    if _never_answered(case):
        return "has not started, and three letters are the most"
    if case.awaiting and not case.to_name and row.owed:
        return f"a post waits in the review queue ({sentences.things(sorted(case.awaiting))})"
    if row.owed and case.unreadable:
        return "a blog could not be read, so we do not know what is written there"
    if row.owed and case.posted:
        return f"has just posted ({row.last_post})"
    this_week = [thing.number for thing in case.course.things if thing.week == row.week]
    if this_week:
        return f"has done this week's {sentences.things(sorted(this_week))}"
    return f"nothing is asked in week {row.week}"


def _quiet(case: _Case) -> str:
    since = case.row.stalled_on
    if since is None:
        return "has been quiet"
    if _silent(case):
        return f"quiet since {sentences.written(since)}: after {len(MISS_YOU_DAYS)} letters we leave people in peace"
    if case.awaiting and not case.to_name:
        return f"a post waits in the review queue ({sentences.things(sorted(case.awaiting))})"
    if case.unreadable:
        return "a blog could not be read, so we do not know what is written there"
    if case.posted:
        return f"has just posted{f' ({sentences.written(last)})' if (last := case.row.last_post) else ''}"
    steps = [since + timedelta(days=days) for days in MISS_YOU_DAYS if since + timedelta(days=days) > case.as_of]
    return (
        f"quiet since {sentences.written(since)}: the next letter is due on {sentences.written(steps[0])}"
        if steps
        else f"quiet since {sentences.written(since)}: has the last letter"
    )
