"""Open the store, bring its schema up to date, and hand out its tables."""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from course.core.errors import CourseError
from course.world.store import letters, people, posts, rulings

MIGRATIONS = (posts.SCHEMA + rulings.SCHEMA + letters.SCHEMA + people.SCHEMA,)


class Store(posts.Posts, rulings.Rulings, letters.Letters, people.People):
    """The open store of a home; `Store(None)` is one in memory. Use it as a context manager."""

    def __init__(self, path: Path | None, *, write: bool = True) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.db = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=30)
            self._set_up()
        except sqlite3.DatabaseError as error:
            raise CourseError(
                f"The store {path} cannot be opened: {error}.", "Put back the last good copy of .course/course.db."
            ) from error

    def _set_up(self) -> None:
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.execute("PRAGMA foreign_keys = ON")
        self.db.execute("PRAGMA secure_delete = ON")
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise CourseError(
                f"This store was written by a newer cpd23 (schema {version}).", "Upgrade: uv tool upgrade cpd23"
            )
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            self.db.executescript(f"BEGIN IMMEDIATE;{script};PRAGMA user_version = {number};COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()
