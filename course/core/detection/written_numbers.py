"""One number as people write it: 6, 6th, 7a, 2.1, 6/23, six, twenty-three, sixth, VI."""

from collections.abc import Sequence
from typing import NamedTuple

from course.core.detection import number_words
from course.core.detection.course_terms import Noun
from course.core.detection.rules import Rule, decide
from course.core.detection.token_queries import capital, glued, is_month, runs_on, token_is
from course.core.detection.tokens import Token

_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_PARTS = frozenset("abcdefABC")  # no 3D, no 4G
_EITHER = frozenset({"andre", "anden"})  # second, or other
_ARTICLES = frozenset({"den", "det", "min", "mit", "mitt"})
_APART = frozenset({":", ")", "-", "!", "?", "&", "]", "("})
_NEAR = frozenset({"%", "/", "1", "3"})  # belong to the figures, a space between or not: 2 1/2
_PAUSES = frozenset({":", "-", ".", ",", "!", ")", "&", "/", "]"})


class WrittenNumber(NamedTuple):
    """One number as written: its value, and the token after it."""

    value: int
    after: int
    spelled: bool = False
    whole: bool = True  # no "2.0"


class FigureTokens(NamedTuple):
    """FigureTokens, and what follows them at once."""

    row: Sequence[Token]
    at: int
    after: int  # the token behind them
    last: int  # the course's last Thing

    @property
    def sign(self) -> Token | None:
        """The token behind them, where no space stands between."""
        return self.row[self.after] if glued(self.row, self.after) else None

    def is_sign(self, sign: str) -> bool:
        """Whether this sign follows at once, with more figures at once behind it."""
        behind = self.after + 1
        followed = glued(self.row, behind) and self.row[behind].low.isdecimal()
        return token_is(self.row, self.after, sign) and glued(self.row, self.after) and followed

    @property
    def ranked(self) -> bool:
        """Whether "st" or "th" follows at once."""
        return self.sign is not None and self.sign.low in _ORDINAL_ENDS


NO_THING: Sequence[Rule[str, FigureTokens, None]] = (  # figures that count something else
    Rule("long", "Thing 2011", None, lambda f: len(f.row[f.at].low) > 3),
    Rule("per cent", "Thing 50%", None, lambda f: token_is(f.row, f.after, "%")),
    Rule("thousands", "Things 1,000", None, lambda f: f.is_sign(",") and len(f.row[f.after + 1].low) == 3),
    Rule(
        "century or date",
        "Thing 21st century skills",
        None,
        lambda f: f.ranked and (token_is(f.row, f.after + 1, "century") or is_month(f.row, f.after + 1)),
    ),
    Rule(
        "with a letter",
        "Thing 4G",
        None,
        lambda f: f.sign and len(f.sign.low) == 1 and f.sign.low.isalpha() and f.sign.raw not in _PARTS,
    ),
)
TAILS: Sequence[Rule[str, FigureTokens, int]] = (  # how many tokens behind the figures belong to them
    Rule("decimal", "Thing 23.2 sweeping up", 2, lambda f: f.is_sign(".")),
    Rule("rank", "Thing the 6th: maps", 1, lambda f: f.ranked),
    Rule("part", "Thing 7a", 1, lambda f: f.sign and f.sign.raw in _PARTS),
)
FRACTIONS: Sequence[Rule[str, FigureTokens, int]] = (
    Rule(
        "of all",
        "Thing 6/23",
        2,
        lambda f: (
            token_is(f.row, f.after, "/")
            and token_is(f.row, f.after + 1, str(f.last))
            and int(f.row[f.at].low) != f.last - 1
        ),
    ),
    Rule(
        "and a half",
        "Thing 2 1/2: the neighbours",
        3,
        lambda f: (
            f.after + 2 < len(f.row)
            and f.row[f.after + 1].low == "/"
            and f.row[f.after].low in {"1", "3"}
            and f.row[f.after + 2].low in {"2", "4"}
        ),
    ),
)


def number_at(row: Sequence[Token], at: int, noun: Noun, last: int) -> WrittenNumber | None:
    """The number that begins at this token."""
    if at >= len(row):
        return None
    token = row[at]
    if token.low.isdecimal():
        return figures(row, at, last)
    ten = number_words.TENS.get(token.low)
    if ten and "two" in noun.cardinals:
        unit = at + 2 if token_is(row, at + 1, "-") else at + 1
        low = row[unit].low if unit < len(row) else ""
        value = noun.cardinals.get(low) or noun.ordinals.get(low) or 0
        if 0 < value < 10:
            return WrittenNumber(ten + value, unit + 1, spelled=True)
        return WrittenNumber(ten, at + 1, spelled=True)
    value = noun.cardinals.get(token.low) or noun.ordinals.get(token.low) or 0
    if value <= 2 and token.raw.islower() and runs_on(row, at + 1):
        return None  # "the thing one forgets"
    if value and (token.low in noun.cardinals or token_is(row, at - 1, "the")):
        return WrittenNumber(value, at + 1, spelled=True)
    roman = number_words.ROMAN.get(token.raw, 0)
    if roman and (len(token.raw) > 1 or (capital(row, at - 1) and _pauses(row, at + 1))):
        return WrittenNumber(roman, at + 1)
    return None


def _pauses(row: Sequence[Token], at: int) -> bool:
    """Whether a title ends or pauses here: "Thing I: maps", but not "Things I've learned"."""
    return at >= len(row) or row[at].low in _PAUSES


def figures(row: Sequence[Token], at: int, last: int) -> WrittenNumber | None:
    """The number whose figures stand here, with what belongs to it; None where they count something else."""
    behind = row[at + 1] if at + 1 < len(row) else None
    apart = behind is None or behind.low in _APART or (behind.start > row[at].end and behind.low not in _NEAR)
    if apart and len(row[at].low) <= 3:
        return WrittenNumber(int(row[at].low), at + 1)  # most figures: no rule can apply
    seen = FigureTokens(row, at, at + 1, last)
    if decide(NO_THING, seen):
        return None
    value, whole = int(row[at].low), True
    if tail := decide(TAILS, seen):
        whole = tail.verdict == 1 or row[seen.after + 1].low != "0"
        seen = seen._replace(after=seen.after + tail.verdict)
    for fraction in FRACTIONS:
        if decide((fraction,), seen):
            seen = seen._replace(after=seen.after + fraction.verdict)
    return WrittenNumber(value, seen.after, whole=whole)


def rank_at(row: Sequence[Token], at: int, noun: Noun, last: int) -> WrittenNumber | None:
    """The further items of "Thing the tenth and (the) eleventh"."""
    at = at + 1 if token_is(row, at, "the") else at
    if at < len(row) and row[at].low.isdecimal():
        return figures(row, at, last)
    value = noun.ordinals.get(row[at].low, 0) if at < len(row) else 0
    return WrittenNumber(value, at + 1, spelled=True) if value else None


def rank_before(row: Sequence[Token], at: int, noun: Noun) -> tuple[int, int] | None:
    """The ordinal that ends here, and the token before it."""
    if at < 0:
        return None
    low = row[at].low
    if low in _EITHER and not (at >= 1 and row[at - 1].low in _ARTICLES):
        return None  # "og andre ting": and other things
    if low in noun.ordinals:
        tens = at - 2 if token_is(row, at - 1, "-") else at - 1
        if tens >= 0 and row[tens].low in number_words.TENS and noun.ordinals[low] < 10:
            return number_words.TENS[row[tens].low] + noun.ordinals[low], tens - 1
        return noun.ordinals[low], at - 1
    ends = low in _ORDINAL_ENDS or (low in {"e", "de", "ste", "."} and "one" not in noun.cardinals)
    if ends and at >= 1 and row[at - 1].low.isdecimal() and len(row[at - 1].low) <= 3 and glued(row, at):
        return int(row[at - 1].low), at - 2
    return None
