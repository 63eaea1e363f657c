"""The home as the pages see it: read again only when a file has changed, and kept when it can't be read."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from course.adapters import disk
from course.core.errors import CourseError
from course.services import course_home
from course.services.course_home import Home

log = logging.getLogger(__name__)


class HomeCache:
    """Reading a home for every request would let a stranger keep the computer busy."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._home: Home | None = None
        self._mark: Sequence[tuple[int, ...]] = ()

    def home(self) -> Home:
        """The home as its files are now; as it was last where they can't be read; CourseError where it never could."""
        with self._lock:
            mark = disk.file_marks(self._root)
            if self._home is None or mark != self._mark:
                self._mark = mark
                try:
                    self._home = course_home.open_home(self._root)
                except CourseError as error:
                    if self._home is None:
                        raise
                    log.error("The pages still show the course as it was before: %s %s", error, error.hint)
            return self._home
