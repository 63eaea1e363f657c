"""How many numbered posts with such words were about a Thing? The plainest of all evidence, to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from course.core.detection.learned_words import Features
from course.core.model import Handle, PostKey


class AlikePosts:
    """Numbered posts by their words. A set of posts is the bits of one number: such sets are quick to compare."""

    def __init__(self, taught: Mapping[Handle, Mapping[PostKey, tuple[int, Features]]], quoted: Iterable[str]) -> None:
        """`taught`: the posts of each blog, with their Things and their words; `quoted`: words that will be asked about."""
        found: dict[str, list[int]] = {quote: [] for quote in quoted}
        about: dict[int, list[int]] = {}
        by: dict[Handle, list[int]] = {}
        number = 0
        for handle in sorted(taught):
            for thing, words in taught[handle].values():
                for word in words & found.keys():
                    found[word].append(number)
                about.setdefault(thing, []).append(number)
                by.setdefault(handle, []).append(number)
                number += 1
        self._with = {word: _bits(posts) for word, posts in found.items()}
        self._about = {thing: _bits(posts) for thing, posts in about.items()}
        self._by = {handle: _bits(posts) for handle, posts in by.items()}

    def count(self, thing: int, quotes: Sequence[str], without: Handle) -> tuple[int, int]:
        """Of the other blogs' posts with at least two of these phrases (of one, with that): about the Thing, and all."""
        having = [bits for quote in quotes if (bits := self._with.get(quote))]
        if len(quotes) > 1:
            having = [one & other for one, other in combinations(having, 2)]
        posts = 0
        for bits in having:
            posts |= bits
        posts &= ~self._by.get(without, 0)
        return (posts & self._about.get(thing, 0)).bit_count(), posts.bit_count()


def _bits(numbers: Iterable[int]) -> int:
    """The number whose bits of these places are set."""
    return sum([1 << number for number in numbers])
