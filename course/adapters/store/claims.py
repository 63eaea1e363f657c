"""The store's cache of each version's own claims. It may be deleted at any time: claims are worked out, not told."""

import json
import sqlite3
from collections.abc import Mapping

from course.adapters.store.errors import decoding
from course.adapters.store.posts import writing
from course.core.model import Claim, Confidence, Evidence, RuleId

SCHEMA = """
CREATE TABLE claims (
    words TEXT PRIMARY KEY,
    data TEXT NOT NULL              -- JSON: [[thing, confidence, rule, [[kind, quote], ...]], ...]; '' is none
) STRICT, WITHOUT ROWID;
CREATE TABLE judged_by (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL,      -- of the rules and the course by which every row of claims was judged
    scope TEXT NOT NULL             -- names the posts of which all have been judged; '' while it is under way
) STRICT;
"""


class Claims:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection

    def claims(self, fingerprint: str) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of every version judged by these rules, by the words' hash; nothing when others judged."""
        if not self._judged_by(fingerprint):
            return {}
        alike: dict[str, tuple[Claim, ...]] = {"": ()}  # values are frozen: posts alike may share one
        result = {}
        with decoding("claims"):
            for words, data in self.db.execute("SELECT words, data FROM claims"):
                found = alike.get(data)
                if found is None:
                    found = alike[data] = decoded(data)
                result[words] = found
        return result

    def is_judged(self, fingerprint: str, scope: str) -> bool:
        """Whether these rules have judged all posts of that scope; those that came later were judged as they came."""
        return bool(self.db.execute("SELECT fingerprint, scope FROM judged_by").fetchone() == (fingerprint, scope))

    def save_claims(self, fingerprint: str, judged: Mapping[str, tuple[Claim, ...]], *, scope: str = "") -> None:
        """Add to the cache; when other rules filled it, it is emptied first. Empty claims are kept as judged.

        `scope`: all posts of that scope are judged now."""
        with writing(self.db):
            if not self._judged_by(fingerprint):
                self.db.execute("DELETE FROM claims")
            self.db.execute("INSERT OR REPLACE INTO judged_by VALUES (1, ?, ?)", (fingerprint, scope))
            self._cache(judged)

    def _every_claim(self) -> None:
        """Read the whole cache, to see whether it can be read."""
        row = self.db.execute("SELECT fingerprint FROM judged_by").fetchone()
        self.claims(row[0] if row else "")

    def _cache(self, judged: Mapping[str, tuple[Claim, ...]]) -> None:
        rows = ((words, encoded(claims)) for words, claims in judged.items())
        self.db.executemany("INSERT OR REPLACE INTO claims VALUES (?, ?)", rows)

    def _judged_by(self, fingerprint: str) -> bool:
        row = self.db.execute("SELECT fingerprint FROM judged_by").fetchone()
        return row is not None and row[0] == fingerprint


def encoded(claims: tuple[Claim, ...]) -> str:
    """Claims as they are cached."""
    rows = [
        (claim.thing, int(claim.confidence), claim.rule, [(e.kind, e.quote) for e in claim.evidence], *_chance(claim))
        for claim in claims
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def _chance(claim: Claim) -> tuple[float, ...]:
    return () if claim.chance is None else (claim.chance,)


def decoded(data: str) -> tuple[Claim, ...]:
    """Claims from the cache."""
    return tuple(
        Claim(
            *(thing, Confidence(confidence), tuple(Evidence(kind, quote) for kind, quote in evidence), RuleId(rule)),
            *chance,
        )
        for thing, confidence, rule, evidence, *chance in (json.loads(data) if data else ())
    )
