"""The rows of the matrix as HTML: short, since a large course has 20,000 cells.

A cell is one letter for the style sheet, which draws the mark, and words for those who can't see it. Closing tags are
left out where HTML does without them.
"""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from course.core import sentences
from course.core.model import Course, Progress, Standing
from course.core.progress import pauses
from course.core.progress.overview import Mark
from course.core.progress.people_matrix import PersonRow, ThingCell
from course.formats import human_dates, sanitize
from course.web.organiser.standings import LOOKS

LETTERS = {
    Mark.DONE: "d",
    Mark.WAITING: "w",
    Mark.OWED: "o",
    Mark.OPEN: "p",
    Mark.EXCUSED: "x",
    Mark.NOT_OPEN: "n",
}
LATE = "l"  # done after it was due
_FROM_HERE = (Standing.PAUSED, Standing.WITHDRAWN, Standing.CANNOT_READ)


def body(rows: Iterable[PersonRow], course: Course, as_of: date, now: Set[int]) -> Markup:
    """A table row for each person; `now` are the Things of this week."""
    return Markup("").join(_row(row, course, as_of, now) for row in rows)


def letter(cell: ThingCell) -> str:
    """The mark of a cell, as the style sheet calls it."""
    return LATE if cell.late else LETTERS[cell.mark]


def cell_words(cell: ThingCell) -> str:
    """'done 4 Nov', 'owed since 9 Nov', 'waiting for your decision', 'opens 3 May'."""
    day = human_dates.short(cell.on) if cell.on else ""
    words = {
        Mark.DONE: f"done late, {day}" if cell.late else f"done {day}",
        Mark.WAITING: "waiting for your decision",
        Mark.OWED: f"owed since {day}",
        Mark.OPEN: f"open, due {day}" if day else "open",
        Mark.EXCUSED: "excused",
        Mark.NOT_OPEN: f"opens {day}",
    }
    return words[cell.mark]


def note(row: PersonRow, course: Course, as_of: date) -> str:
    """What to know about somebody, in a few words: 'owes Things 4–7, decide on Thing 3', 'until 6 Dec'; often nothing."""
    progress = row.progress
    if progress.standing in _FROM_HERE:
        return _away(progress, course, as_of)
    owed = [cell.thing.number for cell in row.cells if cell.mark is Mark.OWED]
    waiting = [cell.thing.number for cell in row.cells if cell.mark is Mark.WAITING]
    parts = [
        f"owes {sentences.runs_of_things(owed)}" if owed else "",
        f"decide on {sentences.runs_of_things(waiting)}" if waiting else "",
    ]
    if not any(parts) and not course.cohorts[progress.participant.cohort].fixed:
        return "at their own pace"
    return ", ".join(filter(None, parts))


def last_post(progress: Progress, as_of: date) -> str:
    """'3 d' since the newest post; '–' where there is none."""
    return f"{(as_of - progress.last_post).days} d" if progress.last_post else "–"


def _row(row: PersonRow, course: Course, as_of: date, now: Set[int]) -> Markup:
    person, progress = row.progress.participant, row.progress
    name, look = escape(sanitize.clean(person.name)), LOOKS[progress.standing]
    return Markup(  # noqa: S704 - the name and the note are escaped; a handle has letters, digits, - and _ only
        f'<tr><th scope=row><a href="person/{person.handle}">{name}</a>'
        f"<td class=s-{look.colour}>{look.word}<td>{len(progress.credits)}"
        f"{''.join(_cells(row, now))}<td class=lp>{last_post(progress, as_of)}"
        f"<td class=nt>{escape(note(row, course, as_of))}\n"
    )


def _cells(row: PersonRow, now: Set[int]) -> Iterator[str]:
    for cell in row.cells:
        yield _cell(cell.mark, cell.on, cell.late, cell.thing.number in now)


@lru_cache(8192)
def _cell(mark: Mark, on: date | None, late: bool, this_week: bool) -> str:
    """A cell, its words at their shortest; those of a Thing that isn't open are in the head of its column."""
    kind = LATE if late else LETTERS[mark]
    kind = f'"{kind} now"' if this_week else kind
    word = "late" if late else _SHORT[mark]
    day = f" {human_dates.short(on)}" if on and mark is not Mark.NOT_OPEN else ""
    return f"<td class={kind}>{word}{day}"


_SHORT = {
    Mark.DONE: "done",
    Mark.WAITING: "waiting",
    Mark.OWED: "owed",
    Mark.OPEN: "due",
    Mark.EXCUSED: "excused",
    Mark.NOT_OPEN: "",
}


def _away(progress: Progress, course: Course, as_of: date) -> str:
    person = progress.participant
    if progress.standing is Standing.WITHDRAWN and person.withdrawn:
        return f"left {human_dates.short(person.withdrawn)}"
    if progress.standing is Standing.PAUSED:
        ends = [end for start, end in pauses.of(person) if start <= as_of <= end < date.max]
        return f"until {human_dates.short(ends[0])}" if ends else "until further notice"
    since = min((blog.trouble.since for blog in progress.blogs if blog.trouble), default=None)
    return f"since {human_dates.short(since.astimezone(course.zone).date())}" if since else ""
