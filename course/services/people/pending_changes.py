"""Changes that people make to their own place: they hold at once, and are written into the roster with the next run."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from course.adapters import disk
from course.adapters.store import Store
from course.core.model import Handle, Participant
from course.core.people import pending_changes
from course.formats.files import roster
from course.services import course_home as homes
from course.services import roster_transaction
from course.services.course_home import Home


def with_pending_changes(home: Home, store: Store) -> Home:
    """The home as if every pending change were in the roster already: nobody gets an email who has just said stop."""
    people = dict(home.roster)
    for _, handle, settings in store.wishes():
        if handle in people:
            people[handle] = pending_changes.changed(people[handle], settings)
    return replace(home, roster=people)


def take_in(root: Path) -> int:
    """Write every pending change into the roster, under the lock; return how many people's settings changed."""
    with disk.lock(root):
        return take_in_locked(root)


def take_in_locked(root: Path) -> int:
    """The same, for a run that holds the lock."""
    home = homes.open_home(root)
    with Store(home.database) as store:
        waiting = store.wishes()
        if not waiting:
            return 0
        wanted = with_pending_changes(home, store).roster
        changed = [handle for handle in home.roster if wanted[handle] != home.roster[handle]]
        roster_transaction.edit_locked(
            root, lambda now, text: _written(now, text, {handle: wanted[handle] for handle in changed})
        )
        store.drop_wishes([number for number, _, _ in waiting])
    return len(changed)


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
