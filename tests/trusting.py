"""Trust the home of a test as a user of `cpd23 trust --yes` does, in the settings folder of the tests."""

from pathlib import Path

from course.adapters import disk
from course.formats.files import things
from course.services import course_trust


def grant(root: Path) -> Path:
    """Allow all that the folder asks for now, and return it."""
    course, _ = things.parse(disk.read_home(root))
    if course:
        course_trust.grant(root, course)
    return root
