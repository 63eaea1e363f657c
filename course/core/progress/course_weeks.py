"""When does a week begin, when does a Thing open, and which days belong to the run, for this person? (INTERFACE 5)"""

from collections.abc import Mapping
from datetime import date, timedelta

from course.core.model import Cohort, Course, Participant, Thing, WeekKind

WEEK = timedelta(days=7)
RUN_UP = timedelta(days=14)  # a run counts posts from so long before its start
LATE_FINISH = timedelta(days=90)  # and until so long after its end, where the course says nothing else

Span = tuple[date, date]  # both days included


def week_one(cohort: Cohort, person: Participant) -> date:
    """The first day of week one: shared in a fixed cohort; one's own where the pace is, and that may be moved."""
    return cohort.starts or (person.moved[-1] if person.moved else person.joined)


def week_of(day: date, cohort: Cohort, person: Participant) -> int | None:
    """The number of the week that a day is in, counted on past the last one; None before week one."""
    days = (day - week_one(cohort, person)).days
    return days // 7 + 1 if days >= 0 else None


def begins(week: int, week_one: date) -> date:
    """The first day of a week, counted from week one; the last day of the calendar for one that lies beyond it."""
    return later(week_one, WEEK * (week - 1))


def opens_on(thing: Thing, cohort: Cohort, person: Participant) -> date:
    """The first day of the Thing's week, for this person."""
    return begins(thing.week, week_one(cohort, person))


def opens(cohort: Cohort, person: Participant, course: Course) -> Mapping[int, date]:
    """The day on which each Thing opens for this person."""
    return {thing.number: opens_on(thing, cohort, person) for thing in course.things}


def ends_on(cohort: Cohort, course: Course) -> date | None:
    """The last day of a fixed cohort's run: as told, else that of its last week; in one's own pace mostly None."""
    if cohort.starts is None:
        return cohort.ends
    return cohort.ends or later(cohort.starts, WEEK * course.last_week - timedelta(days=1))


def window(cohort: Cohort, person: Participant, course: Course) -> tuple[date, date]:
    """The first and the last day whose posts count in this run: of two runs of one person, a post is in one only."""
    ends = ends_on(cohort, course)
    first = next_run_begins(cohort, person) if person.earlier else later(cohort.starts or person.joined, -RUN_UP)
    last = cohort.late_until or (later(ends, LATE_FINISH) if cohort.starts and ends else date.max)
    if person.next_run:
        last = min(last, later(person.next_run, timedelta(days=-1)))
    return first, last


def next_run_begins(cohort: Cohort, person: Participant) -> date:
    """The first day that belongs to this run and no longer to an earlier one of the same person."""
    return max(person.joined, later(cohort.starts, -RUN_UP)) if cohort.starts else person.joined


def special_weeks(start: date, course: Course) -> tuple[Span, ...]:
    """The catch-up, reflection and break weeks, counted from the first day of week one."""
    numbers = sorted(number for number, week in course.weeks.items() if week.kind is not WeekKind.ORDINARY)
    return tuple((later(start, WEEK * (n - 1)), later(start, WEEK * n - timedelta(days=1))) for n in numbers)


def later(day: date, by: timedelta) -> date:
    """A day moved, or where the calendar ends: a mistyped year must not stop the report."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min
