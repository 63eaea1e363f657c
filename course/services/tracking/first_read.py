"""The first read: newcomers' blogs are read when they join, so that the next report knows their posts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from course.core.model import Participant
from course.services.tracking import track


def read_newcomers(root: Path, people: Sequence[Participant], now: datetime, *, offline: bool = False) -> str:
    """Read the blogs of these people and say what came of it; `people` holds at least one."""
    names = [person.handle for person in people if person.blogs]
    if not names:
        return f"They have no blog yet. When they do: cpd23 people move {people[0].handle} ADDRESS\n"
    if offline:
        return f"Next: cpd23 track{f' {names[0]}' if len(names) == 1 else ''}\n"
    _, tracked = track.run(root, now, names=names)
    return track.summary(tracked)
