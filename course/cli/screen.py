"""The one place where text reaches a screen or a file: everything is cleaned here, whoever wrote it."""

import contextlib
import logging
import os
import sys
from collections.abc import Iterable
from typing import NoReturn

from course.core.errors import CourseError
from course.core.hints import Hint
from course.formats import sanitize


def prepare() -> None:
    """Write UTF-8 whatever the computer's own encoding; let no file that is opened later take a closed stream's place."""
    with contextlib.suppress(OSError):
        while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(handle)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def answer(text: str | bytes) -> bytes:
    """An answer as it is written: text without control characters; bytes (a PDF, a picture) as they are."""
    return sanitize.screen(text).encode() if isinstance(text, str) else text


def put(text: str | bytes) -> None:
    """Write an answer to stdout; CourseError where there is no stdout, OSError where it takes nothing more."""
    if sys.stdout is None:
        raise CourseError(
            "The result can't be shown, because the standard output is closed.", "Run the command again without >&-"
        )
    if isinstance(text, str) and coloured():
        from course.cli import colour

        colour.put(sanitize.screen(text))
        return
    sys.stdout.buffer.write(answer(text))
    sys.stdout.buffer.flush()


def coloured() -> bool:
    """Whether an answer may have colour: a terminal shows it, and neither NO_COLOR (no-color.org) nor --plain is given."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def never_colour() -> None:
    """Show no colour from here on."""
    os.environ["NO_COLOR"] = "1"


def tell(text: str = "", *, end: str = "\n") -> None:
    """Write a message to stderr; where there is no stderr, or it is full, there is nobody to tell."""
    with contextlib.suppress(OSError, AttributeError):
        sys.stderr.write(sanitize.screen(str(text)) + end)
        sys.stderr.flush()


def worded(advice: str | Hint) -> str:
    """Advice with the commands that it means."""
    from course.formats import command_lines  # not before there is advice

    return command_lines.worded(advice)


def flush() -> None:
    """Empty stdout now, while a failure can still be told; OSError where it takes nothing more."""
    if sys.stdout is not None:
        sys.stdout.flush()


def end(what: object = "", hints: Iterable[str] = (), code: int = 1) -> NoReturn:
    """Say what went wrong and what to do, a line each, and end the program; what stdout can't take is dropped."""
    if str(what):
        tell(f"error: {what}")
    for hint in hints:
        tell(f" hint: {hint}")
    try:
        flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the interpreter's own last flush doesn't fail
    sys.exit(code)


class LogFormat(logging.Formatter):
    """A line of the log, cleaned like everything else."""

    def format(self, record: logging.LogRecord) -> str:
        """The message and what went wrong, without control characters."""
        return sanitize.screen(super().format(record))
