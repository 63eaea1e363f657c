"""Who signs somebody's emails?"""

from course.core.model import Course, Organiser, Participant


def signer(course: Course, person: Participant) -> Organiser:
    """The organiser of the person's group, or else of their cohort, or else of the whole course."""
    found = next((one for group in person.groups for one in course.organisers if group in one.groups), None)
    return Organiser(found.name, found.email) if found else of_cohort(course, person.cohort)


def of_cohort(course: Course, cohort: str) -> Organiser:
    """Who signs what a whole cohort reads."""
    found = next((one for one in course.organisers if cohort in one.cohorts), None)
    return Organiser(found.name, found.email) if found else course.organiser
