"""The store's tables for posts and for every version of their words."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from sys import intern

from course.core import words as wording
from course.core.model import Handle, Post, PostKey, Words
from course.core.reads import Keeping, Known, Version

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
CREATE TABLE versions (
    post INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    data BLOB NOT NULL,             -- the words in one piece, compressed by zlib
    UNIQUE (post, words)
) STRICT;
CREATE INDEX versions_by_words ON versions (words);
"""

AT_ONCE = 500  # values in one question; SQLite takes at least 999
_COLUMNS = "key, handle, blog, url, title, published, first_seen, words, comments, gone"


class Posts:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection

    def posts(self, handles: Iterable[str] | None = None) -> tuple[Post, ...]:
        """Every post kept, or those of these people; light, without their words."""
        if handles is None:
            return tuple(map(_post, self.db.execute(f"SELECT {_COLUMNS} FROM posts")))  # noqa: S608
        return tuple(
            _post(row)
            for some in chunks(tuple(handles))
            for row in self.db.execute(
                f"SELECT {_COLUMNS} FROM posts WHERE handle IN ({marks(some)})",  # noqa: S608
                some,
            )
        )

    def words(self, hashes: Iterable[str]) -> Mapping[str, Words]:
        """The words of these versions, by their hash (Post.words); a hash that is not kept is left out."""
        return {
            hash_: unpacked(data)
            for some in chunks(tuple(dict.fromkeys(hashes)))
            for hash_, data in self.db.execute(
                f"SELECT words, data FROM versions WHERE words IN ({marks(some)})",  # noqa: S608
                some,
            )
        }

    def versions(self, post: PostKey) -> tuple[Version, ...]:
        """Every version of a post's words, the oldest first."""
        rows = self.db.execute(
            "SELECT seen_at, versions.words, data FROM versions JOIN posts ON posts.id = post WHERE key = ?"
            " ORDER BY versions.rowid",
            (post,),
        )
        return tuple(Version(datetime.fromisoformat(at), hash_, unpacked(data)) for at, hash_, data in rows)

    def known(self, handle: Handle) -> tuple[Known, ...]:
        """What telling posts apart needs of each post of one person."""
        rows = self.db.execute(
            "SELECT key, blog, entry, url, title, published, first_seen, words, comments, gone"
            " FROM posts WHERE handle = ? ORDER BY key",
            (handle,),
        )
        return tuple(map(Known._make, rows))

    def erase_posts(self, handle: Handle) -> int:
        """Remove every post, version, read and cached claim of one person; return how many posts there were."""
        with writing(self.db):
            self.db.execute(
                "DELETE FROM claims WHERE words IN"
                " (SELECT versions.words FROM versions JOIN posts ON posts.id = versions.post WHERE handle = ?)",
                (handle,),
            )
            count = self.db.execute("DELETE FROM posts WHERE handle = ?", (handle,)).rowcount
            self.db.execute("DELETE FROM blogs WHERE handle = ?", (handle,))
        return count

    def _keep(self, keeping: Iterable[Keeping], at: str) -> None:
        for item in keeping:
            post = item.post
            if item.new:
                number = self.db.execute(
                    "INSERT INTO posts (key, handle, blog, entry, url, title, published, first_seen, words, comments)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(post.key, post.author, post.blog, item.id, post.url, post.title, iso(post.published)),
                        *(iso(post.first_seen), post.words, post.comments),
                    ),
                ).lastrowid
            else:
                (number,) = self.db.execute(
                    "UPDATE posts SET blog = ?, entry = ?, url = ?, title = ?, published = ?, words = ?, comments = ?,"
                    " gone = NULL WHERE key = ? RETURNING id",
                    (
                        *(post.blog, item.id, post.url, post.title, iso(post.published)),
                        *(post.words, post.comments, post.key),
                    ),
                ).fetchone()
            self.db.execute(
                "INSERT OR IGNORE INTO versions (post, words, seen_at, data) VALUES (?, ?, ?, ?)",
                (number, post.words, at, packed(item.data)),
            )


def packed(data: bytes) -> bytes:
    """The bytes of words as they are kept: compressed quickly rather than well."""
    return zlib.compress(data, 1)


def unpacked(data: bytes) -> Words:
    """The words from what is kept."""
    return wording.parted(zlib.decompress(data))


def iso(moment: datetime | None) -> str | None:
    """A moment as the store writes it."""
    return None if moment is None else moment.isoformat(timespec="seconds")


def moment(text: str | None) -> datetime | None:
    """A moment as the store wrote it."""
    return None if text is None else datetime.fromisoformat(text)


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))


def chunks(values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The values, so many at a time as one question takes."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


class writing:  # noqa: N801  (reads as a word after `with`)
    """One transaction: all of it is kept, or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        self.db.execute("COMMIT" if kind is None else "ROLLBACK")


def _post(row: tuple[str, str, str, str, str, str | None, str, str, int | None, str | None]) -> Post:
    key, handle, blog, url, title, published, first_seen, words, comments, gone = row
    return Post(
        *(PostKey(key), Handle(intern(handle)), intern(blog), url, title, moment(published)),
        datetime.fromisoformat(first_seen),
        *(words, comments, moment(gone)),
    )
