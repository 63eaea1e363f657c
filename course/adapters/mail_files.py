"""Saved messages: one (.eml), many in one file (mbox), or a folder of them. Nothing in them is changed."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from course.adapters import machine_faults
from course.core.errors import CourseError

LARGEST = 1024 * 1024  # bytes of a message that are read
_BEGINS = re.compile(rb"From \S{0,320}\s+(?:[A-Z][a-z]{2},?\s+){1,2}\d{1,2}\s+\d{1,2}:\d{2}.{0,40}\d{4}")
_BEGINS_UNDATED = re.compile(rb"From (?:\S{0,320}@\S{0,320}|-|MAILER-DAEMON)?\s*$")
_ESCAPED = re.compile(rb"^>(>*From )")


def messages(path: Path) -> Iterator[bytes]:
    """The first megabyte of every message in a file or a folder, in an order that stays the same."""
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield from _in_file(path)
        else:
            raise CourseError(
                f"There is no file or folder {path}.", "If you drag it into this window, its path is typed for you."
            )
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror}.", machine_faults.hint(error)) from error


def in_bytes(data: bytes) -> Iterator[bytes]:
    """The same of a file's content: one message, or many as in mbox."""
    return _in_mbox(io.BytesIO(data)) if data.startswith(b"From ") else iter([data[:LARGEST]])


def _in_folder(path: Path) -> Iterator[bytes]:
    if (path / "cur").is_dir() and (path / "new").is_dir():  # a Maildir
        files = [file for inside in ("cur", "new") for file in sorted((path / inside).iterdir())]
    else:
        files = sorted(
            file for file in path.iterdir() if file.suffix.lower() in (".eml", ".mbox", ".mbx") or file.name == "mbox"
        )
        if not files:
            raise CourseError(
                f"There are no messages in {path}.", "Save them there as .eml files, or give an mbox file."
            )
    for file in files:
        if file.is_file():
            yield from _in_file(file)


def _in_file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        start = file.read(LARGEST)
    if not start.startswith(b"From "):
        yield start
        return
    with path.open("rb") as file:
        yield from _in_mbox(file)


def _in_mbox(file: IO[bytes]) -> Iterator[bytes]:
    """A new message begins at a line as mail programs write it; "From here on ..." is part of a text."""
    kept: list[bytes] = []
    size, before, begun = 0, b"", False
    for line in iter(lambda: file.readline(LARGEST), b""):
        if _BEGINS.match(line) or (not before.strip() and _BEGINS_UNDATED.match(line)):
            if begun:
                yield _without_last_break(kept)
            kept, size, begun = [], 0, True
        elif size < LARGEST:
            kept.append(_ESCAPED.sub(rb"\1", line))
            size += len(line)
        before = line
    yield _without_last_break(kept)


def _without_last_break(lines: list[bytes]) -> bytes:
    """One message, without the empty line that divides it from the next."""
    return b"".join(lines[:-1] if lines and not lines[-1].strip() else lines)[:LARGEST]
