"""Open the store, bring its schema up to date, and hand out its tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from course.adapters.store import certificates, claims, feed_state, letters, people, post_versions, posts, rulings
from course.core.errors import CourseError

MIGRATIONS = (
    "".join(each.SCHEMA for each in (posts, post_versions, feed_state, claims, rulings, letters, people, certificates)),
)
PATIENCE = 30  # seconds to wait for another writer
_OURS = (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.NotSupportedError)  # mistakes of this program
_NEWER = "Install the newest cpd23 the way this one was installed (README.md, Install)."
_DAMAGED = "Put back the last good copy of the folder .course, or move the file away and run: cpd23 track --all"


class Store(people.People, feed_state.Reads, rulings.Rulings, letters.Letters, certificates.Certificates):
    """The open store of a home; `Store(None)` is one in memory. Use it as a context manager.

    With `write=False` nothing is changed: a missing store is an empty one, an older schema is read from a copy.
    """

    def __init__(self, path: Path | None, *, write: bool = True) -> None:
        self.path = path
        try:
            self.db = _to_write(path) if write or path is None else _to_read(path)
        except sqlite3.Error as error:
            raise told(error, path) from error

    def integrity(self) -> tuple[str, ...]:
        """What is damaged in the store, in SQLite's words; nothing when it is whole."""
        try:
            damaged = [str(row[0]) for row in self.db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            stray = [
                f"{row[0]}: row {row[1]} belongs to nothing" for row in self.db.execute("PRAGMA foreign_key_check")
            ]
        except sqlite3.DatabaseError as error:
            return (str(error),)
        return (*damaged, *stray)

    def compact(self) -> None:
        """Give back the room of what was erased, in the file and in the log beside it."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.execute("VACUUM")
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.db.close()
        except sqlite3.Error as trouble:
            error = error or trouble
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, _OURS):
            raise told(error, self.path) from error


def told(error: sqlite3.Error, path: Path | None) -> CourseError:
    """What went wrong with the store, in words for people, with what to do."""
    words = str(error)
    if "locked" in words:
        return CourseError(
            f"The store {path} is in use by another program.", "Wait until it has ended, then try again."
        )
    if "full" in words:
        return CourseError(
            f"There is no room left for the store {path}.", "Free some disk space, then run the command again."
        )
    if "readonly" in words or "unable to open" in words:
        return CourseError(
            f"The store {path} cannot be written: {words}.", "Check the permissions of the folder .course."
        )
    return CourseError(f"The store {path} is damaged: {words}.", _DAMAGED)


def _to_write(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        _folder(path.parent)
    db = _connected(str(path or ":memory:"))
    try:
        db.execute("PRAGMA journal_mode = WAL")
        if _version(db) < len(MIGRATIONS):
            _migrate(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _to_read(path: Path) -> sqlite3.Connection:
    if not path.exists():
        return _to_write(None)
    db = _connected(str(path))
    try:
        if _version(db) < len(MIGRATIONS):
            with closing(db):
                copy = _connected(":memory:")
                db.backup(copy)
            _migrate(copy, None)
            return copy
        db.execute("PRAGMA query_only = ON")
    except BaseException:
        db.close()
        raise
    return db


def _connected(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, isolation_level=None, timeout=PATIENCE)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is erased leaves no bytes behind
    db.execute("PRAGMA cache_size = -16384")  # KiB
    return db


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise CourseError(f"This store was written by a newer cpd23 (schema {version}).", _NEWER)
    return int(version)


def _migrate(db: sqlite3.Connection, path: Path | None) -> None:
    """Bring the schema up to date in one transaction; a store with something in it is copied first."""
    before = _version(db)
    if path is not None and before:
        with closing(sqlite3.connect(path.with_name(f"course-before-{before + 1}.db"))) as copy:
            db.backup(copy)
    with posts.writing(db):
        for number in range(_version(db), len(MIGRATIONS)):  # asked again: another cpd23 may have been quicker
            for statement in _statements(MIGRATIONS[number]):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number + 1}")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            f"{folder} cannot be made: {error.strerror}.", "Check the permissions of the home."
        ) from error
