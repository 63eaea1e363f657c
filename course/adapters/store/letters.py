"""The store's tables for the outbox: what became of each letter, and which drafts the organiser approved."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from course.adapters.store.errors import decoding
from course.adapters.store.posts import writing
from course.core.model import Handle

if TYPE_CHECKING:  # most commands need no letters, and don't wait for their types
    from course.core.letters.model import LetterState, Sent

# The second index is the promise: whatever a program does, never two letters to one person in one week.
SCHEMA = """
CREATE TABLE letter (
    key TEXT PRIMARY KEY,
    handle TEXT NOT NULL,
    kind TEXT NOT NULL,
    week TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'claimed', 'sent', 'refused', 'unknown')),
    at TEXT NOT NULL,
    says TEXT NOT NULL DEFAULT '',
    code INTEGER NOT NULL DEFAULT 0,
    address TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX letter_of ON letter (handle);
CREATE UNIQUE INDEX one_letter_a_week ON letter (handle, week) WHERE state IN ('claimed', 'sent', 'unknown');
CREATE TABLE approval (
    key TEXT NOT NULL,
    week TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (key, week)
) STRICT;
"""
MAILBOXES = "ALTER TABLE letter ADD COLUMN mailbox TEXT NOT NULL DEFAULT '';\n"  # its keyed hash, as in sent.jsonl
# Whoever was here before there was a welcome email, as far as this store has heard of them: they get none.
WELCOME = """
CREATE TABLE known_before (
    handle TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO known_before
    SELECT handle FROM blogs UNION SELECT handle FROM posts UNION SELECT handle FROM letter
    UNION SELECT handle FROM rulings UNION SELECT handle FROM self_reports;
"""
RETURNED = "ALTER TABLE letter ADD COLUMN returned TEXT NOT NULL DEFAULT '';\n"  # what a bounce has said of it
_FIELDS = "key, handle, kind, week, state, at, says, code, address, mailbox, returned"
_LEFT_OUT = "left-out."


class Letters:
    """Questions and deeds on these tables; each deed is one transaction."""

    db: sqlite3.Connection

    def letters(self, handle: Handle | None = None) -> "tuple[Sent, ...]":
        """What became of every letter, or of one person's, in the order of their times."""
        rows = self.db.execute(
            f"SELECT {_FIELDS} FROM letter WHERE ?1 IS NULL OR handle = ?1 ORDER BY at, key",  # noqa: S608 - our own names
            (handle,),
        )
        with decoding("letter"):
            return _sent(rows)

    def known_before(self) -> frozenset[Handle]:
        """Who was here before there was a welcome email."""
        return frozenset(Handle(handle) for (handle,) in self.db.execute("SELECT handle FROM known_before"))

    def plan_letters(self, planned: "Iterable[Sent]") -> None:
        """Put letters on the list; one that is already somewhere else than planned or refused stays as it is."""
        rows = [(s.key, s.handle, s.kind, s.week, s.at.isoformat(), s.address, s.mailbox) for s in planned]
        with writing(self.db):
            self.db.execute("DELETE FROM letter WHERE state = 'planned'")
            self.db.executemany(
                "INSERT INTO letter (key, handle, kind, week, state, at, address, mailbox)"
                " VALUES (?, ?, ?, ?, 'planned', ?, ?, ?) "
                "ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, week = excluded.week, state = 'planned', "
                "at = excluded.at, says = '', code = 0, address = excluded.address, mailbox = excluded.mailbox "
                "WHERE state = 'refused'",
                rows,
            )

    def claim_letter(self, key: str, now: datetime, instead_of: str = "") -> bool:
        """Take a planned letter for sending; False if it is not planned, or the person has had one this week.

        `instead_of` is the key of a letter in doubt that the organiser wants to go again: it makes way.
        """
        try:
            with writing(self.db):
                self.db.execute(
                    "UPDATE letter SET state = 'planned' WHERE key = ? AND state IN ('unknown', 'refused')",
                    (instead_of,),
                )
                done = self.db.execute(
                    "UPDATE letter SET state = 'claimed', at = ? WHERE key = ? AND state = 'planned'",
                    (now.isoformat(), key),
                )
                if done.rowcount != 1:
                    raise sqlite3.IntegrityError("not planned")
        except sqlite3.IntegrityError:
            return False
        return True

    def settle_letter(self, key: str, state: "LetterState", now: datetime, says: str = "", code: int = 0) -> None:
        """Write down what became of a planned or claimed letter; one that is settled stays as it is."""
        self.db.execute(
            "UPDATE letter SET state = ?, at = ?, says = ?, code = ? WHERE key = ? AND state IN ('planned', 'claimed')",
            (state, now.isoformat(), says, code, key),
        )

    def settle_doubt(self, key: str, says: str) -> bool:
        """Call an unknown letter sent: somebody knows that it arrived. False where it isn't unknown."""
        query = "UPDATE letter SET state = 'sent', says = ? WHERE key = ? AND state = 'unknown'"
        return self.db.execute(query, (says, key)).rowcount == 1

    def doubt_letters(self, says: str) -> "tuple[Sent, ...]":
        """Call every letter unknown that an earlier run had claimed and did not settle; return them all."""
        rows = self.db.execute(
            f"UPDATE letter SET state = 'unknown', says = ? WHERE state = 'claimed' RETURNING {_FIELDS}",  # noqa: S608 - our own names
            (says,),
        ).fetchall()
        return tuple(sorted(_sent(rows), key=lambda sent: sent.key))

    def letters_in_a_day(self, now: datetime) -> int:
        """How many letters have left, or may have left, in the last 24 hours."""
        since = (now - timedelta(days=1)).isoformat()
        query = "SELECT count(*) FROM letter WHERE state IN ('claimed', 'sent', 'unknown') AND at > ?"
        (count,) = self.db.execute(query, (since,)).fetchone()
        return int(count)

    def approve_letters(self, week: str, fingerprints: Mapping[str, str], now: datetime) -> None:
        """Remember exactly these drafts of a week as approved, in place of what was approved before."""
        rows = [(key, week, fingerprint, now.isoformat()) for key, fingerprint in sorted(fingerprints.items())]
        with writing(self.db):
            self.db.execute("DELETE FROM approval WHERE week = ? AND fingerprint != ''", (week,))
            self.db.executemany("INSERT INTO approval (key, week, fingerprint, at) VALUES (?, ?, ?, ?)", rows)

    def approvals(self, week: str) -> Mapping[str, str]:
        """The fingerprints of a week's approved drafts, by key."""
        query = "SELECT key, fingerprint FROM approval WHERE week = ? AND fingerprint != '' ORDER BY key"
        return dict(self.db.execute(query, (week,)))

    def leave_out(self, week: str, handle: Handle, now: datetime) -> None:
        """Send this person nothing in that week. An approval without a fingerprint says so."""
        row = (f"{_LEFT_OUT}{handle}", week, "", now.isoformat())
        self.db.execute("INSERT OR REPLACE INTO approval (key, week, fingerprint, at) VALUES (?, ?, ?, ?)", row)

    def put_back(self, week: str, handle: Handle) -> bool:
        """The opposite; False where this person wasn't left out."""
        query = "DELETE FROM approval WHERE week = ? AND key = ? AND fingerprint = ''"
        return self.db.execute(query, (week, f"{_LEFT_OUT}{handle}")).rowcount == 1

    def left_out(self, week: str) -> frozenset[Handle]:
        """Everybody who is left out in that week."""
        rows = self.db.execute("SELECT key FROM approval WHERE week = ? AND fingerprint = ''", (week,))
        return frozenset(Handle(key.removeprefix(_LEFT_OUT)) for (key,) in rows)

    def forget_letters(self, handle: Handle) -> None:
        """Erase what is kept about one person's letters: all of it or, when it is cut off, nothing."""
        with writing(self.db):
            self.db.execute("DELETE FROM approval WHERE key IN (SELECT key FROM letter WHERE handle = ?)", (handle,))
            self.db.execute("DELETE FROM approval WHERE substr(key, -length(?1)) = ?1", (f".{handle}",))
            self.db.execute("DELETE FROM letter WHERE handle = ?", (handle,))
            self.db.execute("DELETE FROM known_before WHERE handle = ?", (handle,))
            self.db.execute("DELETE FROM recommended WHERE reader = ?", (handle,))

    # Beside sent.jsonl

    def doubt_letter(self, key: str, says: str) -> None:
        """Call one letter unknown that a run had begun to hand over, though the store did not hear of it."""
        with suppress(sqlite3.IntegrityError):  # another letter of that week is known to have gone
            self.db.execute("UPDATE letter SET state = 'unknown', says = ? WHERE key = ?", (says, key))

    def name_mailboxes(self, mailboxes: Mapping[str, str]) -> None:
        """Keep the hashes of mailboxes by the letters' keys, in place of all that were kept."""
        with writing(self.db):
            self.db.execute("UPDATE letter SET mailbox = ''")
            self.db.executemany("UPDATE letter SET mailbox = ? WHERE key = ?", [(m, k) for k, m in mailboxes.items()])

    def restore_letters(self, letters: "Iterable[Sent]") -> None:
        """Keep letters that the store has lost; one that is known to have gone stays as it is."""
        rows = [
            (
                s.key,
                s.handle,
                s.kind,
                s.week,
                s.state,
                s.at.isoformat(),
                s.says,
                s.code,
                s.address,
                s.mailbox,
                s.returned,
            )
            for s in letters
        ]
        with writing(self.db):
            self.db.executemany(
                "DELETE FROM letter WHERE key = ? AND state IN ('planned', 'refused')", [r[:1] for r in rows]
            )
            self.db.executemany(
                f"INSERT OR IGNORE INTO letter ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
                rows,
            )


def _sent(rows: Iterable[tuple[str, str, str, str, str, str, str, int, str, str, str]]) -> "tuple[Sent, ...]":
    from course.core.letters.model import LetterState, NudgeKind, Returned, Sent

    return tuple(
        Sent(
            *(key, Handle(handle), NudgeKind(kind), week, LetterState(state), datetime.fromisoformat(at)),
            *(says, code, address, mailbox, Returned(returned)),
        )
        for key, handle, kind, week, state, at, says, code, address, mailbox, returned in rows
    )
