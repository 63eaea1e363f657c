"""The signs between a noun and its number: "Thing No. six", "Thing #6", "Thing: number 6", "Thing's 6"."""

from collections.abc import Sequence
from typing import NamedTuple

from course.core.detection.token_queries import after_plural, token_is
from course.core.detection.tokens import Token, wordset

_JOINERS = wordset("# : - . _ no nr nos number numbers num nbr numero nummer ( [ =") | {'"'}
_LOOSE = frozenset({":", "-", "."})


class Joined(NamedTuple):
    """What stands between a noun and its number."""

    at: int  # where the number should be
    loose: bool  # only signs that link loosely: "Thing - 6"
    number_word: bool  # a `#` or "no"


def joined(row: Sequence[Token], at: int) -> Joined:
    """What stands between a noun and its number, from the token behind the noun on."""
    loose = number_word = False
    if at < len(row) and row[at].low.isdecimal():
        return Joined(at, False, False)  # nothing, most of the time
    if token_is(row, at, "'") and token_is(row, at + 1, "s"):
        at += 2
    if token_is(row, at, "(") and token_is(row, at + 1, "s") and token_is(row, at + 2, ")"):
        at += 3
    for _ in range(3):
        if at >= len(row) or row[at].low not in _JOINERS:
            break
        loose = loose or row[at].low in _LOOSE
        number_word = number_word or row[at].low.startswith(("#", "n"))
        at = after_plural(row, at + 1) if row[at].low == "#" else at + 1
    if token_is(row, at, "the") and at + 1 < len(row):
        at += 1
    return Joined(at, loose and not number_word, number_word)
