"""The store's tables for what posts say: every version of their words, many in one compressed piece."""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from course.adapters.store.errors import decoding
from course.core.model import PostKey, Words
from course.core.posts import post_content as wording
from course.core.posts.feed_state import PostChange, Version

SCHEMA = """
CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    data BLOB NOT NULL              -- words of versions of one person, one after the other, compressed by zlib
) STRICT;
CREATE TABLE versions (
    text INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,         -- where in the text its words begin, and how long they are: bytes
    size INTEGER NOT NULL,
    post INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    words TEXT NOT NULL,            -- their hash
    seen_at TEXT NOT NULL,
    PRIMARY KEY (text, start),
    UNIQUE (post, words)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_by_words ON versions (words);
"""

AT_ONCE = 500  # values in one question; SQLite takes at least 999
_MOST = 64 * 2**20  # bytes of one text when it is unpacked: a post is far smaller
_LARGEST = 128 * 1024  # bytes in one text, so that one post is found without unpacking a whole blog


class Texts:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection

    def contents(self, hashes: Iterable[str]) -> Mapping[str, Words]:
        """The words of these versions, by their hash (Post.words); a hash that is not kept is left out."""
        found: dict[str, Words] = {}
        for some in chunks(tuple(dict.fromkeys(hashes))):
            rows = self.db.execute(
                f"SELECT text, start, size, words FROM versions WHERE words IN ({marks(some)})"  # noqa: S608 - only "?"
                " ORDER BY text",
                some,
            ).fetchall()
            for text, versions in groupby(rows, itemgetter(0)):
                data = self._text(text)
                with decoding("texts"):
                    found.update((hash_, _part(data, start, size)) for _, start, size, hash_ in versions)
        return found

    def versions(self, post: PostKey) -> tuple[Version, ...]:
        """Every version of a post's words, the oldest first."""
        rows = self.db.execute(
            "SELECT text, start, size, seen_at, versions.words FROM versions JOIN posts ON posts.id = post WHERE key = ?"
            " ORDER BY text, start",
            (post,),
        ).fetchall()
        with decoding("versions"):
            return tuple(
                Version(datetime.fromisoformat(at), hash_, _part(self._text(text), start, size))
                for text, start, size, at, hash_ in rows
            )

    def _keep_words(self, keeping: Sequence[tuple[int, PostChange]], at: str) -> None:
        """Keep versions that are not kept yet, each with the number of its post."""
        for some in _texts(keeping):
            text = self._add_text(b"".join([item.data for _, item in some]))
            rows, start = [], 0
            for number, item in some:
                rows.append((text, start, len(item.data), number, item.post.words, at))
                start += len(item.data)
            self.db.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _rewrite(self, rewrite: Callable[[Words], Words]) -> list[str]:
        """Put other words in the place of kept ones, under the same names; return the names of those that changed."""
        changed: list[str] = []
        rows = self.db.execute("SELECT text, start, size, words FROM versions ORDER BY text, start").fetchall()
        for text, versions in groupby(rows, itemgetter(0)):
            before, after, moved, known = self._text(text), b"", [], len(changed)
            for _, start, size, hash_ in versions:
                old = _part(before, start, size)
                new = rewrite(old)
                piece = before[start : start + size] if new is old else wording.joined(new)
                moved.append((len(after), len(piece), start))
                after += piece
                if new is not old:
                    changed.append(hash_)
            if len(changed) > known:
                self._replace(text, after, moved)
        return changed

    def _replace(self, text: int, data: bytes, moved: Iterable[tuple[int, int, int]]) -> None:
        """Another text in the place of one: its versions begin and end elsewhere now."""
        other = self._add_text(data)
        self.db.executemany(
            "UPDATE versions SET text = ?, start = ?, size = ? WHERE text = ? AND start = ?",
            ((other, start, size, text, before) for start, size, before in moved),
        )
        self.db.execute("DELETE FROM texts WHERE id = ?", (text,))

    def _add_text(self, data: bytes) -> int:
        packed = zlib.compress(data, 1)  # quickly rather than well
        return int(self.db.execute("INSERT INTO texts (data) VALUES (?) RETURNING id", (packed,)).fetchone()[0])

    def _text(self, number: int) -> bytes:
        row = self.db.execute("SELECT data FROM texts WHERE id = ?", (number,)).fetchone()
        with decoding("texts"):
            return _unpacked(row[0])

    def _every_text(self) -> None:
        """Read every version, to see whether it can be read."""
        rows = self.db.execute("SELECT words FROM versions ORDER BY text").fetchall()
        self.contents(row[0] for row in rows)


def _texts(keeping: Sequence[tuple[int, PostChange]]) -> Iterator[list[tuple[int, PostChange]]]:
    """The versions, so many together as one text takes."""
    some: list[tuple[int, PostChange]] = []
    size = 0
    for one in keeping:
        size += len(one[1].data)
        if some and size > _LARGEST:
            yield some
            some, size = [], len(one[1].data)
        some.append(one)
    if some:
        yield some


def _unpacked(data: bytes) -> bytes:
    """A text as it was before it was compressed; ValueError for one larger than this program writes."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(data, _MOST)
    if not unpacking.eof:
        raise ValueError("a text that is cut off or too large")
    return text


def _part(data: bytes, start: int, size: int) -> Words:
    return wording.parted(data[start : start + size])


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))


def chunks(values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The values, so many at a time as one question takes."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
