"""The store's tables for posts, their versions, reads and blogs' health."""

import sqlite3

SCHEMA = ""


class Posts:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection
