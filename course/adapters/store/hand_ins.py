"""The store's table of what participants handed in."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

from course.adapters.store.errors import decoding
from course.adapters.store.posts import iso, writing
from course.core.model import HandIn, HandInWay, Handle, PostKey

SCHEMA = """
CREATE TABLE hand_ins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: rulings name it
    handle TEXT NOT NULL,
    thing INTEGER NOT NULL,
    at TEXT NOT NULL,
    url TEXT NOT NULL,                      -- as it was typed; '' for what was done in private
    way TEXT NOT NULL                       -- page, email
) STRICT;
CREATE INDEX hand_ins_by_person ON hand_ins (handle, thing);
"""
_COLUMNS = "id, handle, thing, at, url, way"
_KEY = "hand-in:"


class HandIns:
    """Questions and deeds on this table."""

    db: sqlite3.Connection

    def hand_ins(self, handle: Handle | None = None) -> tuple[HandIn, ...]:
        """Everything that was handed in, or what one person did, the oldest first."""
        rows = self.db.execute(
            f"SELECT {_COLUMNS} FROM hand_ins WHERE ? IS NULL OR handle = ? ORDER BY id",  # noqa: S608 - our own names
            (handle, handle),
        )
        with decoding("hand_ins"):
            return tuple(map(_hand_in, rows))

    def save_hand_in(
        self, handle: Handle, thing: int, at: datetime, url: str, way: HandInWay, same: Callable[[str, str], bool]
    ) -> bool:
        """Keep that something was handed in; False, and nothing is kept, where the person did so before.

        `same` says whether two addresses lead to the same page."""
        with writing(self.db):
            kept = self.db.execute(
                "SELECT url FROM hand_ins WHERE handle = ? AND thing = ?", (handle, thing)
            ).fetchall()
            if any(same(url, before) for (before,) in kept):
                return False
            self.db.execute(
                "INSERT INTO hand_ins (handle, thing, at, url, way) VALUES (?, ?, ?, ?, ?)",
                (handle, thing, iso(at), url, way),
            )
        return True

    def drop_hand_in(self, handle: Handle, key: PostKey) -> bool:
        """Take something back that a person handed in; False where there is nothing, or the organiser has decided on it."""
        with writing(self.db):
            dropped = self.db.execute(
                "DELETE FROM hand_ins WHERE handle = ? AND ? = ? || id"
                " AND NOT EXISTS (SELECT 1 FROM rulings WHERE rulings.handle = hand_ins.handle AND post = ?)",
                (handle, key, _KEY, key),
            )
        return bool(dropped.rowcount)

    def erase_hand_ins(self, handle: Handle) -> int:
        """Remove everything that one person handed in; return how much there was."""
        with writing(self.db):
            return self.db.execute("DELETE FROM hand_ins WHERE handle = ?", (handle,)).rowcount


def _hand_in(row: tuple[int, str, int, str, str, str]) -> HandIn:
    number, handle, thing, at, url, way = row
    key = PostKey(f"{_KEY}{number}")
    return HandIn(key, Handle(handle), thing, datetime.fromisoformat(at), url, HandInWay(way))
