"""Small questions about a row of tokens."""

from collections.abc import Sequence

from course.core.detection import number_words
from course.core.detection.tokens import Token, wordset

_MONTHS = wordset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december"
)
_UNITS = wordset(
    "things thing ways years year yrs days weeks week months month hours hour minutes mins percent reasons tips times"
    " tools sites people more or steps lessons ideas blogs posts questions facts links apps"
)
_LEFT = frozenset({"left", "remaining", "togo"})
MARKS = frozenset({"¤", "(", "[", "-", ":", "#", "*", ",", "week", "wk", "the", "."})
_WINKS = frozenset({"(", ".", "as"})
_STOPS = number_words.AND | frozenset(
    {"of", "for", "is", "was", "in", "on", "at", "with", "about", "by", "from", "part", "cpd"}
)


def token_is(row: Sequence[Token], at: int, low: str) -> bool:
    return 0 <= at < len(row) and row[at].low == low


def glued(row: Sequence[Token], at: int) -> bool:
    """Whether this token follows the one before without a space."""
    return 0 < at < len(row) and row[at].start == row[at - 1].end


def glued_sign(row: Sequence[Token], at: int, sign: str) -> bool:
    return token_is(row, at, sign) and glued(row, at)


def is_left(row: Sequence[Token], at: int) -> bool:
    """Whether a number before this is a count of what is still to come: "17 to go", "only 9 left"."""
    if token_is(row, at, "more"):
        return True
    return (token_is(row, at, "to") and token_is(row, at + 1, "go")) or (at < len(row) and row[at].low in _LEFT)


def runs_on(row: Sequence[Token], at: int) -> bool:
    """Whether a word follows at once, so that the number may belong to it."""
    return at < len(row) and row[at].low[0].isalpha() and row[at].low not in _STOPS


def capital(row: Sequence[Token], at: int) -> bool:
    return at < len(row) and row[at].raw[:1].isupper()


def is_unit(row: Sequence[Token], at: int) -> bool:
    return at < len(row) and row[at].low in _UNITS


def is_month(row: Sequence[Token], at: int) -> bool:
    return at < len(row) and row[at].low in _MONTHS


def counted(row: Sequence[Token], at: int) -> bool:
    """Whether a count stands before the noun: 23 Things, twenty-three Things."""
    if token_is(row, at - 2, ".") and glued(row, at - 1):
        return False  # "Library 2.0 Things 9-11"
    return at >= 1 and (row[at - 1].low.isdecimal() or row[at - 1].low in number_words.TENS or row[at - 1].low == "ish")


def is_fraction(row: Sequence[Token], at: int) -> bool:
    """`8 and 1/2`."""
    return (
        row[at].low in {"1", "3"}
        and token_is(row, at + 1, "/")
        and at + 2 < len(row)
        and row[at + 2].low in {"2", "4"}
        and not (at >= 1 and row[at - 1].low == "/")
    )


def after_wink(row: Sequence[Token], at: int) -> int:
    """Where a list goes on after a wink: "Thing 8 (and 9)", "Things 8... and 9", "Thing 8 as well as 9"."""
    if at >= len(row) or row[at].low not in _WINKS:
        return at
    if token_is(row, at, "(") and token_is(row, at + 3, ")") and row[at + 1].low in number_words.AND:
        return at + 1
    if token_is(row, at, ".") and token_is(row, at + 1, "."):
        dots = next((place for place in range(at, len(row)) if row[place].low != "."), at)
        return dots if row[dots].low in number_words.AND else at
    return at + 3 if token_is(row, at, "as") and token_is(row, at + 1, "well") and token_is(row, at + 2, "as") else at


def after_plural(row: Sequence[Token], at: int) -> int:
    """The token after the ending of "Things #s 6 and 7", "#'s"."""
    at = at + 1 if glued_sign(row, at, "'") and glued_sign(row, at + 1, "s") else at
    return at + 1 if glued_sign(row, at, "s") else at


def only_marks_before(row: Sequence[Token], first: int) -> bool:
    """Whether only marks, weeks and signs stand before this token."""
    return all(token.low in MARKS or token.low.isdecimal() for token in row[:first])
