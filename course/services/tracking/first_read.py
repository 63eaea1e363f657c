"""The first read: newcomers' blogs are read when they join, so that the next report knows their posts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from course.core.hints import Action, Hint, ToDo
from course.core.model import Participant
from course.services.tracking import track


def read_newcomers(root: Path, people: Sequence[Participant], now: datetime, *, offline: bool = False) -> str | Hint:
    """Read the blogs of these people and say what came of it; `people` holds at least one."""
    names = [person.handle for person in people if person.blogs]
    if not names:
        return Hint("They have no blog yet. When they have one: ", ToDo(Action.MOVE_BLOG, people[0].handle))
    if offline:
        return Hint("Next: ", ToDo(Action.READ_BLOG, names[0]) if len(names) == 1 else Action.READ_BLOGS)
    _, tracked = track.run(root, now, names=names)
    return track.summary(tracked).rstrip()
