"""When is a run over for good, and what is no longer needed then?"""

from datetime import date, timedelta

from course.core.model import Course, Roster

AFTER_THE_END = timedelta(days=180)


def due_on(course: Course) -> date | None:
    """The day on which a course is to be closed: as its settings say, else half a year after the last cohort; None: never ends."""
    if course.keep_until:
        return course.keep_until
    ends = [day for cohort in course.cohorts.values() if (day := cohort.late_until or cohort.ends)]
    return max(ends) + AFTER_THE_END if ends else None


def with_addresses(roster: Roster) -> tuple[str, ...]:
    """The handles of everybody whose email is kept, in order."""
    return tuple(sorted(handle for handle, person in roster.items() if person.email))
