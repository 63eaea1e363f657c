"""Made-up words: what everybody says, what is said of each Thing, and what belongs to hobbies."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

EVERYDAY = 4000
CONCEPTS = 60  # of a Thing
HOBBIES = 40
_HOBBY_WORDS = 60
_SHARED = 0.35  # concepts that sister Things have too
_ALSO_EVERYDAY = 0.25  # words of a topic that are everyday words as well
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "oa", "oo", "ou")
_ONSETS = tuple(
    re.findall(
        r"\w+",
        "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sm sn sp st str t th tr v w y",
    )
)
_ENDS = ("", *re.findall(r"\w+", "b ck d ft g l ll m mp n nd ng nt p r rd rk rn s sh st t th x"))


class Zipf:
    """Draws from a list whose n-th item comes 1/n**slope as often as the first."""

    def __init__(self, items: Sequence[str], slope: float = 1.0, shift: float = 2.0) -> None:
        self.items = items
        self._sums = list(accumulate((n + shift) ** -slope for n in range(len(items))))

    def draw(self, count: int, dice: random.Random) -> list[str]:
        """So many items, each as though it were the first."""
        return dice.choices(self.items, cum_weights=self._sums, k=count)


Concept = tuple[str, ...]  # its synonyms, the commonest first


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of a simulated course."""

    everyday: tuple[str, ...]
    topics: dict[int, tuple[Concept, ...]]  # by Thing: its concepts, the commonest first
    hobbies: tuple[tuple[str, ...], ...]


def vocabulary(things: Sequence[int], dice: random.Random) -> Vocabulary:
    """The words of a course with these Things."""
    taken: set[str] = set()
    everyday = [_word(dice, taken, syllables=1 + (n > 150) + (n > 1500)) for n in range(EVERYDAY)]
    topics: dict[int, list[Concept]] = {}
    for thing in things:
        own: list[Concept] = []
        sisters = [other for other in (thing - 1, thing - 6, thing - 9) if other in topics]
        for _ in range(CONCEPTS):
            if sisters and dice.random() < _SHARED:
                own.append(dice.choice(topics[dice.choice(sisters)]))
            else:
                own.append(tuple(_topical(dice, taken, everyday) for _ in range(dice.randint(2, 5))))
        dice.shuffle(own)
        topics[thing] = own
    hobbies = tuple(tuple(_word(dice, taken, 2) for _ in range(_HOBBY_WORDS)) for _ in range(HOBBIES))
    return Vocabulary(tuple(everyday), {thing: tuple(own) for thing, own in topics.items()}, hobbies)


def _topical(dice: random.Random, taken: set[str], everyday: Sequence[str]) -> str:
    if dice.random() < _ALSO_EVERYDAY:
        return everyday[dice.randrange(300, len(everyday))]
    return _word(dice, taken, dice.choice((2, 2, 3)))


def _word(dice: random.Random, taken: set[str], syllables: int) -> str:
    while True:
        word = "".join(dice.choice(_ONSETS) + dice.choice(_VOWELS) for _ in range(syllables)) + dice.choice(_ENDS)
        if word not in taken and len(word) > 1:
            taken.add(word)
            return str(word)
