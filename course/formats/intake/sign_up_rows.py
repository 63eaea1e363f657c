"""One row of a form to a sign-up, or to the reason why it needs a look."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import tomli

from course.core import sentences
from course.core.errors import CourseError, RosterEditRefused
from course.core.hints import Hint
from course.core.model import Course, Participant, Show
from course.core.people import joining
from course.core.people.joining import SignUp
from course.formats import sanitize
from course.formats.files import roster
from course.formats.intake import address_advice, typed_values
from course.formats.intake.sign_up_files import FIELDS, Columns, Row, Sheet

_NONE_YET = re.compile(
    r"(?:none|n/?a|no|nil|not yet.*|tbc|tba|tbd|later|coming soon|-+|\?+|\.+|i (?:have|do).*no.*)[.!]?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?|feed):\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[/:]\S*)?", re.IGNORECASE)
_DAY = re.compile(r"((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)")
_MOST_BLOGS = 5
_BETWEEN = {"groups": "; "}  # the answers of several columns for one field
SHOWN_ROWS = 3
EMAIL_IS_RIGHT = "email_is_right"  # in the cells of a row: the email that looks mistyped, and isn't


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that is left out until somebody has looked at it."""

    row: int
    name: str
    why: str | Hint


def from_row(number: int, row: Row, columns: Columns, course: Course, today: date) -> SignUp | Doubt:
    """The sign-up that a row makes; a Doubt where something in it will not do."""
    return from_cells(number, cells(row, columns), course, today)


def cells(row: Row, columns: Columns) -> dict[str, str]:
    """What a row holds, by field; the answers of several columns for one field are joined."""
    found = {
        field: _BETWEEN.get(field, " ").join(filter(None, (row[at] for at in places)))
        for field, places in columns.items()
    }
    if feed := found.pop("feed", ""):  # a feed that is given counts, and not the page that leads to it
        found["blogs"] = feed
    return found


def from_cells(number: int, found: Mapping[str, str], course: Course, today: date) -> SignUp | Doubt:
    """The sign-up that these answers make; a Doubt where something in them will not do."""
    name = sanitize.name(found.get("name", ""))
    try:
        return _signup(name, found, course, today)
    except CourseError as wrong:
        return Doubt(number, name or "(no name)", wrong.whole)


def from_waiting(number: int, data: Mapping[str, Any], course: Course, today: date) -> SignUp | Doubt:
    """A sign-up that waited in the store, checked again as though it came in a form.

    Its handle ends in letters drawn for it, so that a handle never tells whether somebody else has that name."""
    cells = {key: " ".join(value) if isinstance(value, list) else str(value) for key, value in data.items()}
    name = sanitize.name(cells.get("name", ""))
    try:
        told = _signup(name, cells, course, today)
    except CourseError as wrong:
        return Doubt(number, name or "(no name)", wrong.whole)
    drawn = cells.get("link", "")[:4]
    return replace(told, handle=f"{joining.handle(name, told.blogs, ())}-{drawn}") if drawn else told


def _signup(name: str, cells: Mapping[str, str], course: Course, today: date) -> SignUp:
    if trouble := joining.name_trouble(name):
        raise CourseError(trouble)
    email = typed_values.email(cells.get("email", ""))
    if (guess := joining.mail_guess(email)) and cells.get(EMAIL_IS_RIGHT) != cells["email"].strip():
        end = email.rpartition("@")[2]
        raise CourseError(f"The email ends in {end}.", f"Did you mean {guess.rpartition('@')[2]}?")
    joined = _day(cells.get("joined", ""), today)
    if "agreed" in cells and typed_values.yes(cells["agreed"]) is not True and not _DAY.match(cells["agreed"]):
        raise CourseError("They haven't agreed to the notice.")
    cohort = cells.get("cohort", "").strip()
    if cohort and cohort not in course.cohorts:
        raise CourseError(f"There is no cohort {cohort[:60]!r}.")
    certificate = sanitize.name(cells.get("certificate_name", ""))
    return SignUp(
        name,
        blogs(cells.get("blogs", "")),
        email or None,
        cohort,
        groups=_groups(cells.get("groups", "")),
        show=_show(cells.get("show", "")),
        reminders=typed_values.yes(cells.get("reminders") or "yes") is not False,
        joined=joined,
        agreed=(_day(cells["agreed"], joined) if "agreed" in cells else None),
        certificate_name=certificate if certificate and not joining.name_trouble(certificate) else None,
        bare=_bare(cells.get("blogs", "")),
    )


def blogs(cell: str) -> tuple[str, ...]:
    """The addresses in a cell, none where it says that there is none yet; CourseError where it holds something else."""
    return tuple(dict.fromkeys(address_advice.place(typed_values.address(one)).address for one in _addresses(cell)))


def _bare(cell: str) -> frozenset[str]:
    """Those of the addresses to which we had to add the scheme."""
    typed = (one for one in _addresses(cell) if "http" not in one.lower().partition("//")[0])
    return frozenset(address_advice.place(typed_values.address(one)).address for one in typed)


def _addresses(cell: str) -> list[str]:
    words = cell.strip()
    if not words or _NONE_YET.fullmatch(words):
        return []
    whole = words.split()
    found = whole if len(whole) == 1 else _ADDRESS.findall(re.sub(r"[,;](?=\s|$)", " ", words))
    if not found:
        raise CourseError(f"{words[:60]!r} contains no blog address.")
    if len(found) > _MOST_BLOGS:
        raise CourseError(f"{len(found)} addresses are too many for one person.")
    return found


def _show(cell: str) -> Show:
    """Who may see it; an answer that says none of the three is taken for the most private one."""
    try:
        return Show(typed_values.show(cell))
    except CourseError:
        return Show.PRIVATE


def _groups(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (sanitize.name(part)[:60] for part in re.split(r"[;\n,]", cell))))[:5]


def _day(cell: str, otherwise: date) -> date:
    """The day in a cell where it begins with the year, so that it can only be one; else the other day."""
    found = _DAY.match(cell.strip())
    try:
        day = date(*map(int, found.groups())) if found else otherwise
    except ValueError:
        return otherwise
    return day if date(2005, 1, 1) <= day <= otherwise else otherwise


def added(text: str, newcomers: Sequence[Participant]) -> str:
    """The roster's text with many blocks more: each made by itself, all together proved by reading the whole back."""
    if not newcomers:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    blocks = [roster.add("", one) for one in newcomers]
    whole = roster.add(text, newcomers[0]) + "".join(newline + block.replace("\n", newline) for block in blocks[1:])
    expected = tomli.loads(text.removeprefix("\ufeff")).get("participants", {})
    for block in blocks:
        expected |= tomli.loads(block)["participants"]
    if tomli.loads(whole.removeprefix("\ufeff"))["participants"] != expected:
        raise RosterEditRefused(
            "These people can't be added to participants.toml safely.",
            "Add these lines there yourself:\n" + "\n".join(blocks),
        )
    return whole


_EMAIL_LINE = re.compile(
    r"""^[ \t]*email[ \t]*=[ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*(?:#[^\n]*)?(?:\n|\Z)""", re.MULTILINE
)


def without_emails(text: str) -> str | None:
    """The roster's text without the lines that give an email; None where it can't be proved that nothing else went."""
    made = _EMAIL_LINE.sub("", text)
    try:
        expected = tomli.loads(text.removeprefix("\ufeff"))
        for table in expected.get("participants", {}).values():
            table.pop("email", None)
        return made if tomli.loads(made.removeprefix("\ufeff")) == expected else None
    except (tomli.TOMLDecodeError, AttributeError):
        return None


# Words ----------------------------------------------------------------------------------------------


def guess_words(sheet: Sheet, columns: Columns, remembered: bool) -> str:
    """How the columns are taken, with three rows; emails masked."""
    width = max(min(40, len(_question(sheet, places))) for places in columns.values()) if columns else 0
    lines = [
        f"The file has {sentences.plural(len(sheet.rows), 'row')}. "
        f"Its columns are used {'as they were last time' if remembered else 'like this'}:"
    ]
    for field in FIELDS:
        if field in columns:
            cells = [" ".join(row[at] for at in columns[field]).strip() for _, row in sheet.rows[:SHOWN_ROWS]]
            shown = ", ".join(_glance(field, cell) for cell in cells if cell)
            lines.append(
                f"  {_question(sheet, columns[field])[:40]:<{width}}  ->  {FIELDS[field]:<12}  {shown}".rstrip()
            )
    used = {at for places in columns.values() for at in places}
    left = [sanitize.clean(cell)[:30] for at, cell in enumerate(sheet.header) if at not in used]
    return "\n".join([*lines, *([f"  (not used: {', '.join(left)})"] if left else [])])


def _question(sheet: Sheet, places: Sequence[int]) -> str:
    return sanitize.clean(" + ".join(" ".join(sheet.header[at].split()) for at in places))


def _glance(field: str, cell: str) -> str:
    """A cell as it is taken, short: neither a whole email, nor an answer whose meaning would be a surprise."""
    if field == "show" and str(_show(cell)) not in cell.casefold():
        return f"{sanitize.clean(cell)[:30]} (understood as {_show(cell)})"
    return sanitize.clean(joining.masked(cell) if field == "email" and "@" in cell else cell)[:30]
