"""Which words tell one Thing from the others? Learned from the posts whose number is certain.

What counts is in how many blogs a word or a pair of words was met beside a Thing, never how often, so that no blog
teaches more than its share. A word's weight for a Thing is the log-odds that a post with it is about that Thing, against
a prior of what any post is about. Whoever is judged is judged without their own words.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, pairwise
from math import exp, log
from struct import Struct
from types import MappingProxyType
from typing import NamedTuple

from course.core.model import Words

Features = frozenset[str]
Numbered = Sequence[int]  # features by their numbers
Row = (
    int  # how much a feature speaks for each Thing, in units: a field of 32 bits each, so that rows add up all at once
)

_READ = 3_000  # characters of a text: nobody names the subject later
_PAIRED = 25  # words of a text whose pairs are looked at
_MOST_TAGS = 20
_PRIOR = 2.0  # blogs' worth of not knowing what a word tells
_BLOGS, _MANY_BLOGS = (
    2,
    3,
)  # a word teaches when so many blogs have it beside a Thing: in a small course, in a large one
_LARGE = 30  # teachers a Thing
_LEAST, _MOST = 1.0, 5.0  # a weight below is noise; one word proves no more than the other
_UNIT = 1024  # weights are whole numbers of such parts of log-odds, whose sum is the same in any order
_FIELD = 32  # bits: more than the weights of any post add up to

_BEYOND_LATIN = re.compile("[\u0100-\u02af\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufaff\uff10-\uffdc\U00010000-\U0003ffff]")
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)  # written without spaces, or nearly
_LETTERS = re.compile(r"[^\W\d_]+")
_APART = bytes(byte if chr(byte).isalpha() else 32 for byte in range(256))


def letters(text: str) -> list[str]:
    """The words of a text in small letters, without figures; of scripts without spaces, every two letters together."""
    low = text.lower()
    if low.isascii() or not _BEYOND_LATIN.search(low):
        return low.encode("latin-1", "replace").translate(_APART).decode("latin-1").split()
    result: list[str] = []
    for word in _LETTERS.findall(low):
        if _WITHOUT_SPACES.search(word):
            result.extend(map("".join, pairwise(word)))
        else:
            result.append(word)
    return result


def features(words: Words, without: Collection[str], known: Features | None = None) -> Features:
    """The words and pairs of words of a post, as often as they may come, without those that tell its number.

    Words of the title are told apart (`= evernote`), since a title says more; `without` are the course's nouns, marks
    and words for numbers. `known`: only these are wanted.
    """
    places = [words.title, " . ".join(words.headings[:_MOST_TAGS]), " . ".join(words.tags[:_MOST_TAGS])]
    rows = [[word for word in letters(place) if word not in without] for place in places if place]
    text = letters(words.text[:_READ])
    said = ["= " + word for word in rows[0]] if words.title else []
    rows.append([word for word in text[:_PAIRED] if word not in without])
    for row in rows:
        said += row
        said += map(" ".join, pairwise(row))
    if known is not None:
        return known.intersection(text + said)  # of many words hardly any is known
    found = set(text)
    found.difference_update(without)
    found.update(said)
    return frozenset(found)


class WordCounts:
    """In how many blogs each feature was met beside each Thing. Features are numbered, since numbers are counted faster."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.blogs: Counter[int] = Counter()  # how many blogs teach each Thing
        self.met: dict[int, Counter[int]] = {}

    def numbered(self, of: Iterable[str]) -> Numbered:
        """The numbers of these features."""
        return array("L", map(self._numbers.__getitem__, of))

    def names(self) -> Sequence[str]:
        """All features in the order of their numbers."""
        return tuple(self._numbers)

    def known(self, vocabulary: Features) -> Mapping[int, str]:
        """These features by their numbers."""
        return {self._numbers[feature]: feature for feature in vocabulary}

    def add(self, thing: int, of: Iterable[int]) -> None:
        """Count what one blog teaches about a Thing: each of these features once."""
        self.blogs[thing] += 1
        self.met.setdefault(thing, Counter()).update(of)

    def remove(self, thing: int, of: Iterable[int]) -> None:
        """Count as though that had never been added."""
        self.blogs[thing] -= 1
        self.met[thing].subtract(of)
        if not self.blogs[thing]:
            del self.blogs[thing], self.met[thing]


class LearnedWords:
    """What the words of all teachers tell; ask with `worth`."""

    def __init__(self, counted: WordCounts) -> None:
        total = counted.blogs.total()
        self._least = _MANY_BLOGS if total > _LARGE * len(counted.blogs) else _BLOGS
        self.teachers: Mapping[int, int] = dict(counted.blogs)
        shares = {thing: count / total for thing, count in counted.blogs.items() if count < total}
        self._odds = {thing: _odds(share) for thing, share in shares.items()}
        self._places = {thing: _FIELD * place for place, thing in enumerate(sorted(shares))}
        self._fields = Struct(f"<{len(shares)}I")
        self._weights = _Weights(self._packed)
        names = counted.names()
        self._met = {
            names[number]: found
            for number, counts in _common(counted.met, self._least)
            if (found := self._may_tell(counts)).counts
        }
        self._rows = {feature: self._row(found, ()) for feature, found in self._met.items()}
        self._rows_without: dict[tuple[str, tuple[int, ...]], Row] = {}
        self.vocabulary = frozenset(self._met)

    def worth(self, of: Features, own: Mapping[str, Row] = MappingProxyType({})) -> Mapping[int, float]:
        """For each Thing that these features of the vocabulary speak for, what its words are worth together.

        `own`: the rows of the features that the blog itself teaches, as `without` gives them.
        """
        return self._unpacked(sum(self._rows_of(of, own)))

    def worth_to_others(self, of: Features, thing: int) -> Mapping[int, float]:
        """The same for the words of a post that teaches this Thing, as though its blog did not teach the Thing."""
        less = self._with_one_less.get(thing, {})
        found = {**self._unpacked(sum(map(self._rows.__getitem__, of)))}
        found[thing] = sum(map(less.__getitem__, less.keys() & of)) / _UNIT
        return found

    @cached_property
    def _with_one_less(self) -> Mapping[int, Mapping[str, int]]:
        """What each feature would speak for each Thing if one blog less had it there."""
        found: dict[int, dict[str, int]] = {}
        for feature, met in self._met.items():
            for thing, here in met.counts:
                if here > self._least:
                    found.setdefault(thing, {})[feature] = self._weight(thing, here - 1, met.blogs - 1)
        return found

    def _unpacked(self, row: Row) -> Mapping[int, float]:
        weights = self._fields.unpack(row.to_bytes(self._fields.size, "little"))
        return {thing: weight / _UNIT for thing, weight in zip(self._places, weights, strict=True) if weight}

    def _rows_of(self, of: Features, own: Mapping[str, Row]) -> Iterator[Row]:
        rows = map(self._rows.__getitem__, of)
        return map(own.get, of, rows) if own else rows

    def speaking(self, thing: int, of: Features, own: Mapping[str, Row]) -> Sequence[str]:
        """The features of the vocabulary that speak for a Thing, the strongest first."""
        telling = of & self._telling.get(thing, frozenset())
        place, field = self._places.get(thing, 0), (1 << _FIELD) - 1
        rows = zip(self._rows_of(telling, own), telling, strict=True)
        found = [(weight, feature) for row, feature in rows if (weight := row >> place & field)]
        return [feature for _, feature in sorted(found, reverse=True)]

    @cached_property
    def _telling(self) -> Mapping[int, Features]:
        """The features that may speak for each Thing."""
        found: dict[int, list[str]] = {}
        for feature, met in self._met.items():
            for thing, _ in met.counts:
                found.setdefault(thing, []).append(feature)
        return {thing: frozenset(features_) for thing, features_ in found.items()}

    def without(self, taught: Iterable[tuple[int, Features]], of: Features) -> Mapping[str, Row]:
        """The rows of these features of the vocabulary that one blog teaches, with what it taught taken out first.

        `taught`: the Thing and the features of each of its posts."""
        beside: dict[str, tuple[int, ...]] = {}
        for thing, features_ in taught:
            for feature in features_ & of:
                things = beside.get(feature, ())
                if thing not in things:
                    beside[feature] = (*things, thing)
        return {feature: self._without(feature, things) for feature, things in beside.items()}

    def _without(self, feature: str, things: tuple[int, ...]) -> Row:
        case = feature, things
        if case not in self._rows_without:  # many blogs teach a feature beside the same Things
            self._rows_without[case] = self._row(self._met[feature], things)
        return self._rows_without[case]

    def telling(self, thing: int) -> Sequence[tuple[float, str, int, int]]:
        """The words that speak for a Thing, the strongest first: weight, word, blogs beside this Thing, beside others."""
        found = []
        for feature, met in self._met.items():
            for about, here in met.counts:
                if about == thing and (weight := self._weight(thing, here, met.blogs)):
                    found.append((weight / _UNIT, feature, here, met.blogs - here))
        return sorted(found, key=lambda one: (-one[0], -one[2], one[1]))

    def _row(self, met: "_Met", own: Collection[int]) -> Row:
        """The Things for which a feature speaks, and how much, without what one blog taught beside its own."""
        blogs = met.blogs - len(own)
        weights = self._weights
        return sum([weights[thing, here - (thing in own), blogs] for thing, here in met.counts])

    def _packed(self, thing: int, here: int, blogs: int) -> Row:
        return self._weight(thing, here, blogs) << self._places[thing]

    def _weight(self, thing: int, here: int, blogs: int) -> int:
        """What a feature speaks for a Thing beside which so many of its blogs have it; 0 if it tells nothing."""
        against, prior, rest, enough = self._odds[thing]
        odds = (here + prior) / (blogs - here + rest)
        return round(_UNIT * min(log(odds) + against, _MOST)) if here >= self._least and odds > enough else 0

    def _tells(self, thing: int, here: int, elsewhere: int) -> bool:
        _, prior, rest, enough = self._odds[thing]
        return (here + prior) / (elsewhere + rest) > enough

    def _may_tell(self, counts: Mapping[int, int]) -> "_Met":
        """The Things for which a feature speaks, or might if any one blog were left out, whatever it has taught."""
        blogs = sum(counts.values())
        fewest = blogs - len(counts)  # one blog may have it beside every Thing
        telling = [
            (thing, count)
            for thing, count in counts.items()
            if count >= _BLOGS and thing in self._odds and self._tells(thing, count, fewest - count + 1)
        ]
        return _Met(blogs, telling)


class _Weights(dict[tuple[int, int, int], Row]):
    """Rows of one Thing, worked out when they are first asked for: by Thing, blogs beside it, and all blogs."""

    def __init__(self, row: Callable[[int, int, int], Row]) -> None:
        super().__init__()
        self._row = row

    def __missing__(self, case: tuple[int, int, int]) -> Row:
        self[case] = self._row(*case)
        return self[case]


def _odds(share: float) -> tuple[float, float, float, float]:
    """For a Thing with this share of all that is taught: log-odds against it, the prior for and against, and the least odds."""
    against = log((1 - share) / share)
    return against, _PRIOR * share, _PRIOR * (1 - share), exp(_LEAST - against)


class _Met(NamedTuple):
    """In how many blogs a feature was met: beside all Things together, and beside each that it may tell."""

    blogs: int
    counts: Sequence[tuple[int, int]]


def _common(met: Mapping[int, Counter[int]], least: int) -> Iterator[tuple[int, Mapping[int, int]]]:
    """The features that enough blogs have beside one Thing, with how many blogs have them beside each."""
    among = {feature for counter in met.values() for feature, blogs in counter.items() if blogs >= least}
    order = sorted(met.items())
    for feature in among:
        yield feature, {thing: blogs for thing, counter in order if (blogs := counter.get(feature))}
