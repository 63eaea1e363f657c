"""The desktop of this user: where it is, and putting a file there that a double click may run."""

import os
import re
import sys
from pathlib import Path

from course.adapters import machine_faults
from course.core.errors import CourseError


def kind() -> str:
    """The kind of desktop: windows, mac or linux."""
    return {"win32": "windows", "darwin": "mac"}.get(sys.platform, "linux")


def folder() -> Path:
    """The folder whose files are on the desktop; CourseError where there is none."""
    found = _named() or Path.home() / "Desktop"
    if not found.is_dir():
        raise CourseError(f"There is no desktop at {found}.", "Start the program from a terminal instead.")
    return found


def _named() -> Path | None:
    """The folder that the settings of a Linux desktop name; None where they name none."""
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "user-dirs.dirs"
    if kind() != "linux" or not settings.is_file():
        return None
    text = settings.read_text(encoding="utf-8", errors="replace")
    named = re.search(r'^XDG_DESKTOP_DIR="(?:\$HOME/)?([^"]*)"', text, re.MULTILINE)
    return Path.home() / named[1] if named else None


def put(place: Path, name: str, text: str) -> Path:
    """Write a file that may be run, and return where it is: one that is there already keeps its name and content."""
    stem, ending = os.path.splitext(name)
    for number in range(1, 100):
        path = place / (name if number == 1 else f"{stem}-{number}{ending}")
        try:
            if path.is_file() and path.read_bytes() == text.encode():
                return path
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o700)
        except FileExistsError:
            continue
        except OSError as error:
            raise CourseError(f"{path} can't be written: {error.strerror}.", machine_faults.hint(error)) from error
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        return path
    raise CourseError(f"There are a hundred files called {name} on the desktop.", "Delete those that you don't use.")
