"""Limits for templates that somebody wrote: a loop without end, or a text without end, must not stop the course.

The emails are written once in a child process with limits, which gives back nothing; only then are they written here.
"""

from datetime import date
from pathlib import Path

from course.adapters.workers import Killed, Workers
from course.core.errors import CourseError
from course.core.letters.model import OneOff

CPU_SECONDS, MEMORY_MB, WALL_SECONDS = 60, 1024, 120.0  # a course of 800 people needs a few seconds and 200 MB


def require(
    root: Path, as_of: date, extra: int = 0, also: tuple[OneOff, ...] = (), cpu_seconds: int = CPU_SECONDS
) -> None:
    """CourseError where the week's emails, or an extra one, can't be written within the limits.

    Other mistakes are left to the caller."""
    with Workers(1, write_once, cpu_seconds=cpu_seconds, memory_mb=MEMORY_MB, wall_seconds=WALL_SECONDS) as workers:
        workers.submit("", (str(root), as_of.isoformat(), extra, also))
        ((_, answer),) = workers.ready(None)
    if isinstance(answer, Killed) and answer.why != "error":
        raise CourseError(
            "This week's emails can't be written: the templates in templates/mail/ need too much time or memory.",
            "Undo the last change there, or delete the files to use the texts that came with cpd23.",
        )


def write_once(root: str, day: str, extra: int = 0, also: tuple[OneOff, ...] = ()) -> bool:
    """Write the emails of a week and throw them away."""
    from course.adapters.store import Store
    from course.services import course_home
    from course.services.letters import drafts

    home = course_home.open_home(Path(root))
    with Store(home.database, write=False) as store:
        drafts.compose_all(home, store, date.fromisoformat(day), extra=extra, also=also)
    return True
