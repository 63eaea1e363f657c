"""The memory of the web form between restarts: how often something was tried, and who is signed in. Not the course's store.

It holds keyed hashes and times only: no address, no name. Deleting the file signs everybody out and starts the limits anew.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from course.core.errors import CourseError

PLACE = ".course/web.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS attempts (
    bucket BLOB NOT NULL,           -- keyed hash of what was tried and by whom
    at INTEGER NOT NULL             -- seconds
) STRICT;
CREATE INDEX IF NOT EXISTS attempts_by_bucket ON attempts (bucket, at);
CREATE TABLE IF NOT EXISTS sessions (
    hash TEXT PRIMARY KEY,          -- of the cookie
    link TEXT NOT NULL,             -- hash of the private link that opened it
    until INTEGER NOT NULL          -- seconds
) STRICT, WITHOUT ROWID;
"""
_LONGEST = 24 * 3600  # seconds over which anything is counted
_MOST_ROWS = 200_000
_PATIENCE = 5.0  # seconds


class WebState:
    """The file; every call opens it for itself, so that any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._create()

    def _create(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with self._opened() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)

    def take(self, wanted: Iterable[tuple[bytes, int, timedelta]], now: datetime) -> bool:
        """Whether all of these (bucket, most, within) may happen once more; if so all are counted, else none is."""
        moment, rows = int(now.timestamp()), list(wanted)
        with self._opened() as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM attempts WHERE at <= ? OR at > ?", (moment - _LONGEST, moment + _LONGEST))
            for bucket, most, within in rows:
                since = moment - int(within.total_seconds())
                (count,) = db.execute(
                    "SELECT count(*) FROM attempts WHERE bucket = ? AND at > ?", (bucket, since)
                ).fetchone()
                if count >= most:
                    db.execute("COMMIT")
                    return False
            (kept,) = db.execute("SELECT count(*) FROM attempts").fetchone()
            if kept < _MOST_ROWS:  # beyond it, what is counted already still holds
                db.executemany(
                    "INSERT INTO attempts VALUES (?, ?)", [(bucket, moment) for bucket in {row[0] for row in rows}]
                )
            db.execute("COMMIT")
            return bool(kept < _MOST_ROWS)

    def begin_session(self, hash_: str, link: str, until: datetime, now: datetime) -> None:
        """Remember that a cookie was given out for a private link; those that have run out are dropped."""
        with self._opened() as db:
            db.execute("DELETE FROM sessions WHERE until <= ?", (int(now.timestamp()),))
            db.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)", (hash_, link, int(until.timestamp())))

    def session(self, hash_: str, now: datetime) -> str | None:
        """The hash of the private link behind a cookie; None where there is none, or it has run out."""
        with self._opened() as db:
            row = db.execute(
                "SELECT link FROM sessions WHERE hash = ? AND until > ?", (hash_, int(now.timestamp()))
            ).fetchone()
        return str(row[0]) if row else None

    def end_session(self, hash_: str) -> None:
        """Forget a cookie."""
        with self._opened() as db:
            db.execute("DELETE FROM sessions WHERE hash = ?", (hash_,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():  # somebody deleted it, which they may
            self._create()
        try:
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)) as db:
                db.execute("PRAGMA synchronous = NORMAL")
                yield db
        except sqlite3.Error as error:
            raise CourseError(
                f"{self.path} can't be used: {error}.",
                "Is the disk full? If the file is damaged, delete it. People will have to sign in again; everything else is kept.",
            ) from error


def erase(path: Path) -> None:
    """Delete the file, with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
