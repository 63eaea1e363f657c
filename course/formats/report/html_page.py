"""The report as one HTML page: no script, no outside files; a matrix of ticks that lead to posts, and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from course.core.model import Progress, Report
from course.core.progress import figures, overview
from course.core.progress.figures import Figures
from course.formats import human_dates, jinja_environment, sanitize
from course.formats.report import charts, sections, tables, view_options
from course.formats.report.view_options import WORDS, View

FOOT = "A blog that cannot be read suspends judgement: nothing newly becomes owed until it can be read again."
LINK = 'rel="nofollow noopener ugc"'


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line in the matrix."""

    name: str
    url: str
    done: str
    standing: str
    reason: str
    ticks: Markup


def render(report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
    """The page: everything, or what --thing and --public show of it."""
    words = {**_frame(report, how), "things": report.course.things, "sections": sections.sections(report, how)}
    if how.thing is not None:
        return _page("thing", words)
    words["rows"] = (_line(row, report, how) for row in view_options.people(report))
    if how.public:
        (everybody,) = sections.sections(report, how)
        return _page("public", words | {"everybody": everybody})
    names = ("write_to", "changes", "everybody", "blogs", "doubtful", "posts")
    parts: dict[str, object] = {**dict(zip(names, sections.sections(report, how), strict=False))}
    found = figures.figures(report)
    return _page("report", {"posts": None, **words, **parts, "facts": _facts(report, found), **_counted(found)})


def render_figures(found: Figures, report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
    """The figures alone as a page."""
    return _page("figures", {**_frame(report, how), **_counted(found)})


def _page(name: str, words: dict[str, object]) -> str:
    template = jinja_environment.environment().get_template(f"report/{name}.html")
    return "".join(template.generate(words))


def _frame(report: Report, how: View) -> dict[str, object]:
    title, second = sections.title(report, how)
    foot = "Only people who agreed that everybody may see it are named." if how.public else FOOT
    return {
        "title": title,
        "second": second,
        "day": human_dates.full(report.as_of),
        "zone": str(report.course.zone),
        "foot": foot,
    }


def _facts(report: Report, found: Figures) -> tuple[tuple[int, str], ...]:
    return (
        *((found.registered, "people"), (found.up_to_date, "up to date")),
        *(
            (len(overview.write_to(report)), "to write to"),
            (len(report.to_review), _claims(len(report.to_review))),
        ),
    )


def _claims(count: int) -> str:
    return "claim to decide" if count == 1 else "claims to decide"


def _counted(found: Figures) -> dict[str, object]:
    """The tables, and a picture for those that have one."""
    drawn = {
        "weeks": charts.progress(found),
        "things": charts.dropping_off(found.things, found.registered),
        "lateness": charts.lateness(found.lateness),
    }
    return {"tables": tables.tables(found), "pictures": drawn}


def _line(row: Progress, report: Report, how: View) -> Line:
    person = row.participant
    url = next((found for address in person.blogs if (found := sanitize.web(address))), "")
    standing, reason = ("", "") if how.public else (WORDS[row.standing], sanitize.clean(row.reason))
    ticks = Markup("".join(_ticks(row, report, how)))  # noqa: S704  (titles and addresses in it are escaped)
    return Line(sanitize.clean(person.name), url, view_options.done(row, report), standing, reason, ticks)


def _ticks(row: Progress, report: Report, how: View) -> Iterator[str]:
    """One cell a Thing: a tick that leads to the post, with its day; a sign and its word for what is owed or not yet."""
    have = {credit.thing: credit for credit in row.credits}
    for thing in report.course.things:
        credit = have.get(thing.number)
        if credit is None:
            owed = thing.number in row.owed and not how.public
            yield _OWED if owed else _NOT_YET
            continue
        day = f"{human_dates.short(credit.on)} {credit.on.year}"
        mark = f'<span class="vh">Done {day}</span>'
        url = sanitize.web(credit.url)
        if url:
            title = escape(f"{day}: {sanitize.clean(credit.title, 200)}")
            yield f'<td class="t y"><a href="{escape(url)}" {LINK} title="{title}">{mark}</a></td>'
        else:
            yield f'<td class="t y" title="{day}"><span class="s"></span>{mark}</td>'


# The signs stand in the style sheet, which says that they are not to be read out: the hidden words are.
_OWED = '<td class="t o"><span class="vh">Owed</span></td>'
_NOT_YET = '<td class="t z"><span class="vh">Not yet</span></td>'
