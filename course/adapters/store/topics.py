"""The store's tables for credits by topic: those that were recorded, and a cache of what was learned.

The cache may be deleted at any time: it is worked out, not told. The recorded credits are history and stay.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from course.adapters.store import claims
from course.adapters.store.posts import writing
from course.core.model import Claim, Evidence, PostKey

if TYPE_CHECKING:
    from course.core.progress.topic_claims import TopicCredit

SCHEMA = """
CREATE TABLE topic_credits (
    id INTEGER PRIMARY KEY,
    post TEXT NOT NULL REFERENCES posts (key) ON DELETE CASCADE,
    thing INTEGER NOT NULL,
    day TEXT NOT NULL,              -- on which it was recorded
    words TEXT NOT NULL,            -- hash of the version that earned it
    chance REAL NOT NULL,           -- the estimate of that day that it is right
    evidence TEXT NOT NULL,         -- JSON: [[kind, quote], ...], the reason of that day
    UNIQUE (post, thing, words)
) STRICT;
CREATE TABLE topic_claims (
    post TEXT PRIMARY KEY REFERENCES posts (key) ON DELETE CASCADE,
    data TEXT NOT NULL              -- as in claims, with the chance
) STRICT, WITHOUT ROWID;
CREATE TABLE learned_from (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL       -- of all that was learned from
) STRICT;
"""


class Topics:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection

    def topic_credits(self, until: date = date.max) -> "tuple[TopicCredit, ...]":
        """The credits by topic that were recorded up to a day, in the order in which they were."""
        from course.core.progress.topic_claims import TopicCredit

        rows = self.db.execute(
            "SELECT post, thing, day, words, chance, evidence FROM topic_credits WHERE day <= ? ORDER BY id",
            (until.isoformat(),),
        )
        return tuple(
            TopicCredit(
                *(PostKey(post), thing, date.fromisoformat(day), words, chance),
                tuple(Evidence(kind, quote) for kind, quote in json.loads(evidence)),
            )
            for post, thing, day, words, chance, evidence in rows
        )

    def save_topic_credits(self, found: "Iterable[TopicCredit]") -> None:
        """Record credits by topic; one that is recorded already keeps its day and reason."""
        rows = [
            (c.post, c.thing, c.on.isoformat(), c.words, c.chance, json.dumps([(e.kind, e.quote) for e in c.evidence]))
            for c in found
        ]
        if rows:
            with writing(self.db):
                self.db.executemany(
                    "INSERT OR IGNORE INTO topic_credits (post, thing, day, words, chance, evidence)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    rows,
                )

    def topic_claims(self, fingerprint: str) -> Mapping[PostKey, tuple[Claim, ...]] | None:
        """The claims by topic that were learned from just this; None where something else was learned from."""
        row = self.db.execute("SELECT fingerprint FROM learned_from").fetchone()
        if row is None or row[0] != fingerprint:
            return None
        rows = self.db.execute("SELECT post, data FROM topic_claims")
        return {PostKey(post): claims.decoded(data) for post, data in rows}

    def has_learned(self) -> bool:
        """Whether anything that was learned is remembered."""
        return bool(self.db.execute("SELECT 1 FROM learned_from").fetchone())

    def save_topic_claims(self, fingerprint: str, found: Mapping[PostKey, tuple[Claim, ...]]) -> None:
        """Keep what was learned, in the place of what was learned before; once is enough."""
        row = self.db.execute("SELECT fingerprint FROM learned_from").fetchone()
        if row == (fingerprint,):
            return
        rows = [(post, claims.encoded(each)) for post, each in found.items()]
        with writing(self.db):
            self._drop_learned()
            self.db.executemany("INSERT INTO topic_claims VALUES (?, ?)", rows)
            self.db.execute("INSERT INTO learned_from VALUES (1, ?)", (fingerprint,))

    def forget_learned(self) -> None:
        """Delete what was learned; it is worked out again when it is needed."""
        with writing(self.db):
            self._drop_learned()

    def _drop_learned(self) -> None:
        self.db.execute("DELETE FROM topic_claims")
        self.db.execute("DELETE FROM learned_from")
