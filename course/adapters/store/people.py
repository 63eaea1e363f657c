"""The store's tables for people: confirmed sign-ups that wait, private links, and the salted hashes of the forgotten."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import pbkdf2_hmac, sha256
from typing import Any

from course.adapters.store.errors import decoding
from course.adapters.store.post_versions import Texts
from course.adapters.store.posts import writing
from course.core.model import Handle, Words

ROUNDS = 2_000  # of a hash: 800 rows of a form take a second or two, guessing all addresses of a provider takes long
SCHEMA = """
CREATE TABLE waiting (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    data TEXT NOT NULL              -- JSON of the sign-up
) STRICT;
CREATE TABLE wishes (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    handle TEXT NOT NULL,
    data TEXT NOT NULL              -- JSON: settings of the roster, by name
) STRICT;
CREATE TABLE confirmed (
    link TEXT PRIMARY KEY,          -- hash of a confirmation link that has been used
    until TEXT NOT NULL             -- when the link has run out anyway
) STRICT, WITHOUT ROWID;
CREATE TABLE links (
    hash TEXT PRIMARY KEY,          -- of the secret part of a private link; the secret itself is not kept
    handle TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_person ON links (handle);
CREATE TABLE salt (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    salt BLOB NOT NULL
) STRICT;
CREATE TABLE forgotten (
    hash BLOB PRIMARY KEY           -- of an email or a blog's place, salted
) STRICT, WITHOUT ROWID;
CREATE TABLE columns_of_forms (
    header TEXT PRIMARY KEY,        -- hash of the questions
    data TEXT NOT NULL              -- JSON: field to columns
) STRICT, WITHOUT ROWID;
"""
_FREE_TEXT = (  # where words of one person may speak of another
    ("posts", "id", ("title", "url")),
    ("rulings", "id", ("why",)),
    ("self_reports", "id", ("why", "url")),
    ("hand_ins", "id", ("url",)),
    ("letter", "key", ("says",)),
    ("topic_credits", "id", ("evidence",)),
    ("replies", "id", ("words", "data")),
)


class People(Texts):
    """Questions and deeds on these tables."""

    db: sqlite3.Connection

    # Forms

    def columns(self, header: str) -> Mapping[str, tuple[int, ...]]:
        """How the columns of this form were taken the last time; nothing where it is new."""
        row = self.db.execute("SELECT data FROM columns_of_forms WHERE header = ?", (header,)).fetchone()
        with decoding("columns_of_forms"):
            return {field: tuple(places) for field, places in json.loads(row[0]).items()} if row else {}

    def save_columns(self, header: str, columns: Mapping[str, Sequence[int]]) -> None:
        """Remember how the columns of a form are taken."""
        self.db.execute("INSERT OR REPLACE INTO columns_of_forms VALUES (?, ?)", (header, json.dumps(columns)))

    # The forgotten

    def forget_words(self, words: Iterable[str], salt: bytes) -> None:
        """Keep salted hashes of these words, so that they are known again; `salt` is used where there is none yet."""
        with writing(self.db):
            self.db.execute("INSERT OR IGNORE INTO salt VALUES (1, ?)", (salt,))
            kept = self._salt()
            self.db.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", [(_hash(word, kept),) for word in words])

    def forgotten(self, words: Iterable[str]) -> frozenset[str]:
        """Which of these words were forgotten."""
        hashes = {row[0] for row in self.db.execute("SELECT hash FROM forgotten")}
        if not hashes:
            return frozenset()
        salt = self._salt()
        return frozenset(word for word in words if word and _hash(word, salt) in hashes)

    def remember_words(self, words: Iterable[str]) -> None:
        """Take words off the list, because the person has come back of their own will."""
        salt = self._salt()
        with writing(self.db):
            self.db.executemany(
                "DELETE FROM forgotten WHERE hash = ?", [(_hash(word, salt),) for word in words if salt]
            )

    def _salt(self) -> bytes:
        row = self.db.execute("SELECT salt FROM salt").fetchone()
        return bytes(row[0]) if row else b""

    # Sign-ups

    def confirm(self, link: str, until: datetime, data: Mapping[str, Any], now: datetime) -> bool:
        """Let a confirmed sign-up wait; False where this very link was used before."""
        with writing(self.db):
            self.db.execute("DELETE FROM confirmed WHERE until < ?", (now.isoformat(),))
            new = self.db.execute(
                "INSERT OR IGNORE INTO confirmed VALUES (?, ?)", (hashed(link), until.isoformat())
            ).rowcount
            if new:
                words = json.dumps(data, ensure_ascii=False)
                self.db.execute("INSERT INTO waiting (at, data) VALUES (?, ?)", (now.isoformat(), words))
        return bool(new)

    def waiting(self) -> Mapping[int, Mapping[str, Any]]:
        """The confirmed sign-ups that nobody has taken in yet, by number, the oldest first."""
        rows = self.db.execute("SELECT id, data FROM waiting ORDER BY id")
        with decoding("waiting"):
            return {number: dict(json.loads(data)) for number, data in rows}

    def drop_waiting(self, numbers: Collection[int]) -> None:
        """Take sign-ups off the list."""
        with writing(self.db):
            self.db.executemany("DELETE FROM waiting WHERE id = ?", [(number,) for number in numbers])

    def wait_again(self, found: Mapping[int, Mapping[str, Any]], now: datetime) -> None:
        """Put sign-ups back on the list under their numbers; one that is there stays as it is."""
        rows = [(number, now.isoformat(), json.dumps(data, ensure_ascii=False)) for number, data in found.items()]
        with writing(self.db):
            self.db.executemany("INSERT OR IGNORE INTO waiting (id, at, data) VALUES (?, ?, ?)", rows)

    # Wishes of people on the roster, which wait like sign-ups

    def save_wish(self, handle: Handle, wish: Mapping[str, Any], now: datetime) -> None:
        """Keep what somebody wishes for their own place: their new settings, by name."""
        self.db.execute(
            "INSERT INTO wishes (at, handle, data) VALUES (?, ?, ?)", (now.isoformat(), handle, json.dumps(wish))
        )

    def wishes(self) -> tuple[tuple[int, Handle, Mapping[str, Any]], ...]:
        """Every wish that has not been taken into the roster, with its number, the oldest first."""
        rows = self.db.execute("SELECT id, handle, data FROM wishes ORDER BY id")
        with decoding("wishes"):
            return tuple((number, Handle(handle), dict(json.loads(data))) for number, handle, data in rows)

    def drop_wishes(self, numbers: Collection[int]) -> None:
        """Take wishes off the list."""
        with writing(self.db):
            self.db.executemany("DELETE FROM wishes WHERE id = ?", [(number,) for number in numbers])

    # Private links

    def save_hash(self, hash_: str, handle: Handle, at: datetime) -> None:
        """Let the secret with this hash open one person's pages."""
        self.db.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?)", (hash_, handle, at.isoformat()))

    def save_link(self, secret: str, handle: Handle, now: datetime) -> None:
        """Let a secret open one person's pages; only its hash is kept."""
        self.save_hash(hashed(secret), handle, now)

    def link_holder(self, hash_: str, since: datetime | None = None) -> Handle | None:
        """Whose pages the secret with this hash opens; None where it opens none, or is older than `since`.

        The look-up is by a hash, so its time tells nothing about the secret."""
        row = self.db.execute("SELECT handle, at FROM links WHERE hash = ?", (hash_,)).fetchone()
        return Handle(row[0]) if row and (since is None or datetime.fromisoformat(row[1]) >= since) else None

    def drop_links(self, handle: Handle) -> int:
        """Let none of a person's private links open anything any more; how many there were."""
        return self.db.execute("DELETE FROM links WHERE handle = ?", (handle,)).rowcount

    def mark_waiting(self, number: int, data: Mapping[str, Any]) -> None:
        """Note something more about a sign-up that waits."""
        self.db.execute("UPDATE waiting SET data = ? WHERE id = ?", (json.dumps(data, ensure_ascii=False), number))

    def links(self, handle: Handle) -> int:
        """How many private links of a person work."""
        (count,) = self.db.execute("SELECT count(*) FROM links WHERE handle = ?", (handle,)).fetchone()
        return int(count)

    # Erasing

    def erase_links(self, handle: Handle) -> None:
        """Remove one person's private links and wishes: all or, when it is cut off, none."""
        with writing(self.db):
            self.db.execute("DELETE FROM links WHERE handle = ?", (handle,))
            self.db.execute("DELETE FROM wishes WHERE handle = ?", (handle,))

    def rewrite_words(self, rewrite: Callable[[Words], Words], text: Callable[[str], str]) -> int:
        """Take something out of every kept post, decision and cached claim; return how many posts' words changed.

        The versions keep their names, so that a feed that still says it does not look new."""
        with writing(self.db):
            changed = self._rewrite(rewrite)
            self.db.executemany("DELETE FROM claims WHERE words = ?", [(hash_,) for hash_ in changed])
            for table, key, columns in _FREE_TEXT:
                for column in columns:
                    rows = self.db.execute(f"SELECT {key}, {column} FROM {table}").fetchall()  # noqa: S608 - our own names
                    put = [(new, row) for row, old in rows if old and (new := text(old)) != old]
                    self.db.executemany(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", put)  # noqa: S608 - our own names
        return len(changed)


def hashed(secret: str) -> str:
    """The hash under which a secret of 128 random bits or more is kept."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _hash(word: str, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha256", word.encode("utf-8", "replace"), salt, ROUNDS, 20)
