"""What has changed since a week ago, as the organiser wants to hear it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from course.core.model import Course, Handle, Report, Standing, Thing, WeekKind
from course.core.progress import course_weeks, pauses

_OWES = frozenset({Standing.BEHIND, Standing.STALLED})


class Move(StrEnum):
    """A change of standing that is worth a line, in the order of the lines."""

    FINISHED = "finished"
    CAUGHT_UP = "caught up"
    GOT_AHEAD = "got ahead"
    FELL_BEHIND = "fell behind"
    STALLED = "stalled"
    UNREADABLE = "unreadable"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class WeekChanges:
    """New credits, and who has moved where."""

    since: date
    credits: int = 0
    people: int = 0  # with a new credit
    popular: int | None = None  # the Thing with the most new credits, where it has two at least
    lost: int = 0  # credits that decisions or better rules took back
    moves: Mapping[Move, tuple[Handle, ...]] = field(default_factory=dict)


def week_changes(report: Report) -> WeekChanges | None:
    """What has changed; None where nothing was compared."""
    changes = report.changes
    if changes is None:
        return None
    things = Counter(credit.thing for _, credit in changes.credited)
    popular = min(things, key=lambda thing: (-things[thing], thing), default=None)
    moves: dict[Move, list[Handle]] = {move: [] for move in Move}
    for handle, before, after in changes.standing:
        if move := _move(before, after):
            moves[move].append(handle)
    return WeekChanges(
        changes.since,
        len(changes.credited),
        len({handle for handle, _ in changes.credited}),
        popular if popular and things[popular] > 1 else None,
        len(changes.lost),
        {move: tuple(who) for move, who in moves.items() if who},
    )


def _move(before: Standing, after: Standing) -> Move | None:
    same = {
        Standing.FINISHED: Move.FINISHED,
        Standing.AHEAD: Move.GOT_AHEAD,
        Standing.STALLED: Move.STALLED,
        Standing.CANNOT_READ: Move.UNREADABLE,
        Standing.WITHDRAWN: Move.LEFT,
    }
    if after is Standing.BEHIND:
        return None if before in _OWES else Move.FELL_BEHIND
    if after is Standing.ON_SCHEDULE:
        return Move.CAUGHT_UP if before in _OWES else None
    return same.get(after)


@dataclass(frozen=True, slots=True)
class WeekView:
    """One week of the run with shared dates that began last: its Things, what kind it is, and its dates."""

    number: int
    begins: date
    kind: WeekKind
    note: str
    things: tuple[tuple[Thing, date | None, int], ...]  # with the last good day, and how many have done it


def week_view(report: Report, number: int, starts: date) -> WeekView:
    """One week of a run that began on that day; a late joiner's dates may be later."""
    course = report.course
    done = Counter(credit.thing for row in report.rows for credit in row.credits)
    special = course_weeks.special_weeks(starts, course)
    begins = course_weeks.begins(number, starts)
    due = pauses.lengthened(begins, course.grace, special, ())
    week = course.weeks.get(number)
    things = tuple((thing, due, done[thing.number]) for thing in course.things if thing.week == number)
    return WeekView(number, begins, week.kind if week else WeekKind.ORDINARY, week.note if week else "", things)


def running_since(course: Course, today: date) -> date | None:
    """The first day of the newest run with shared dates that has begun; None where none has."""
    return max((one.starts for one in course.cohorts.values() if one.starts and one.starts <= today), default=None)


def coming(course: Course, today: date) -> date | None:
    """The first day of the next run with shared dates that is still to come."""
    return min((one.starts for one in course.cohorts.values() if one.starts and one.starts > today), default=None)
