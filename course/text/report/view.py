"""How a report is to be shown, and words that every format shares."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from course.core.model import Progress, Report, Standing
from course.core.overview import SMALL, Totals
from course.text import days

HIDDEN = frozenset(
    ["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]
)  # kinds of character that a terminal or a reader could be fooled by
JOINERS = "\u200c\u200d\ufe0f"  # needed in Persian, Indic scripts and emoji

WORDS = {
    Standing.FINISHED: "finished",
    Standing.AHEAD: "ahead",
    Standing.ON_SCHEDULE: "on schedule",
    Standing.BEHIND: "behind",
    Standing.STALLED: "stalled",
    Standing.NOT_STARTED: "not started",
    Standing.PAUSED: "paused",
    Standing.CANNOT_READ: "cannot read",
    Standing.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a report; `totals` count everybody, also those whom a public page does not name."""

    width: int = 80
    plain: bool = False
    long: bool = False
    public: bool = False
    thing: int | None = None  # only who has done this Thing, and who has not
    part: str = ""  # in words, which part of the people this is
    totals: Totals | None = None


def clean(text: str, most: int = 500) -> str:
    """Somebody else's words on one line, without anything that moves a cursor or turns the direction of writing."""
    if text.isascii() and text.isprintable():
        return " ".join(text[:most].split())
    kept = (" " if unicodedata.category(sign) in HIDDEN and sign not in JOINERS else sign for sign in text[:most])
    return " ".join("".join(kept).split())


def web(url: str) -> str:
    """An address that may be linked to: http(s) with a host; otherwise nothing."""
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def people(report: Report) -> tuple[Progress, ...]:
    """Everybody in the order of the shown names, as people look for them."""
    return tuple(sorted(report.rows, key=lambda row: (row.participant.name.casefold(), row.participant.handle)))


def done(row: Progress, report: Report) -> str:
    """'7/23'."""
    return f"{len(row.credits)}/{len(report.course.things)}"


def headline(report: Report) -> str:
    """'Week 7 of 17, Monday 23 November 2026': the week where all who share dates are in one."""
    fixed = {name for name, cohort in report.course.cohorts.items() if cohort.fixed}
    weeks = {row.week for row in report.rows if row.participant.cohort in fixed}
    (week,) = weeks if len(weeks) == 1 else (None,)
    last = report.course.last_week
    named = f"Week {week} of {last}, " if week is not None and week <= last else ""
    return f"{named}{days.full(report.as_of)}"


def tally(found: Iterable[tuple[Standing, int]]) -> str:
    """'3 finished, 20 on schedule, 2 behind': the nine in their order, without those that nobody is in."""
    return ", ".join(f"{number} {WORDS[standing]}" for standing, number in found if number)


def counted(totals: Totals | None) -> str:
    """'38 registered, 30 started, 4 finished; 200 Things done together.'; nothing where so few would be recognised."""
    if totals is None or totals.registered < SMALL:
        return ""
    people = f"{totals.registered} registered, {totals.started} started, {totals.finished} finished"
    return f"{people}; {plural(totals.credits, 'Thing')} done together."


def plural(number: int, one: str, many: str = "") -> str:
    """'1 blog', '2 blogs'."""
    return f"{number} {one if number == 1 else many or one + 's'}"
