"""Open the store, bring its schema up to date, and hand out its tables."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from course.adapters import home_files
from course.adapters.store import (
    certificates,
    claims,
    errors,
    feed_state,
    hand_ins,
    letters,
    people,
    post_versions,
    posts,
    recommendations,
    replies,
    rulings,
    topics,
)
from course.core.errors import CourseError

MIGRATIONS = (
    "".join(each.SCHEMA for each in (posts, post_versions, feed_state, claims, rulings, letters, people, certificates)),
    letters.MAILBOXES,
    topics.SCHEMA,
    hand_ins.SCHEMA,
    letters.WELCOME,
    letters.RETURNED + replies.SCHEMA,
    recommendations.SCHEMA,
)
PATIENCE = 30  # seconds to wait for another writer
_OURS = (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.NotSupportedError)  # mistakes of this program
_NEWER = "Install the newest cpd23 the way this one was installed (README.md, Install)."


class Store(
    people.People,
    feed_state.Reads,
    rulings.Rulings,
    letters.Letters,
    replies.Replies,
    certificates.Certificates,
    topics.Topics,
    hand_ins.HandIns,
    recommendations.Recommendations,
):
    """The open store of a home; `Store(None)` is one in memory. Use it as a context manager.

    With `write=False` nothing is changed: a missing store is an empty one, an older schema is read from a copy.
    """

    def __init__(self, path: Path | None, *, write: bool = True) -> None:
        self.path = path
        try:
            self.db = _to_write(path) if write or path is None else _to_read(path)
        except sqlite3.Error as error:
            raise errors.translated(error, path) from error

    def integrity(self) -> tuple[str, ...]:
        """What is damaged in the store, in SQLite's words; nothing when it is whole."""
        try:
            damaged = [str(row[0]) for row in self.db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            stray = [
                f"{row[0]}: row {row[1]} belongs to nothing" for row in self.db.execute("PRAGMA foreign_key_check")
            ]
        except sqlite3.DatabaseError as error:
            return (str(error),)
        return (*damaged, *stray, *(() if damaged else self._unreadable()))

    def _unreadable(self) -> Iterator[str]:
        """Every kind of value that can't be read, each told once."""
        every = (self.posts, self.states, self.health, self.rulings, self.self_reports, self.letters, self.waiting)
        for ask in (
            *every,
            self.wishes,
            self.hand_ins,
            self.replies,
            self.issued,
            self.older,
            self._every_text,
            self._every_claim,
        ):
            try:
                ask()
            except errors.DamagedStore as error:
                yield str(error)

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
            raise errors.translated(error, self.path) from error


def _to_write(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        _made(path)
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
    if not _is_there(path):
        return _to_write(None)
    try:
        return _opened_to_read(path)
    except sqlite3.OperationalError as error:
        if not errors.is_full(error):
            raise
        return _opened_to_read(path, alone=True)


def _opened_to_read(path: Path, *, alone: bool = False) -> sqlite3.Connection:
    """The store for reading; `alone`: without the files that SQLite otherwise makes beside it, for a full disk."""
    db = _connected(str(path), alone=alone)
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


def _connected(name: str, *, alone: bool = False) -> sqlite3.Connection:
    db = sqlite3.connect(name, isolation_level=None, timeout=PATIENCE)
    settings = {
        **({"locking_mode": "EXCLUSIVE", "temp_store": "MEMORY"} if alone else {}),
        "synchronous": "FULL",
        "foreign_keys": "ON",
        "secure_delete": "ON",  # what is erased leaves no bytes behind
        "cache_size": "-16384",  # KiB
    }
    try:
        for setting, value in settings.items():
            db.execute(f"PRAGMA {setting} = {value}")
    except BaseException:
        db.close()
        raise
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
        with closing(sqlite3.connect(_made(path.with_name(f"course-before-{before + 1}.db")))) as copy:
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


def _made(path: Path) -> Path:
    """The path of a database, made empty and for its owner alone where there is none; never a link."""
    with home_files.opened(path.parents[1], path.parent.name, make=True, mode=0o700) as folder:
        folder.create(path.name, b"")
    _is_there(path)
    return path


def _is_there(path: Path) -> bool:
    """Whether there is a store to read; CourseError where something else is in its place, or a link."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise CourseError(
            f"The store {path} can't be read: {error.strerror}.", "Check the permissions of the folder .course."
        ) from error
    if not stat.S_ISREG(found.st_mode) or home_files.is_link(path.parent):
        raise CourseError(
            f"The store {path} isn't a plain file in a plain folder.",
            "Put the store itself there, or its last good copy. A link doesn't work.",
        )
    return True
