"""Which posts belong to the run? The others are kept; nobody has to judge them."""

from collections.abc import Mapping
from datetime import date
from hashlib import blake2b

from course.core.model import Course, Handle, Post, Roster
from course.core.progress import course_weeks, credits


class RunWindow:
    """The days of each participant whose posts count."""

    def __init__(self, course: Course, roster: Roster) -> None:
        self._zone = course.zone
        self._days: Mapping[Handle, tuple[date, date]] = {
            handle: course_weeks.window(course.cohorts[person.cohort], person, course)
            for handle, person in roster.items()
            if person.cohort in course.cohorts
        }

    def contains(self, post: Post) -> bool:
        """Whether this post can earn anything."""
        days = self._days.get(post.author)
        return days is not None and credits.dated([post], self._zone, days)[0].in_run

    def scope(self) -> str:
        """A name for all the windows together."""
        told = repr(sorted((handle, str(first), str(last)) for handle, (first, last) in self._days.items()))
        return blake2b(told.encode(), digest_size=8).hexdigest()
