"""The files of a course as text: read, looked through before they are saved, and saved with every other byte as it was."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from course.adapters import disk, home_files
from course.core.errors import CourseError, Problem
from course.core.model import Course
from course.formats.files import notes, roster, text_edits, things, toml_edits
from course.services import course_home
from course.services.course_home import Home

_NAME = re.compile(r"participants\.toml|things/course\.toml|things/[\w.-]+\.md|notes/(?:[\w.-]+/)?[\w.-]+\.md")
_MOST = 2**20  # bytes of one file
Days = tuple[date | None, date | None]  # the first and the last day


@dataclass(frozen=True, slots=True)
class CourseFile:
    """One file: its text as a form shows it, and the mark of these very bytes; both empty for a file to be made."""

    name: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the course would be with a text in place of a file: `mistakes` are those of this file, `others` of the others."""

    course: Course | None
    mistakes: tuple[Problem, ...]
    others: tuple[Problem, ...]


def read(root: Path, name: str) -> CourseFile:
    """A file to edit; CourseError where it isn't one of a course's."""
    data = _content(root, name)
    return CourseFile(name, data.decode("utf-8-sig", "replace"), _mark(data) if data else "")


def check(root: Path, name: str, typed: str) -> Checked:
    """What would be wrong with this text in place of the file. Writes nothing."""
    return _checked(root, {name: text_edits.typed_over(_content(root, name), typed)})


def save(root: Path, name: str, typed: str, mark: str) -> Checked:
    """Put a text in the place of a file, under the lock, and return what `check` says of it.

    CourseError, and nothing is written, where the file isn't the one that was shown, or the course could not be used."""
    with disk.lock(root):
        old = _content(root, name)
        if (_mark(old) if old else "") != mark:
            raise CourseError(
                f"{name} has changed in the meantime, so your text wasn't saved.",
                "Copy your text, load the page again, and paste it there.",
            )
        new = text_edits.typed_over(old, typed)
        checked = _checked(root, {name: new})
        if checked.course is None:
            first = checked.mistakes[0] if checked.mistakes else None
            raise CourseError(
                f"The course can't be used with this text, so nothing was saved. {first or ''}".strip(),
                "Correct it first.",
            )
        if old:
            disk.replace_text(root / name, old, new)
        elif new.strip():
            home_files.write(root, name, new, mode=home_files.PRIVATE)
    return checked


def move_thing(root: Path, number: int, before: int, week: int) -> None:
    """Give a Thing another week, under the lock.

    CourseError, and nothing is written, where its week isn't `before` any more, or the course would have a new mistake."""
    with disk.lock(root):
        home = course_home.open_home(root)
        thing = next((one for one in home.course.things if one.number == number), None)
        if thing is None or thing.week != before:
            raise CourseError(f"Thing {number} has changed in the meantime. Nothing was moved.", "Load the page again.")
        old = _content(root, thing.path)
        _change(home, thing.path, old, things.at_week(old, thing, week))


def set_days(root: Path, cohort: str, before: Days, after: Days) -> None:
    """Give a cohort another first and last day, under the lock. CourseError as for `move_thing`."""
    with disk.lock(root):
        home = course_home.open_home(root)
        known = home.course.cohorts.get(cohort)
        if known is None or (known.starts, known.ends) != before:
            raise CourseError(
                f"The dates of {cohort} have changed in the meantime. Nothing was moved.", "Load the page again."
            )
        old = _content(root, disk.COURSE_FILE)
        text = old.decode("utf-8")
        for key, day, was in zip(("starts", "ends"), after, before, strict=True):
            text = toml_edits.change(text, disk.COURSE_FILE, ("cohorts", cohort), key, day) if day != was else text
        _change(home, disk.COURSE_FILE, old, text.encode())


def _change(home: Home, name: str, old: bytes, new: bytes) -> None:
    """Put `new` in the place of a file, unless that makes a mistake that wasn't there."""
    checked = _checked(home.root, {name: new})
    known = {problem.what for problem in home.problems}
    fresh = [problem for problem in (*checked.mistakes, *checked.others) if problem.what not in known]
    if fresh:
        raise CourseError(f"Nothing was changed: {fresh[0].what}", fresh[0].hint)
    if new != old:
        disk.replace_text(home.root / name, old, new)


def _checked(root: Path, changed: Mapping[str, bytes]) -> Checked:
    files = {**disk.read_home(root), **changed}
    course, wrong = things.parse(files)
    people, mistakes = roster.parse(files.get(disk.ROSTER_FILE, b""), disk.ROSTER_FILE, course)
    unused = notes.parse(files, course)[1] if course else ()
    found = sorted({*wrong, *mistakes, *unused})
    usable = course if people is not None else None
    return Checked(
        usable,
        tuple(one for one in found if one.path in changed),
        tuple(one for one in found if one.path not in changed),
    )


def _content(root: Path, name: str) -> bytes:
    """The bytes of a file of the course; none where it isn't there yet."""
    if not _NAME.fullmatch(name) or ".." in name:
        raise CourseError("That isn't a file of this course.", "Choose one on the Course page.")
    path = root / name
    if name != disk.ROSTER_FILE:
        disk.refuse_way_out(root, path)
    data = disk.read_bytes(path) if path.is_file() else b""
    if len(data) > _MOST:
        raise CourseError(f"{name} is too large to edit here.", "Open it in an editor.")
    return data


def _mark(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]
