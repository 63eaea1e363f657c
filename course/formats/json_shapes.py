"""What the JSON answers share (INTERFACE 4): the schema, moments, evidence, troubles, one layout."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from course.core.model import Claim, Evidence, Post, Trouble
from course.core.progress import credits
from course.formats import sanitize

Row = Mapping[str, Any]


def document(answer: Row) -> str:
    """A whole answer, the schema before it, an item a line."""
    return _escaped(json.dumps({"schema": 1, **answer}, ensure_ascii=False, indent=1)) + "\n"


def dumped(value: object) -> str:
    """A value as JSON on one line."""
    return _escaped(json.dumps(value, ensure_ascii=False))


def _escaped(text: str) -> str:
    """JSON in which every character that a screen might obey is written as an escape, so that nothing of it is lost."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(sign if sanitize.screen(sign) == sign else json.dumps(sign)[1:-1] for sign in text)


def moment(at: datetime | None, zone: tzinfo) -> str | None:
    """A moment in the course's zone, with its offset, to the second."""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None


def published(post: Post, zone: tzinfo) -> str | None:
    """When a post was published; None where the feed gave no usable date."""
    return moment(post.published, zone) if credits.usable(post) else None


def evidence(found: Iterable[Evidence]) -> list[Row]:
    """The very words, and where they stand."""
    return [{"kind": one.kind, "quote": one.quote} for one in found]


def trouble(found: Trouble | None, zone: tzinfo) -> Row | None:
    """Why a blog could not be read; None where it can."""
    if found is None:
        return None
    return {"kind": found.kind, "since": moment(found.since, zone), "says": found.says, "next": found.next}


def chance(claim: Claim) -> Row:
    """The engine's own estimate that a claim by topic is right; nothing for other claims."""
    return {} if claim.chance is None else {"by": "topic", "chance": claim.chance}
