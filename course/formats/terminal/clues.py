"""Proposed and misleading clues, in words and as JSON."""

from collections.abc import Sequence
from typing import Any

from course.core import sentences
from course.formats import json_shapes, sanitize

Row = tuple[str, int, int]  # phrase, beside this Thing, beside others


def render(number: int, title: str, teachers: int, proposed: Sequence[Row], misleading: Sequence[Row]) -> str:
    """What may go into the Thing's file, and what should come out of it."""
    lines = [
        f"{sentences.plural(teachers, 'blog has', 'blogs have')} posts with the number of Thing {number}, {title}."
    ]
    if proposed:
        lines += [
            "",
            "Phrases found mostly in these posts. Add those that make sense to strong = [...] or weak = [...]:",
        ]
        lines += [
            f"  {sanitize.clean(p):30} in {sentences.plural(here, 'blog')}, and {other} about other Things"
            for p, here, other in proposed
        ]
    else:
        lines += ["", "No phrases are typical of these posts yet. More posts with the Thing's number are needed."]
    if misleading:
        lines += ["", "These clues mislead. They are more common in posts about other Things:"]
        lines += [
            f"  {sanitize.clean(p):30} in {sentences.plural(here, 'post')}, and {other} about other Things"
            for p, here, other in misleading
        ]
    return "\n".join(lines) + "\n"


def render_json(number: int, teachers: int, proposed: Sequence[Row], misleading: Sequence[Row]) -> str:
    """The same as JSON."""
    return json_shapes.document(
        {"thing": number, "blogs": teachers, "proposed": _rows(proposed), "misleading": _rows(misleading)}
    )


def _rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"phrase": phrase, "here": here, "elsewhere": elsewhere} for phrase, here, elsewhere in rows]
