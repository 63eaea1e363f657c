"""The noun before a number ("Thing", "Thign", "CPDThing6"), and what may be between the two ("Thing No. six")."""

from collections.abc import Sequence
from typing import NamedTuple

from course.core.detection import tokens
from course.core.detection.course_terms import CourseTerms, Noun
from course.core.detection.token_queries import after_plural, token_is
from course.core.detection.tokens import Token, wordset

_JOINERS = wordset("# : - . _ no nr nos number numbers num nbr numero nummer ( [ =") | {'"'}
_LOOSE = frozenset({":", "-", "."})
_REAL = wordset("think thinks thin thins king thong thongs ting tings thingy thine thigh theng string")


def noun_at(row: Sequence[Token], at: int, terms: CourseTerms) -> Noun | None:
    """The noun at this place; a slip of the key before a number is one too ("Thign 6")."""
    word = row[at].low
    noun = terms.nouns.get(word)
    if noun or len(word) < 4:
        return noun
    if word.startswith(("cpd", "the")):  # CPDThing6, theThing6
        return terms.nouns.get(word[3:])
    if at + 1 < len(row) and row[at + 1].low.isdecimal() and word not in _REAL:
        meant = next((form for form in ("thing", "things") if tokens.slip(word, form)), None)
        return terms.nouns[meant] if meant else None
    return None


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
