"""Saved messages: one (.eml), many in one file (mbox), or a folder of them. Nothing in them is changed."""

import mailbox
import re
from collections.abc import Iterator
from pathlib import Path

from course.adapters import machine_faults
from course.core.errors import CourseError

LARGEST = 1024 * 1024  # bytes of a message that are read


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
    """The same of a file's content: one message, or many as in mbox, each after a line that begins with "From "."""
    found = re.split(rb"(?m)^From [^\n]*\n", data)[1:] if data.startswith(b"From ") else [data]
    return (message[:LARGEST] for message in found)


def _in_folder(path: Path) -> Iterator[bytes]:
    if (path / "cur").is_dir() and (path / "new").is_dir():  # a Maildir
        files = [file for inside in ("cur", "new") for file in sorted((path / inside).iterdir())]
    else:
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".eml", ".mbox", ".mbx"))
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
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            with box.get_file(key) as message:
                yield message.read(LARGEST)
    finally:
        box.close()
