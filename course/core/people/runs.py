"""Which entries of the roster are runs of one person?"""

from course.core.model import Handle, Roster


def same_person(roster: Roster, one: Handle, other: Handle) -> bool:
    """Whether two entries are runs of one person."""
    return first_run(roster, one) == first_run(roster, other)


def first_run(roster: Roster, handle: Handle) -> Handle:
    """The entry with which somebody's runs began."""
    while handle in roster and (before := roster[handle].earlier) and before in roster:
        handle = before
    return handle


def newest_run(roster: Roster, handle: Handle) -> Handle:
    """The entry of somebody's newest run."""
    later = {person.earlier: one for one, person in roster.items() if person.earlier}
    while handle in later:
        handle = later[handle]
    return handle
