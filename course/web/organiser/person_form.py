"""What the two forms about a person share: the one that adds somebody, and the one that changes their settings."""

from collections.abc import Mapping
from typing import Any

from course.core.errors import CourseError, MailboxTaken
from course.web.organiser import places

SHOWS = {"public": "everyone", "course": "people in the course", "private": "only the organiser"}


def values(typed: Mapping[str, str], error: CourseError | None) -> dict[str, Any]:
    """For its page: what was typed, and what is wrong with it."""
    return {
        "typed": typed,
        "shows": SHOWS,
        "error": error,
        "hint": places.shown(error.hint) if error else "",
        "shared": isinstance(error, MailboxTaken),
    }
