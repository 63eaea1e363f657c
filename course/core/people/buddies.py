"""Who reads whom: small groups of participants whose loads differ by at most one."""

import heapq
from collections.abc import Iterable

from course.core.model import Participant, Show

Groups = tuple[tuple[Participant, ...], ...]
USUAL = 3  # people in a group, unless another size is asked for


def takes_part(person: Participant) -> bool:
    """Whether somebody may be put into a group: has a blog, has not left, and may be shown to people in the course."""
    return bool(person.blogs) and person.withdrawn is None and person.show is not Show.PRIVATE


def groups(people: Iterable[Participant], size: int = USUAL) -> Groups:
    """Groups of about `size` who read each other, each in the order of joining.

    People are placed in the order in which they joined, so that one who joins later moves nobody, or, when there are
    enough for a group more, only the newest member of each of the largest groups."""
    made: list[list[Participant]] = []
    small, large = _Sizes(made, 1), _Sizes(made, -1)
    ordered = sorted(filter(takes_part, people), key=lambda person: (person.joined, person.handle))
    for count, person in enumerate(ordered, 1):
        if not made or count >= (len(made) + 1) * size:
            drawn = []
            for _ in range(count // (len(made) + 1) - 1 if made else 0):
                giver = large.first()
                drawn.append(made[giver].pop())
                small.note(giver)
                large.note(giver)
            made.append(sorted(drawn, key=lambda one: (one.joined, one.handle)))
            taker = len(made) - 1
        else:
            taker = small.first()
        made[taker].append(person)
        small.note(taker)
        large.note(taker)
    return tuple(tuple(group) for group in made)


class _Sizes:
    """Which group is the smallest (or, with sign -1, the largest) now; of several the first."""

    def __init__(self, made: list[list[Participant]], sign: int) -> None:
        self.made, self.sign = made, sign
        self.heap: list[tuple[int, int]] = []

    def note(self, group: int) -> None:
        heapq.heappush(self.heap, (self.sign * len(self.made[group]), group))

    def first(self) -> int:
        while self.sign * len(self.made[self.heap[0][1]]) != self.heap[0][0]:
            heapq.heappop(self.heap)  # an older size of this group
        return self.heap[0][1]


def readers(made: Groups, person: Participant) -> tuple[Participant, ...]:
    """The others in somebody's group; nobody for who is in none."""
    own = next((group for group in made if any(one.handle == person.handle for one in group)), ())
    return tuple(other for other in own if other.handle != person.handle)
