"""Secrets of a home: made once, kept in .course/, readable by their owner only."""

import os
from collections.abc import Callable
from pathlib import Path

from course.adapters import home_files
from course.core.errors import CourseError


def kept(root: Path, name: str, make: Callable[[], bytes] = lambda: os.urandom(32)) -> bytes:
    """The secret in this file of a home (like ".course/web.key"); made, with mode 600, when there is none yet."""
    inside, _, last = name.rpartition("/")
    with home_files.opened(root, inside, make=True, mode=0o700) as folder:
        secret = folder.content(last)
        if secret is None:
            folder.create(last, make())
            secret = folder.content(last)
    if not secret:
        raise CourseError(
            f"{root / name} is empty or isn't a plain file.",
            "Delete it. Certificates made with it can't be confirmed any more.",
        )
    return secret
