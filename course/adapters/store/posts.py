"""The store's table for posts."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from sys import intern

from course.adapters.store.errors import decoding
from course.adapters.store.post_versions import Texts, chunks, marks
from course.core.model import Handle, Post, PostKey
from course.core.posts.feed_state import Known, PostChange

SCHEMA = """
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       -- given at first sight, never changed
    handle TEXT NOT NULL,
    blog TEXT NOT NULL,             -- the roster's address it came by
    entry TEXT NOT NULL,            -- the feed's own id
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,                 -- ISO 8601, UTC, as all times here
    first_seen TEXT NOT NULL,
    words TEXT NOT NULL,            -- hash of the newest version
    comments INTEGER,
    gone TEXT                       -- since when it is missing in its feed
) STRICT;
CREATE INDEX posts_by_person ON posts (handle, blog);
"""

_ADD = (
    "INSERT INTO posts (id, key, handle, blog, entry, url, title, published, first_seen, words, comments)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_COLUMNS = "key, handle, blog, url, title, published, first_seen, words, comments, gone"


class Posts(Texts):
    """Questions and deeds on these tables."""

    db: sqlite3.Connection

    def posts(self, handles: Iterable[str] | None = None) -> tuple[Post, ...]:
        """Every post kept, or those of these people; light, without their words."""
        with decoding("posts"):
            if handles is None:
                return tuple(map(_post, self.db.execute(f"SELECT {_COLUMNS} FROM posts")))  # noqa: S608 - our own names
            return tuple(
                _post(row)
                for some in chunks(tuple(handles))
                for row in self.db.execute(
                    f"SELECT {_COLUMNS} FROM posts WHERE handle IN ({marks(some)})",  # noqa: S608 - our own names
                    some,
                )
            )

    def known(self, handle: Handle) -> tuple[Known, ...]:
        """What telling posts apart needs of each post of one person."""
        rows = self.db.execute(
            "SELECT key, blog, entry, url, title, published, first_seen, words, comments, gone"
            " FROM posts WHERE handle = ? ORDER BY key",
            (handle,),
        )
        with decoding("posts"):
            kept = tuple(map(Known._make, rows))
            for row in kept:
                moment(row.published)
                moment(row.first_seen)
        return kept

    def erase_posts(self, handle: Handle) -> int:
        """Remove every post, version, read and cached claim of one person; return how many posts there were."""
        with writing(self.db):
            self.db.execute(
                "DELETE FROM claims WHERE words IN"
                " (SELECT versions.words FROM versions JOIN posts ON posts.id = versions.post WHERE handle = ?)",
                (handle,),
            )
            self.db.execute(
                "DELETE FROM texts WHERE id IN"
                " (SELECT text FROM versions JOIN posts ON posts.id = versions.post WHERE handle = ?)",
                (handle,),
            )
            count = self.db.execute("DELETE FROM posts WHERE handle = ?", (handle,)).rowcount
            self.db.execute("DELETE FROM blogs WHERE handle = ?", (handle,))
        return count

    def _keep(self, keeping: Sequence[PostChange], at: str) -> None:
        (last,) = self.db.execute("SELECT coalesce(max(id), 0) FROM posts").fetchone()
        numbered = list(enumerate((item for item in keeping if item.new), last + 1))
        self.db.executemany(_ADD, [_row(number, item) for number, item in numbered])
        for item in keeping:
            if not item.new and not self._has_version(number := self._change(item), item.post.words):
                numbered.append((number, item))
        self._keep_words(numbered, at)

    def _change(self, item: PostChange) -> int:
        post = item.post
        (number,) = self.db.execute(
            "UPDATE posts SET blog = ?, entry = ?, url = ?, title = ?, published = ?, words = ?, comments = ?,"
            " gone = NULL WHERE key = ? RETURNING id",
            (*(post.blog, item.id, post.url, post.title, iso(post.published)), *(post.words, post.comments, post.key)),
        ).fetchone()
        return int(number)

    def _has_version(self, number: int, words: str) -> bool:
        found = self.db.execute("SELECT 1 FROM versions WHERE post = ? AND words = ?", (number, words))
        return found.fetchone() is not None


def _row(number: int, item: PostChange) -> tuple[object, ...]:
    post = item.post
    return (
        *(number, post.key, post.author, post.blog, item.id, post.url, post.title, iso(post.published)),
        *(iso(post.first_seen), post.words, post.comments),
    )


def iso(moment: datetime | None) -> str | None:
    """A moment as the store writes it."""
    return None if moment is None else moment.isoformat(timespec="seconds")


def moment(text: str | None) -> datetime | None:
    """A moment as the store wrote it; ValueError where it has no offset from UTC or isn't one."""
    return None if text is None else _at(text)


def _at(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    return found


class writing:  # noqa: N801  (reads as a word after `with`)
    """One transaction: all of it is kept, or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        try:
            if kind is None:
                self.db.execute("COMMIT")
        finally:
            if self.db.in_transaction:  # on a full disk SQLite may have rolled back by itself
                self.db.execute("ROLLBACK")


def _post(row: tuple[str, str, str, str, str, str | None, str, str, int | None, str | None]) -> Post:
    key, handle, blog, url, title, published, first_seen, words, comments, gone = row
    return Post(
        *(PostKey(key), Handle(intern(handle)), intern(blog), url, title, moment(published)),
        _at(first_seen),
        *(words, comments, moment(gone)),
    )
