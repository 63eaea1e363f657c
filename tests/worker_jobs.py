"""Jobs for the children of the tests of workers: a child imports them by this module's name, so it must be on the path."""

import os
import time
from collections.abc import Callable
from typing import Any

from course.core.model import Entry


def work(what: str, value: Any) -> int | str | list[str] | Entry | None:
    """A job for the children of these tests."""
    return WORK[what](value)  # type: ignore[no-any-return]


def echo(value: bytes) -> bytes:
    """A job that gives bytes back."""
    return value


def forge(answer: bytes, then_end: bool) -> Entry:
    """A job that was taken over: it writes its own bytes into the pipe."""
    if not answer:
        return Entry(id="honest")
    os.write(1, answer)
    if then_end:
        os._exit(0)
    time.sleep(600)
    return Entry()


def _burn(value: Any) -> None:
    while True:
        pass


def _grow(value: Any) -> int:
    return len([bytes(2**20) for _ in range(4096)])


WORK: dict[str, Callable[[Any], Any]] = {
    "echo": lambda value: value,
    "post": lambda value: Entry(id=value, tags=("a",)),
    "pid": lambda value: os.getpid(),
    "environment": lambda value: sorted(os.environ),
    "print": lambda value: print("noise") or "quiet",
    "raise": lambda value: 1 // 0,
    "recurse": lambda value: [WORK["recurse"](value)],
    "exit": lambda value: [os._exit(3)],
    "sleep": time.sleep,
    "burn": _burn,
    "grow": _grow,
    "object": lambda value: object(),
    "half a letter": lambda value: "\ud800",
}
