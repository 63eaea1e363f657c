"""The course as it is at this moment, made again only when a file or the store has changed."""

import threading
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from course.adapters import disk
from course.adapters.store import Store
from course.core.model import Report
from course.core.progress import next_step
from course.core.progress.next_step import Status
from course.core.progress.report import CHANGES, ReportFrame
from course.core.rounds import tasks
from course.core.rounds.tasks import Inbox, Task
from course.services import course_home
from course.services.course_home import Home
from course.services.letters import drafts
from course.services.reporting import report
from course.services.reporting.report import MadeReport


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A home and its report with every post, on one day, and what is waiting for the organiser."""

    home: Home
    report: Report
    standings: Report  # the same with the changes that people have just asked for: emails and public pages go by it
    inbox: Inbox
    tasks: tuple[Task, ...]
    status: Status

    @property
    def today(self) -> date:
        """The day the report is of."""
        return self.report.as_of


class Snapshots:
    """One folder's snapshots: pages that are asked for one after another share the last one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._last: Snapshot | None = None
        self._made: MadeReport | None = None
        self._mark: object = None

    def at(self, now: datetime) -> Snapshot:
        """The course at this moment; CourseError where its files or the store can't be used."""
        with self._lock:
            mark = (disk.file_marks(self.root), disk.store_marks(self.root))
            if self._last is None or mark != self._mark or self._last.home.today(now) != self._last.today:
                home = course_home.open_home(self.root)
                with Store(home.database, write=False) as store:
                    self._last, self._made = _snapshot(home, store, home.today(now), self._made)
                self._mark = mark
            return self._last


def _snapshot(home: Home, store: Store, today: date, last: MadeReport | None) -> tuple[Snapshot, MadeReport]:
    """The course as its files and the store have it, and what its report was made of."""
    frame = ReportFrame(home.course, today, today - CHANGES, with_posts=True)
    made = report.made(home, store, frame, last)
    found = made.report
    heeded = course_home.with_pending_changes(home, store)  # who has just said stop gets no email
    standings = found if heeded == home else report.made(heeded, store, frame, made).report
    letters = store.letters()
    mailing = drafts.decide(heeded, store, standings, letters)
    changes = len({handle for _, handle, _ in store.wishes()})
    inbox = Inbox(mailing, letters, len(home.problems), len(store.waiting()), changes, len(store.replies()))
    status = next_step.status(found, len(home.problems), inbox.sign_ups)
    return Snapshot(home, found, standings, inbox, tasks.tasks(found, inbox), status), made
