"""The store's tables for what organisers decided, and for what the machine has judged over time."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from course.adapters.store.errors import decoding
from course.adapters.store.posts import iso, writing
from course.core.model import Claim, Confidence, Handle, PostKey, Ruling, SelfReport

SCHEMA = """
CREATE TABLE rulings (
    id INTEGER PRIMARY KEY,         -- the order of decisions
    handle TEXT NOT NULL,
    post TEXT NOT NULL,             -- the post's key; '' is the Thing as such, whatever the posts say
    thing INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    by_whom TEXT NOT NULL,
    day TEXT NOT NULL,
    why TEXT NOT NULL,
    undone_by TEXT,                 -- an undone decision is kept, and counts no more
    undone_on TEXT
) STRICT;
CREATE INDEX rulings_by_person ON rulings (handle, thing);
CREATE TABLE self_reports (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL,
    thing INTEGER NOT NULL,
    url TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    day TEXT NOT NULL,
    why TEXT NOT NULL,
    undone_by TEXT,
    undone_on TEXT
) STRICT;
CREATE INDEX self_reports_by_person ON self_reports (handle, thing);
CREATE TABLE judgements (           -- only ever added to: one row when what we think of a post and a Thing changes
    id INTEGER PRIMARY KEY,
    post TEXT NOT NULL REFERENCES posts (key) ON DELETE CASCADE,
    thing INTEGER NOT NULL,
    confidence INTEGER NOT NULL,    -- 0: no longer claimed
    words TEXT NOT NULL,            -- hash of the version that was judged
    fingerprint TEXT NOT NULL,      -- of the rules and the course that judged it
    at TEXT NOT NULL
) STRICT;
CREATE INDEX judgements_by_post ON judgements (post, thing);
"""

_RULING = "handle, post, thing, accepted, by_whom, day, why"
_REPORT = "handle, thing, day, by_whom, url, why"
_NEWEST = "SELECT post, thing, confidence FROM judgements WHERE id IN (SELECT max(id) FROM judgements"


class Decision(NamedTuple):
    """A decision as it is kept: with who took it back, and when."""

    what: Ruling | SelfReport
    undone_by: str | None
    undone_on: date | None


class Judgement(NamedTuple):
    """What the machine thought of a post and a Thing from a moment on; `confidence` None: nothing any more."""

    post: PostKey
    thing: int
    confidence: Confidence | None
    words: str
    fingerprint: str
    at: datetime


class Rulings:
    """Reads and writes these tables."""

    db: sqlite3.Connection

    def rulings(self) -> tuple[Ruling, ...]:
        """Every ruling that stands, in the order in which they were made; of two on one matter the later counts."""
        rows = self.db.execute(f"SELECT {_RULING} FROM rulings WHERE undone_on IS NULL ORDER BY id")  # noqa: S608 - our own names
        with decoding("rulings"):
            return tuple(map(_ruling, rows))

    def self_reports(self) -> tuple[SelfReport, ...]:
        """Every mark without a post that stands, in the order in which they were made."""
        rows = self.db.execute(f"SELECT {_REPORT} FROM self_reports WHERE undone_on IS NULL ORDER BY id")  # noqa: S608 - our own names
        with decoding("self_reports"):
            return tuple(map(_report, rows))

    def decisions(self, handle: Handle) -> tuple[Decision, ...]:
        """Everything that was ever decided about one person, what was taken back included: rulings, then marks."""
        rulings = self.db.execute(
            f"SELECT {_RULING}, undone_by, undone_on FROM rulings WHERE handle = ? ORDER BY id",  # noqa: S608 - our own names
            (handle,),
        )
        reports = self.db.execute(
            f"SELECT {_REPORT}, undone_by, undone_on FROM self_reports WHERE handle = ? ORDER BY id",  # noqa: S608 - our own names
            (handle,),
        )
        with decoding("rulings or self_reports"):
            kept = [Decision(_ruling(row[:-2]), row[-2], _day(row[-1])) for row in rulings]
            marked = [Decision(_report(row[:-2]), row[-2], _day(row[-1])) for row in reports]
        return (*kept, *marked)

    def save_ruling(self, *rulings: Ruling) -> None:
        """Keep decisions about posts; all of them or, if one can't be kept, none."""
        rows = [(r.handle, r.post, r.thing, int(r.accepted), r.by, r.on.isoformat(), r.why) for r in rulings]
        with writing(self.db):
            self.db.executemany(f"INSERT INTO rulings ({_RULING}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - our own names

    def save_self_report(self, report: SelfReport) -> None:
        """Keep that a Thing was done where we do not read."""
        row = (report.handle, report.thing, report.on.isoformat(), report.by, report.url, report.why)
        with writing(self.db):
            self.db.execute(f"INSERT INTO self_reports ({_REPORT}) VALUES (?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - our own names

    def undo(
        self, handle: Handle, thing: int, by: str, on: date, *, post: PostKey | None = None, url: str = ""
    ) -> tuple[Decision, ...]:
        """Take back what was decided about a person's Thing (on one post, or with one link): what no longer counts."""
        where = "SET undone_by = ?, undone_on = ? WHERE undone_on IS NULL AND handle = ? AND thing = ?"
        who = (by, on.isoformat(), handle, thing)
        undone: list[Ruling | SelfReport] = []
        with writing(self.db):
            if post is not None or not url:
                question = f"UPDATE rulings {where} AND (? IS NULL OR post = ?) RETURNING {_RULING}"
                undone += map(_ruling, self.db.execute(question, (*who, post, post)).fetchall())
            if post is None:
                question = f"UPDATE self_reports {where} AND (? = '' OR url = ?) RETURNING {_REPORT}"
                undone += map(_report, self.db.execute(question, (*who, url, url)).fetchall())
        return tuple(Decision(what, by, on) for what in undone)

    def erase_rulings(self, handle: Handle) -> int:
        """Remove every decision about one person; return how many there were. Judgements go with the posts."""
        with writing(self.db):
            rulings = self.db.execute("DELETE FROM rulings WHERE handle = ?", (handle,)).rowcount
            return rulings + self.db.execute("DELETE FROM self_reports WHERE handle = ?", (handle,)).rowcount

    # What the machine thought, and when ----------------------------------------------------------

    def save_judgements(
        self, fingerprint: str, at: datetime, judged: Mapping[PostKey, tuple[str, Iterable[Claim]]]
    ) -> int:
        """Add to the log what is now thought otherwise of these posts (hash of the words, claims); how many rows."""
        with writing(self.db):
            newest: dict[str, dict[int, int]] = {}
            for post, thing, confidence in self.db.execute(f"{_NEWEST} GROUP BY post, thing)"):
                newest.setdefault(post, {})[thing] = confidence
            rows = []
            for post, (words, claims) in judged.items():
                now = {claim.thing: int(claim.confidence) for claim in claims if claim.confidence > Confidence.WEAK}
                then = newest.get(post, {})
                for thing in sorted({*now, *then}):
                    if now.get(thing, 0) != then.get(thing, 0):
                        rows.append((post, thing, now.get(thing, 0), words, fingerprint, iso(at)))
            self.db.executemany(
                "INSERT INTO judgements (post, thing, confidence, words, fingerprint, at) VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
        return len(rows)

    def judgements(self, handle: Handle) -> tuple[Judgement, ...]:
        """How what we thought of one person's posts has changed, the oldest change first."""
        rows = self.db.execute(
            "SELECT j.post, j.thing, j.confidence, j.words, j.fingerprint, j.at FROM judgements j"
            " JOIN posts p ON p.key = j.post WHERE p.handle = ? ORDER BY j.id",
            (handle,),
        )
        with decoding("judgements"):
            return tuple(
                Judgement(
                    *(PostKey(post), thing, Confidence(confidence) if confidence else None),
                    *(words, fingerprint, datetime.fromisoformat(at)),
                )
                for post, thing, confidence, words, fingerprint, at in rows
            )

    def judged_by_day(self, day: date, zone: tzinfo) -> frozenset[tuple[PostKey, int]] | None:
        """The posts and Things that were sure at the end of a day in a zone; None where no log reaches back so far."""
        end = iso(datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC))
        if not self.db.execute("SELECT 1 FROM judgements WHERE at < ? LIMIT 1", (end,)).fetchone():
            return None
        rows = self.db.execute(f"{_NEWEST} WHERE at < ? GROUP BY post, thing)", (end,))
        return frozenset((PostKey(post), thing) for post, thing, confidence in rows if confidence == Confidence.SURE)

    def older(self) -> Mapping[PostKey, tuple[str, ...]]:
        """The hashes of the words that posts no longer have, the oldest first: a credit once given may rest on them."""
        rows = self.db.execute(
            "SELECT key, versions.words FROM versions JOIN posts ON posts.id = post"
            " WHERE versions.words <> posts.words ORDER BY text, start"
        )
        older: dict[PostKey, list[str]] = {}
        for key, words in rows:
            older.setdefault(PostKey(key), []).append(words)
        return {key: tuple(hashes) for key, hashes in older.items()}


def _ruling(row: tuple[str, str, int, int, str, str, str]) -> Ruling:
    handle, post, thing, accepted, by, on, why = row
    return Ruling(Handle(handle), PostKey(post), thing, bool(accepted), by, date.fromisoformat(on), why)


def _report(row: tuple[str, int, str, str, str, str]) -> SelfReport:
    handle, thing, on, by, url, why = row
    return SelfReport(Handle(handle), thing, date.fromisoformat(on), by, url, why)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
