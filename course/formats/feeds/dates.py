"""When does a feed say that a post was published?"""

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone

from course.core.posts import believable_dates

EARLIEST = believable_dates.EARLIEST

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?(?:\s?(?P<half>[AaPp]\.?[Mm]\.?))?"
_ZONE = r"(?P<zone>(?:[A-Za-z]{1,5})?[+-]\d{1,2}:?\d{2}|(?:Etc/)?[A-Za-z]{1,5})?"
_WEEKDAY = r"(?:[A-Za-z]{2,9}\.?,?\s+)?"
_WRITTEN = tuple(
    re.compile(pattern + r"(?:\s*\([^()]{0,40}\))?")
    for pattern in (  # RFC 822, asctime, American
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})[\s-]+{_MONTH}[\s-]+(?P<year>\d{{4}}|\d{{2}})(?:,?\s+{_TIME})?\s*{_ZONE}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_TIME}\s+{_ZONE}\s*(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?:,?\s+{_TIME})?\s*{_ZONE}",
    )
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[Tt ]\s?\d{2}:\d{2}.{0,24})?")

# Hours and minutes east of Greenwich. Names not here are read as UTC: a few hours are less wrong than no date.
_NAMES = {
    "bst": 1,
    "cet": 1,
    "met": 1,
    "cest": 2,
    "mest": 2,
    "eet": 2,
    "sast": 2,
    "eest": 3,
    "msk": 3,
    "sgt": 8,
    "hkt": 8,
}
_NAMES |= {"awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13}
_NAMES |= {"adt": -3, "ast": -4, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8}


def parse(text: str) -> datetime | None:
    """The moment in UTC; None where the words are no date, or one from before there were blogs."""
    text = text.strip()
    if not 6 <= len(text) <= 80 or not text.isascii():
        return None
    try:
        moment = _iso(text) if text[4:5] == "-" and text[:4].isdigit() else _written(text)
        return None if moment is None or moment < EARLIEST else moment
    except (ValueError, OverflowError):
        return None


def first(*texts: str) -> datetime | None:
    """The first usable one of several dates, in UTC."""
    return next((moment for text in texts if text and (moment := parse(text))), None)


def _iso(text: str) -> datetime | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _loose_iso(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _loose_iso(text: str) -> datetime:
    """With blanks, a named zone or too many decimals."""
    zone: timezone | None = UTC
    date, _, rest = text.replace("t", "T").replace("T", " ").partition(" ")
    rest = rest.strip()
    if rest[-1:].isalpha() and rest[-1:] not in "zZ":  # a name, as in "2011-10-03 10:00:00 GMT"
        rest, _, name = rest.rpartition(" ")
        zone = _zone(name)
    elif " " in rest:
        rest = rest.replace(" ", "")
    rest = re.sub(r"\.(\d{1,6})\d*", r".\1", rest)
    moment = datetime.fromisoformat(f"{date}T{rest.upper()}" if rest else date)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _written(text: str) -> datetime | None:
    for pattern in _WRITTEN:
        found = pattern.fullmatch(text)
        if found:
            return _moment(found)
    return None


def _moment(found: re.Match[str]) -> datetime | None:
    month = _MONTHS.get(found["month"][:3].lower())
    zone = _zone(found["zone"] or "")
    if month is None or zone is None:
        return None
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 1900 if year >= 90 else 2000
    hour = int(found["hour"] or 0)
    half = (found["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    moment = datetime(
        year, month, int(found["day"]), hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone
    )
    return moment.astimezone(UTC)


def _zone(name: str) -> timezone | None:
    """The zone that is meant; None when it lies further from Greenwich than any place does."""
    digits = re.search(r"([+-])(\d{1,2}):?(\d{2})$", name)
    if not digits:
        return timezone(timedelta(hours=_NAMES.get(name.lower().removeprefix("etc/"), 0)))
    hours, minutes = int(digits[2]), int(digits[3])
    if hours > 15 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if digits[1] == "-" else offset)
