"""What people wish for their own place (pause, leave, no reminders): heeded at once, written into the roster when it is time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from course.adapters import disk
from course.adapters.store import Store
from course.core.model import Handle, Participant, Pause
from course.formats.files import roster
from course.services import course_home as homes
from course.services import roster_transaction
from course.services.course_home import Home


def heeded(home: Home, store: Store) -> Home:
    """The home as though every wish stood in the roster already: nobody gets a letter who has just said stop."""
    people = dict(home.roster)
    for _, handle, wish in store.wishes():
        if handle in people:
            people[handle] = granted(people[handle], wish)
    return replace(home, roster=people)


def granted(person: Participant, wish: Mapping[str, Any]) -> Participant:
    """Somebody with their wish granted; anything else in it is left aside."""
    if isinstance(wish.get("reminders"), bool):
        person = replace(person, reminders=wish["reminders"])
    if "withdrawn" in wish:
        person = replace(person, withdrawn=_day(wish["withdrawn"]))
    start, until = _day(wish.get("from")), _day(wish.get("until"))
    if start and until and until >= start:
        kept = [one for one in person.pauses if one.start > until or (one.until or date.max) < start]
        person = replace(person, pauses=tuple(sorted([*kept, Pause(start, until)], key=lambda one: one.start)))
    if wish.get("resume") and (today := _day(wish["resume"])):
        last = today - timedelta(days=1)
        ended = (replace(one, until=min(one.until or last, last)) for one in person.pauses)
        person = replace(person, withdrawn=None, pauses=tuple(one for one in ended if one.start <= (one.until or last)))
    return person


def take_in(root: Path) -> int:
    """Write every wish into the roster, under the lock; return how many people's settings changed."""
    with disk.lock(root):
        return take_in_locked(root)


def take_in_locked(root: Path) -> int:
    """The same, for a run that holds the lock."""
    home = homes.open_home(root)
    with Store(home.database) as store:
        waiting = store.wishes()
        if not waiting:
            return 0
        wanted = heeded(home, store).roster
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
        if person.withdrawn != before.withdrawn:
            text = roster.change(text, handle, "withdrawn", person.withdrawn)
        if person.pauses != before.pauses:
            text = roster.change(text, handle, "pauses", [roster.pause_table(one) for one in person.pauses] or None)
    return text


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
