"""Days as people type them, and days as people read them."""

import contextlib
import re
from datetime import date, timedelta

from course.core import sentences
from course.core.errors import UsageError

FIRST_YEAR, LAST_YEAR = 1995, 2100  # the first blog and the last course that anybody plans
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_WRITTEN = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of )?([a-z]{3,9})\.?(?:\s+(\d{4}))?", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", re.ASCII)
_WITH_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.? (.*\d.*)", re.ASCII)
_HINT = "Write it as 2026-11-23, 23 Nov 2026, today, monday or next monday."


def parse(text: str, today: date) -> date:
    """The day that `text` means, seen from `today`; UsageError with the reason when it is no day or could be two."""
    words = " ".join(text.lower().replace(",", " ").split())
    if found := _WITH_WEEKDAY.fullmatch(words):
        return _on_weekday(text, parse(found[2], today), found[1])
    if found := _MONTH_FIRST.fullmatch(words):
        words = f"{found[2]} {found[1]} {found[3] or ''}".strip()
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if found := re.fullmatch(r"(?:(next|last) )?([a-z]+)", words):
        if found[2] in WEEKDAYS:
            return _weekday(WEEKDAYS.index(found[2]), found[1], today)
    elif re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.](\d{4}|\d{2})", words, re.ASCII):
        return _in_figures(text, words)
    elif found := _WRITTEN.fullmatch(words):
        return _written(text, found, today)
    elif re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", words, re.ASCII):
        return _real(text, *map(int, words.split("-")))
    raise UsageError(f"{text!r} isn't a date.", _HINT)


def full(day: date) -> str:
    """'Monday 23 November 2026'."""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {written(day)}"


def written(day: date) -> str:
    """'23 November 2026'."""
    return sentences.written(day)


def short(day: date) -> str:
    """'23 Nov'."""
    return f"{day.day} {sentences.MONTHS[day.month - 1][:3]}"


def _in_figures(text: str, words: str) -> date:
    """The one day that three figures can mean, whether the day or the month comes first."""
    first, second, year = map(int, re.split(r"[/.]", words))
    year += 2000 if year < 100 else 0
    days = set()
    for month, number in ((second, first), (first, second)):
        with contextlib.suppress(ValueError):
            days.add(date(year, month, number))
    if len(days) > 1:
        raise UsageError(f"{text!r} could be two different dates. Does the day or the month come first?", _HINT)
    if not days:
        raise UsageError(f"The date {text!r} doesn't exist.", _HINT)
    return days.pop()


def _weekday(wanted: int, which: str | None, today: date) -> date:
    ahead = (wanted - today.weekday()) % 7
    if which == "last":
        return today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
    return today + timedelta(days=ahead or (7 if which == "next" else 0))


def _on_weekday(text: str, day: date, name: str) -> date:
    if not WEEKDAYS[day.weekday()].startswith(name):
        raise UsageError(
            f"The day {text!r} doesn't exist: that date is a {WEEKDAYS[day.weekday()].capitalize()}.", _HINT
        )
    return day


def _written(text: str, found: re.Match[str], today: date) -> date:
    months = [n for n, name in enumerate(sentences.MONTHS, 1) if name.lower().startswith(found[2])]
    if len(months) != 1:
        raise UsageError(f"{text!r} isn't a date, because there is no month {found[2]!r}.", _HINT)
    return _real(text, int(found[3] or today.year), months[0], int(found[1]))


def _real(text: str, year: int, month: int, number: int) -> date:
    try:
        day = date(year, month, number)
    except ValueError:
        raise UsageError(f"The date {text!r} doesn't exist.", _HINT) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        years = f"{FIRST_YEAR} to {LAST_YEAR}"
        raise UsageError(f"{text!r} is too far in the past or future.", f"Use a year from {years}.")
    return day
