"""Change the roster: under the lock, proved, and never over somebody else's change."""

from collections.abc import Callable
from pathlib import Path

from course.adapters import disk
from course.core.errors import CourseError
from course.formats.files import roster
from course.services import course_home as homes
from course.services.course_home import Home

Change = Callable[[Home, str], str]


def edit(root: Path, change: Change, *, dry_run: bool = False) -> bool:
    """Give the open home and the roster's text to `change` and write what comes back; return whether that differs.

    CourseError when the file changed meanwhile, or when the new text would hold a mistake that the old one had not."""
    with disk.lock(root):
        return edit_locked(root, change, dry_run=dry_run)


def edit_locked(root: Path, change: Change, *, dry_run: bool = False) -> bool:
    """The same, for a run that holds the lock already."""
    path = root / disk.ROSTER_FILE
    old = disk.read_bytes(path) if path.exists() else b""
    home = homes.open_home(root)
    new = change(home, old.decode()).encode()
    _sound(home, old, new)
    if not dry_run and new != old:
        if old or path.exists():
            disk.replace_text(path, old, new)
        else:
            disk.write_bytes(path, new)
    return new != old


def _sound(home: Home, old: bytes, new: bytes) -> None:
    _, before = roster.parse(old, disk.ROSTER_FILE, home.course)
    _, after = roster.parse(new, disk.ROSTER_FILE, home.course)
    known = {problem.what for problem in before}
    fresh = [problem for problem in after if problem.what not in known]
    if fresh:
        raise CourseError(f"That can't be written to participants.toml: {fresh[0].what}", fresh[0].hint)
