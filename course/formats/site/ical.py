"""The calendar of the course (RFC 5545): a day for every Thing that opens and for every end."""

from collections.abc import Iterator
from datetime import date, timedelta

from course.core import sentences
from course.core.model import Cohort, Course
from course.core.progress import course_weeks
from course.formats import jinja_environment, sanitize
from course.formats.site import texts

DAY = timedelta(days=1)


def calendar(course: Course) -> str:
    """All fixed cohorts as all-day events with stable UIDs; the same course gives the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cpd23//course//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(course.title)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    for name in sorted(course.cohorts):
        lines += _cohort(course, course.cohorts[name])
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _cohort(course: Course, cohort: Cohort) -> Iterator[str]:
    if cohort.starts is None:
        return
    more = f" ({cohort.name})" if sum(c.fixed for c in course.cohorts.values()) > 1 else ""
    for thing in course.things:
        day = course_weeks.begins(thing.week, cohort.starts)
        page = f"{course.site.rstrip('/')}/thing-{thing.number:02d}.html" if course.site else ""
        yield from _event(
            course,
            cohort,
            f"thing-{thing.number:02d}",
            day,
            sentences.titled_thing(thing.number, thing.title) + more,
            page,
        )
    if cohort.ends:
        yield from _event(course, cohort, "end", cohort.ends, texts.last_day(course.title) + more, course.site)


def _event(course: Course, cohort: Cohort, name: str, day: date, summary: str, page: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{name}.{jinja_environment.slug(cohort.name)}@{jinja_environment.slug(course.title)}.cpd23"
    yield f"DTSTAMP:{cohort.starts:%Y%m%d}T000000Z"  # of the plan, not of the writing: unchanged files stay unchanged
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{course_weeks.later(day, DAY):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    if page:
        yield f"URL:{page}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    plain = sanitize.clean(words)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a character."""
    pieces, current, room = [], "", 75
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(current)
            current, room = " ", 74
        current += character
        room -= size
    return "\r\n".join([*pieces, current]) + "\r\n"
