"""Invented records, for the tests of the replay."""

import json
import urllib.request
from pathlib import Path
from typing import Any

from replay import records
from replay.records import Record


def fields(**changes: Any) -> dict[str, Any]:
    """One invented record, as a line of the file holds it."""
    plain = {
        "id": "wren-1",
        "url": "http://wren.example/2011/07/nets.html",
        "blog": "wren.example",
        "platform": "blogger",
        "programme": "cpd23-2011",
        "language": "en",
        "published": "2011-07-25",
        "title": "Thing 6: Nets & how to mend them",
        "title_seen": True,
        "slug": "nets",
        "tags": ["cpd23", "nets & knots"],
        "headings": ["Where I fish"],
        "mentions": ["Thing 6: Nets & how to mend them", "so that is Thing 6 <done>"],
        "opening": "I have looked at three nets, and so that is my week.",
        "things": [6],
        "certainty": "sure",
        "why": "number in title",
        "role": "participant",
        "kind": [],
    }
    return plain | changes


def record(**changes: Any) -> Record:
    """One invented record, in its course and with a day."""
    (found,) = records.settle([records.parse(fields(**changes))])
    return found


def write(path: Path, *lines: dict[str, Any]) -> Path:
    """The file, with a line for each record."""
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return path


def got(address: str) -> str:
    """The page at an address of the loopback."""
    with urllib.request.urlopen(address, timeout=120) as answer:
        return str(answer.read(), "utf-8")
