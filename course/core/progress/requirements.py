"""What does finishing take? Mostly each required Thing; of a set of Things of which either is enough, one."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from course.core.model import Course, Credit, Thing

Choice = frozenset[int]  # the numbers of Things of which one has to be done


class Requirements(NamedTuple):
    """What finishing a course takes."""

    choices: tuple[Choice, ...]  # everything that has to be done, in the order of the Things
    firsts: tuple[Thing, ...]  # the first Thing of each choice
    sets: Mapping[int, Choice]  # of which one Thing is enough, by the number of each Thing in them

    def left(self, done: Set[int]) -> tuple[Thing, ...]:
        """One required Thing for each choice that nothing has been done for yet, the first of its set."""
        return tuple(first for first, choice in zip(self.firsts, self.choices, strict=True) if choice.isdisjoint(done))

    def met_on(self, earned: Sequence[Credit]) -> date | None:
        """The day on which the last choice was met; None while one is open."""
        if len(earned) < len(self.choices):
            return None
        days: dict[int, date] = {}
        for credit in earned:
            days[credit.thing] = min(credit.on, days.get(credit.thing, credit.on))
        if any(choice.isdisjoint(days) for choice in self.choices):
            return None
        return max((min(days[number] for number in choice if number in days) for choice in self.choices), default=None)

    def alternatives(self, number: int) -> Choice:
        """The other Things that can be done in place of one."""
        return self.sets.get(number, frozenset()) - {number}


def of(course: Course) -> Requirements:
    """What finishing this course takes; where no Thing is required, all of them."""
    choices = _choices(tuple((thing.number, thing.required, thing.either) for thing in course.things))
    sets = {number: choice for choice in choices if len(choice) > 1 for number in choice}
    things = {thing.number: thing for thing in course.things}
    return Requirements(choices, tuple(things[min(choice)] for choice in choices), sets)


@lru_cache(maxsize=64)
def _choices(things: tuple[tuple[int, bool, tuple[int, ...]], ...]) -> tuple[Choice, ...]:
    known = {number for number, _, _ in things}
    sets: list[set[int]] = []
    for number, _, either in things:
        mine = {number, *(other for other in either if other in known)}
        for other in [one for one in sets if one & mine]:
            mine |= other
            sets.remove(other)
        sets.append(mine)
    required = {number for number, wanted, _ in things if wanted} or known
    return tuple(sorted((frozenset(one) for one in sets if one & required), key=min))
