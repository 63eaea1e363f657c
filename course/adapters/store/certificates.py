"""The store's table of certificates that were issued: code and words, never a name."""

import sqlite3
from collections.abc import Mapping
from datetime import date

from course.adapters.store.errors import decoding
from course.adapters.store.posts import writing

SCHEMA = """
CREATE TABLE certificates (
    code TEXT PRIMARY KEY,
    says TEXT NOT NULL,     -- what was earned, without the person
    earned TEXT NOT NULL    -- the day
) STRICT;
"""


class Certificates:
    """Questions and deeds on this table."""

    db: sqlite3.Connection

    def issued(self) -> Mapping[str, tuple[str, date]]:
        """Every code with what it confirms and the day on which that was earned."""
        rows = self.db.execute("SELECT code, says, earned FROM certificates ORDER BY code")
        with decoding("certificates"):
            return {code: (says, date.fromisoformat(earned)) for code, says, earned in rows}

    def issue(self, codes: Mapping[str, tuple[str, date]]) -> None:
        """Keep these codes; one that is kept already takes the new words."""
        with writing(self.db):
            self.db.executemany(
                "INSERT INTO certificates VALUES (?, ?, ?)"
                " ON CONFLICT (code) DO UPDATE SET says = excluded.says, earned = excluded.earned",
                [(code, says, earned.isoformat()) for code, (says, earned) in codes.items()],
            )
