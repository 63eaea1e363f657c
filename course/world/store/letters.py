"""The store's tables for the outbox."""

import sqlite3

SCHEMA = ""


class Letters:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection
