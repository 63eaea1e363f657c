"""What is said about an email that the organiser has written to several people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from course.core import sentences
from course.core.letters.model import Skip
from course.core.model import Handle, Roster
from course.formats.command_lines import worded
from course.formats.terminal import remind

NAMED = 5  # people a line


def drafted(
    carried: Sequence[Handle],
    without: Iterable[Skip],
    roster: Roster,
    extra: int,
    folder: str,
    file: str,
    dry_run: bool,
) -> str:
    """Who gets it, who doesn't and why, and what to do next."""
    count = sentences.plural(len(carried), "person", "people")
    counts = "in addition to the weekly email" if extra else "instead of the weekly email"
    lines = [f"{count} {'would get' if dry_run else 'will get'} this email {counts}."]
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for skip in without:
        reasons[worded(skip.why)].append(remind.name(skip.handle, roster))
    for why, names in reasons.items():
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        lines.append(f"Nothing for {', '.join(names[:NAMED])}{more}: {why}.")
    if dry_run:
        return "\n".join([*lines, "This was a dry run, so nothing was written.", ""])
    option = f" --extra {extra}" if extra else ""
    undo = f"To take it back, delete {file}" + ("" if extra else " and run: cpd23 remind draft")
    steps = remind.next_steps(
        [
            (f"cpd23 remind test{option}", "to you only"),
            (f"cpd23 remind send{option}", "without a mail server: send the drafts from your mail program"),
        ]
    )
    return "\n".join([*lines, f"Look at it: {folder}/index.html", undo, steps])
