"""The store's tables for confirmed sign-ups that wait, and the salted hashes of people who were forgotten."""

import sqlite3

SCHEMA = ""


class People:
    """Questions and deeds on these tables."""

    db: sqlite3.Connection
