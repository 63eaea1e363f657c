"""The organiser's note of a week, above everything else in that week's emails: notes/week-09.md."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from course.adapters import disk, home_files
from course.core.errors import CourseError
from course.formats import sanitize
from course.formats.files.notes import LONGEST


class NoteChanged(CourseError):
    """Somebody else has changed the note since it was shown."""


@dataclass(frozen=True, slots=True)
class WeekNote:
    """The note of a week; `mark` is another one after any change."""

    week: int
    text: str

    @property
    def path(self) -> str:
        """Where it is in the home."""
        return f"notes/week-{self.week:02}.md"

    @property
    def mark(self) -> str:
        """A digest of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def note(root: Path, week: int) -> WeekNote:
    """The note that everybody gets in a week; empty where there is none."""
    empty = WeekNote(week, "")
    text = (home_files.content(root, empty.path) or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return WeekNote(week, text)


def save(root: Path, week: int, text: str, mark: str) -> WeekNote:
    """Write the note under the lock, or remove an empty one, and return what was there before.

    NoteChanged, and nothing is written, where it is no longer the one with this mark."""
    text = sanitize.screen(text.replace("\r\n", "\n")).strip()
    if len(text) > LONGEST:
        raise CourseError("This note is too long.", f"Keep it under {LONGEST} characters.")
    with disk.lock(root):
        before = note(root, week)
        if before.mark != mark:
            raise NoteChanged(f"{before.path} has changed in the meantime.", "Nothing was written.")
        if text:
            home_files.write(root, before.path, f"{text}\n".encode())
        else:
            home_files.remove(root, before.path)
    return before
