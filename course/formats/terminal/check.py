"""What `check` found, in words and in JSON."""

from collections.abc import Sequence

from course.core import sentences
from course.core.errors import Problem
from course.core.people.roster_conflicts import Advice
from course.formats import json_shapes
from course.formats.command_lines import worded


def render_text(mistakes: Sequence[Problem], advice: Sequence[Advice], people: int) -> str:
    """Every mistake a line, `path:line: what. How to put it right.`, then the advice, then the sum."""
    lines = [worded(mistake.whole) for mistake in mistakes]
    lines += [f"{item.path}: {worded(item.what)}" for item in advice]
    files = len({mistake.path for mistake in mistakes})
    if mistakes:
        lines.append(
            f"{sentences.plural(len(mistakes), 'mistake')} in {sentences.plural(files, 'file')}. Nothing was changed."
        )
    else:
        lines.append(f"No mistakes. {sentences.plural(people, 'person', 'people')} on the roster.")
    return "\n".join(lines) + "\n"


def render_json(mistakes: Sequence[Problem], advice: Sequence[Advice], people: int) -> str:
    """The same as JSON."""
    found = {
        "mistakes": [{"path": m.path, "line": m.line, "what": m.what, "hint": worded(m.hint)} for m in mistakes],
        "advice": [{"path": item.path, "what": worded(item.what)} for item in advice],
        "people": people,
    }
    return json_shapes.document(found)
