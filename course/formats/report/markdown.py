"""The report as Markdown: for a wiki, an issue, a mail to colleagues."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from course.core.model import Progress, Report
from course.formats import sanitize
from course.formats.report import sections, view_options
from course.formats.report.sections import Cell, Section
from course.formats.report.view_options import View

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&$^#@]|(?<=http):|(?<=https):|(?<=www)\.|^[-+=])", re.IGNORECASE)


def render(report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
    """The same parts as in the terminal, with links to the posts."""
    first, second = sections.title(report, how)
    lines = [f"# {escaped(first)}", "", escaped(second)]
    for section in sections.sections(report, how):
        lines += ["", f"## {escaped(section.title)}", "", escaped(section.note)]
        if section.rows:
            lines += ["", *_table(section, report)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Words that no Markdown reader takes for anything but words."""
    return _SPECIAL.sub(r"\\\1", text)


def _table(section: Section, report: Report) -> Iterator[str]:
    yield f"| {' | '.join(section.heads)} |"
    yield f"|{' --- |' * len(section.heads)}"
    people = view_options.people(report)
    for at, row in enumerate(section.rows):
        cells = [
            _ticks(people[at]) if head == "Things" else _cell(cell)
            for head, cell in zip(section.heads, row, strict=True)
        ]
        yield f"| {' | '.join(cells)} |"


def _ticks(row: Progress) -> str:
    """The Things done, each linked to its post."""
    return " ".join(_cell(Cell(str(credit.thing), sanitize.web(credit.url))) for credit in row.credits)


def _cell(cell: Cell) -> str:
    words = escaped(cell.text)
    return f"[{words}](<{quote(cell.url, safe=_SAFE)}>)" if cell.url else words


_SAFE = ":/?#[]@!$&'()*+,;=%~"  # all that may stand in an address but angle brackets, blanks and bars
