"""Status: where the course stands, in whatever state its folder is."""

from datetime import datetime
from pathlib import Path

from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.progress import next_step
from course.core.progress.next_step import State, Status
from course.formats import human_dates
from course.services import course_home
from course.services.reporting import report


def look(start: Path, named: Path | None, as_of: str | None, now: datetime) -> Status:
    """The state of the course in a folder or above it; a broken one is a state, too."""
    try:
        root = disk.find_home(start, named)
    except CourseError:
        if named is not None:
            raise
        return Status(State.EMPTY, Action.BEGIN)
    try:
        here = course_home.open_home(root)
        today = here.today(now)
        with Store(here.database, write=False) as store:
            found = report.report(here, store, human_dates.parse(as_of, today) if as_of else today)
            waiting, replies = len(store.waiting()), len(store.replies())
    except CourseError as error:
        if error.code != 1:
            raise
        return Status(State.BROKEN, Action.CHECK, Hint(f"{error}\n", error.hint))
    return next_step.status(found, len(here.problems), waiting, replies)
