"""What `check` found, in words and in JSON."""

from collections.abc import Sequence

from course.core import phrases
from course.core.check import Advice
from course.core.errors import Problem
from course.text import shapes


def words(mistakes: Sequence[Problem], advice: Sequence[Advice], people: int) -> str:
    """Every mistake a line, `path:line: what. How to put it right.`, then the advice, then the sum."""
    lines = [str(mistake) for mistake in mistakes]
    lines += [f"{item.path}: {item.what}" for item in advice]
    files = len({mistake.path for mistake in mistakes})
    if mistakes:
        lines.append(
            f"{phrases.plural(len(mistakes), 'mistake')} in {phrases.plural(files, 'file')}. Nothing was changed."
        )
    else:
        lines.append(f"No mistakes. {phrases.plural(people, 'person', 'people')} on the roster.")
    return "\n".join(lines) + "\n"


def data(mistakes: Sequence[Problem], advice: Sequence[Advice], people: int) -> str:
    """The same as JSON."""
    found = {
        "mistakes": [{"path": m.path, "line": m.line, "what": m.what, "hint": m.hint} for m in mistakes],
        "advice": [{"path": item.path, "what": item.what} for item in advice],
        "people": people,
    }
    return shapes.document(found)
