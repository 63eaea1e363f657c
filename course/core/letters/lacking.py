"""What the emails can't say as long as a setting of the course is missing."""

from course.core.model import Course


def lacking(course: Course) -> tuple[str, ...]:
    """Each as a sentence or two for the organiser, with what to do."""
    if course.site:
        return ()
    return (
        "There's no `site`, so emails can't link to the Things. Instead, they list the tasks briefly. "
        'Add: site = "https://..."',
    )
