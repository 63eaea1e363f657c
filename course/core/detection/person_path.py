"""What is somebody probably writing about, before a word is read? By their other posts, and by what was open that day."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from operator import mul
from typing import NamedTuple

_STEPS = Counter(
    {-3: 3, -2: 2, -1: 4, 0: 4, 1: 60, 2: 12, 3: 6, 4: 4, 5: 10}
)  # of two posts in a row, from Thing to Thing
_WIDE = {-3: 5, 5: 8}  # how many Things the outermost steps stand for
_LAGS = Counter({0: 1, 1: 30, 2: 18, 3: 18, 4: 14, 5: 10, 6: 8})  # of a hundred posts, how long after the Thing opened
_UNTIL = (-1, 7, 14, 28, 56, 112)  # days after it opened, before which each of these lags ends
_DAYS = (60, 8, 7, 14, 28, 56, 150)  # how many days each stands for
_DONE_ALREADY = 0.011  # a second post about a Thing is rare: this many times as probable


class Place(NamedTuple):
    """Where a post stands among the same person's others."""

    before: int | None  # the Thing of the nearest earlier post that is known to be about one
    after: int | None  # of the nearest later one
    done: Collection[int] = ()  # all Things that other posts are known to be about


class Habits:
    """How people go through the course: steps and lags of past courses, and those of this one."""

    def __init__(self) -> None:
        self._steps, self._lags = Counter(_STEPS), Counter(_LAGS)

    def learn(self, days: Sequence[tuple[int, int]]) -> None:
        """Count one person's posts with a certain number, in their order: each as Thing and days after it opened."""
        for (thing, _), (following, _) in pairwise(days):
            self._steps[_step(following - thing)] += 1
        self._lags.update(_lag(days_after) for _, days_after in days)

    def odds(self, things: Sequence[int]) -> "Odds":
        """What these counts say of a course with these Things."""
        steps, lags = sum(self._steps.values()), sum(self._lags.values())
        return Odds(
            things,
            {step: count / steps / _WIDE.get(step, 1) for step, count in self._steps.items()},
            tuple(self._lags[lag] / lags / days for lag, days in enumerate(_DAYS)),
        )


class Odds:
    """How probable is each Thing for a post, by its place and its day?"""

    def __init__(self, things: Sequence[int], steps: Mapping[int, float], lags: Sequence[float]) -> None:
        self.things, self._lags = things, lags
        self._place = {thing: place for place, thing in enumerate(things)}
        self._after_it: dict[int | None, list[float]] = {None: [1.0] * len(things)}  # by the Thing of an earlier post
        self._before_it: dict[int | None, list[float]] = {None: [1.0] * len(things)}  # by the Thing of a later one
        for other in things:
            self._after_it[other] = [steps[_step(thing - other)] for thing in things]
            self._before_it[other] = [steps[_step(other - thing)] for thing in things]
        self._of_day: dict[tuple[int, int], Sequence[float]] = {}

    def prior(self, day: int, opens: Mapping[int, int], place: Place) -> list[float]:
        """The probabilities, in the order of the Things, before it is asked which are done already; days as ordinals."""
        after, before = self._after_it[place.before], self._before_it[place.after]
        odds = list(map(mul, map(mul, self._by_day(day, opens), after), before))
        whole = sum(odds)
        odds = [value / whole for value in odds]
        for thing in place.done:
            odds[self._place[thing]] *= _DONE_ALREADY
        return odds

    def _by_day(self, day: int, opens: Mapping[int, int]) -> Sequence[float]:
        key = (day, id(opens))
        if key not in self._of_day:
            self._of_day[key] = [self._lags[_lag(day - opens[thing])] for thing in self.things]
        return self._of_day[key]


def _step(between: int) -> int:
    return max(-3, min(5, between))


def _lag(days: int) -> int:
    return bisect_right(_UNTIL, days)


def neighbours(known: Sequence[int]) -> list[tuple[int | None, int | None]]:
    """For each of somebody's posts in order, the nearest known Thing before it and the nearest after it; 0 is unknown."""
    return list(zip(_last_known(known), reversed(_last_known(known[::-1])), strict=True))


def _last_known(known: Sequence[int]) -> list[int | None]:
    result: list[int | None] = []
    last = None
    for thing in known:
        result.append(last)
        last = thing or last
    return result
