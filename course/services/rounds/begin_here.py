"""Beginning without a terminal: which courses are in a folder, and where a new one goes."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from course.adapters import disk
from course.core.errors import CourseError, UsageError
from course.formats.files.new_home import Answers
from course.services.rounds import start

_MOST = 20  # courses that are listed
_NAME = re.compile(r"\w[\w .-]{0,59}")
EXAMPLE = "cpd23-example"


def courses_in(place: Path) -> Sequence[str]:
    """The folders right below this one that hold a course, by name."""
    try:
        folders = sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return ()
    return [path.name for path in folders if disk.has_course(path)][:_MOST]


def is_free(place: Path) -> bool:
    """Whether a course can go right into this folder: it is empty, or isn't there yet."""
    return not place.exists() or not any(path for path in place.iterdir() if not path.name.startswith("."))


def inside(place: Path, name: str) -> Path:
    """The folder of this name below a place; UsageError where it isn't a plain name."""
    if not _NAME.fullmatch(name) or name.endswith((".", " ")):
        raise UsageError(f"A folder can't be called {name!r}.", "Use letters, digits, spaces and hyphens.")
    return place / name


def begin(place: Path, name: str, answers: Answers) -> Path:
    """Make a course in the place itself, or below it where it has a name; return its folder."""
    root = inside(place, name) if name else place
    if root.exists() and not root.is_dir():
        raise CourseError(f"{root} is a file.", "Rename the folder.")
    start.begin(root, answers)
    return root.resolve()


def try_example(place: Path, today: date) -> Path:
    """Make the example course below the place, or find the one that is there; return its folder."""
    root = place / EXAMPLE
    if not disk.has_course(root):
        start.begin_example(root, today, lambda blogger: blogger.file)
    return root.resolve()
