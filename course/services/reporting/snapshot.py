"""The course as it is at this moment, made again only when a file or the store has changed."""

import threading
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from course.adapters import disk
from course.adapters.store import Store
from course.core.model import Report
from course.services import course_home
from course.services.course_home import Home
from course.services.reporting import report


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A home and its report with every post, on one day; `waiting` counts confirmed sign-ups that nobody has taken in."""

    home: Home
    report: Report
    waiting: int

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
        self._mark: object = None

    def at(self, now: datetime) -> Snapshot:
        """The course at this moment; CourseError where its files or the store can't be used."""
        with self._lock:
            mark = (disk.file_marks(self.root), disk.store_marks(self.root))
            if self._last is None or mark != self._mark or self._last.home.today(now) != self._last.today:
                home = course_home.open_home(self.root)
                with Store(home.database, write=False) as store:
                    found = report.report(home, store, home.today(now), with_posts=True)
                    self._last = Snapshot(home, found, len(store.waiting()))
                self._mark = mark
            return self._last
