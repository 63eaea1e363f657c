"""Which words tell one Thing from the others? Learned from the posts whose number is certain.

What counts is in how many blogs a word or a pair of words was met beside a Thing, never how often, so that no blog
teaches more than its share. A word's weight for a Thing is the log-odds that a post with it is about that Thing, against
a prior of what any post is about. Whoever is judged is judged without their own words.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

from course.core.model import Words

Features = frozenset[str]

_READ = 4_000  # characters of a text: nobody names the subject later
_PAIRED = 25  # words of a text whose pairs are looked at
_MOST_TAGS = 20
_PRIOR = 2.0  # blogs' worth of not knowing what a word tells
_BLOGS, _MANY_BLOGS = (
    2,
    3,
)  # a word teaches when so many blogs have it beside a Thing: in a small course, in a large one
_LARGE = 30  # teachers a Thing
_LEAST, _MOST = 0.7, 5.0  # a weight below is noise; one word proves no more than the other
_STRONGEST = 15  # words of a post that are counted for a Thing: the rest says the same again

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


def features(words: Words, without: Collection[str]) -> Features:
    """The words and pairs of words of a post, as often as they may come, without those that tell its number.

    Words of the title are told apart (`= evernote`), since a title says more; `without` are the course's nouns, marks
    and words for numbers.
    """
    places = [words.title, " . ".join(words.headings[:_MOST_TAGS]), " . ".join(words.tags[:_MOST_TAGS])]
    rows = [[word for word in letters(place) if word not in without] for place in places if place]
    text = letters(words.text[:_READ])
    found = set(text)
    found.difference_update(without)
    rows.append([word for word in text[:_PAIRED] if word not in without])
    for row in rows:
        found.update(row)
        found.update(map(" ".join, pairwise(row)))
    if words.title:
        found.update("= " + word for word in rows[0])
    return frozenset(found)


class LearnedWords:
    """What the words of all teachers tell; ask with `weights`."""

    def __init__(self, taught: Iterable[tuple[int, Features]]) -> None:
        """`taught`: for each blog and Thing, the features of all posts by which the blog teaches it."""
        blogs: Counter[int] = Counter()
        met: dict[int, Counter[str]] = {}
        for thing, features_ in taught:
            blogs[thing] += 1
            met.setdefault(thing, Counter()).update(features_)
        total = sum(blogs.values())
        self._least = _MANY_BLOGS if total > _LARGE * len(blogs) else _BLOGS
        self.teachers: Mapping[int, int] = blogs  # how many blogs teach each Thing
        shares = {thing: count / total for thing, count in blogs.items() if count < total}
        self._odds = {thing: _odds(share) for thing, share in shares.items()}
        self._met = {
            feature: found for feature, counts in _common(met, self._least) if (found := self._may_tell(counts)).counts
        }
        self._rows = {feature: self._row(found, ()) for feature, found in self._met.items()}
        self.vocabulary = frozenset(self._met)

    def weights(self, of: Features, own: Mapping[str, Sequence[int]]) -> Mapping[int, Sequence[tuple[float, str]]]:
        """For each Thing that these features speak for, its strongest words with their weights, the strongest first.

        `own`: the Things beside which the blog itself has each feature; that is taken out of the counts first.
        """
        found: dict[int, list[tuple[float, str]]] = {}
        for feature in of & self.vocabulary:
            row = self._row(self._met[feature], own[feature]) if feature in own else self._rows[feature]
            for thing, weight in row:
                if thing in found:
                    found[thing].append((weight, feature))
                else:
                    found[thing] = [(weight, feature)]
        return {thing: sorted(words, reverse=True)[:_STRONGEST] for thing, words in found.items()}

    def own(self, taught: Mapping[int, Features]) -> Mapping[str, Sequence[int]]:
        """What one blog teaches, turned about: the Things beside each feature that may tell anything."""
        result: dict[str, list[int]] = {}
        for thing, features_ in taught.items():
            for feature in features_ & self.vocabulary:
                result.setdefault(feature, []).append(thing)
        return result

    def telling(self, thing: int) -> Sequence[tuple[float, str, int, int]]:
        """The words that speak for a Thing, the strongest first: weight, word, blogs beside this Thing, beside others."""
        found = []
        for feature, row in self._rows.items():
            for about, weight in row:
                if about == thing:
                    here = dict(self._met[feature].counts)[thing]
                    found.append((weight, feature, here, self._met[feature].blogs - here))
        return sorted(found, key=lambda one: (-one[0], -one[2], one[1]))

    def _row(self, met: "_Met", own: Sequence[int]) -> tuple[tuple[int, float], ...]:
        """The Things for which a feature speaks, and how much, without what one blog taught beside its own."""
        row = []
        blogs, least = met.blogs - len(own), self._least
        for thing, count in met.counts:
            here = count - 1 if thing in own else count
            if here >= least:
                against, prior, rest, enough = self._odds[thing]
                odds = (here + prior) / (blogs - here + rest)
                if odds > enough:
                    row.append((thing, min(log(odds) + against, _MOST)))
        return tuple(row)

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


def _odds(share: float) -> tuple[float, float, float, float]:
    """For a Thing with this share of all that is taught: log-odds against it, the prior for and against, and the least odds."""
    against = log((1 - share) / share)
    return against, _PRIOR * share, _PRIOR * (1 - share), exp(_LEAST - against)


class _Met(NamedTuple):
    """In how many blogs a feature was met: beside all Things together, and beside each that it may tell."""

    blogs: int
    counts: Sequence[tuple[int, int]]


def _common(met: Mapping[int, Counter[str]], least: int) -> Iterator[tuple[str, Mapping[int, int]]]:
    """The features that enough blogs have beside one Thing, with how many blogs have them beside each."""
    common = {feature for counter in met.values() for feature, count in counter.items() if count >= least}
    order = sorted(met.items())
    for feature in common:
        yield feature, {thing: counter[feature] for thing, counter in order if feature in counter}
