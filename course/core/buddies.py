"""Who reads whom: small groups of participants whose loads differ by at most one."""

from collections.abc import Iterable

from course.core.model import Participant, Show

Groups = tuple[tuple[Participant, ...], ...]


def takes_part(person: Participant) -> bool:
    """Whether somebody may be put into a group: has a blog, has not left, and may be shown to people in the course."""
    return bool(person.blogs) and person.withdrawn is None and person.show is not Show.PRIVATE


def groups(people: Iterable[Participant], size: int) -> Groups:
    """Groups of about `size` who read each other, each in the order of joining.

    People are placed in the order in which they joined, so that one who joins later moves nobody, or, when there are
    enough for a group more, only the newest member of each of the largest groups."""
    made: list[list[Participant]] = []
    ordered = sorted(filter(takes_part, people), key=lambda person: (person.joined, person.handle))
    for count, person in enumerate(ordered, 1):
        if not made or count >= (len(made) + 1) * size:
            made.append(_drawn(made, count // (len(made) + 1) - 1))
            made[-1].append(person)
        else:
            min(made, key=len).append(person)
    return tuple(tuple(group) for group in made)


def _drawn(made: list[list[Participant]], wanted: int) -> list[Participant]:
    """The newest members of the largest groups, taken out of them."""
    drawn = []
    for _ in range(wanted if made else 0):
        largest = max(made, key=len)
        drawn.append(largest.pop())
    return sorted(drawn, key=lambda person: (person.joined, person.handle))
