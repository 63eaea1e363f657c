"""The course as a path of weeks: which Thing is open, what comes next, and when there is time to catch up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from course.core import sentences
from course.core.model import Cohort, Course, Part, Thing, Week, WeekKind
from course.core.progress import course_weeks
from course.core.publishing.public_view import Site
from course.formats.site import texts
from course.formats.site.drawings import Book

CLOTHS = 4  # colours; a fifth part starts again with the first


@dataclass(frozen=True, slots=True)
class Step:
    """A Thing on the path, or (without a Thing) weeks in which nothing new opens."""

    week: int
    opens: date | None  # None without dates
    state: str  # open, now, later, rest
    thing: Thing | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the course with its steps; without a part, the Things that belong to none."""

    part: Part | None
    colour: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One week of the calendar."""

    number: int
    day: date | None
    things: tuple[Thing, ...]
    week: Week | None
    now: bool
    past: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks that begin in one month; without dates, all of them."""

    title: str
    rows: tuple[CalendarRow, ...]


def opens(cohort: Cohort | None, thing: Thing) -> date | None:
    """The day on which a Thing opens in the cohort shown."""
    return course_weeks.begins(thing.week, cohort.starts) if cohort and cohort.starts else None


def part_of(course: Course, thing: int) -> Part | None:
    """The part with this Thing; None when it's in none."""
    return next((part for part in course.parts if thing in part.things), None)


def colours_of(course: Course) -> Mapping[int, int]:
    """Which of the four colours each Thing has: that of its part."""
    places = {number: at for at, part in enumerate(course.parts) for number in part.things}
    return {thing.number: places.get(thing.number, len(course.parts)) % CLOTHS + 1 for thing in course.things}


def state(site: Site, thing: Thing) -> str:
    """Whether a Thing is "open", "now" (this week's) or "later" on the day of the page. Without dates, all are open."""
    day = opens(site.cohort, thing)
    if day and day > site.as_of:
        return "later"
    return "now" if site.week == thing.week else "open"


def books(course: Course, site: Site) -> list[Book]:
    """The Things as books of the bookcase."""
    colours = colours_of(course)
    return [Book(thing.number, thing.minutes, colours[thing.number], state(site, thing)) for thing in course.things]


def coming(course: Course, site: Site) -> tuple[date, tuple[Thing, ...]] | None:
    """The next day on which Things open, and which; None where there is none."""
    days = sorted({day for thing in course.things if (day := opens(site.cohort, thing)) and day > site.as_of})
    return (days[0], tuple(thing for thing in course.things if opens(site.cohort, thing) == days[0])) if days else None


def chapters(course: Course, site: Site) -> list[Chapter]:
    """The parts in their order, then the Things that are in none. Weeks of rest follow the Things before them."""
    groups: list[tuple[Part | None, list[Thing]]] = [
        (part, [thing for thing in course.things if thing.number in part.things]) for part in course.parts
    ]
    groups.append((None, [thing for thing in course.things if not part_of(course, thing.number)]))
    colours = colours_of(course)
    steps = {
        at: [Step(thing.week, opens(site.cohort, thing), state(site, thing), thing) for thing in things]
        for at, (_, things) in enumerate(groups)
        if things
    }
    begins = {at: min(step.week for step in steps[at]) for at in steps}
    for rest in _rests(course, site):
        before = [at for at in steps if begins[at] <= rest.week]
        if steps:
            steps[max(before, key=begins.__getitem__) if before else min(steps)].append(rest)
    return [
        Chapter(
            groups[at][0],
            colours[groups[at][1][0].number],
            tuple(sorted(found, key=lambda step: (step.week, step.thing.number if step.thing else 10_000))),
        )
        for at, found in steps.items()
    ]


def _rests(course: Course, site: Site) -> list[Step]:
    """Weeks without a Thing that are declared quiet, neighbours together."""
    busy = {thing.week for thing in course.things}
    quiet = sorted(
        number for number, week in course.weeks.items() if week.kind is not WeekKind.ORDINARY and number not in busy
    )
    made = []
    for _, run in groupby(enumerate(quiet), key=lambda pair: pair[1] - pair[0]):
        weeks = [number for _, number in run]
        kinds = {course.weeks[number].kind for number in weeks}
        name = texts.quiet_weeks(len(weeks), kinds.pop() if len(kinds) == 1 else None)
        starts = site.cohort.starts if site.cohort else None
        made.append(Step(weeks[0], course_weeks.begins(weeks[0], starts) if starts else None, "rest", name=name))
    return made


def calendar(course: Course, site: Site) -> list[CalendarRow]:
    """Every week, from the first to the last that is mentioned."""
    start = site.cohort.starts if site.cohort else None
    return [
        CalendarRow(
            number,
            course_weeks.begins(number, start) if start else None,
            tuple(thing for thing in course.things if thing.week == number),
            course.weeks.get(number),
            number == site.week,
            bool(site.week and number < site.week),
        )
        for number in range(1, course.last_week + 1)
    ]


def months(course: Course, site: Site) -> list[Month]:
    """The calendar by months."""

    def title(row: CalendarRow) -> str:
        return f"{sentences.MONTHS[row.day.month - 1]} {row.day.year}" if row.day else texts.WEEK_BY_WEEK

    return [Month(name, tuple(rows)) for name, rows in groupby(calendar(course, site), key=title)]
