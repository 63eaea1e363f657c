"""The store's tables for blogs: where their feeds are, how the reads went, and what makes the next one cheap."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from course.adapters.store.claims import Claims
from course.adapters.store.errors import decoding
from course.adapters.store.posts import Posts, iso, moment, writing
from course.core.model import BlogHealth, Claim, Handle, Trouble
from course.core.posts.feed_state import FeedState, Validators, VisitResult
from course.core.trouble_kind import TroubleKind

SCHEMA = """
CREATE TABLE blogs (
    handle TEXT NOT NULL,
    blog TEXT NOT NULL,             -- the roster's address
    feed TEXT,
    read_at TEXT NOT NULL,
    good_at TEXT,
    failures INTEGER NOT NULL,      -- in a row, now
    kind TEXT,                      -- the present trouble
    since TEXT,
    says TEXT,
    next TEXT,
    moved_to TEXT,
    retry_at TEXT,
    PRIMARY KEY (handle, blog)
) STRICT, WITHOUT ROWID;
CREATE TABLE feeds (
    handle TEXT NOT NULL,
    blog TEXT NOT NULL,
    etag TEXT,                      -- byte for byte as it came
    modified TEXT,
    validated_at TEXT,              -- the address that gave these two
    body BLOB,
    noiseless BLOB,
    slices BLOB,
    whole_at TEXT,
    older TEXT,
    UNIQUE (handle, blog),
    FOREIGN KEY (handle, blog) REFERENCES blogs (handle, blog) ON DELETE CASCADE
) STRICT;
"""

_SAVE_BLOG = """
INSERT INTO blogs (handle, blog, feed, read_at, good_at, failures, kind, since, says, next, moved_to, retry_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (handle, blog) DO UPDATE SET feed = coalesce(excluded.feed, feed), read_at = excluded.read_at,
    good_at = coalesce(excluded.good_at, good_at), failures = excluded.failures,
    kind = excluded.kind, since = excluded.since, says = excluded.says, next = excluded.next,
    moved_to = coalesce(excluded.moved_to, moved_to), retry_at = excluded.retry_at
"""
_SAVE_FEED = """
INSERT INTO feeds (handle, blog, etag, modified, validated_at, body, noiseless, slices, whole_at, older)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (handle, blog) DO UPDATE SET etag = excluded.etag, modified = excluded.modified,
    validated_at = excluded.validated_at, body = coalesce(excluded.body, body),
    noiseless = coalesce(excluded.noiseless, noiseless), slices = coalesce(excluded.slices, slices),
    whole_at = coalesce(excluded.whole_at, whole_at), older = coalesce(excluded.older, older)
"""


class Reads(Posts, Claims):
    """Questions and deeds on these tables."""

    db: sqlite3.Connection

    def states(self) -> Mapping[tuple[str, str], FeedState]:
        """What is known of every blog, by handle and the roster's address: one question for all."""
        rows = self.db.execute(
            "SELECT handle, blog, feed, read_at, good_at, failures, kind, since, says, next, moved_to, retry_at,"
            " etag, modified, validated_at, body, noiseless, whole_at, older FROM blogs LEFT JOIN feeds USING (handle, blog)"
        )
        with decoding("blogs"):
            states = {(row[0], row[1]): _state(row) for row in rows}
            for text in {time for state in states.values() for time in _times(state)}:
                moment(text)
        return states

    def slices(self, handle: Handle, blog: str) -> bytes:
        """The posts of the last read: hash and key of each."""
        row = self.db.execute("SELECT slices FROM feeds WHERE handle = ? AND blog = ?", (handle, blog)).fetchone()
        return bytes(row[0]) if row and row[0] else b""

    def health(self) -> tuple[BlogHealth, ...]:
        """What the reads of each blog have told, with how many posts are kept."""
        groups = self.db.execute("SELECT handle, blog, count(*) FROM posts GROUP BY handle, blog")
        counts = {(handle, blog): count for handle, blog, count in groups}
        rows = self.db.execute(
            "SELECT handle, blog, feed, read_at, good_at, failures, kind, since, says, next, moved_to"
            " FROM blogs ORDER BY handle, blog"
        )
        with decoding("blogs"):
            return tuple(
                BlogHealth(
                    *(Handle(handle), blog, feed, moment(read_at), moment(good_at)),
                    *(counts.get((handle, blog), 0), failures, _trouble(kind, since, says, next_), moved_to),
                )
                for handle, blog, feed, read_at, good_at, failures, kind, since, says, next_, moved_to in rows
            )

    def save(self, visits: Iterable[VisitResult], judged: Mapping[str, tuple[Claim, ...]] | None = None) -> None:
        """Keep what visits told, in one transaction: no blog's posts without its validators and its outcome.

        `judged`: the claims of the new words, by the rules that filled the cache."""
        with writing(self.db):
            self._cache(judged or {})
            for visit in visits:
                self._save(visit)

    def _save(self, visit: VisitResult) -> None:
        at = iso(visit.at)
        trouble = visit.trouble
        self.db.execute(
            _SAVE_BLOG,
            (
                *(visit.handle, visit.blog, visit.feed, at, at if visit.good else None, visit.failures),
                *((trouble.kind, iso(trouble.since), trouble.says, trouble.next) if trouble else (None,) * 4),
                *(visit.moved_to, iso(visit.retry_at)),
            ),
        )
        if visit.validators is not None:
            self.db.execute(_SAVE_FEED, _validators(visit, visit.validators))
        if visit.keeping:
            self._keep(visit.keeping, str(at))
        for key in visit.gone:
            self.db.execute("UPDATE posts SET gone = ? WHERE key = ? AND gone IS NULL", (at, key))
        for key in visit.back:
            self.db.execute("UPDATE posts SET gone = NULL WHERE key = ?", (key,))


def _state(row: tuple[Any, ...]) -> FeedState:
    state = FeedState._make(row)
    return state if state.kind is None else state._replace(kind=TroubleKind(state.kind))


def _times(state: FeedState) -> tuple[str | None, ...]:
    """Every time in what is known of a blog; a few runs share most of them."""
    return (state.read_at, state.good_at, state.since, state.retry_at, state.whole_at)


def _validators(visit: VisitResult, told: Validators) -> tuple[object, ...]:
    return (
        *(
            visit.handle,
            visit.blog,
            told.etag,
            told.modified,
            told.validated_at,
            told.body,
            told.noiseless,
            told.slices,
        ),
        *(iso(told.whole_at), told.older),
    )


def _trouble(kind: str | None, since: str | None, says: str | None, next_: str | None) -> Trouble | None:
    at = moment(since)
    return None if kind is None or at is None else Trouble(TroubleKind(kind), at, says or "", next_ or "")
