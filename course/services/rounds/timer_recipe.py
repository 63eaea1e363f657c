"""Schedule: the recipe for this computer. Prints, and changes nothing."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from course.adapters import program_version
from course.core.errors import UsageError
from course.formats.files import timer_recipes
from course.services import course_home as homes


def recipe(root: Path, now: datetime, day: str, at: str, kind: str | None = None, send: bool = False) -> str:
    """How to have `cpd23 weekly` run by itself, for the kind of computer named, or for this one."""
    chosen = kind or ours()
    if chosen not in timer_recipes.RECIPES:
        raise UsageError(
            f"There are no instructions for {chosen!r}.", f"Choose one of {', '.join(timer_recipes.RECIPES)}."
        )
    if any(not character.isprintable() for character in str(root)):
        raise UsageError(
            "The name of the course folder contains a line break or another control character.", "Rename the folder."
        )
    home = homes.open_home(root)
    first = timer_recipes.next_day(home.today(now), timer_recipes.weekday(day))
    log = str(root / ".course" / "weekly.log")
    job = timer_recipes.Job(
        command(), str(root), log, first, timer_recipes.hour(at), home.course.zone, send, program_version.version()
    )
    return timer_recipes.RECIPES[chosen](job)


def ours() -> str:
    """The kind of computer that this is."""
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "mac"
    return "systemd" if Path("/run/systemd/system").is_dir() else "cron"


def command() -> Sequence[str]:
    """The absolute words by which this program was started."""
    started = Path(sys.argv[0])
    if started.stem == "cpd23" and started.exists():
        return (str(started.resolve()),)
    return (sys.executable, "-m", "course")
