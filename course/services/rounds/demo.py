"""The whole round of a week on an example course: make it, read the blogs, report, draft the letters."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from course.adapters import demo_server, disk, home_files
from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError
from course.formats import human_dates
from course.formats.files import example
from course.formats.report import RENDERERS
from course.formats.terminal import remind
from course.services import course_home as homes
from course.services.letters import drafts
from course.services.reporting import report
from course.services.rounds import start
from course.services.tracking import track

Say = Callable[[str], None]


def show(root: Path, now: datetime, say: Say, put: Say) -> None:
    """Make the example course in the new folder `root` and go through one Monday with it."""
    if root.exists() and any(root.iterdir()):
        raise CourseError(
            f"{root} is not empty.", f"Name another folder: cpd23 demo {sentences.argument(f'{root}-2', 'FOLDER')}"
        )
    today = now.date()
    pages = {f"/{blogger.path}": blogger.feed for blogger in example.bloggers(today, "") if blogger.feed is not None}
    with demo_server.shown(pages) as address:
        say(
            f"1 of 4  An example course in {root}: thirteen invented bloggers, their blogs shown at {address} for a moment."
        )
        people = start.begin_example(root, today, lambda blogger: f"{address}/{blogger.path}")
        with Store(homes.open_home(root).database) as store, disk.lock(root):
            say("2 of 4  Reading the blogs: cpd23 track")
            home = homes.open_home(root)
            reads = track.track(home, store, now, allow_private=(address.removeprefix("http://"),))
            put(track.words(reads))
            say(f"3 of 4  Where everybody stands on {human_dates.full(today)}: cpd23 report")
            answer = report.report(home, store, today)
            put(RENDERERS["table"](answer))
            say("4 of 4  This week's letters, as files: cpd23 remind draft")
            weekly = drafts.plan(home, store, today)
            written = drafts.write(home, store, weekly)
            put(remind.drafted(written, weekly, f"outbox/{weekly.week}") + remind.after_drafting(written, weekly))
            start.move_to_files(root, people)
            track.track(homes.open_home(root), store, now)  # the same posts, now from files: nothing is counted twice
        home_files.write(root, "report.html", RENDERERS["html"](answer).encode(), mode=home_files.PRIVATE)
    say(_next(root))


def _next(root: Path) -> str:
    return (
        f"\nDone. Nothing was sent. Look at {root / 'report.html'} and {root / 'outbox'} in a browser, then:\n"
        f"  cd {sentences.argument(root, 'FOLDER')}\n"
        "  cpd23                      where the course stands\n"
        "  cpd23 review               decide on the doubtful post\n"
        "  cpd23 people show nightjar why each post counts\n"
        "  cpd23 track                read the blogs again (they are files in blogs/ now)"
    )
