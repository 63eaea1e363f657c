"""The store's tables for email that comes back: what waits for the organiser, which messages were read, how far an inbox was.

What a bounce says is kept with its letter.
"""

import json
import sqlite3
from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from course.adapters.store.errors import decoding
from course.adapters.store.posts import writing
from course.core.model import Handle

if TYPE_CHECKING:  # most commands need no replies, and don't wait for their types
    from course.core.letters.reply_model import KeptReply, MailTaken, ReplyRequest

SCHEMA = """
CREATE TABLE replies (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,               -- when it was read
    handle TEXT NOT NULL,           -- '' where nobody on the roster is known by it
    sender TEXT NOT NULL,           -- only where there is no handle
    words TEXT NOT NULL,
    data TEXT NOT NULL              -- JSON of what it asks for
) STRICT;
CREATE TABLE messages_read (
    message TEXT PRIMARY KEY        -- a digest of its head
) STRICT, WITHOUT ROWID;
CREATE TABLE inboxes (
    place TEXT PRIMARY KEY,         -- a digest of server, user and folder
    validity INTEGER NOT NULL,      -- the server's UIDVALIDITY
    uid INTEGER NOT NULL            -- the last one that was read
) STRICT, WITHOUT ROWID;
"""


class Replies:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection

    def replies(self) -> "tuple[KeptReply, ...]":
        """Every reply that waits, the oldest first."""
        from course.core.letters.reply_model import KeptReply, WaitingReply

        rows = self.db.execute("SELECT id, at, handle, sender, words, data FROM replies ORDER BY id")
        with decoding("replies"):
            return tuple(
                KeptReply(
                    number,
                    datetime.fromisoformat(at),
                    WaitingReply(_request(data), Handle(handle), sender, words),
                )
                for number, at, handle, sender, words, data in rows
            )

    def keep_mail(self, taken: "MailTaken", now: datetime) -> None:
        """Keep what came of the messages of one reading, all or nothing: a message is never acted on twice.

        A letter that came back for good stays so, whatever comes later."""
        from course.core.letters.model import Returned

        waiting = [(now.isoformat(), one.handle, one.sender, one.words, _data(one.request)) for one in taken.waiting]
        stops = [(now.isoformat(), handle, json.dumps({"reminders": False})) for handle in taken.stopped]
        returned = [
            (Returned.FOR_GOOD if one.for_good else Returned.FOR_NOW, one.handle, one.week) for one in taken.returned
        ]
        with writing(self.db):
            self.db.executemany("INSERT INTO wishes (at, handle, data) VALUES (?, ?, ?)", stops)
            self.db.executemany("INSERT INTO replies (at, handle, sender, words, data) VALUES (?, ?, ?, ?, ?)", waiting)
            self.db.executemany(
                "UPDATE letter SET returned = CASE WHEN returned = 'good' THEN 'good' ELSE ? END"
                " WHERE handle = ? AND week = ? AND state IN ('claimed', 'sent', 'unknown')",
                returned,
            )
            self.db.executemany("INSERT OR IGNORE INTO messages_read VALUES (?)", [(one,) for one in taken.messages])
            if taken.position:
                place, validity, uid = taken.position
                self.db.execute("INSERT OR REPLACE INTO inboxes VALUES (?, ?, ?)", (place, validity, uid))

    def drop_replies(self, numbers: Collection[int]) -> None:
        """Take replies off the list."""
        with writing(self.db):
            self.db.executemany("DELETE FROM replies WHERE id = ?", [(number,) for number in numbers])

    def reopen_address(self, handle: Handle) -> int:
        """Take it that no email of this person came back; return how many had."""
        return self.db.execute(
            "UPDATE letter SET returned = '' WHERE handle = ? AND returned != ''", (handle,)
        ).rowcount

    # What was read

    def messages_read(self, messages: Collection[str]) -> frozenset[str]:
        """Which of these messages were acted on before."""
        ask = "SELECT 1 FROM messages_read WHERE message = ?"
        return frozenset(one for one in messages if self.db.execute(ask, (one,)).fetchone())

    def inbox_read(self, place: str) -> tuple[int, int]:
        """How far an inbox was read: the server's UIDVALIDITY and the last UID; zeros where it never was."""
        row = self.db.execute("SELECT validity, uid FROM inboxes WHERE place = ?", (place,)).fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    # Erasing

    def erase_replies(self) -> None:
        """Remove every reply that waits, and what is known of messages and inboxes."""
        with writing(self.db):
            for table in ("replies", "messages_read", "inboxes"):
                self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names


def _data(asked: "ReplyRequest") -> str:
    days = {name: day.isoformat() for name, day in (("start", asked.start), ("until", asked.until)) if day}
    values = {"kind": asked.kind, "certain": asked.certain, **days, "addresses": asked.addresses, "thing": asked.thing}
    return json.dumps(values, ensure_ascii=False)


def _request(data: str) -> "ReplyRequest":
    from course.core.letters.reply_model import ReplyRequest, RequestKind

    values = json.loads(data)
    start, until = (date.fromisoformat(values[name]) if name in values else None for name in ("start", "until"))
    kind, addresses = RequestKind(values["kind"]), tuple(map(str, values["addresses"]))
    return ReplyRequest(kind, bool(values["certain"]), start, until, addresses, int(values["thing"]))
