"""Whose emails come back?"""

from collections.abc import Iterable, Mapping

from course.core.letters.model import Returned, Sent
from course.core.letters.reminder_context import by_person, digest
from course.core.model import Handle, Roster

IN_A_ROW = 3  # emails that came back for now, one after the other, before the organiser is told


def closed(letters: Iterable[Sent], roster: Roster) -> tuple[Sent, ...]:
    """The email of each person that came back for good from the address that they still have."""
    found = {
        item.handle: item
        for item in letters
        if item.returned is Returned.FOR_GOOD and item.handle in roster
        if item.address in ("", digest(roster[item.handle].email or ""))
    }
    return tuple(found[handle] for handle in sorted(found))


def in_a_row(letters: Iterable[Sent], roster: Roster) -> Mapping[Handle, int]:
    """How many of each person's newest emails came back for now, where they are so many that the organiser is told."""
    found: dict[Handle, int] = {}
    for name, items in by_person(letters).items():
        count = 0
        for item in reversed([one for one in items if one.state.may_have_arrived]):
            if item.returned is not Returned.FOR_NOW:
                break
            count += 1
        if count >= IN_A_ROW and (handle := Handle(name)) in roster:
            found[handle] = count
    return {handle: found[handle] for handle in sorted(found)}
