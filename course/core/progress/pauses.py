"""The days off, pauses and special weeks: they put due days off, and silence isn't counted on them. (INTERFACE 5)"""

from collections.abc import Iterable
from datetime import date, timedelta

from course.core.model import Cohort, Course, Participant
from course.core.progress import course_weeks
from course.core.progress.course_weeks import Span

FOR_EVER = 3000  # a pause that ends in this year or later has no end


def of(person: Participant) -> tuple[Span, ...]:
    """A person's pauses, in order and joined where they touch; one without an end lasts for ever."""
    spans = ((p.start, p.until if p.until and p.until.year < FOR_EVER else date.max) for p in person.pauses)
    return merged(span for span in spans if span[0] <= span[1])


def lengthened(first: date, grace: int, special: Iterable[Span], paused: Iterable[Span]) -> date | None:
    """Seven days from `first` and the grace, then seven for each special week begun by then, and each paused day."""
    begun = tuple(start for start, _ in special if start > first)
    paused = tuple((max(start, first), end) for start, end in paused if end >= first)
    plain = due = course_weeks.later(first, timedelta(days=6 + grace))
    while True:
        if any(start <= due and end == date.max for start, end in paused):
            return None
        off = sum((end - start).days + 1 for start, end in paused if start <= due)
        moved = course_weeks.later(
            plain, timedelta(days=off) + course_weeks.WEEK * sum(start <= due for start in begun)
        )
        if moved == due:
            return due
        due = moved


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as spans that do not overlap, in order."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and (result[-1][1] == date.max or start <= result[-1][1] + timedelta(days=1)):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def days_off(cohort: Cohort, person: Participant, course: Course) -> tuple[Span, ...]:
    """The days on which silence is not counted: special weeks and pauses."""
    return merged((*course_weeks.special_weeks(course_weeks.week_one(cohort, person), course), *of(person)))


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
