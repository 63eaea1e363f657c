"""The one place where text reaches a screen or a file: everything is cleaned here, whoever wrote it."""

import logging
import sys

from course.formats import sanitize


def answer(text: str | bytes) -> bytes:
    """An answer as it is written: text without control characters; bytes (a PDF, a picture) as they are."""
    return sanitize.screen(text).encode() if isinstance(text, str) else text


def put(text: str | bytes) -> None:
    """Write an answer to stdout."""
    sys.stdout.buffer.write(answer(text))
    sys.stdout.buffer.flush()


def tell(text: str = "", *, end: str = "\n") -> None:
    """Write a message to stderr."""
    sys.stderr.write(sanitize.screen(str(text)) + end)
    sys.stderr.flush()


class LogFormat(logging.Formatter):
    """A line of the log, cleaned like everything else."""

    def format(self, record: logging.LogRecord) -> str:
        """The message and what went wrong, without control characters."""
        return sanitize.screen(super().format(record))
