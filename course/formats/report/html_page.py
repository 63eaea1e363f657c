"""The report as one HTML page: no script, no outside files; a matrix of ticks that lead to posts, and pictures."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from course.core.model import Progress, Report, Source
from course.core.progress import figures, overview
from course.core.progress.figures import Figures
from course.core.progress.overview import Mark
from course.formats import human_dates, jinja_environment, sanitize
from course.formats.report import charts, sections, tables, view_options
from course.formats.report.tables import Table, Value
from course.formats.report.view_options import WORDS, View

FOOT = "While somebody's blog can't be read, no new Things count as owed."
LINK = 'rel="nofollow noopener ugc"'


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person's row in the matrix."""

    name: str
    url: str
    done: int
    standing: str
    kind: str  # of standing, for the style sheet
    reason: str
    last: str
    cells: Markup


def render(report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
    """The page: everything, or what --thing and --public show of it."""
    words = {**_frame(report, how), "things": report.course.things, "sections": sections.sections(report, how)}
    if how.thing is not None:
        return _page("thing", words)
    words["rows"] = _rows(report, how)
    words["done_by"] = _done_by(report)
    if how.public:
        (everybody,) = sections.sections(report, how)
        return _page("public", words | {"everybody": everybody})
    topical = ("by_topic",) if overview.by_topic(report) else ()
    names = ("write_to", "changes", "everybody", "blogs", "doubtful", *topical, "posts")
    parts: dict[str, object] = {**dict(zip(names, sections.sections(report, how), strict=False))}
    found = figures.figures(report)
    return _page(
        "report", {"posts": None, "by_topic": None, **words, **parts, "facts": _facts(report, found), **_counted(found)}
    )


def render_figures(found: Figures, report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
    """The figures alone as a page."""
    return _page("figures", {**_frame(report, how), **_counted(found)})


def _page(name: str, words: dict[str, object]) -> str:
    template = jinja_environment.environment().get_template(f"report/{name}.html")
    return "".join(template.generate(words))


def _frame(report: Report, how: View) -> dict[str, object]:
    title, second = sections.title(report, how)
    foot = "Only people who agreed to be shown to everybody are named." if how.public else FOOT
    return {
        "title": title,
        "second": second,
        "day": human_dates.full(report.as_of),
        "zone": str(report.course.zone),
        "foot": foot,
    }


def _facts(report: Report, found: Figures) -> tuple[tuple[int, str], ...]:
    return (
        (found.registered, "person" if found.registered == 1 else "people"),
        (found.up_to_date, "up to date"),
        (len(overview.write_to(report)), "need an email"),
        (len(report.to_review), "waiting for you"),
    )


def _counted(found: Figures) -> dict[str, object]:
    """The tables without their rows of zeros, and a picture for those that have one; nothing before anybody is registered."""
    shown = tables.tables(found) if found.registered else ()
    return {"tables": [table._replace(rows=_counts(table)) for table in shown], "charts": charts.charts(found)}


def _counts(table: Table) -> tuple[tuple[Value, ...], ...]:
    return tuple(row for row in table.rows if any(value for value in row[1:] if not isinstance(value, str)))


def _rows(report: Report, how: View) -> Iterator[MatrixRow]:
    waiting: defaultdict[str, set[int]] = defaultdict(set)
    for item in report.to_review:
        waiting[item.handle].add(item.claim.thing)
    for row in view_options.people(report):
        person = row.participant
        marks = overview.marks(row, report.course.things, waiting[person.handle])
        yield MatrixRow(
            sanitize.clean(person.name),
            next((found for address in person.blogs if (found := sanitize.web(address))), ""),
            len(row.credits),
            "" if how.public else WORDS[row.standing],
            row.standing.value,
            "" if how.public else sanitize.clean(row.reason),
            f"{(report.as_of - row.last_post).days} d" if row.last_post else "none",
            Markup("".join(_cells(row, report, marks, how.public))),  # noqa: S704  (titles and addresses are escaped)
        )


def _done_by(report: Report) -> list[int]:
    counts = Counter(credit.thing for row in report.rows for credit in row.credits)
    return [counts[thing.number] for thing in report.course.things]


def _cells(row: Progress, report: Report, marks: Sequence[Mark], public: bool) -> Iterator[str]:
    """One cell a Thing. A Thing done has its day, and a link to the post that the roomy rows show."""
    have = {credit.thing: credit for credit in row.credits}
    for thing, mark in zip(report.course.things, marks, strict=True):
        if mark is not Mark.DONE:
            yield _CELLS[Mark.NOT_OPEN if public else mark]
            continue
        credit = have[thing.number]
        day = f"{human_dates.short(credit.on)} {credit.on.year}"
        day += ", by its topic" if credit.by is Source.TOPIC and not public else ""
        url = sanitize.web(credit.url)
        title = escape(f"{day}: {sanitize.clean(credit.title, 200)}" if credit.title else day)
        link = f'<a href="{escape(url)}" {LINK}><span class="vh">Post</span></a>' if url else ""
        yield f'<td class="t done" title="{title}"><span class="vh">Done {day}</span>{link}</td>'


# The signs are in the style sheet, which says that they aren't read out: the hidden words are.
_CELLS = {
    mark: f'<td class="t {mark.name.lower().replace("_", "-")}"><span class="vh">{words}</span></td>'
    for mark, words in {
        Mark.OWED: "Owed",
        Mark.WAITING: "Waiting for your decision",
        Mark.OPEN: "Not yet",
        Mark.EXCUSED: "Excused",
        Mark.NOT_OPEN: "Not open yet",
    }.items()
}
