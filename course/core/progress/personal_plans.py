"""Everybody's calendar: worked out once for all who share it."""

from course.core.model import Course, Participant
from course.core.progress import standing
from course.core.progress.standing_inputs import PersonalPlan


class PersonalPlans:
    """One calendar for all who share it: in a fixed cohort everybody who was there from the start and has no pause."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.made: dict[object, PersonalPlan] = {}

    def of(self, person: Participant) -> PersonalPlan:
        """The calendar of this person."""
        cohort = self.course.cohorts[person.cohort]
        joined = max(person.joined, cohort.starts) if cohort.starts else (person.joined, person.moved)
        key = (person.cohort, joined, person.pauses)
        if key not in self.made:
            self.made[key] = standing.plan(person, self.course)
        return self.made[key]
