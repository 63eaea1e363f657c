"""When is each Thing due, for this person? (INTERFACE 5)"""

from collections.abc import Mapping
from datetime import date

from course.core.model import Cohort, Course, Participant
from course.core.progress import course_weeks, pauses

A_WEEK_FOR_LATE_JOINERS = 2  # Things


def dues(cohort: Cohort, person: Participant, course: Course) -> Mapping[int, date | None]:
    """The last good day of every Thing: its week's, or for a late joiner that of a week of one's own, if that is later.

    None where a pause without an end has put it off. From the day of joining at most two required Things a week fall
    due, in their order (docs/decisions/schedule.md).
    """
    start = course_weeks.week_one(cohort, person)
    special = course_weeks.special_weeks(start, course)
    paused = pauses.of(person)
    planned = {
        t.number: pauses.lengthened(course_weeks.begins(t.week, start), course.grace, special, paused)
        for t in course.things
    }
    if person.joined <= start:
        return planned
    return {
        number: _latest(planned[number], pauses.lengthened(first, course.grace, special, paused))
        for number, first in _own_weeks(person.joined, course).items()
    }


def _own_weeks(joined: date, course: Course) -> Mapping[int, date]:
    """The first day of the week of one's own in which somebody who joined that day would do each Thing."""
    before, result = 0, {}
    for thing in sorted(course.things, key=lambda thing: (thing.week, thing.number)):
        result[thing.number] = course_weeks.later(joined, course_weeks.WEEK * (before // A_WEEK_FOR_LATE_JOINERS))
        before += thing.required
    return result


def _latest(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
