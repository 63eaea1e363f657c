"""The whole round of a week on an example course: make it, read the blogs, report, draft the letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.adapters import demo_server, disk, home_files
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint, ToDo
from course.core.model import Report
from course.core.progress.report import CHANGES
from course.formats import human_dates
from course.formats.files import example
from course.formats.report import RENDERERS
from course.formats.terminal.tracking import Tracked
from course.services import course_home as homes
from course.services.letters import drafts
from course.services.reporting import report
from course.services.rounds import start
from course.services.rounds.weekly import LettersDrafted
from course.services.tracking import track

PARTS = 4


@dataclass(frozen=True, slots=True)
class Begun:
    """A part of the round begins: what it is, and which of how many."""

    part: int
    what: str | Hint


Step = Begun | Tracked | Report | LettersDrafted


def steps(root: Path, now: datetime) -> Iterator[Step]:
    """Make the example course in the new folder `root`, go through one Monday with it, and yield what each part did."""
    if root.exists() and any(root.iterdir()):
        raise CourseError(
            f"{root} is not empty.",
            Hint("Choose another folder: ", ToDo(Action.DEMO_THERE, f"{root}-2" if root.name.strip(".") else "")),
        )
    today = now.date()
    pages = {f"/{blogger.path}": blogger.feed for blogger in example.bloggers(today, "") if blogger.feed is not None}
    with demo_server.shown(pages) as address:
        bloggers = f"thirteen invented bloggers. Their blogs run at {address} while the demo is built."
        yield Begun(1, f"An example course in {root}: {bloggers}")
        people = start.begin_example(root, today, lambda blogger: f"{address}/{blogger.path}")
        with Store(homes.open_home(root).database) as store, disk.lock(root):
            yield Begun(2, Hint("Reading the blogs: ", Action.READ_BLOGS))
            home = homes.open_home(root)
            yield track.track(home, store, now, allow_private=(address.removeprefix("http://"),))
            yield Begun(3, Hint(f"Everybody's progress on {human_dates.full(today)}: ", Action.REPORT))
            answer = report.report(home, store, today, today - CHANGES)
            yield answer
            yield Begun(4, Hint("This week's emails, as files: ", Action.DRAFT))
            weekly = drafts.plan(home, store, today)
            yield LettersDrafted(home, weekly, drafts.write(home, store, weekly))
            start.move_to_files(root, people)
            track.track(homes.open_home(root), store, now)  # the same posts, now from files: nothing is counted twice
        home_files.write(root, "report.html", RENDERERS["html"](answer).encode(), mode=home_files.PRIVATE)
