"""Open a home: read, parse and check what people wrote."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from course.adapters import disk
from course.core.errors import CourseError, Problem
from course.core.hints import Action, Hint
from course.core.model import Course, Roster
from course.core.people import pending_changes, roster_conflicts
from course.formats.files import notes, roster, things
from course.formats.files.notes import WeekNotes
from course.formats.files.toml_reader import TomlFile
from course.services import course_trust

if TYPE_CHECKING:
    from course.adapters.store import Store


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with a course, as it was read; `problems` are mistakes that did not stop it."""

    root: Path
    course: Course
    roster: Roster
    problems: tuple[Problem, ...] = ()
    notes: WeekNotes = field(default_factory=WeekNotes)

    @property
    def database(self) -> Path:
        """Where the store lies."""
        return self.root / ".course" / "course.db"

    def today(self, now: datetime) -> date:
        """The day it is in the course's zone."""
        return now.astimezone(self.course.zone).date()


def open_home(root: Path) -> Home:
    """The home at `root`; CourseError when there is no course in it or a file is not TOML at all."""
    files = disk.read_home(root)
    course, wrong = things.parse(files)
    if course is None:
        raise CourseError(
            "things/course.toml can't be used.\n" + "\n".join(map(str, wrong)),
            Hint("Correct it, then check it: ", Action.CHECK),
        )
    course = course_trust.restricted(root, course)
    text = files.get(disk.ROSTER_FILE, b"")
    people, mistakes = roster.parse(text, disk.ROSTER_FILE, course)
    if people is None:
        raise CourseError(
            "participants.toml can't be read.\n" + "\n".join(map(str, mistakes)),
            Hint("Correct it, then check it: ", Action.CHECK),
        )
    page = TomlFile(disk.ROSTER_FILE, text.decode("utf-8-sig"))
    clashes = (
        Problem(page.path, page.line(f"participants.{c.handle}", c.key), c.what, c.hint)
        for c in roster_conflicts.clashes(people)
    )
    words, unused = notes.parse(files, course)
    return Home(root, course, people, tuple(sorted({*wrong, *mistakes, *clashes, *unused})), words)


def with_pending_changes(home: Home, store: "Store") -> Home:
    """The home as if every pending change were in the roster already: nobody gets an email who has just said stop."""
    asked = ((handle, settings) for _, handle, settings in store.wishes())
    return replace(home, roster=pending_changes.all_changed(home.roster, asked))
