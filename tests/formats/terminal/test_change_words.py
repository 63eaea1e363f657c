"""What somebody asked for, in words."""

from typing import Any

import pytest

from course.formats.terminal.change_words import change_words


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"reminders": False}, "to get no more emails"),
        ({"reminders": True}, "to get emails again"),
        ({"withdrawn": "2026-11-20"}, "to leave the course"),
        ({"withdrawn": None, "resume": "2026-11-23"}, "to take part again"),
        ({"from": "2026-12-01", "until": "2027-01-04"}, "to pause from 1 December 2026 to 4 January 2027"),
        ({"from": "2026-12-01", "until": "x"}, "to pause from 1 December 2026 to a date we can't read"),
        ({"reminders": False, "withdrawn": "2026-11-20"}, "to get no more emails and to leave the course"),
        ({"show": "private"}, "to be seen by the organiser only"),
        ({"other": 1}, "to make a change that this version of cpd23 doesn't know"),
    ],
)  # fmt: skip
def test_every_change_has_words(settings: dict[str, Any], words: str) -> None:
    assert change_words(settings) == words
