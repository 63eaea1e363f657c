"""Which files about people can others on this computer read? And closing them."""

import os
import stat
from pathlib import Path

from course.adapters import home_files

PRIVATE = (".course", "outbox", "certificates", "participants.toml", "sent.jsonl")
_OTHERS = 0o077


def readable(root: Path) -> tuple[str, ...]:
    """The private files and folders of a home that others can read, as paths from it; none on Windows."""
    if os.name != "posix":
        return ()
    places = [*PRIVATE, *(path.name for path in root.glob("export-*"))]
    names = [name for place in places for name in (place, *home_files.files(root, place))]
    return tuple(sorted({name for name in names if _is_open(root / name)}))


def close(root: Path) -> tuple[str, ...]:
    """Make these readable by their owner only, and return them."""
    found = readable(root)
    for name in found:
        path = root / name
        path.chmod(0o700 if path.is_dir() else home_files.PRIVATE)
    return found


def _is_open(path: Path) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    return bool(found.st_mode & _OTHERS) and not stat.S_ISLNK(found.st_mode)
