"""The text of sent.jsonl: a first line with the key, then a line of JSON for every step of every email."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable

from course.core.errors import CourseError
from course.core.letters.model import NudgeKind
from course.core.letters.sent_record import RecordLine, RecordState

NAME = "sent.jsonl"
_SCHEMA = 1
_WEEK = re.compile(r"\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])(?:-extra-[1-9]\d?)?", re.ASCII)
_MAILBOX = re.compile(r"[0-9a-f]{32}|", re.ASCII)
_HINT = "Put back the last good copy of the file. If you have none, move the file away, and cpd23 will make a new one."


def render(key: bytes, lines: Iterable[RecordLine]) -> bytes:
    """A whole new file."""
    head = {"schema": _SCHEMA, "key": b64encode(key).decode()}
    return (json.dumps(head) + "\n").encode() + b"".join(map(render_line, lines))


def render_line(line: RecordLine) -> bytes:
    """One line, with its end."""
    values = {"week": line.week, "kind": line.kind, "mailbox": line.mailbox, "state": str(line.state)}
    return (json.dumps(values) + "\n").encode()


def parse(data: bytes) -> tuple[bytes, tuple[RecordLine, ...]]:
    """The key and every line; CourseError names a line that can't be read.

    A last line without an end was cut off while it was written, and counts as not there."""
    head, *rows = data.split(b"\n")[:-1] or [b""]
    try:
        first = json.loads(head)
        key = b64decode(first["key"], validate=True)
        if first["schema"] != _SCHEMA or len(key) < 16:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CourseError(
            f"{NAME}:1: this file should be the record of sent emails, but its first line can't be read.", _HINT
        ) from None
    return key, tuple(_line(number, row) for number, row in enumerate(rows, 2) if row.strip())


def _line(number: int, row: bytes) -> RecordLine:
    try:
        values = json.loads(row)
        state = RecordState(values["state"])
        week, kind, mailbox = values["week"], values["kind"], values["mailbox"]
        if not _WEEK.fullmatch(week) or not _MAILBOX.fullmatch(mailbox):
            raise ValueError
        if state is not RecordState.LATER:
            NudgeKind(kind)
        return RecordLine(week, kind, mailbox, state)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CourseError(f"{NAME}:{number}: this line can't be read.", _HINT) from None
