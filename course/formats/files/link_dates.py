"""The `checked` lines of a Thing file, put in beside the links that answered; every other byte stays."""

import itertools
import re
from collections.abc import Container
from datetime import date

import tomli


def dated(text: str, answered: Container[str], on: date) -> str:
    """The Thing file with `checked` set to that day in each [[resources]] table whose url is among those that answered."""
    lines = text.splitlines(keepends=True)
    ends = [at for at, line in enumerate(lines) if line.strip("\ufeff \t\r\n") == "+++"][1:2] or [len(lines)]
    starts = [at for at, line in enumerate(lines[: ends[0]]) if line.lstrip().startswith("[")] + ends
    for start, end in reversed(list(itertools.pairwise(starts))):
        if lines[start].split("#")[0].strip().replace(" ", "") == "[[resources]]":
            lines[start:end] = _table(lines[start:end], answered, on)
    return "".join(lines)


def _table(lines: list[str], answered: Container[str], on: date) -> list[str]:
    keys = {key: (at, value) for at, line in enumerate(lines) for key, value in _pair(line).items()}
    at, url = keys.get("url", (0, ""))
    if url not in answered:
        return lines
    end = lines[at][len(lines[at].rstrip("\r\n")) :] or "\n"
    new = f"checked = {on.isoformat()}{end}"
    if "checked" in keys:
        there = keys["checked"][0]
        kept = re.sub(r"(=\s*)[\d-]+", rf"\g<1>{on.isoformat()}", lines[there], count=1)
        return [*lines[:there], kept, *lines[there + 1 :]]
    return [*lines[: at + 1], new, *lines[at + 1 :]]


def _pair(line: str) -> dict[str, object]:
    """What one line sets; nothing when it isn't a whole setting by itself."""
    try:
        return tomli.loads(line) if "=" in line else {}
    except tomli.TOMLDecodeError:
        return {}
