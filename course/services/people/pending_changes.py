"""Changes that people make to their own place: they hold at once, and are written into the roster with the next run."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.adapters import disk
from course.adapters.store import Store
from course.core.model import Handle, Participant
from course.core.people import pending_changes
from course.formats.files import roster
from course.services import course_home as homes
from course.services import roster_transaction
from course.services.course_home import Home


@dataclass(frozen=True, slots=True)
class PendingChange:
    """What somebody on the roster asked for, with its number."""

    number: int
    person: Participant
    settings: Mapping[str, Any]


def waiting(home: Home, store: Store) -> tuple[PendingChange, ...]:
    """Every pending change of somebody on the roster, the oldest first."""
    found = store.wishes()
    return tuple(PendingChange(number, home.roster[who], asked) for number, who, asked in found if who in home.roster)


def take_in(root: Path, only: Collection[int] | None = None) -> int:
    """Write every pending change (or those with these numbers) into the roster, under the lock; return how many people's
    settings changed."""
    with disk.lock(root):
        return take_in_locked(root, only)


def take_in_locked(root: Path, only: Collection[int] | None = None) -> int:
    """The same, for a run that holds the lock."""
    home = homes.open_home(root)
    with Store(home.database) as store:
        found = [wish for wish in store.wishes() if only is None or wish[0] in only]
        if not found:
            return 0
        wanted = pending_changes.all_changed(home.roster, ((handle, settings) for _, handle, settings in found))
        changed = [handle for handle in home.roster if wanted[handle] != home.roster[handle]]
        roster_transaction.edit_locked(
            root, lambda now, text: _written(now, text, {handle: wanted[handle] for handle in changed})
        )
        store.drop_wishes([number for number, _, _ in found])
    return len(changed)


def decline(root: Path, number: int) -> None:
    """Take a pending change off the list; it holds no longer."""
    home = homes.open_home(root)
    with disk.lock(root), Store(home.database) as store:
        store.drop_wishes([number])


def ask_again(root: Path, change: PendingChange, now: datetime) -> None:
    """Put a pending change back on the list, as the newest."""
    home = homes.open_home(root)
    with disk.lock(root), Store(home.database) as store:
        store.save_wish(change.person.handle, change.settings, now)


def _written(home: Home, text: str, wanted: Mapping[Handle, Participant]) -> str:
    for handle, person in wanted.items():
        before = home.roster[handle]
        if person.reminders != before.reminders:
            text = roster.change(text, handle, "reminders", person.reminders)
        if person.show != before.show:
            text = roster.change(text, handle, "show", str(person.show))
        if person.withdrawn != before.withdrawn:
            text = roster.change(text, handle, "withdrawn", person.withdrawn)
        if person.pauses != before.pauses:
            text = roster.change(text, handle, "pauses", [roster.pause_table(one) for one in person.pauses] or None)
    return text
