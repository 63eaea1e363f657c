"""Several numbers as people write them: `6 & 7`, `6, 7 and 8`, `8-10`, `6 and Thing 8`."""

from collections.abc import Sequence
from typing import NamedTuple

from course.core.detection import course_terms, number_signs, number_words
from course.core.detection.course_terms import CourseTerms, Noun
from course.core.detection.rules import Rule, decide
from course.core.detection.token_queries import (
    after_wink,
    glued,
    is_fraction,
    is_left,
    is_month,
    is_unit,
    runs_on,
    token_is,
)
from course.core.detection.tokens import Token
from course.core.detection.written_numbers import WrittenNumber, number_at, rank_at

_WIDEST = 9  # a range of more Things than this is a look at the course rather than a post about each


class NumberList(NamedTuple):
    """All the numbers from a first one on."""

    numbers: list[int]
    after: int  # the token behind them
    spelled: bool
    wide: bool  # a range of so many Things that it is to be doubted


class Manner(NamedTuple):
    """What is known of a list before its numbers are read."""

    row: Sequence[Token]
    noun: Noun
    terms: CourseTerms
    plural: bool
    plain_spaces: bool = False  # an address, in which spaces stand for all signs
    ranked: bool = False  # "the tenth and the eleventh"


class NextItem(NamedTuple):
    """What may be the next number of a list."""

    manner: Manner
    before: int  # the token behind the number before it
    place: int  # its own first token
    number: WrittenNumber
    upto: bool  # the numbers between are meant too
    spaced: bool  # a dash with spaces stands before it
    own_noun: bool

    @property
    def row(self) -> Sequence[Token]:
        """The tokens."""
        return self.manner.row

    @property
    def adjoins(self) -> bool:
        """Whether nothing stands between it and the number before it."""
        return self.place == self.before


NO_ITEM: Sequence[Rule[str, NextItem, None]] = (  # a number behind a list that is none of its numbers
    Rule("no whole number", "Things 3 and 2.0", None, lambda n: not n.number.whole),
    Rule("date", "Thing 4, 7 July", None, lambda n: is_month(n.row, n.number.after)),
    Rule("fraction", "Thing 8 and 1/2", None, lambda n: is_fraction(n.row, n.place)),
    Rule(
        "word at once behind it",
        "Things 8 Seven maps",
        None,
        lambda n: n.adjoins and (n.number.spelled or not n.manner.plural),
    ),
    Rule(
        "behind a dash",
        "Thing 3 - 5 ways to brew tea",
        None,
        lambda n: (
            n.spaced
            and not n.manner.plural
            and not n.own_noun
            and (n.number.value > n.manner.terms.last or n.number.after < len(n.row))
        ),
    ),
)


class ListStep(NamedTuple):
    """The numbers of a list so far, and the one that may come next."""

    numbers: Sequence[int]
    next: NextItem

    @property
    def value(self) -> int:
        """The number that may come next."""
        return self.next.number.value

    @property
    def still_to_go(self) -> bool:
        """Whether it counts what is left: "Thing 6, 17 to go"."""
        item = self.next
        near = abs(self.value + max(self.numbers) - item.manner.terms.last) <= 1
        return is_left(item.row, item.number.after) and (not item.manner.plural or near)

    @property
    def counts(self) -> bool:
        """Whether it counts something else, by the plural behind it: "Thing 5, 10 tips"."""
        item, after = self.next, self.next.number.after
        beside = self.value == self.numbers[-1] + 1 or item.own_noun
        if item.upto or beside or (item.manner.plural and not is_unit(item.row, after)):
            return False
        return runs_on(item.row, after) and item.row[after].low.endswith("s")


LIST_ENDS: Sequence[Rule[str, ListStep, None]] = (  # numbers that end a list rather than belong to it
    Rule("still to go", "Thing 6, 17 to go", None, lambda s: s.still_to_go),
    Rule("no Thing", "Things 6 & 24", None, lambda s: not 1 <= s.value <= s.next.manner.terms.last),
    Rule("named already", "Things 6 & 6", None, lambda s: s.value in s.numbers),
    Rule(
        "sum",
        "Thing 8 +1",
        None,
        lambda s: (
            s.value < s.numbers[-1]
            and glued(s.next.row, s.next.before + 1)
            and not glued(s.next.row, s.next.before)
        ),
    ),
    Rule("range that goes back", "Things 8-6", None, lambda s: s.next.upto and s.value <= s.numbers[-1]),
    Rule("count of something", "Thing 5, 10 tips", None, lambda s: s.counts),
)  # fmt: skip


def listed(first: WrittenNumber, manner: Manner) -> NumberList:
    """All the numbers from the first one on."""
    numbers, after, spelled, wide = [first.value], first.after, first.spelled, False
    for _ in range(manner.terms.last + 1):
        item = _next(after, manner)
        if item is None or decide(LIST_ENDS, ListStep(numbers, item)):
            break
        value = item.number.value
        if item.upto:
            wide = wide or value - numbers[-1] >= _WIDEST
            numbers.extend(range(numbers[-1] + 1, value + 1))
        else:
            numbers.append(value)
        after, spelled = item.number.after, spelled and item.number.spelled
    return NumberList(numbers, after, spelled, wide)


def _next(at: int, manner: Manner) -> NextItem | None:
    """What may be the next number of a list that has come to this token."""
    row, noun, terms = manner.row, manner.noun, manner.terms
    place, upto, comma, dash = after_wink(row, at), False, False, False
    for _ in range(3):
        if place >= len(row):
            return None
        low = row[place].low
        if low in number_words.UP_TO and not (upto and dash):
            upto, dash = True, low == "-"
        elif low == "up" and token_is(row, place + 1, "to"):
            upto, place = True, place + 1
        elif low == "t" and token_is(row, place + 1, "/") and token_is(row, place + 2, "m"):
            upto, place = True, place + 2  # Dutch for "up to and including"
        elif low in number_words.AND:
            comma = True
        else:
            break
        place += 1
    spaced = dash and not (glued(row, at) and glued(row, at + 1))
    own_noun = False
    if place < len(row) and (other := course_terms.noun_at(row, place, terms)) and _same(other, noun):
        own_noun, place = True, number_signs.joined(row, place + 1).at
        upto = upto and not spaced  # "Thing 6 - Thing 7" is two, "Things 6-Thing 9" is four
    elif token_is(row, place, "#") and (manner.plural or place > at):
        place += 1  # but "Thing 6 #2" is the second post on it
    if place == at and not (manner.plural or manner.plain_spaces):
        return None
    read = rank_at if manner.ranked and place > at else number_at
    number = read(row, place, noun, terms.last)
    if number is None:
        return None
    item = NextItem(manner, at, place, number, upto and not comma, spaced, own_noun)
    return None if decide(NO_ITEM, item) else item


def _same(one: Noun, other: Noun) -> bool:
    """Whether two nouns count the same: Things, or twice the same word of the writer's own."""
    if one.borrowed or other.borrowed:
        return one.word.removesuffix("s") == other.word.removesuffix("s")
    return True
