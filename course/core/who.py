"""Who is meant? A handle, a shown name or an email; the beginning is enough where it is nobody else's."""

from collections.abc import Iterable

from course.core.errors import UsageError
from course.core.model import Participant, Roster

_SHOWN = 5  # names in an error


def meant(who: str, roster: Roster) -> Participant:
    """The one participant that `who` names; UsageError says who could be meant."""
    wanted = who.strip().casefold()
    for exactly in (True, False):
        found = [person for handle in sorted(roster) if _fits(wanted, person := roster[handle], exactly)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{who!r} could be {_names(found)}.", "Write more of it, or the handle.")
    raise UsageError(f"There is nobody called {who!r} in participants.toml.", "See them all: cpd23 people list")


def _fits(wanted: str, person: Participant, exactly: bool) -> bool:
    names = (person.handle, person.name, person.email or "")
    told = [name.casefold() for name in names if name]
    return wanted in told if exactly else bool(wanted) and any(name.startswith(wanted) for name in told)


def _names(people: Iterable[Participant]) -> str:
    told = [f"{person.name} ({person.handle})" for person in people]
    more = f" or {len(told) - _SHOWN} others" if len(told) > _SHOWN else ""
    return " or ".join(told[:_SHOWN]) + more
