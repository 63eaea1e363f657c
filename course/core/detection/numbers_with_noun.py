"""Numbers of Things with their noun: `Things 6 & 7`, `Thing #6`, `Thing the sixth`, `the 23rd Thing`."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from course.core.detection import course_terms, number_lists, number_signs, number_words, written_numbers
from course.core.detection.course_terms import CourseTerms, Noun
from course.core.detection.cues import Cue, CueHit, Place
from course.core.detection.number_lists import Manner, NumberList
from course.core.detection.rules import Rule, decide
from course.core.detection.token_queries import capital, counted, glued, is_unit, runs_on, token_is
from course.core.detection.tokens import Token
from course.core.detection.written_numbers import WrittenNumber

_MOST = 12  # mentions in one line; more say nothing more
_LIKE = "tchyr"  # first letters of a slip, and of what may be glued before the noun


Form = Literal[  # how a number is written, as far as it tells how much it is to be believed
    "plain",  # Thing 6
    "loose",  # Thing - 6 ways; things 1-23; Thing One leads ...
    "counted",  # 23 Things 6
    "ordinal",  # the sixth Thing
    "last",  # the final Thing
    "borrowed",  # Task 6, where the course counts Things
    "bare",  # #6 Flickr
    "label",  # Flickr - #6
]


class Mention(NamedTuple):
    """Numbers that somebody wrote with a noun: which, how, and from where to where (in tokens and in characters)."""

    numbers: tuple[int, ...]
    form: Form
    words: bool  # spelled out
    first: int
    after: int  # the token after the mention
    start: int
    end: int

    def hits(self, place: Place, text: str, cue: Cue) -> Iterator[CueHit]:
        """One cue hit for each of the numbers; `text`: where they were read."""
        quote = text[self.start : self.end].strip()
        for number in self.numbers:
            yield CueHit(number, place, quote, cue)


def mention_of(
    row: Sequence[Token], numbers: tuple[int, ...], form: Form, words: bool, first: int, after: int
) -> Mention:
    """The mention from one token to another."""
    return Mention(numbers, form, words, first, after, row[first].start, row[after - 1].end)


def mentions(row: Sequence[Token], terms: CourseTerms, *, plain_spaces: bool = False) -> list[Mention]:
    """Every mention in a row of tokens; `plain_spaces`: an address, in which spaces stand for all signs."""
    mentions: list[Mention] = []
    nouns, done = terms.nouns, 0
    for at in [at for at, token in enumerate(row) if token.low in nouns or token.low[0] in _LIKE]:
        if at < done or len(mentions) >= _MOST:
            continue
        noun = course_terms.noun_at(row, at, terms)
        mention = (_forward(row, at, noun, terms, plain_spaces) or _backward(row, at, noun, terms)) if noun else None
        if mention:
            mentions.append(mention)
            done = mention.after
    return mentions


# Forward: the noun, then its numbers --------------------------------------------------------------


class Forward(NamedTuple):
    """Numbers behind their noun."""

    row: Sequence[Token]
    at: int  # the noun
    start: int  # the first number
    first: WrittenNumber
    all: NumberList
    loose: bool  # only a dash or the like between them
    plural: bool
    number_word: bool  # a `#` or "no" between them
    noun: Noun

    @property
    def goes_on(self) -> bool:
        """Whether a word follows at once."""
        return runs_on(self.row, self.all.after)

    @property
    def one_or_two(self) -> bool:
        """Whether it is "one" or "two", spelled out and alone, which are everyday words."""
        return self.all.spelled and self.first.value <= 2 and len(self.all.numbers) == 1


FORMS: Sequence[Rule[str, Forward, Form]] = (
    Rule("another noun", "Task 6", "borrowed", lambda f: f.noun.borrowed),
    Rule(
        "behind a count",
        "23 Things 6",
        "counted",
        lambda f: f.noun.plural and not f.number_word and counted(f.row, f.at),
    ),
    Rule("version", "Thing 2.0", "loose", lambda f: not f.first.whole),
    Rule("loosely linked", "Thing - 6 maps", "loose", lambda f: f.loose and not f.plural and f.goes_on),
    Rule(
        "in small letters, and goes on",
        "thing six maps",
        "loose",
        lambda f: f.all.spelled and f.goes_on and not capital(f.row, f.start),
    ),
    Rule(
        "one or two, and goes on",
        "Thing One leads to another",
        "loose",
        lambda f: f.one_or_two and f.goes_on and not capital(f.row, f.all.after),
    ),
    Rule("wide range", "Things 1-23", "loose", lambda f: f.all.wide),
    Rule("plain", "Thing 6", "plain", lambda _f: True),
)


def _forward(row: Sequence[Token], at: int, noun: Noun, terms: CourseTerms, plain_spaces: bool) -> Mention | None:
    start, loose, number_word = number_signs.joined(row, at + 1)
    first = written_numbers.number_at(row, start, noun, terms.last)
    if first is None:
        return None
    plural = noun.plural or token_is(row, at + 1, "(") or token_is(row, at + 1, "'")
    ranked = token_is(row, start - 1, "the")
    numbers = number_lists.listed(first, Manner(row, noun, terms, plural, plain_spaces, ranked))
    kept = of_course(numbers.numbers, terms)
    if not kept or (loose and not first.whole):
        return None
    rule = decide(FORMS, Forward(row, at, start, first, numbers, loose, plural, number_word, noun))
    form = rule.verdict if rule else "plain"
    if form == "counted" and (loose or is_unit(row, numbers.after)):
        return None  # "23 Things - 7 months on"
    return mention_of(row, kept, form, numbers.spelled, at, numbers.after)


def of_course(numbers: Sequence[int], terms: CourseTerms) -> tuple[int, ...]:
    """Those of the numbers that the course has, each once."""
    return tuple(dict.fromkeys([number for number in numbers if number in terms.numbers]))


# Backward: the numbers, then their noun ------------------------------------------------------------


def _backward(row: Sequence[Token], at: int, noun: Noun, terms: CourseTerms) -> Mention | None:
    """`The 23rd Thing`, `the sixth and seventh Things`, `#2 Thing`, `final Thing`, `5. Ding`."""
    place = at - 1
    if noun.borrowed or place < 0:
        return None
    if row[place].low in noun.last:
        return mention_of(row, (terms.last,), "last", True, place, at + 1)
    if row[place].low == "penultimate":
        return mention_of(row, (terms.last - 1,), "last", True, place, at + 1)
    numbers: list[int] = []
    while (rank := written_numbers.rank_before(row, place, noun)) is not None:
        value, place = rank
        numbers.insert(0, value)
        if not (place >= 1 and row[place].low in number_words.AND):
            break
        place -= 1
    if numbers:
        kept = tuple(number for number in numbers if number in terms.numbers)
        spelled = row[at - 1].low in noun.ordinals
        return mention_of(row, kept, "ordinal", spelled, place + 1, at + 1) if kept else None
    figure, hashed = row[place].low, token_is(row, place - 1, "#") and glued(row, place)
    if hashed and not noun.plural and figure.isdecimal() and len(figure) <= 3 and int(figure) in terms.numbers:
        return mention_of(row, (int(figure),), "plain", False, place - 1, at + 1)
    return None
