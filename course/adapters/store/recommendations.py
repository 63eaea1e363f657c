"""The store's table of posts that were recommended in emails that went: to whom, and in which week."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from course.adapters.store.posts import writing
from course.core.model import Handle

SCHEMA = """
CREATE TABLE recommended (
    post INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    reader TEXT NOT NULL,
    week TEXT NOT NULL,
    PRIMARY KEY (post, reader)
) STRICT, WITHOUT ROWID;
"""


class Recommendations:
    """Questions and deeds on this table."""

    db: sqlite3.Connection

    def recommended(self) -> Mapping[str, Collection[Handle]]:
        """The readers of each post that was recommended, by its key."""
        readers: defaultdict[str, set[Handle]] = defaultdict(set)
        for key, reader in self.db.execute("SELECT key, reader FROM recommended JOIN posts ON posts.id = post"):
            readers[key].add(Handle(reader))
        return readers

    def recommended_to(self, reader: Handle) -> tuple[tuple[str, str], ...]:
        """The week and address of every post that was recommended to one person."""
        rows = self.db.execute(
            "SELECT week, url FROM recommended JOIN posts ON posts.id = post WHERE reader = ? ORDER BY week, key",
            (reader,),
        )
        return tuple((week, url) for week, url in rows)

    def note_recommended(self, reader: Handle, week: str, posts: Iterable[str]) -> None:
        """Keep what the email of somebody has recommended; posts that are gone from the store are left out."""
        with writing(self.db):
            self.db.executemany(
                "INSERT OR IGNORE INTO recommended SELECT id, ?, ? FROM posts WHERE key = ?",
                [(reader, week, key) for key in posts],
            )
