"""Find the person that somebody means: by handle, shown name or email; unique beginnings are enough."""

from collections.abc import Iterable

from course.core.errors import UsageError
from course.core.model import Handle, Participant, Roster


def find(roster: Roster, word: str) -> Handle:
    """The handle of the one person meant; UsageError names what was understood instead."""
    wanted = word.strip().casefold()
    if not wanted:
        raise UsageError("Nobody has an empty name.", "Give a handle, a shown name or an email.")
    for fits in (_is, _begins):
        found = sorted(handle for handle, person in roster.items() if fits(person, wanted))
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{word!r} could be {_some(roster, found)}.", "Give more of the name, or the handle.")
    raise UsageError(f"Nobody here is called {word!r}.", "See who is: cpd23 people list")


def find_all(roster: Roster, words: Iterable[str]) -> frozenset[Handle]:
    """The handles of everybody meant."""
    return frozenset(find(roster, word) for word in words)


def _is(person: Participant, wanted: str) -> bool:
    return wanted in _names(person)


def _begins(person: Participant, wanted: str) -> bool:
    return any(name.startswith(wanted) for name in _names(person))


def _names(person: Participant) -> tuple[str, ...]:
    return person.handle.casefold(), person.name.casefold(), (person.email or "").casefold() or person.handle.casefold()


def _some(roster: Roster, handles: list[Handle]) -> str:
    """The first five by name and handle; never by email."""
    named = [f"{roster[handle].name} ({handle})" for handle in handles[:5]]
    more = f" or {len(handles) - 5} others" if len(handles) > 5 else ""
    return (", ".join(named) if more else " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))) + more
