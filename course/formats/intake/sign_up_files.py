"""Files of sign-ups: CSV, Excel, OPML and TOML to rows."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from xml.etree import ElementTree

import tomli

from course.core.errors import CourseError
from course.formats.intake import text_encoding

FIELDS = {  # what a column may hold, in the order in which columns are given away
    "blogs": "blog",
    "feed": "feed of the blog",
    "email": "email",
    "certificate_name": "name for the certificate",
    "name": "name to show",
    "agreed": "agreement",
    "show": "who may see",
    "reminders": "reminders",
    "cohort": "cohort",
    "groups": "groups",
    "joined": "day of joining",
    "handle": "handle",
}
MOST_ROWS = 20_000
_GUARDED = re.compile(r"^'(?=[=+\-@\t\r\n＝＋－＠])")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of words. `rows` carry the numbers that a spreadsheet shows beside them."""

    header: Row
    rows: tuple[tuple[int, Row], ...]
    exact: bool = False  # the columns are named by the roster's own settings: nothing to guess

    @property
    def key(self) -> str:
        """A name for this form: the same as long as its questions are the same."""
        return sha256("\x1f".join(" ".join(cell.split()) for cell in self.header).encode()).hexdigest()


Columns = Mapping[str, tuple[int, ...]]  # field to the columns that hold it


# Reading --------------------------------------------------------------------------------------------


def parse(data: bytes, name: str) -> Sheet:
    """The rows of a file; CourseError says what is wrong with it. What it is shows by its bytes, not by its name."""
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return _sheet(_excel(data, name), name)
    text = _decoded(data, name)
    if text.lstrip().startswith("<"):
        return _opml(text, name)
    if name.lower().endswith(".toml"):
        return _toml(text, name)
    return _sheet(_csv(text, name), name)


class RefusedFile(NamedTuple):
    """Why a file can't be read, and what to do: the answer of a child process, which raises nothing across.

    A tuple, so that the parent can tell it from a Sheet by its form.
    """

    what: str
    hint: str


def parse_or_refuse(data: bytes, name: str) -> Sheet | RefusedFile:
    """The same with the reason as a value, for a child process with limits."""
    try:
        return parse(data, name)
    except CourseError as error:
        return RefusedFile(str(error), str(error.hint))


def _decoded(data: bytes, name: str) -> str:
    """UTF-16 by its mark or its zeros, UTF-8, or else an older encoding where it can be told which; CourseError where not."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if len(data) > 3 and data[1::2].count(0) > len(data) // 6:
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return text_encoding.decoded(data, name)


def _csv(text: str, name: str) -> list[Row]:
    text = text.replace("\x00", "")
    if named := re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE):
        separator, text = named[1], text[named.end() :]
    else:
        separator = max(
            ",;\t|", key=lambda one: len(next(csv.reader(io.StringIO(text, newline=""), delimiter=one), []))
        )
    try:
        return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise CourseError(f"{name} can't be read: {error}.", "Save it again as CSV or as an Excel workbook.") from error


def _excel(data: bytes, name: str) -> list[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = (book.get_sheet_by_index(number) for number in range(len(book.sheet_names)))
        for sheet in sheets:
            found = [tuple(map(_cell, row)) for row in sheet.to_python(skip_empty_area=False)]
            if found:
                return found
    except (CalamineError, OSError, ValueError) as error:
        raise CourseError(f"{name} can't be read as a workbook: {error}.", "Save it again as .xlsx or CSV.") from error
    return []


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _sheet(found: Sequence[Row], name: str) -> Sheet:
    """The first row that is not empty is the header; each other keeps its number."""
    rows = [
        (number, tuple(_GUARDED.sub("", cell.strip()) for cell in row))
        for number, row in enumerate(found[: MOST_ROWS + 1], 1)
        if any(cell.strip() for cell in row)
    ]
    if len(found) > MOST_ROWS:
        raise CourseError(f"{name} has more than {MOST_ROWS} rows.", "Check that this is the file with the answers.")
    if len(rows) < 2:
        raise CourseError(f"{name} has no rows below its header.", "Check that this is the file with the answers.")
    header = rows[0][1]
    return Sheet(header, tuple((n, (row + ("",) * len(header))[: len(header)]) for n, row in rows[1:]))


def _opml(text: str, name: str) -> Sheet:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise CourseError(f"{name} defines XML entities, which a list of blogs doesn't need.", "Export it again.")
    try:
        tree = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314 - no entities, see above
    except ElementTree.ParseError as error:
        raise CourseError(f"{name} can't be read as OPML: {error}.", "Export it again.") from error
    outlines = [
        {key.lower(): value.strip() for key, value in one.attrib.items()} for one in tree.iter() if _is_outline(one.tag)
    ]
    blogs = [at for at in outlines if at.get("xmlurl") or at.get("htmlurl")]
    rows = [
        (
            n,
            (at.get("text") or at.get("title") or "", at.get("xmlurl") or at.get("htmlurl") or ""),
        )  # a feed that is given counts
        for n, at in enumerate(blogs, 1)
    ]
    if not rows:
        raise CourseError(f"{name} lists no blogs.", "Check that this is an OPML file.")
    return Sheet(("name", "blogs"), tuple(rows), exact=True)


def _is_outline(tag: object) -> bool:
    return isinstance(tag, str) and tag.lower().rpartition("}")[2] == "outline"


def _toml(text: str, name: str) -> Sheet:
    try:
        values = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError) as error:
        raise CourseError(f"{name} isn't TOML: {error}.", "Compare it with participants.toml.") from error
    tables = [table for table in _tables(values) if table.get("name")]
    if not tables:
        raise CourseError(f"{name} has no participants.", "Each person is a table: [participants.HANDLE]")
    known = [field for field in FIELDS if any(field in table for table in tables)]
    rows = [(n, tuple(_words(table.get(field, "")) for field in known)) for n, table in enumerate(tables, 1)]
    return Sheet(tuple(known), tuple(rows), exact=True)


def _tables(values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    people = values.get("participants", values.get("participant", values))
    if isinstance(people, list):
        return [one for one in people if isinstance(one, dict)]
    if isinstance(people, dict) and people and all(isinstance(one, dict) for one in people.values()):
        return [{"handle": handle, **one} for handle, one in people.items()]
    return [values] if "name" in values else []


def _words(value: object) -> str:
    return "\n".join(map(_words, value)) if isinstance(value, list) else _cell(value)
