"""Who is meant? A handle, a shown name or an email; the beginning is enough where it is nobody else's."""

from collections.abc import Iterable

from course.core.errors import UsageError
from course.core.hints import Action, Hint
from course.core.model import Handle, Participant, Roster
from course.core.people import runs

_SHOWN = 5  # names in an error


def one(word: str, roster: Roster) -> Participant:
    """The one participant that a word names, in their newest run; UsageError says who could be meant, never by an email."""
    wanted = word.strip().casefold()
    if not wanted:
        raise UsageError("The name is empty.", "Give a handle, a name or an email.")
    if Handle(wanted) in roster:  # somebody else may well be shown under that name
        return roster[Handle(wanted)]
    for fits in (str.__eq__, str.startswith):
        found = [person for _, person in sorted(roster.items()) if any(fits(name, wanted) for name in _names(person))]
        if found and all(runs.same_person(roster, found[0].handle, person.handle) for person in found):
            return roster[runs.newest_run(roster, found[0].handle)] if len(found) > 1 else found[0]
        if found:
            raise UsageError(f"{word!r} could be {_listed(found)}.", "Give more of the name, or use the handle.")
    raise UsageError(f"Nobody on the roster is called {word!r}.", Hint("See everybody: ", Action.LIST_PEOPLE))


def several(words: Iterable[str], roster: Roster) -> frozenset[Handle]:
    """The handles of everybody that the words name."""
    return frozenset(one(word, roster).handle for word in words)


def _names(person: Participant) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (person.handle, person.name, person.email) if name)


def _listed(people: list[Participant]) -> str:
    """The first five by name and handle."""
    told = [f"{person.name} ({person.handle})" for person in people]
    return " or ".join(told[:_SHOWN]) + (f" or {len(told) - _SHOWN} others" if len(told) > _SHOWN else "")
