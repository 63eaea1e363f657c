"""The home as the pages see it: read again only when a file has changed, and kept when it cannot be read."""

import logging
import threading
from pathlib import Path

from course.adapters import disk
from course.core.errors import CourseError
from course.services import course_home
from course.services.course_home import Home

log = logging.getLogger(__name__)
_Mark = tuple[tuple[str, int, int], ...]


class HomeCache:
    """Reading a home for every request would let a stranger keep the computer busy."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._home: Home | None = None
        self._mark: _Mark = ()

    def home(self) -> Home:
        """The home as its files are now; as it was last where they cannot be read; CourseError where it never could."""
        with self._lock:
            mark = self._files()
            if self._home is None or mark != self._mark:
                self._mark = mark
                try:
                    self._home = course_home.open_home(self._root)
                except CourseError as error:
                    if self._home is None:
                        raise
                    log.error("The pages go on with the course as it was: %s %s", error, error.hint)
            return self._home

    def _files(self) -> _Mark:
        paths = [self._root / disk.ROSTER_FILE, *sorted((self._root / "things").glob("*"))]
        found = ((path, path.stat()) for path in paths if path.is_file())
        return tuple((path.name, one.st_mtime_ns, one.st_size) for path, one in found)
