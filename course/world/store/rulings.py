"""The store's tables for what organisers decided."""

import sqlite3

SCHEMA = ""


class Rulings:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection
