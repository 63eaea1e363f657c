"""What is wrong with a store: SQLite's errors by their names, and kept values that can't be read. Each says what to do."""

import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.core.errors import CourseError
from course.core.hints import Action, Hint

_SHOWN = ".course/course.db"
_DAMAGED = Hint(
    "Put back the last good copy of the folder .course. If there is none, keep the file, but move it out of the folder and "
    "read all blogs again: ",
    Action.READ_ALL_BLOGS,
    ". Then check the record of sent emails: ",
    Action.RECOVER,
    ". Decisions and certificate codes are in the old file only.",
)
_SAFE = "Your data is safe. Leave the store where it is. "
_FULL = "SQLITE_FULL|SQLITE_IOERR(?!_READ|_SHORT_READ|_FSTAT|_DATA|_SEEK|_MMAP|_NOMEM)"
# SQLite's name for the error, or how it begins: what is the matter, what to do.
_TROUBLES = (
    (
        "SQLITE_BUSY|SQLITE_LOCKED|SQLITE_PROTOCOL",
        "The store {path} is in use by another program.",
        "Wait until it has finished, then try again.",
    ),
    (
        _FULL,
        "The store {path} is full: the disk has no space left, or the file has reached a size limit ({name}).",
        f"{_SAFE}Free some disk space or raise the limit, then try again.",
    ),
    (
        "SQLITE_IOERR_NOMEM|SQLITE_NOMEM",
        "There is not enough memory to open the store {path}.",
        f"{_SAFE}Close other programs, then try again.",
    ),
    (
        "SQLITE_IOERR",
        "The disk could not read the store {path} ({name}).",
        "Copy the folder .course to another disk before you do anything else, then try again with the copy.",
    ),
    (
        "SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH",
        "The store {path} can't be written: {words}.",
        "Check the permissions of the folder .course and the limit on open files (ulimit -n).",
    ),
    ("SQLITE_TOOBIG", "A value is too large for the store {path}.", "This should not happen. Please report it."),
)


class DamagedStore(CourseError):
    """The store holds something that this program can't have written."""


def translated(error: sqlite3.Error, path: Path | None) -> CourseError:
    """What went wrong with the store, in words for people, with what to do. Only a store that is damaged is called so."""
    name, words = _name(error), str(error)
    for names, what, hint in _TROUBLES:
        if re.match(names, name):
            return CourseError(what.format(path=path, name=name, words=words), hint)
    return DamagedStore(f"The store {path} is damaged: {words}.", _DAMAGED)


def is_full(error: sqlite3.Error) -> bool:
    """Whether the disk took nothing more; what is kept can still be read."""
    return re.match(_FULL, _name(error)) is not None


def _name(error: sqlite3.Error) -> str:
    """SQLite's name for the error; "" where Python's module found the fault."""
    return getattr(error, "sqlite_errorname", None) or ""


@contextmanager
def decoding(table: str) -> Iterator[None]:
    """In here, a value of this table that can't be read is a DamagedStore."""
    try:
        yield
    except (ValueError, TypeError, KeyError, zlib.error, RecursionError) as error:
        raise DamagedStore(
            f"The store {_SHOWN} is damaged: a value in its table {table} can't be read ({str(error)[:120]}).", _DAMAGED
        ) from error
