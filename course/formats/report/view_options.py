"""How a report is to be shown, and words that every format shares."""

from collections.abc import Iterable
from dataclasses import dataclass

from course.core import sentences
from course.core.model import Progress, Report, Standing
from course.core.progress.overview import SMALL, Totals
from course.formats import human_dates

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
    return f"{named}{human_dates.full(report.as_of)}{begins(report)}"


def begins(report: Report) -> str:
    """'; the course begins on Monday 5 October 2026' where people are waiting for their week 1; else nothing."""
    waiting = {row.participant.cohort for row in report.rows if row.week is None}
    starts = sorted((cohort.starts, name) for name in waiting if (cohort := report.course.cohorts[name]).starts)
    if not starts:
        return ""
    only = len({row.participant.cohort for row in report.rows}) == 1
    told = [f"{'the course' if only else name} begins on {human_dates.full(day)}" for day, name in starts if day]
    return f"; {', '.join(told)}"


def tally(found: Iterable[tuple[Standing, int]]) -> str:
    """'3 finished, 20 on schedule, 2 behind': the nine in their order, without those that nobody is in."""
    return ", ".join(f"{number} {WORDS[standing]}" for standing, number in found if number)


def counted(totals: Totals | None) -> str:
    """'38 registered, 30 started, 4 finished; 200 Things completed in total.'; nothing where so few would be recognised."""
    if totals is None or totals.registered < SMALL:
        return ""
    people = f"{totals.registered} registered, {totals.started} started, {totals.finished} finished"
    return f"{people}; {sentences.plural(totals.credits, 'Thing')} completed in total."
