"""How often is such a suggestion right? Counted on recorded posts of past courses, then on this course's own posts.

The model's own probability is only a score here: it puts suggestions in order. What it is worth is counted in steps of
that score: how many suggestions were made, and how many were right.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

STEPS = (0.1, 0.3, 0.5, 0.7, 0.85, 0.96, 0.998)
# What a step is worth that has never been met; it counts as one suggestion.
_UNMET = (0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.97)
_HIGH = 6  # the step from which hardly any post is about nothing
_OVERSTATED = 1.0
_ENOUGH = 200  # posts of either sort tell
_PROOF = 100  # suggestions at least as good, judged in this course, make a proof; without it no chance is higher than
_UNPROVEN = 0.97


class Count(NamedTuple):
    """How many suggestions of one step were made, and how many were right."""

    made: float = 0.0
    right: float = 0.0


# Recorded posts of two past courses with their numbers hidden: in all blogs, and in half of them while the others taught.
SHIPPED: Mapping[int, Count] = {
    step: Count(made, right)
    for step, (made, right) in enumerate([(3, 0), (23, 6), (8, 2), (16, 12), (7, 6), (22, 20), (35, 35), (5, 5)])
}


def step_of(score: float) -> int:
    """Which step a score is in; there are len(STEPS) + 1."""
    return bisect_right(STEPS, score)


class Chances:
    """The share of right suggestions at each step, never falling as the score rises."""

    def __init__(self, counts: Mapping[int, Count]) -> None:
        steps = range(len(STEPS) + 1)
        shares = _rising([_with_past(step, counts.get(step, Count())) for step in steps])
        made = [sum(counts.get(higher, Count()).made for higher in steps[step:]) for step in steps]
        self._shares = [
            share if own >= _PROOF else min(share, _UNPROVEN) for share, own in zip(shares, made, strict=True)
        ]

    def of(self, score: float) -> float:
        """The chance that a suggestion with this score is right, from 0 to 1."""
        return self._shares[step_of(score)]


class Tally:
    """What this course shows of its own suggestions."""

    def __init__(self) -> None:
        self._hidden: Counter[tuple[int, bool]] = Counter()
        self._ruled: Counter[tuple[int, bool]] = Counter()
        self._unnumbered: Counter[int] = Counter()
        self._nothing: dict[int, float] = {}

    def hidden(self, score: float, right: bool) -> None:
        """A suggestion for a post whose number was hidden: it is about a Thing, and about that one or another."""
        self._hidden[step_of(score), right] += 1

    def unnumbered(self, score: float, nothing: float) -> None:
        """A suggestion for a post without a number, which may be about nothing with this probability."""
        step = step_of(score)
        self._unnumbered[step] += 1
        self._nothing[step] = self._nothing.get(step, 0.0) + nothing

    def ruled(self, score: float, right: bool) -> None:
        """A suggestion that an organiser accepted or refused."""
        self._ruled[step_of(score), right] += 1

    def chances(self) -> Chances:
        """How often such suggestions are right for posts without a number."""
        return Chances({step: self._count(step) for step in range(len(STEPS) + 1)})

    def _count(self, step: int) -> Count:
        right, wrong = self._hidden[step, True], self._hidden[step, False]
        accepted, refused = self._ruled[step, True], self._ruled[step, False]
        return Count(right + wrong + accepted + refused, right * self._about(step) + accepted)

    def _about(self, step: int) -> float:
        """Which share of the posts without a number at this step is about any Thing: numbered posts all are.

        Two witnesses: the model's own probability, and, below the highest scores, the shares of the steps. Where posts
        without a number have a low score more often than those whose number is hidden, the rest are about nothing.
        """
        posts = self._unnumbered[step]
        unmet = 0.0 if step >= _HIGH else 1 - _UNMET[step]
        nothing = self._nothing[step] / posts if posts else unmet
        if step >= _HIGH:
            return (1 - nothing) / (1 - nothing + nothing * _OVERSTATED)
        if self._scale is None or not posts:
            return 1 - nothing
        expected = sum(self._hidden[step, right] for right in (True, False)) * self._scale
        return float(((1 - nothing) * min(1.0, (expected + 1) / (posts + 1))) ** 0.5)

    @cached_property
    def _scale(self) -> float | None:
        """How many posts without a number there are for one hidden number, where hardly any is about nothing."""
        hidden = sum(count for (step, _), count in self._hidden.items() if step >= _HIGH)
        posts = sum(count for step, count in self._unnumbered.items() if step >= _HIGH)
        return posts / hidden if min(hidden, posts) >= _ENOUGH else None


def _with_past(step: int, own: Count) -> Count:
    past = SHIPPED.get(step, Count())
    return Count(own.made + past.made + 1, own.right + past.right + _UNMET[step])


def _rising(counts: Iterable[Count]) -> list[float]:
    """The share of each step; neighbouring steps that would fall are taken together (isotonic regression)."""
    pools: list[tuple[Count, int]] = []
    for count in counts:
        pools.append((count, 1))
        while len(pools) > 1 and _share(pools[-2][0]) >= _share(pools[-1][0]):
            (last, wide), (before, wide_before) = pools.pop(), pools.pop()
            pools.append((Count(before.made + last.made, before.right + last.right), wide_before + wide))
    return [share for count, wide in pools for share in [_share(count)] * wide]


def _share(count: Count) -> float:
    return count.right / count.made
