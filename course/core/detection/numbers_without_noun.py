"""Numbers of Things without a noun, in a title: `#5. Flickr`, `Week 9 No 22`, `RSS feeds (#8)`."""

from collections.abc import Sequence
from typing import NamedTuple

from course.core.detection import known_tools, number_lists, numbers_with_noun, token_queries, written_numbers
from course.core.detection.course_terms import CourseTerms
from course.core.detection.number_lists import Manner
from course.core.detection.numbers_with_noun import Form, Mention
from course.core.detection.rules import Rule, decide
from course.core.detection.tokens import Token, wordset
from course.core.detection.written_numbers import WrittenNumber

_RANKS = wordset(
    "my our the your top tip post part episode issue meeting re are is fan attempt take round volume vol version"
    " week wk day session update meet meetup workshop class group lunch newsletter"
) | {"'"}
_WITH = wordset("and counting together both done phew at last once in one go post . ! ? : - ( ) ¤ #")
_NUMBER_WORDS = frozenset({"no", "nr", "number", "numbers", "nos", "num", "numero", "nummer", "n"})
_WEEKS = frozenset({"week", "wk", "uke", "uge"})
_WHERE = frozenset({"on", "for", "in", "at", "@"})  # 23 Things on a Stick
_LONGEST_NAME = 3
_PARTS = 3  # a post in more parts than this is rare
_PAUSES = frozenset({",", "-", ":", "(", "[", ".", "!", "?", "|"})


class Lead(NamedTuple):
    """A number that leads a title, and what stands around it."""

    row: Sequence[Token]
    numbers: tuple[int, ...]
    at: int  # its first token: a `#`, "No", or the number itself
    after: int
    word: bool  # "No 22"
    signed: bool  # "#5", "No 22"
    marked: bool  # the course's mark or `Week 9` stands before it
    over: bool  # "6/23", "6 of 23"
    slashed: bool

    @property
    def pauses(self) -> bool:
        """Whether a sign such as a colon follows: "5. Maps"."""
        return self.after < len(self.row) and self.row[self.after].low in {".", ":", "-", ")"}

    @property
    def several(self) -> bool:
        """Whether it is more than one number."""
        return len(self.numbers) > 1

    @property
    def ends(self) -> bool:
        """Whether the title ends with it."""
        return self.after == len(self.row)


FORMS: Sequence[Rule[str, Lead, Form]] = (
    Rule("counted out of all, with the mark", "CPD23 - 6/23 - maps", "plain", lambda n: n.over and n.marked),
    Rule("counted out of all", "6 of 23", "ordinal", lambda n: n.over),
    Rule("numbers", "Nos 3 and 4 of the 23", "plain", lambda n: n.word and n.several),
    Rule("sign and pause", "#5: Maps", "plain", lambda n: n.signed and n.pauses),
    Rule("sign and mark", "cpd23 #6 maps", "plain", lambda n: n.signed and n.marked),
    Rule("sign alone", "#5", "plain", lambda n: n.signed and n.ends),
    Rule("number one", "#1 blog of the year", "label", lambda n: n.signed and n.numbers == (1,)),
    Rule("sign", "#5 maps", "bare", lambda n: n.signed),
    Rule("several with the mark", "cpd23 10 & 11 maps", "bare", lambda n: n.marked and n.several and not n.slashed),
    Rule("the mark and no more", "CPD23: 12", "bare", lambda n: n.marked and n.ends and not n.slashed),
    Rule("number and pause", "5. Maps", "bare", lambda n: n.pauses and not _glued_number(n.row, n.after)),
    Rule("the mark", "cpd23 6 maps", "loose", lambda n: n.marked and not token_queries.is_month(n.row, n.after)),
    Rule("several and a name", "16 & 17 Wikis", "ordinal", lambda n: n.several and token_queries.capital(n.row, n.after)),
)  # fmt: skip


def mentions(row: Sequence[Token], terms: CourseTerms) -> list[Mention]:
    """Numbers that stand in a title without a noun: `#5. Flickr`, `Week 9 No 22`, `RSS feeds (#8)`, `6/23`."""
    at, marked = _begin(row, terms)
    at = next((place for place, token in enumerate(row) if token.low in {"numbers", "nos"}), at)
    if at >= len(row):
        return []
    word = row[at].low in _NUMBER_WORDS
    start = at + 1 if word or row[at].low == "#" else at
    if word and (token_queries.token_is(row, start, ".") or token_queries.token_is(row, start, "#")):
        start += 1
    item = written_numbers.number_at(row, start, terms.nouns["things"], terms.last)
    if item is not None and item.spelled and word and item.value in terms.numbers - {1} and _rests(row, item.after):
        return [numbers_with_noun.mention_of(row, (item.value,), "label", True, at, item.after)]
    if item is None or item.spelled or not item.whole:
        return _hashed(row, terms) or _alone(row, at, terms)
    if start == at and not marked and (alone := _alone(row, at, terms)):
        return alone
    lead = _lead(row, (at, start), item, marked, terms)
    if lead is None:
        return []
    rule = decide(FORMS, lead)
    if rule is None:
        return _hashed(row, terms)
    return [numbers_with_noun.mention_of(row, lead.numbers, rule.verdict, False, at, lead.after)]


def _lead(
    row: Sequence[Token], place: tuple[int, int], item: WrittenNumber, marked: bool, terms: CourseTerms
) -> Lead | None:
    """The number that leads a title; `place`: its first token, and its first figure. None where it counts something else."""
    at, start = place
    word = row[at].low in _NUMBER_WORDS
    numbers, after, _, wide = number_lists.listed(item, Manner(row, terms.nouns["things"], terms, word))
    kept = numbers_with_noun.of_course(numbers, terms)
    of_all = token_queries.token_is(row, after, "of") and token_queries.token_is(row, after + 1, str(terms.last))
    of_all = of_all and start == at
    more = start > at and token_queries.token_is(row, after, "more")
    counts = token_queries.is_unit(row, after) and not of_all and not more
    if not kept or counts or wide or token_queries.token_is(row, item.after, "#"):
        return None
    signs = {token.low for token in row[start:after]}
    over = of_all or {"/", str(terms.last)} <= signs
    return Lead(row, kept, at, after, word, start > at, marked, over, "/" in signs)


def _hashed(row: Sequence[Token], terms: CourseTerms) -> list[Mention]:
    """`RSS feeds (#8)`, `Flickr - #5`: a number that ends a title or a part of it."""
    noun = terms.nouns["things"]
    for at in range(1, len(row) - 1):
        if row[at].low != "#" or not token_queries.glued(row, at + 1) or row[at - 1].low in _RANKS:
            continue
        item = written_numbers.number_at(row, at + 1, noun, terms.last)
        if item is None or item.spelled or not item.whole:
            continue
        numbers, after, _, wide = number_lists.listed(item, Manner(row, noun, terms, True))
        kept = numbers_with_noun.of_course(numbers, terms)
        if kept and not wide and not token_queries.runs_on(row, after):
            apart = row[at - 1].low in _PAUSES or known_tools.ends_with_one(
                " ".join(token.low for token in row[:at][-4:])
            )
            return [numbers_with_noun.mention_of(row, kept, "label" if apart else "loose", False, at, after)]
    return _bracketed(row, terms)


def _bracketed(row: Sequence[Token], terms: CourseTerms) -> list[Mention]:
    """`Mentors (11)`, `Networks (6 & 7)`: nothing but numbers in the brackets that end a title; (2) is a second part."""
    if not row or row[-1].low != ")":
        return []
    at = next((place + 1 for place in range(len(row) - 1, 0, -1) if row[place].low == "("), 0)
    noun = terms.nouns["things"]
    item = written_numbers.number_at(row, at, noun, terms.last) if at else None
    if item is None or not item.whole:
        return []
    numbers, after, _, wide = number_lists.listed(item, Manner(row, noun, terms, True))
    kept = numbers_with_noun.of_course(numbers, terms)
    if not kept or wide or max(kept) <= _PARTS or after != len(row) - 1:
        return []
    return [numbers_with_noun.mention_of(row, kept, "ordinal", False, at, after)]


def _rests(row: Sequence[Token], at: int) -> bool:
    """Whether a title ends or pauses here."""
    return at >= len(row) or row[at].low in _PAUSES


def _alone(row: Sequence[Token], at: int, terms: CourseTerms) -> list[Mention]:
    """`Fifteen and sixteen`, `13 and 14 together`, `Lucky 13`: nothing but numbers, and words that go with them."""
    noun, at = terms.nouns["things"], at + 1 if token_queries.token_is(row, at, "lucky") else at
    item = written_numbers.number_at(row, at, noun, terms.last)
    if item is None or not item.whole:
        return []
    numbers, after, _, wide = number_lists.listed(item, Manner(row, noun, terms, False))
    kept = numbers_with_noun.of_course(numbers, terms)
    if not kept or wide or any(token.low not in _WITH for token in row[after:]):
        return []
    return [numbers_with_noun.mention_of(row, kept, "ordinal", False, at, after)]


def _begin(row: Sequence[Token], terms: CourseTerms) -> tuple[int, bool]:
    """The first token that is not the course's mark, a bracket or `Week 9`, and whether any of these stood before."""
    at, marked = 0, False
    while at < len(row):
        if row[at].low == "¤":
            at, marked = at + 1, True
        elif after := _week(row, at, terms):
            at, marked = after, True
        elif _count(row, at, terms):
            at, marked = _named(row, at + 2), True
        elif row[at].low in {"[", "(", ":", ";", "-", ",", ".", "/", "|", "]", ")", "_"}:
            at += 1
        else:
            break
    return at, marked


def _week(row: Sequence[Token], at: int, terms: CourseTerms) -> int:
    """The token after `Week 9`, `Week #9`, `Week Nine`, or nothing."""
    if row[at].low not in _WEEKS:
        return 0
    at += 2 if token_queries.token_is(row, at + 1, "#") else 1
    numbered = at < len(row) and (row[at].low.isdecimal() or row[at].low in terms.nouns["thing"].cardinals)
    return at + 1 if numbered else 0


def _count(row: Sequence[Token], at: int, terms: CourseTerms) -> bool:
    noun = terms.nouns.get(row[at + 1].low) if row[at].low.isdecimal() and at + 1 < len(row) else None
    return noun is not None and noun.plural and not noun.borrowed


def _named(row: Sequence[Token], at: int) -> int:
    """The token after the rest of the course's name: `23 Things on a Stick #14`, `23 Things for CPD (8 & 9)`."""
    if at >= len(row) or row[at].low not in _WHERE:
        return at
    ends = range(at, min(len(row), at + _LONGEST_NAME + 1))
    end = next((end for end in ends if row[end].low in _PAUSES or row[end].low == "#"), at)
    return at if row[end - 1].low in _RANKS else end


def _glued_number(row: Sequence[Token], at: int) -> bool:
    return (
        token_queries.glued(row, at)
        and at + 1 < len(row)
        and token_queries.glued(row, at + 1)
        and row[at + 1].low[0].isdecimal()
    )
