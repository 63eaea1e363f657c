"""The report as CSV for a spreadsheet: UTF-8 with a mark, CRLF, numbers as numbers, and no cell that would be run."""

from collections.abc import Iterable, Iterator, Sequence

from course.core.model import Confidence, PostRow, Progress, Report
from course.core.progress import overview
from course.formats import json_shapes, sanitize, spreadsheet
from course.formats.report import view_options
from course.formats.report.view_options import WORDS, View
from course.formats.spreadsheet import Cell

Row = Sequence[Cell]


def render(report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
    """One row a person and one column a Thing; with --long one row a post; with --thing one row a person and post."""
    if how.thing is not None:
        return written(_of_thing(report, how))
    if how.long:
        return written(_posts(report))
    return written(_people(report, how))


def written(rows: Iterable[Row]) -> str:
    """Rows as a sheet."""
    return spreadsheet.written([cell(value) for value in row] for row in rows)


def cell(value: Cell) -> Cell:
    """A cell of one line that a spreadsheet shows and never runs."""
    if not isinstance(value, str):
        return value
    text = sanitize.clean(value, 30_000)  # a cell holds 32,767 characters
    return f"'{text}" if spreadsheet.runs(value) else spreadsheet.guarded(text)


def _people(report: Report, how: View) -> Iterator[Row]:
    things = [f"Thing {thing.number}" for thing in report.course.things]
    if how.public:
        yield ["Name", "Done", *things]
    else:
        facts = ["Standing", "Week", "Done", "Missing", "Owed", "Owed weeks", "Next", "Last post", "Why"]
        yield ["Name", "Handle", "Cohort", "Groups", *facts, *things]
    for row in view_options.people(report):
        on = {credit.thing: credit.on.isoformat() for credit in row.credits}
        ticks = [on.get(thing.number, "") for thing in report.course.things]
        if how.public:
            yield [row.participant.name, len(row.credits), *ticks]
        else:
            yield [*_person(row), *_facts(row, len(things)), *ticks]


def _person(row: Progress) -> Row:
    person = row.participant
    return [person.name, person.handle, person.cohort, ", ".join(person.groups)]


def _facts(row: Progress, things: int) -> Row:
    return [
        WORDS[row.standing],
        row.week if row.week is not None else "",
        len(row.credits),
        things - len(row.credits),
        len(row.owed),
        row.owed_weeks,
        row.next_thing or "",
        row.last_post.isoformat() if row.last_post else "",
        row.reason,
    ]


def _posts(report: Report) -> Iterator[Row]:
    """Every kept post with what it earned and what it seems to be about."""
    yield ["Name", "Handle", "Published", "In run", "Title", "Address", "Credited", "Sure", "Likely", "Weak", "Post"]
    names = {row.participant.handle: row.participant.name for row in report.rows}
    for row in report.posts:
        post = row.post
        told = json_shapes.published(post, report.course.zone) or ""
        said = [_things(row, confidence) for confidence in (Confidence.SURE, Confidence.LIKELY, Confidence.WEAK)]
        credited = ", ".join(map(str, sorted(row.credited)))
        kept = "yes" if row.in_run else "no"
        yield [names[post.author], post.author, told, kept, post.title, post.url, credited, *said, post.key]


def _things(row: PostRow, confidence: Confidence) -> str:
    return ", ".join(str(claim.thing) for claim in row.claims if claim.confidence is confidence)


def _of_thing(report: Report, how: View) -> Iterator[Row]:
    thing = next(thing for thing in report.course.things if thing.number == how.thing)
    found = overview.of_thing(report, thing)
    heads = ["Name", f"Thing {thing.number}", "Title", "Address"]
    yield heads if how.public else [*heads, "Handle", "Standing", "Why"]
    for row, credit in found.done:
        more = [] if how.public else [row.participant.handle, WORDS[row.standing], row.reason]
        yield [row.participant.name, credit.on.isoformat(), credit.title, credit.url, *more]
    for row in () if how.public else found.not_yet:
        yield [row.participant.name, "", "", "", row.participant.handle, WORDS[row.standing], row.reason]
