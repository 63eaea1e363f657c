"""Changes of one setting in a TOML file that people keep: edits of its text, proved before they are given back."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tomli
import tomli_w

from course.core.errors import RosterEditRefused
from course.core.hints import Action, Hint


def change(
    text: str, path: str, table: tuple[str, str], key: str, value: object, missing: RosterEditRefused | None = None
) -> str:
    """The text with one setting of a table such as ("cohorts", "autumn") replaced, inserted, or (value None) taken out.

    Every other byte is as it was. RosterEditRefused, with the lines to put there by hand, where no edit can be proved.
    `missing`: what to raise where there is no such table."""
    expected = values(text, path)
    settings = expected.get(table[0], {}).get(table[1])
    if not isinstance(settings, dict):
        raise missing or RosterEditRefused(
            f"There is no [{'.'.join(table)}] in {path}.", "Add it in the text of the file."
        )
    if value is None:
        if settings.pop(key, None) is None:
            return text
    else:
        settings[key] = tomli.loads(f"x = {literal(value)}")["x"]
    line = f"{key} = {literal(value)}" if value is not None else f"(delete the line {key} = ...)"
    return proved(_edits(text, table, key, value), expected, f"[{'.'.join(table)}]\n{line}\n", path)


def values(text: str, path: str) -> dict[str, Any]:
    """The values of a text, to be changed freely; RosterEditRefused where it is not TOML."""
    try:
        return copy.deepcopy(tomli.loads(text.removeprefix("\ufeff")))
    except (tomli.TOMLDecodeError, RecursionError) as error:
        raise RosterEditRefused(f"{path} can't be read: {error}.", Hint("Check it first: ", Action.CHECK)) from error


def proved(candidates: Iterable[str], expected: Mapping[str, Any], by_hand: str, path: str) -> str:
    """The first text that holds exactly these values; RosterEditRefused, with what to do by hand, where none does."""
    for candidate in candidates:
        try:
            if _same(tomli.loads(candidate.removeprefix("\ufeff")), expected):
                return candidate
        except (tomli.TOMLDecodeError, RecursionError):
            continue
    raise RosterEditRefused(
        f"{path} can't be changed safely in this place.", f"Make this change there yourself:\n{by_hand}"
    )


def _same(found: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    bare = {key: value for key, value in expected.items() if key != "participants" or value or key in found}
    return dict(found) == bare or dict(found) == dict(expected)


def literal(value: object) -> str:
    """A value as TOML on one line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return tomli_w.dumps({"x": value})[len("x = ") :].rstrip("\n")


def _inline(table: Mapping[str, object]) -> str:
    return "{ " + ", ".join(f"{key} = {literal(value)}" for key, value in table.items()) + " }"


def header(section: str, name: str) -> re.Pattern[str]:
    """What the line looks like that begins a table."""
    word = rf'(?:{re.escape(name)}|"{re.escape(name)}"|\'{re.escape(name)}\')'
    return re.compile(rf'\ufeff?\s*\[\s*["\']?{section}["\']?\s*\.\s*{word}\s*\]\s*(#.*)?\r?$')


_VALUE = r"""("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\[[^\n]*\]|[^\s"'\[{#][^#\n]*?)"""


def _edits(text: str, table: tuple[str, str], key: str, value: object) -> Iterator[str]:
    lines = text.split("\n")
    begins = header(*table)
    old = re.compile(rf"(\s*[\"']?{re.escape(key)}[\"']?\s*=\s*){_VALUE}(\s*(?:#.*)?\r?)$")
    for at, line in enumerate(lines):
        if not begins.match(line):
            continue
        end = next((i for i in range(at + 1, len(lines)) if lines[i].lstrip().startswith("[")), len(lines))
        for i in range(at + 1, end):
            if found := old.match(lines[i]):
                put = [] if value is None else [found[1] + literal(value) + found[3]]
                yield "\n".join([*lines[:i], *put, *lines[i + 1 :]])
        if value is not None:
            last = last_setting(lines, at, end)
            ending = "\r" if line.endswith("\r") else ""
            for place in (last, at + 1):
                glue = "" if place < len(lines) or lines[place - 1].endswith("\r") else ending
                body = [
                    *lines[: place - 1],
                    lines[place - 1] + glue,
                    f"{key} = {literal(value)}{ending if place < len(lines) else ''}",
                ]
                yield "\n".join([*body, *lines[place:]])


def last_setting(lines: list[str], at: int, end: int) -> int:
    """The index after the last line of a block that is neither blank nor a comment; those may belong to the next one."""
    return next(
        (i for i in range(end, at, -1) if lines[i - 1].strip() and not lines[i - 1].lstrip().startswith("#")), at + 1
    )
