"""What an import does, in words."""

from dataclasses import dataclass, field

from course.core import sentences
from course.core.model import Handle, Participant
from course.formats import sanitize
from course.formats.command_lines import worded
from course.formats.intake.sign_up_rows import Doubt
from course.formats.terminal.inspect_blog import Seen


@dataclass(slots=True)
class ImportPlan:
    """What an import would do: whom it adds and changes, and which rows need a look."""

    added: list[Participant] = field(default_factory=list)
    changed: dict[Handle, dict[str, object]] = field(default_factory=dict)
    same: int = 0  # rows of people who are here already
    older: int = 0  # rows that a later one of the same person replaces
    forgotten: int = 0  # rows of people who asked to be forgotten
    doubts: list[Doubt] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)  # what was found on the blogs, by address


def render_import(made: ImportPlan, done: tuple[int, int], *, dry_run: bool) -> str:
    """What was done, line by line."""
    none_yet = sum(not one.blogs for one in made.added)
    lines = [
        (done[0], "would be added" if dry_run else "added", f" ({none_yet} without a blog yet)" if none_yet else ""),
        (done[1], "would be updated" if dry_run else "updated", ""),
        (made.same, "already on the roster, so not changed", ""),
        (made.older, "replaced by a later row for the same person", ""),
        (made.forgotten, "asked to be forgotten, so not added", ""),
        (len(made.doubts), f"{_doubtful(len(made.doubts))} not added:", ""),
    ]
    shown = [f"{count:>5} {what}{more}" for count, what, more in lines if count]
    doubts = [
        f"      row {doubt.row}  {sanitize.clean(doubt.name)[:40]}: {sanitize.clean(worded(doubt.why))}"
        for doubt in made.doubts
    ]
    return "\n".join([*(shown or ["    There is nothing new in any row."]), *doubts])


def _doubtful(count: int) -> str:
    return "needs attention and was" if count == 1 else "need attention and were"


def render_wishes(count: int) -> str:
    """How many of the changes that people asked for went into the roster."""
    wishes = sentences.plural(count, "request", "requests")
    was = "was" if count == 1 else "were"
    return f"{wishes} from people's own pages (pause, leave, reminders) {was} added to the roster."


def render_taken_in(wishes: int, made: ImportPlan) -> str:
    """What a round of the week took in from the web; empty where that is nothing."""
    lines = [render_wishes(wishes)] if wishes else []
    if made.added or made.changed or made.doubts:
        lines.append("Web sign-ups:\n" + render_import(made, (len(made.added), len(made.changed)), dry_run=False))
    return "\n".join(lines)
