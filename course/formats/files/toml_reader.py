"""TOML files that people write: read every value, and tell every mistake with its line."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import tomli

from course.core.errors import Problem
from course.formats.human_dates import FIRST_YEAR, LAST_YEAR

_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?")
_KEY = re.compile(r"(?:^|[{,\s])[\"']?([\w-]+)[\"']?\s*[=.]")
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: what it must be, in the organiser's words, and whether it can do without."""

    kind: str
    good: Callable[[Any], bool]
    required: bool = False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def text(*, required: bool = False) -> Field:
    """Words in quotes."""
    return Field('text in quotes, like "this"', _is_text, required)


def texts() -> Field:
    """A list of words in quotes."""
    return Field('a list of texts in quotes, like ["this", "that"]', _is_texts)


def number(low: int, high: int, *, required: bool = False) -> Field:
    """A whole number in a range, both ends included."""
    return Field(f"a whole number from {low} to {high}", lambda v: _is_number(v) and low <= v <= high, required)


def numbers() -> Field:
    """A list of whole numbers."""
    return Field("a list of numbers, like [1, 2, 3]", lambda v: isinstance(v, list) and all(map(_is_number, v)))


def day(*, required: bool = False) -> Field:
    """A date without quotes, in a year in which a course can be: other years are slips of the key."""
    return Field(
        f"a date without quotes, from {FIRST_YEAR} to {LAST_YEAR}, like 2026-10-05",
        lambda v: isinstance(v, date) and not isinstance(v, datetime) and FIRST_YEAR <= v.year <= LAST_YEAR,
        required,
    )


def days() -> Field:
    """A list of dates without quotes."""
    one = day()
    return Field("a list of dates, like [2026-10-05]", lambda v: isinstance(v, list) and all(map(one.good, v)))


def switch() -> Field:
    """true or false."""
    return Field("true or false, without quotes", lambda v: isinstance(v, bool))


def choice(*words: str) -> Field:
    """One of a few words."""
    return Field("one of " + ", ".join(f'"{word}"' for word in words), lambda v: v in words)


def table(*, required: bool = False) -> Field:
    """A table, checked by itself."""
    return Field('a table, like { name = "..." }', lambda v: isinstance(v, dict), required)


def tables() -> Field:
    """A list of tables, each checked by itself."""
    return Field("a list of tables", lambda v: isinstance(v, list) and all(isinstance(item, dict) for item in v))


@dataclass(frozen=True)
class TomlFile:
    """One file's text, with the mistakes found in it so far."""

    path: str
    text: str
    first_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def tell(self, line: int, what: str, hint: str = "") -> None:
        """Note a mistake."""
        self.problems.append(Problem(self.path, line, what, hint))

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _headers(self) -> Mapping[str, int]:
        """Where each table begins, by its name without quotes and spaces: looked for once, however many mistakes there are."""
        found: dict[str, int] = {}
        for at, line in enumerate(self._lines):
            if header := _HEADER.match(line):
                found.setdefault(_bare(header[1]), at)
        return found

    @cached_property
    def _keys(self) -> Mapping[str, int]:
        """Where each name is first given a value, in whichever table."""
        found: dict[str, int] = {}
        for at, line in enumerate(self._lines):
            for key in _KEY.findall(line):
                found.setdefault(key, at)
        return found

    def line(self, header: str, key: str = "") -> int:
        """The line of a key under a table header such as 'participants.ada' ('' is the top), or the header's own."""
        start = self._headers.get(header) if header else -1
        if start is None:  # the table is written inline: where its name stands
            return self._keys.get(header.rpartition(".")[2], 0) + self.first_line
        found = None
        if key:
            name = rf'["\']?{re.escape(key)}["\']?\s*'
            found = _find(self._lines, start + 1, re.compile(rf"\s*{name}[=.]"))
            if found is None:
                found = _find(self._lines, start + 1, re.compile(rf".*[{{,\s]{name}="))
        return (found if found is not None else max(start, 0)) + self.first_line


def _bare(header: str) -> str:
    """The name of a table as it is looked for."""
    return ".".join(part.strip().strip("\"'") for part in header.split("."))


def _find(lines: list[str], start: int, pattern: re.Pattern[str]) -> int | None:
    """The first line of a table from `start` on that fits; None where the next table begins before."""
    for at in range(start, len(lines)):
        if pattern.match(lines[at]):
            return at
        if lines[at].lstrip().startswith("["):
            return None
    return None


def decode(data: bytes, path: str) -> tuple[str, Problem | None]:
    """The text of a file, with or without a byte order mark, and the mistake if it is not UTF-8."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", Problem(path, line, "this isn't UTF-8 text.", "Save the file again with the encoding UTF-8.")


def load(page: TomlFile) -> dict[str, Any] | None:
    """The values of a page; None, with the mistake noted, when it is not TOML at all."""
    try:
        return tomli.loads(page.text)
    except tomli.TOMLDecodeError as error:
        page.problems.append(_not_toml(page, str(error)))
    except (RecursionError, ValueError) as error:
        page.tell(page.first_line, f"this can't be read: {error}.", "Compare it with the example in docs/INTERFACE.md.")
    return None


def _not_toml(page: TomlFile, message: str) -> Problem:
    found = _AT.search(message)
    lines = page.text.split("\n")
    at = min(int(found[1]) if found and found[1] else len(lines), len(lines)) or 1
    line = lines[at - 1] if lines else ""
    what = _AT.sub("", message)
    if line != line.translate(_CURLY):
        what, hint = (
            "this line has curly quotes, probably from a word processor.",
            f"Write: {line.translate(_CURLY).strip()}",
        )
    elif gone := re.search(r"\d{4}-\d{2}-\d{2}", line) if "date" in message.lower() else None:
        what, hint = f"the date {gone[0]} doesn't exist.", "Write a real date, like 2026-11-30."
    elif "Cannot declare" in message or "Cannot overwrite" in message or "twice" in message:
        what, hint = f"{line.strip()} is in this file twice.", "Rename one of the two, or combine them."
    else:
        hint = 'Text needs quotes: name = "Ann".'
        if re.search(r"=\s*(yes|no|on|off|ja|nein)\b", line, re.IGNORECASE):
            hint = "Write true or false."
        elif re.search(r"=\s*0\d", line):
            hint = "Write numbers without a zero at the beginning."
        elif re.search(r"=\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s*(#.*)?$", line):
            hint = "Write dates with the year first and without quotes, like 2026-11-30."
        what = f"this line can't be read: {line.strip()[:80]}."
    return Problem(page.path, at + page.first_line - 1, what, hint)


def take(
    page: TomlFile, header: str, values: Mapping[str, Any], fields: Mapping[str, Field], *, near: str = ""
) -> dict[str, Any]:
    """The good values of one table; every unknown, wrong or missing setting is noted on the page.

    `near` names a key of the table whose line stands for it where the table is written inline."""
    good: dict[str, Any] = {}
    for key, value in values.items():
        known = fields.get(key)
        if known is None:
            close = difflib.get_close_matches(key, fields, 1)
            hint = f'Did you mean "{close[0]}"?' if close else f"Settings: {', '.join(fields)}."
            page.tell(page.line(header, key), f'"{key}" isn\'t a setting.', hint)
        elif known.good(value):
            good[key] = value
        else:
            page.tell(page.line(header, key), f"{key} = {_shown(value)} isn't valid.", f"It must be {known.kind}.")
    for key, known in fields.items():
        if known.required and key not in values:
            page.tell(page.line(header, near), f"{key} is missing.", f"Add a line: {key} = ... ({known.kind}).")
    return good


def _shown(value: object) -> str:
    return str(value.isoformat() if isinstance(value, date) else f'"{value}"' if isinstance(value, str) else value)[:60]
