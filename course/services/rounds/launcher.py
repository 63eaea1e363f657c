"""A launcher on the desktop, by which a course is opened with a double click. It is offered, never put there unasked."""

from pathlib import Path

from course.adapters import desktop
from course.core.errors import CourseError
from course.formats.files import launchers
from course.services import course_home
from course.services.rounds import timer_recipe


def put(root: Path, place: Path | None = None) -> Path:
    """Put a launcher of the course on the desktop, or into another folder, and return where it is.

    CourseError where the folder's name can't be in one, or the launcher would be in the course's own folder: that may
    be passed on, and a file in it must not run anything.
    """
    place = place or desktop.folder()
    if not str(root).isprintable() or '"' in str(root):
        raise CourseError(
            "The name of the folder has a character that isn't allowed in a launcher.", "Give it another name."
        )
    if place.resolve().is_relative_to(root.resolve()):
        raise CourseError(f"{place} is inside the course folder.", "Put the launcher somewhere else.")
    made = launchers.launcher(
        desktop.kind(), timer_recipe.command(), str(root), course_home.open_home(root).course.title
    )
    return desktop.put(place, made.name, made.text)


def is_there(root: Path) -> bool:
    """Whether the desktop has a launcher of this course already, or there is no desktop."""
    try:
        place = desktop.folder()
    except CourseError:
        return True
    made = launchers.launcher(
        desktop.kind(), timer_recipe.command(), str(root), course_home.open_home(root).course.title
    )
    path = place / made.name
    return path.is_file() and path.read_bytes() == made.text.encode()
