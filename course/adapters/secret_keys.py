"""Secrets of a home: made once, kept in .course/, readable by their owner only."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from course.core.errors import CourseError


def kept(path: Path, make: Callable[[], bytes] = lambda: secrets.token_bytes(32)) -> bytes:
    """The secret in this file; made, with mode 600, when there is none yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
    secret = path.read_bytes()
    if not secret:
        raise CourseError(f"{path} is empty.", "Delete it; certificates made before will not be confirmed any more.")
    return secret
