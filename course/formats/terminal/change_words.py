"""What somebody asked for on their own page, in a few words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from course.core import sentences
from course.formats import human_dates

_SEEN_BY = {"public": "everyone", "course": "people in the course", "private": "the organiser only"}


def change_words(settings: Mapping[str, Any]) -> str:
    """'to pause from 1 December 2026 to 4 January 2027', 'to get no more emails', 'to leave the course'."""
    parts = []
    if isinstance(settings.get("reminders"), bool):
        parts.append("to get emails again" if settings["reminders"] else "to get no more emails")
    if settings.get("withdrawn"):
        parts.append("to leave the course")
    elif "withdrawn" in settings:
        parts.append("to take part again")
    if settings.get("from") and settings.get("until"):
        parts.append(f"to pause from {_day(settings['from'])} to {_day(settings['until'])}")
    if settings.get("resume"):
        parts.append("to take part again")
    if (show := str(settings.get("show"))) in _SEEN_BY:
        parts.append(f"to be seen by {_SEEN_BY[show]}")
    return sentences.listed(dict.fromkeys(parts)) or "to make a change that this version of cpd23 doesn't know"


def _day(text: object) -> str:
    try:
        return human_dates.written(date.fromisoformat(str(text)))
    except ValueError:
        return "a date we can't read"
