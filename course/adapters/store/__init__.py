"""The store: one SQLite file that keeps what we were told. All SQL of the project lives in this package."""

from course.adapters.store.database import Store

__all__ = ["Store"]
