"""When does a Thing open, when is it due, and which days count, for this person? (INTERFACE 5)"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from course.core.model import Cohort, Course, Participant, Thing, WeekKind

WEEK = timedelta(days=7)
RUN_UP = timedelta(days=14)  # a run counts posts from so long before its start
LATE_FINISH = timedelta(days=90)  # and until so long after its end, where the course says nothing else
A_WEEK_FOR_LATE_JOINERS = 2  # Things
FOR_EVER = 3000  # a pause that ends in this year or later has no end

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


def dues(cohort: Cohort, person: Participant, course: Course) -> Mapping[int, date | None]:
    """The last good day of every Thing: its week's, or for a late joiner that of a week of one's own, if that is later.

    None where a pause without an end has put it off. From the day of joining at most two required Things a week fall
    due, in their order (docs/decisions/schedule.md).
    """
    start = week_one(cohort, person)
    special = special_weeks(start, course)
    paused = pauses(person)
    planned = {t.number: lengthened(begins(t.week, start), course.grace, special, paused) for t in course.things}
    if person.joined <= start:
        return planned
    return {
        number: _latest(planned[number], lengthened(first, course.grace, special, paused))
        for number, first in _own_weeks(person.joined, course).items()
    }


def lengthened(first: date, grace: int, special: Iterable[Span], paused: Iterable[Span]) -> date | None:
    """Seven days from `first` and the grace, then seven for each special week begun by then, and each paused day."""
    begun = tuple(start for start, _ in special if start > first)
    paused = tuple((max(start, first), end) for start, end in paused if end >= first)
    plain = due = later(first, timedelta(days=6 + grace))
    while True:
        if any(start <= due and end == date.max for start, end in paused):
            return None
        off = sum((end - start).days + 1 for start, end in paused if start <= due)
        moved = later(plain, timedelta(days=off) + WEEK * sum(start <= due for start in begun))
        if moved == due:
            return due
        due = moved


def special_weeks(start: date, course: Course) -> tuple[Span, ...]:
    """The catch-up, reflection and break weeks, counted from the first day of week one."""
    numbers = sorted(number for number, week in course.weeks.items() if week.kind is not WeekKind.ORDINARY)
    return tuple((later(start, WEEK * (n - 1)), later(start, WEEK * n - timedelta(days=1))) for n in numbers)


def pauses(person: Participant) -> tuple[Span, ...]:
    """A person's pauses, in order and joined where they touch; one without an end lasts for ever."""
    spans = ((p.start, p.until if p.until and p.until.year < FOR_EVER else date.max) for p in person.pauses)
    return merged(span for span in spans if span[0] <= span[1])


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as spans that do not overlap, in order."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and (result[-1][1] == date.max or start <= result[-1][1] + timedelta(days=1)):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def later(day: date, by: timedelta) -> date:
    """A day moved, or where the calendar ends: a mistyped year must not stop the report."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def days_off(cohort: Cohort, person: Participant, course: Course) -> tuple[Span, ...]:
    """The days on which silence is not counted: special weeks and pauses."""
    return merged((*special_weeks(week_one(cohort, person), course), *pauses(person)))


def active_days(after: date, until: date, off: Iterable[Span]) -> int:
    """How many days that are not off lie after the one and up to the other."""
    spans = ((max(start, after + timedelta(days=1)), min(end, until)) for start, end in off)
    return max(0, (until - after).days) - sum((end - start).days + 1 for start, end in spans if start <= end)


def active_day(number: int, after: date, off: tuple[Span, ...]) -> date:
    """The day on which so many days that are not off have passed."""
    day = after + timedelta(days=number)
    while (short := number - active_days(after, day, off)) > 0:
        day += timedelta(days=short)
    return day


def _own_weeks(joined: date, course: Course) -> Mapping[int, date]:
    """The first day of the week of one's own in which somebody who joined that day would do each Thing."""
    before, result = 0, {}
    for thing in sorted(course.things, key=lambda thing: (thing.week, thing.number)):
        result[thing.number] = later(joined, WEEK * (before // A_WEEK_FOR_LATE_JOINERS))
        before += thing.required
    return result


def _latest(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
