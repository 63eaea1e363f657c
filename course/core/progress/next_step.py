"""Where does the course stand, and what is to be done next?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from course.core import sentences
from course.core.hints import Action, Hint
from course.core.model import Course, Report, Standing, Thing
from course.core.progress import course_weeks, overview

STALE = 6  # days after which blogs want to be looked at again


class State(StrEnum):
    """Exactly one of six."""

    EMPTY = "empty"  # there is no course here
    NO_PEOPLE = "no-people"
    NOT_STARTED = "not-started"
    RUNNING = "running"
    FINISHED = "finished"
    BROKEN = "broken"  # the files or the store can't be used


@dataclass(frozen=True, slots=True)
class Status:
    """What `cpd23` alone says; `next` is what is worth doing."""

    state: State
    next: Action
    why: str | Hint = ""  # of what is next, or what is broken
    course: Course | None = None
    as_of: date | None = None
    week: int | None = None
    things: tuple[Thing, ...] = ()  # of this week
    people: int = 0
    standings: Mapping[Standing, int] = field(default_factory=dict)
    looked_at: datetime | None = None  # the last look at any blog
    blogs: int = 0
    troubled: int = 0
    to_review: int = 0
    problems: int = 0
    replies: int = 0  # by email, waiting for the organiser's decision
    waiting: int = 0  # confirmed sign-ups from the web that nobody has taken in yet


def status(report: Report, problems: int, waiting: int = 0, replies: int = 0) -> Status:
    """The state of a course whose files can be read."""
    course, as_of = report.course, report.as_of
    state = _state(report)
    looked_at = max((blog.read_at for row in report.rows for blog in row.blogs if blog.read_at), default=None)
    troubled = len(overview.troubled(report))
    week = _week(course, as_of)
    days = (as_of - looked_at.astimezone(course.zone).date()).days if looked_at else None
    next_, why = _next(report, state, problems, days)
    if waiting and next_ in (Action.REGISTER, Action.REPORT, Action.LIST_THINGS, Action.LIST_PEOPLE):
        next_, why = (
            Action.TAKE_IN_SIGN_UPS,
            f"{sentences.plural(waiting, 'sign-up from the web is', 'sign-ups from the web are')} waiting",
        )
    if replies and not problems:
        next_, why = (
            Action.LIST_REPLIES,
            f"{sentences.plural(replies, 'reply is', 'replies are')} waiting for your decision",
        )
    return Status(
        *(state, next_, why, course, as_of, week),
        tuple(thing for thing in course.things if thing.week == week and state is not State.FINISHED),
        len(report.rows),
        overview.counts(report),
        looked_at,
        sum(len(row.participant.blogs) for row in report.rows),
        troubled,
        len(report.to_review),
        problems,
        replies,
        waiting,
    )


def _state(report: Report) -> State:
    if not report.rows:
        return State.NO_PEOPLE
    if all(row.week is None for row in report.rows):
        return State.NOT_STARTED
    return State.FINISHED if all(_over(row.participant.cohort, report) for row in report.rows) else State.RUNNING


def _over(name: str, report: Report) -> bool:
    """Whether nobody of a cohort can finish any more, or everybody has."""
    cohort = report.course.cohorts[name]
    rows = [row for row in report.rows if row.participant.cohort == name]
    if all(row.standing in (Standing.FINISHED, Standing.WITHDRAWN) for row in rows):
        return True
    return cohort.fixed and course_weeks.window(cohort, rows[0].participant, report.course)[1] < report.as_of


def _week(course: Course, as_of: date) -> int | None:
    """The week that the newest running fixed cohort is in; None where none is running."""
    begun = [c.starts for c in course.cohorts.values() if c.starts and c.starts <= as_of]
    if not begun:
        return None
    week = (as_of - max(begun)).days // 7 + 1
    return week if week <= course.last_week else None


def _next(report: Report, state: State, problems: int, looked: int | None) -> tuple[Action, str | Hint]:
    """What to do next and why, the first that fits."""
    if problems:
        return Action.CHECK, "the files have mistakes"
    if state is State.NO_PEOPLE:
        return Action.REGISTER, "nobody is registered yet"
    if state is State.FINISHED:
        keep = report.course.keep_until
        if keep and keep <= report.as_of:
            return Action.CLOSE, "the course is over, and its data can be cleared"
        return Action.CERTIFICATES, "the run is over"
    if looked is None and not any(row.participant.blogs for row in report.rows):
        return Action.LIST_PEOPLE, Hint("nobody has given a blog yet: ", Action.GIVE_BLOG)
    if looked is None or looked > STALE:
        return (
            Action.READ_BLOGS,
            "no blog has been read yet" if looked is None else f"the blogs were last read {looked} days ago",
        )
    if report.to_review:
        return Action.REVIEW, "decide on the doubtful posts first" if len(
            report.to_review
        ) > 1 else "decide on the doubtful post first"
    if state is State.NOT_STARTED:
        return Action.LIST_THINGS, "the course hasn't started: are the Things ready?"
    return Action.REPORT, "see who needs an email"
