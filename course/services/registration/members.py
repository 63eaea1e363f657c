"""What somebody who is signed in sees of the others."""

import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.adapters import disk
from course.adapters.store import Store
from course.core.model import Handle, Participant, Report
from course.core.publishing import circle, public_view
from course.core.publishing.public_view import Site
from course.formats.site.members import MemberPages
from course.services import course_home
from course.services.course_home import Home
from course.services.reporting import report


@dataclass(frozen=True, slots=True)
class _Everybody:
    home: Home
    report: Report
    members: Site


class Members:
    """Everybody in the course, worked out again only when a file or the store has changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._last: _Everybody | None = None
        self._mark: object = None

    def pages_of(self, home: Home, reader: Handle, now: datetime) -> MemberPages | None:
        """The members' area as one participant sees it; None for whoever doesn't take part any more."""
        with self._lock:
            mark = (home.today(now), disk.file_marks(self._root), disk.store_marks(self._root))
            if self._last is None or mark != self._mark:
                self._last, self._mark = _everybody(home, now), mark
            found = self._last
        person = found.home.roster.get(reader)
        if person is None or not _takes_part(found, person):
            return None
        site = circle.visible_to(reader, found.report, found.members)
        with Store(home.database, write=False) as store:
            words = store.contents(public_view.quoted(site))
        return MemberPages(site, words, disk.read_pictures(home.root, home.course.pictures), person)


def _everybody(home: Home, now: datetime) -> _Everybody:
    """The course with what people have just changed: who has said "private" is seen no more."""
    with Store(home.database, write=False) as store:
        current = course_home.with_pending_changes(home, store)
        found = report.report(current, store, current.today(now), with_posts=True)
    return _Everybody(current, found, circle.members(found))


def _takes_part(found: _Everybody, person: Participant) -> bool:
    cohort = found.home.course.cohorts.get(person.cohort)
    return cohort is not None and circle.may_read(person, cohort, found.report.as_of)
