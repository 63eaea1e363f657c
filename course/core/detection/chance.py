"""How often is such a suggestion right? Counted on recorded posts of past courses, then on this course's own posts.

The model's own probability is only a score here: it puts suggestions in order. What it is worth is counted in steps of
that score's log-odds: how many suggestions were made, and how many were right.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

_EDGES = tuple(step / 2 for step in range(-4, 14))  # of the steps, in log-odds
_MIDDLES = tuple(edge - 0.25 for edge in (*_EDGES, _EDGES[-1] + 0.5))
_ALL = range(len(_MIDDLES))
_HIGH = bisect_right(_EDGES, 3.0)  # the first of the steps in which hardly any post is about nothing
_CREDITED = tuple(
    bisect_right(_EDGES, odds) for odds in (2.0, 2.5, 3.0, 4.0)
)  # where the best steps may begin: few places, so
# that one blog more or less seldom moves the beginning
_ENOUGH = 200  # posts of either sort tell how many are about nothing
_BELIEVED = 20.0  # suggestions' worth of believing the score
_SURE = 0.98  # what the best steps together have to reach, and this often
_WORST = 0.85  # no step that is right less often is among them
_PROOF = 100  # suggestions of this course have to be judged for it; without that no chance is higher than
_UNPROVEN = 0.97
_LEAST, _MOST = 0.001, 0.999
_OVERSURE = 0.8  # how far the model is to be believed where it says nothing, in log-odds

# Recorded posts of two past courses with their numbers hidden (in all blogs, and in half of them while the others
# taught): by the log-odds of the score, how many suggestions were made, and how many were right.
SHIPPED: Mapping[float, tuple[int, int]] = {
    -2.5: (4, 1),
    -1.5: (19, 3),
    -0.5: (11, 4),
    0.5: (17, 13),
    1.5: (9, 8),
    2.5: (13, 11),
    3.5: (11, 11),
    4.5: (20, 20),
    5.5: (11, 11),
    6.5: (4, 4),
}


class Count(NamedTuple):
    """How many suggestions of one step were made, and how many were right."""

    made: float = 0.0
    right: float = 0.0


class Chances:
    """What a score is worth. The best steps are taken together: their share of right suggestions is proven or it isn't.

    The other steps make a line in log-odds, which can neither fall nor jump where few were counted; whatever is below all
    steps is one.
    """

    def __init__(self, counts: Sequence[Count], judged: Sequence[float]) -> None:
        """`counts`: of each step; `judged`: how many of them were judged in this course."""
        self._first_proven, self._proven = _proven(counts, judged)
        past = [_shipped(step) for step in _ALL]
        seen = [Count(own.made + told.made, own.right + told.right) for own, told in zip(counts, past, strict=True)]
        self._line = _line(seen[1 : self._first_proven])
        self._lowest = min((seen[0].right + 1) / (seen[0].made + 20), self._on_line(_EDGES[0]))

    def of(self, score: float) -> float:
        """The chance that a suggestion with this score is right, from 0 to 1."""
        step = step_of(score)
        if step >= self._first_proven:
            return self._proven
        return min(self._on_line(_log_odds(score)) if step else self._lowest, _UNPROVEN)

    def _on_line(self, odds: float) -> float:
        start, slope = self._line
        return _share(start + slope * min(odds, _EDGES[-1] + 0.5))


class Tally:
    """What this course shows of its own suggestions. `beside`: whether the writer's other posts tell their numbers."""

    def __init__(self) -> None:
        self._hidden: Counter[tuple[bool, int]] = Counter()
        self._right: Counter[int] = Counter()
        self._ruled: Counter[tuple[bool, int]] = Counter()
        self._nothing: dict[tuple[bool, int], list[float]] = {}

    def hidden(self, score: float, right: bool, *, beside: bool = False) -> None:
        """A suggestion for a post whose number was hidden: it is about a Thing, and about that one or another."""
        self._hidden[beside, step_of(score)] += 1
        self._right[step_of(score)] += right

    def unnumbered(self, score: float, nothing: float, *, beside: bool = False) -> None:
        """A suggestion for a post without a number, which may be about nothing with this probability."""
        odds = _log_odds(nothing)
        self._nothing.setdefault((beside, step_of(score)), []).append(_share(min(odds, _OVERSURE * odds)))

    def ruled(self, score: float, right: bool) -> None:
        """A suggestion that an organiser accepted or refused."""
        self._ruled[right, step_of(score)] += 1

    def chances(self) -> Chances:
        """How often such suggestions are right for posts without a number."""
        more = sqrt(self._more_nothing())  # between the model's word and what was counted, which is not exact either
        judged = [self._judged(step) for step in _ALL]
        return Chances([self._count(step, more) for step in _ALL], judged)

    def _judged(self, step: int) -> int:
        return sum(self._hidden[beside, step] + self._ruled[beside, step] for beside in (False, True))

    def _count(self, step: int, more: float) -> Count:
        """Numbered posts all are about Things; beside them there are as many about nothing as among the others."""
        probable = [_with_odds(p, more) for beside in (False, True) for p in self._nothing.get((beside, step), ())]
        about = 1 - (sum(probable) + 1 - _share(_MIDDLES[step])) / (len(probable) + 1)
        hidden = self._hidden[False, step] + self._hidden[True, step]
        accepted, refused = self._ruled[True, step], self._ruled[False, step]
        return Count(hidden / max(about, 0.01) + accepted + refused, self._right[step] + accepted)

    def _more_nothing(self) -> float:
        """By how much the odds that a post is about nothing are higher than the model has them.

        Where posts without a number have a low score more often than those whose number is hidden, the rest are about
        nothing. With too few posts to tell, the model is believed.
        """
        groups = []
        for beside in (False, True):
            low, high = (sum(self._hidden[beside, step] for step in steps) for steps in (_ALL[:_HIGH], _ALL[_HIGH:]))
            some, clear = (
                [p for step in steps for p in self._nothing.get((beside, step), ())]
                for steps in (_ALL[:_HIGH], _ALL[_HIGH:])
            )
            if min(high, len(clear)) >= _ENOUGH:
                groups.append((some, clear, low / high))
        least, most = 0.5, 10.0
        for _ in range(30 if groups else 0):
            middle = sqrt(least * most)
            about = sum(_about(some, middle) - share * _about(clear, middle) for some, clear, share in groups)
            least, most = (middle, most) if about > 0 else (least, middle)
        return sqrt(least * most)


def step_of(score: float) -> int:
    """Which step a score is in."""
    return bisect_right(_EDGES, _log_odds(score))


def _proven(counts: Sequence[Count], judged: Sequence[float]) -> tuple[int, float]:
    """The first of the steps that are proven together, and their share; where none is, the number of steps."""
    first, proven = len(counts), 0.0
    made = right = number = 0.0
    for step in reversed(_ALL):
        made, right, number = made + counts[step].made, right + counts[step].right, number + judged[step]
        if number >= _PROOF and (counts[step].right + 1) / (counts[step].made + 1) < _WORST:
            break
        if number >= _PROOF and step in _CREDITED:
            share = right / made * number / (number + 1)  # as though one more had been wrong
            if share < _SURE:
                break
            first, proven = step, min(share, _MOST)
    return first, proven


def _line(counts: Sequence[Count]) -> tuple[float, float]:
    """Start and slope of the line in log-odds that fits these steps best; without any, the score itself (Newton)."""
    start, slope = 0.0, 1.0
    for _ in range(20):
        up, turn = -_BELIEVED * start, -_BELIEVED * (slope - 1)
        one, two, both = _BELIEVED, _BELIEVED, 0.0
        for middle, (made, right) in zip(_MIDDLES[1:], counts, strict=False):
            share = _share(start + slope * middle)
            up, turn = up + right - made * share, turn + (right - made * share) * middle
            weight = made * share * (1 - share)
            one, both, two = one + weight, both + weight * middle, two + weight * middle**2
        whole = one * two - both**2
        start += min(max((two * up - both * turn) / whole, -1.0), 1.0)
        slope += min(max((one * turn - both * up) / whole, -1.0), 1.0)
    return start, min(max(slope, 0.1), 5.0)


def _shipped(step: int) -> Count:
    told = [count for odds, count in SHIPPED.items() if bisect_right(_EDGES, odds) == step]
    return Count(sum(made for made, _ in told), sum(right for _, right in told))


def _about(probable: Iterable[float], more: float) -> float:
    """How many of these posts are about something."""
    return sum([1 - _with_odds(nothing, more) for nothing in probable])


def _with_odds(probable: float, more: float) -> float:
    """A probability whose odds are so many times as high."""
    return more * probable / (1 - probable + more * probable)


def _log_odds(score: float) -> float:
    score = min(max(score, 1e-9), 1 - 1e-9)
    return log(score / (1 - score))


def _share(odds: float) -> float:
    return min(max(1 / (1 + exp(-min(max(odds, -30.0), 30.0))), _LEAST), _MOST)
