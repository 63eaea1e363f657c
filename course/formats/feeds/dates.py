"""When does a feed say that a post was published?

Feeds should write RFC 822 or ISO 8601, and nearly all do; what else they write is read by `written_dates`.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from course.core.posts import believable_dates

EARLIEST = believable_dates.EARLIEST
LONGEST = 120  # characters
FURTHEST = timedelta(hours=15)  # from Greenwich; no place is further

_USUAL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:([+-])(\d\d)(\d\d)|GMT|UTC|Z)",
    re.ASCII,
)
_ISO = re.compile(r"\d{4}-(?:\d\d-\d\d(?:[Tt ]|$)|W)|(?:19|20)\d{6}(?:T\d{4}|$)", re.ASCII)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse(text: str) -> datetime | None:
    """The moment in UTC; None where the words are no date, could be two, or mean a time before there were blogs."""
    text = text.strip()
    if not 6 <= len(text) <= LONGEST:
        return None
    try:
        moment = _usual(text) or _written(text)
        return None if moment is None or moment < EARLIEST else moment
    except (ValueError, OverflowError):
        return None


def first(*texts: str) -> datetime | None:
    """The first usable one of several dates, in UTC."""
    return next((moment for text in texts if text and (moment := parse(text))), None)


def _usual(text: str) -> datetime | None:
    """RFC 822 as nearly all feeds write it, or ISO 8601."""
    if found := _USUAL.fullmatch(text):
        day, name, year, hour, minute, second, sign, hours, minutes = found.groups()
        if name in _ENGLISH and hour < "24" and second < "60":
            month = _ENGLISH.index(name) + 1
            moment = datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
            return moment - offset(sign, hours, minutes) if sign else moment
    elif _ISO.match(text):
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    return None


def _written(text: str) -> datetime | None:
    from course.formats.feeds import written_dates  # seldom needed, and slow to load

    return written_dates.understood(text)


def offset(sign: str, hours: str, minutes: str) -> timedelta:
    """How far a place is from Greenwich; ValueError when it is further than any place is."""
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > FURTHEST or int(minutes) > 59:
        raise ValueError("no such zone")
    return -offset if sign == "-" else offset
