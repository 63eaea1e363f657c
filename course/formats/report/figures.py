"""The figures in every format."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from course.core.model import Report
from course.core.progress import figures
from course.formats import json_shapes
from course.formats.report import csv_table, sections, tables, terminal
from course.formats.report.tables import Table
from course.formats.report.view_options import View

SHORT = {  # heads that would take a line of 80 columns; the note above the table says the rest
    "Have done it": "Done",
    "Owe it": "Owed",
    "Still have time": "Time",
    "Days after opening (median)": "Days to do it (median)",
}


def _table(report: Report, how: View) -> str:
    """Headed tables; with --plain a sentence a row."""
    lines = [line for said in sections.title(report, how) for line in terminal.wrapped(said, how)]
    for table in tables.tables(figures.figures(report, how.public)):
        lines += ["", table.title if how.plain else table.title.upper(), *terminal.wrapped(table.note, how)]
        lines += _sentences(table) if how.plain else _columns(table)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _sentences(table: Table) -> Iterator[str]:
    for row in table.rows:
        rest = (f"{head.lower()} {value}" for head, value in zip(table.heads[1:], row[1:], strict=True))
        yield f"{row[0]}: {', '.join(rest)}."


def _columns(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    rows = [[SHORT.get(head, head) for head in table.heads], *([str(value) for value in row] for row in table.rows)]
    widths = [max(terminal.columns(row[at]) for row in rows) for at in range(len(table.heads))]
    if "Title" in table.heads:  # what can be cut, since the number of the Thing is beside it
        at = table.heads.index("Title")
        widths[at] = max(5, widths[at] - max(0, sum(widths) + 2 * len(widths) - 2 - terminal.NARROWEST))
    for row in rows:
        cells = [terminal.fitted(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        right = [cell.rstrip().rjust(wide) for cell, wide in zip(cells, widths, strict=True)]
        yield "  ".join(cells[at] if at == 0 or table.heads[at] == "Title" else right[at] for at in range(len(cells)))


def _csv(report: Report, how: View) -> str:
    """One row a figure: table, row, column, value; numbers as numbers, and no shares, which a spreadsheet reckons."""
    rows: list[csv_table.Row] = [["Table", "Row", "Figure", "Value"]]
    for table in tables.tables(figures.figures(report, how.public)):
        for row in table.rows:
            rows += [
                [table.title, row[0], head, value]
                for head, value in zip(table.heads[1:], row[1:], strict=True)
                if head != "Share"
            ]
    return csv_table.written(rows)


def _json(report: Report, how: View) -> str:
    """Counts under the names of the definitions; shares are left to the reader."""
    found = figures.figures(report, how.public)
    whole = {
        "as_of": found.as_of.isoformat(),
        "course": {"title": found.course.title, "things": len(found.course.things)},
        "registered": found.registered,
        "readable": found.readable,
        "started": found.started,
        "up_to_date": found.up_to_date,
        "finished": {"on_time": found.on_time, "late": found.late},
        "standings": {standing.value: number for standing, number in found.standings.items()},
        "done": {"credits": found.credits, "registered": asdict(found.done), "started": asdict(found.done_by_starters)},
        "posts": [{"posts": name, "people": number} for name, number in found.posts],
        "things": [asdict(one) | {"opens": one.opens and one.opens.isoformat()} for one in found.things],
        "lateness": [{"done": name, "things": number} for name, number in found.lateness],
        "days_after": asdict(found.days_after),
        "weeks": [asdict(one) for one in found.weeks],
        "groups": [asdict(one) for one in found.groups],
    }
    return json_shapes.document(whole)


def _html(report: Report, how: View) -> str:
    from course.formats.report import html_page

    return html_page.render_figures(figures.figures(report, how.public), report, how)


RENDERERS: Mapping[str, Callable[[Report, View], str]] = {"table": _table, "html": _html, "csv": _csv, "json": _json}
