"""The report for a terminal: tables that fit its width, or with --plain a sentence each."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from course.core.hints import ToDo
from course.core.model import Report
from course.formats import command_lines, sanitize
from course.formats.report import sections
from course.formats.report.sections import Cell, Section
from course.formats.report.view_options import View

NARROWEST = 80
LONGEST_NAME = 20
WHOLE = frozenset({"Done", "Things", "Standing", "Last post", "Since", "Perhaps", "On", "Credited"})  # never cut
UNSAID = frozenset({"Things", "Last post"})  # signs for the eye, and what the reason says anyway
SHORTEST = 20  # a reason of fewer columns says nothing
GAP = 2


def render(report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
    """The whole report as text; what does not fit is cut with an ellipsis, and --plain cuts nothing."""
    first, second = sections.title(report, how)
    lines = [*wrapped(first, how), *wrapped(second, how)]
    for section in sections.sections(report, how):
        lines += [
            "",
            *wrapped(section.title if how.plain else section.title.upper(), how),
            *wrapped(_note(section), how),
        ]
        lines += _sentences(section) if how.plain else _table(section, max(how.width, NARROWEST), report)
    if not how.plain and how.thing is None:
        lines += ["", "# done   ! owed   . not yet" if not how.public else "# done   . not yet"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _note(section: Section) -> str:
    return f"{section.note[:-1]}: {command_lines.line(ToDo(section.todo))}" if section.todo else section.note


def wrapped(text: str, how: View) -> list[str]:
    """A sentence on as many lines as it takes; with --plain on one."""
    return [text] if how.plain else textwrap.wrap(text, max(how.width, NARROWEST))


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(1 if sign.isascii() else _columns_of(sign) for sign in text)


def _columns_of(sign: str) -> int:
    wide, narrow = unicodedata.east_asian_width(sign) in "WF", unicodedata.combining(sign) or sign in sanitize.JOINERS
    return 1 + wide - bool(narrow)


def fitted(text: str, width: int) -> str:
    """The text in exactly so many columns: cut with an ellipsis, or filled with blanks."""
    used = columns(text)
    if used > width:
        text = _cut(text, width - 1) + ("…" if width > 0 else "")
        used = columns(text)
    return text + " " * max(0, width - used)


def _cut(text: str, width: int) -> str:
    """The longest beginning that takes no more than so many columns."""
    taken = 0
    for at, sign in enumerate(text):
        taken += columns(sign)
        if taken > width:
            return text[:at]
    return text


def _sentences(section: Section) -> Iterator[str]:
    """'Nightjar: 7/23; stalled; owes Thing 8.' for each row; signs that only a sighted reader can use are left out."""
    heads = [head for head in section.heads[1:] if head not in UNSAID]
    for row in section.rows:
        name, *rest = (cell.text for cell, head in zip(row, section.heads, strict=True) if head not in UNSAID)
        words = [
            said.replace("/", " of ") + " done" if head == "Done" else said
            for head, said in zip(heads, rest, strict=True)
        ]
        yield f"{name}: {'; '.join(filter(None, words))}".rstrip(".") + "."


def _table(section: Section, width: int, report: Report) -> Iterator[str]:
    if not section.rows:
        return
    heads = [_ruler(report) if head == "Things" else head for head in section.heads]
    widths = _widths(heads, section, width)
    for row in [tuple(map(Cell, heads)), *section.rows]:
        yield (" " * GAP).join(fitted(cell.text, wide) for cell, wide in zip(row, widths, strict=True) if wide > 0)


def _widths(heads: Sequence[str], section: Section, width: int) -> list[int]:
    """Each column as wide as it needs; where that is too much, the widest gives way first, and words too short to read go."""
    rows = section.rows
    wanted = [max(columns(text) for text in (head, *(row[at].text for row in rows))) for at, head in enumerate(heads)]
    wanted[0] = min(wanted[0], LONGEST_NAME)
    free = [at for at, head in enumerate(section.heads) if at and head not in WHOLE]
    while free and sum(wanted) + GAP * (len(wanted) - 1) > width:
        widest = max(free, key=lambda at: wanted[at])
        wanted[widest] -= 1
        if wanted[widest] < SHORTEST and "Things" in section.heads:
            wanted[widest] = -GAP
            free.remove(widest)
        elif wanted[widest] < 10:
            break
    return wanted


def _ruler(report: Report) -> str:
    """The numbers of the Things above their signs: '1   5    10'."""
    things = report.course.things
    line = [" "] * (len(things) + 2)
    for at, thing in enumerate(things):
        mark = str(thing.number) if at == 0 or thing.number % 5 == 0 or thing is things[-1] else ""
        if mark and all(sign == " " for sign in line[max(0, at - 1) : at + len(mark)]):
            line[at : at + len(mark)] = mark
    return "".join(line).rstrip().ljust(len(things))
