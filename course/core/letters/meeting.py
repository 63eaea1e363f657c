"""Whom to name in the email that welcomes somebody: a few others who take the course, not the same ones for everybody."""

import hashlib
from collections.abc import Collection, Iterable

from course.core.model import Handle, Participant
from course.core.people import buddies

AT_MOST = 5


def people_to_meet(
    reader: Participant, people: Iterable[Participant], group: Iterable[Participant] = ()
) -> tuple[Participant, ...]:
    """At most five others with a blog whom people in the course may see: the reader's group, their cohort, then everybody.

    `group`: who the reader reads and is read by."""
    near = {one.handle for one in group}
    found = [one for one in people if buddies.takes_part(one) and not _same(one, reader) and one.next_run is None]
    return tuple(sorted(found, key=lambda one: _order(one, reader, near))[:AT_MOST])


def _order(one: Participant, reader: Participant, near: Collection[Handle]) -> tuple[bool, bool, str]:
    return one.handle not in near, one.cohort != reader.cohort, shuffled(reader.handle, one.handle)


def _same(one: Participant, reader: Participant) -> bool:
    """Whether two entries are of one person, as far as they name each other."""
    return reader.handle in (one.handle, one.earlier) or one.handle == reader.earlier


def shuffled(reader: str, other: str) -> str:
    """A place in an order that differs from reader to reader, and is the same each time."""
    return hashlib.sha256(f"{reader}\0{other}".encode()).hexdigest()
