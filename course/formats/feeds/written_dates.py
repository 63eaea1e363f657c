"""Dates as programs and people write them, in many languages.

Only what can be understood in one way is read; a date that could mean two days gives none.
"""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from course.formats.feeds.dates import offset

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Hours east of Greenwich. Other abbreviations are read as UTC: a few hours are less wrong than no date.
_OFFSETS = {
    "bst": 1, "west": 1, "cet": 1, "met": 1, "mez": 1, "wat": 1, "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "sast": 2,
    "cat": 2, "eest": 3, "msk": 3, "trt": 3, "idt": 3, "eat": 3, "gst": 4, "pkt": 5, "ist": 5.5, "npt": 5.75, "ict": 7,
    "wib": 7, "sgt": 8, "hkt": 8, "awst": 8, "wita": 8, "pht": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5,
    "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3, "art": -3, "ndt": -2.5, "nst": -3.5, "adt": -3, "ast": -4, "clt": -4,
    "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "akdt": -8, "akst": -9, "hst": -10,
}  # fmt: skip
_PLACES = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "est5edt": "America/New_York", "cst6cdt": "America/Chicago", "mst7mdt": "America/Denver", "pst8pdt": "America/Los_Angeles",
}  # fmt: skip

_TIMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?!\d)",
        r"(?<!\d)(?P<hour>\d{1,2}) ?h ?(?P<minute>\d\d)?(?P<second>)(?![\w.])",
        r"\b(?:kl|klo|um|ore|alle)\b\.? ?(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?P<second>)(?![\d.])",
        r"(?<![\d.])(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?P<second>) ?uhr\b",
        r"(?<!\d)(?P<hour>\d{1,2})(?P<minute>)(?P<second>)(?= ?[ap]\.? ?m\b)",
    )
)
_HALF = re.compile(r" ?([ap])\.? ?m\b\.?")
_ZONE = re.compile(
    r" ?(?:(?:utc|gmt|ut|z)? ?(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?(?![\d.:/])"
    r"|(?P<name>[a-z]{1,5}|[cemp]st\d[cemp]dt)\b)"
)
_PLACE = re.compile(r"[A-Z][A-Za-z]*(?:/[A-Za-z0-9_+-]+)+")  # Europe/London, Etc/GMT+5
_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_TOKEN = re.compile(r"(\d+)(?:st|nd|rd|th|er|[ºª°])?(?!\d)|[^\W\d_][^\s\d,.;:/|()\[\]'’–—-]*")
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d\d?) ?[月월] ?(\d\d?) ?[日일]")
_VIETNAMESE_DAY = re.compile(r"\bthu (?:[2-7]|hai|ba|tu|nam|sau|bay)\b,?|\bchu nhat\b,?")
_VIETNAMESE_MONTH = re.compile(r"\bthang (1[0-2]|[1-9])\b")
_DOTTED = re.compile(r"\d\. ?\d\d?\. ?\d")
_ZONED_DAY = re.compile(r"(\d{4}-\d\d-\d\d) ?(?:z|utc|gmt|([+-])(\d\d):?(\d\d))")  # as XML Schema has it
_GLUED = re.compile(r"(\d{4}-\d\d-\d\d)(?=\d\d:)")
_STAMP = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_FILLER_WORDS = (
    "a ad al alle am an as at b c d da dag de del den der di dia die dne do e el em en et gada godine h het i in ja jam k kl klo "
    "kloka klokken kell la le los luc m nam ngay o ob of om on ora ore os pada pukul r roku rok saat t the thang u uhr um v vid "
    "y в в. г года год о р року рік у"
)
_FILLERS = frozenset(_FILLER_WORDS.split())


def understood(text: str) -> datetime | None:
    """A date as programs and people write it: a time anywhere, perhaps with its zone, and the day around it."""
    if _STAMP.fullmatch(text):  # seconds since 1970, or thousandths
        return datetime.fromtimestamp(int(text[:10]), UTC)
    place, text = _place(text)
    text = _in_plain_numbers(folded(text))
    if found := _ZONED_DAY.fullmatch(text):
        day = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
        return day - offset(found[2], found[3], found[4]) if found[2] else day
    time = next((found for pattern in _TIMES if (found := pattern.search(text))), None)
    half = time and _HALF.match(text, time.end())
    zone, at = _zone(text, (half or time).end()) if time else (None, 0)
    words = _words(f"{text[: time.start()]} {text[at:]}" if time else text)
    midnight = words and _day(words, dotted=bool(_DOTTED.search(text)))
    if not midnight or not words:
        return None
    since = _since_midnight(time, half[1] == "p" if half else words.late) if time else timedelta()
    return (midnight + since).replace(tzinfo=zone or place or UTC).astimezone(UTC)


def _in_plain_numbers(text: str) -> str:
    """A folded text without what stands in brackets, and with days as other languages write them."""
    text = _GLUED.sub(r"\1 ", _EAST_ASIAN.sub(r" \1-\2-\3 ", _BRACKETS.sub(" ", text)))
    text = _VIETNAMESE_MONTH.sub(lambda found: _ENGLISH[int(found[1]) - 1], text)
    return _VIETNAMESE_DAY.sub(" ", text).strip()


def _since_midnight(time: re.Match[str], late: bool | None) -> timedelta:
    """The time of day; 24:00 is the next midnight, and a leap second the second before it. ValueError where there is no such time."""
    hour, minute, second = (int(time[name] or 0) for name in ("hour", "minute", "second"))
    if late is not None and hour <= 12:
        hour = hour % 12 + 12 * late
    if minute > 59 or (hour, minute, second) > (24, 0, 0):
        raise ValueError("no such time")
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


# Words ------------------------------------------------------------------------------------------


def folded(text: str) -> str:
    """Small letters without accents, single blanks, digits as 0 to 9, no marks of direction."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold()).replace("\u2212", "-")
        text = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text if _is_kept(one))
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def _is_kept(letter: str) -> bool:
    return not "\u0300" <= letter <= "\u036f" and unicodedata.category(letter) != "Cf"


# Zones ----------------------------------------------------------------------------------------------


def _place(text: str) -> tuple[tzinfo | None, str]:
    """The zone of a place that is named, as in "Europe/London", and the text without it."""
    found = _PLACE.search(text)
    if found:
        with suppress(ValueError, OSError, ZoneInfoNotFoundError):
            return ZoneInfo(found[0]), f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _zone(text: str, at: int) -> tuple[tzinfo | None, int]:
    """The zone that is named at this place of a folded text, and where it ends; None where something else stands there."""
    found = _ZONE.match(text, at)
    if found is None:
        return None, at
    if found["sign"]:
        return timezone(offset(found["sign"], found["hours"], found["minutes"] or "0")), found.end()
    name = found["name"]
    if name in _PLACES:
        return ZoneInfo(_PLACES[name]), found.end()
    if name not in _OFFSETS and _means_something(name):
        return None, at
    return timezone(timedelta(hours=_OFFSETS.get(name, 0))), found.end()


# Days -----------------------------------------------------------------------------------------------


class _DateWords(NamedTuple):
    """What stands around the time."""

    numbers: list[str]
    months: list[frozenset[int]]  # of each name: which months it can mean
    weekdays: frozenset[int] | None  # Monday 0; None where no weekday is named
    late: bool | None  # whether a word says "in the afternoon" or "in the morning"


def _words(text: str) -> _DateWords | None:
    """The words and numbers of a folded text; None where one of them has no business in a date."""
    months_of, weekdays_of, halves = _names()
    numbers: list[str] = []
    names: list[str] = []
    late = None
    for found in _TOKEN.finditer(text):
        word = found[0]
        if found[1]:
            numbers.append(found[1])
        elif word in halves:
            late = halves[word]
        elif word in months_of or (word in weekdays_of and word not in _FILLERS):
            names.append(word)
        elif word not in _FILLERS and (numbers or names):  # a weekday we do not know may begin it
            return None
    months = [word for word in names if word in months_of]
    if len(months) > 1 or (len(months) == 1 and len(numbers) == 3):  # "mar. 3 mars", "mar. 13/10/2026": Tuesday
        certain = [word for word in months if word not in weekdays_of]
        months = certain or (months[1:] if len(months) > 1 else [])
    weekday = next((word for word in names if word in weekdays_of and word not in months), None)
    days = frozenset(weekdays_of[weekday]) if weekday else None
    return _DateWords(numbers, [months_of[word] for word in months], days, late)


def _day(words: _DateWords, *, dotted: bool) -> datetime | None:
    """The day, when the words can mean only one; the weekday decides between several."""
    if words.months:
        candidates = _with_month(words)
    elif len(words.numbers) != 3:
        return None
    else:
        candidates = _in_numbers(words.numbers, dotted=dotted)
    days = {day for year, month, number in candidates if (day := _calendar(year, month, number))}
    if len(days) > 1 and words.weekdays:
        days = {day for day in days if day.weekday() in words.weekdays}
    return days.pop() if len(days) == 1 else None


def _with_month(words: _DateWords) -> Sequence[tuple[int, int, int]]:
    if len(words.months) > 1 or len(words.numbers) != 2:
        return ()
    number, year = words.numbers if len(words.numbers[0]) < 3 else reversed(words.numbers)
    if len(number) > 2 or len(year) not in (2, 4):
        return ()
    full = int(year) + (0 if len(year) == 4 else 1900 if int(year) >= 90 else 2000)
    return [(full, month, int(number)) for month in words.months[0]]


def _in_numbers(numbers: list[str], *, dotted: bool) -> Sequence[tuple[int, int, int]]:
    """Year, month, day; or else day and month in either order, which only dots tell from each other."""
    one, two, three = map(int, numbers)
    if [len(number) for number in numbers][1:] <= [2, 2] and len(numbers[0]) == 4:
        return [(one, two, three)]
    if len(numbers[2]) != 4 or max(len(numbers[0]), len(numbers[1])) > 2:
        return ()
    return [(three, two, one)] if dotted else [(three, two, one), (three, one, two)]


def _calendar(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)  # noqa: DTZ001 - its zone is put to it afterwards
    except ValueError:
        return None


# Names ----------------------------------------------------------------------------------------------


def _means_something(word: str) -> bool:
    return word in _FILLERS or any(word in table for table in _names())


@cache
def _names() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]], dict[str, bool]]:
    """Months (from 1), weekdays (from 0) and halves of the day by their names in many languages."""
    from course.formats.feeds import generated_date_names  # seldom needed

    early, late = generated_date_names.HALVES
    halves = dict.fromkeys(early.split(), False) | dict.fromkeys(late.split(), True)
    return _by_name(generated_date_names.MONTHS, 1), _by_name(generated_date_names.WEEKDAYS, 0), halves


def _by_name(lines: Sequence[str], start: int) -> dict[str, frozenset[int]]:
    numbers: dict[str, set[int]] = {}
    for number, line in enumerate(lines, start):
        for name in line.split():
            numbers.setdefault(name, set()).add(number)
    return {name: frozenset(meant) for name, meant in numbers.items()}
