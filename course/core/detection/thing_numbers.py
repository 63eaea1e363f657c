"""Numbers of Things as people write them: `Things 6 & 7`, `Thing #6`, `Thing the sixth`, `8-10`, `the 23rd Thing`."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from course.core.detection import languages, token_queries, tokens
from course.core.detection.course_terms import CourseTerms, Noun
from course.core.detection.cues import Cue, CueHit, Place
from course.core.detection.tokens import Token, wordset

_JOINERS = frozenset(
    {
        "#",
        ":",
        "-",
        ".",
        "_",
        "no",
        "nr",
        "nos",
        "number",
        "numbers",
        "num",
        "nbr",
        "numero",
        "nummer",
        "(",
        "[",
        "=",
        '"',
    }
)
_LOOSE = frozenset({":", "-", "."})
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_PARTS = frozenset("abcdefABC")  # no 3D, no 4G
_EITHER = frozenset({"andre", "anden"})  # second, or other
_ARTICLES = frozenset({"den", "det", "min", "mit", "mitt"})
_MOST = 12  # mentions in one line; more say nothing more
_WIDEST = 9  # a range of more Things than this is a look at the course rather than a post about each


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


class Item(NamedTuple):
    """One number as written: its value, and the token after it."""

    value: int
    after: int
    spelled: bool = False
    whole: bool = True  # no "2.0"


def mentions(row: Sequence[Token], terms: CourseTerms, *, plain_spaces: bool = False) -> list[Mention]:
    """Every mention in a row of tokens; `plain_spaces`: an address, in which spaces stand for all signs."""
    found: list[Mention] = []
    nouns, done = terms.nouns, 0
    for at in [at for at, token in enumerate(row) if token.low in nouns or token.low[0] in _LIKE]:
        if at < done or len(found) >= _MOST:
            continue
        noun = noun_at(row, at, terms)
        mention = (_forward(row, at, noun, terms, plain_spaces) or _backward(row, at, noun, terms)) if noun else None
        if mention:
            found.append(mention)
            done = mention.after
    return found


def noun_at(row: Sequence[Token], at: int, terms: CourseTerms) -> Noun | None:
    """The noun at this place; a slip of the key before a number is one too ("Thign 6")."""
    word = row[at].low
    noun = terms.nouns.get(word)
    if noun or len(word) < 4:
        return noun
    if word.startswith(("cpd", "the")):  # CPDThing6, theThing6
        return terms.nouns.get(word[3:])
    if at + 1 < len(row) and row[at + 1].low.isdecimal() and word not in _REAL:
        return (
            terms.nouns["thing"]
            if tokens.slip(word, "thing")
            else terms.nouns["things"]
            if tokens.slip(word, "things")
            else None
        )
    return None


_LIKE = "tchyr"  # first letters of a slip, and of what may be glued before the noun
_REAL = wordset("think thinks thin thins king thong thongs ting tings thingy thine thigh theng string")


# Forward: the noun, then its numbers --------------------------------------------------------------


def _forward(row: Sequence[Token], at: int, noun: Noun, terms: CourseTerms, plain_spaces: bool) -> Mention | None:
    start, loose, number_word = _joined(row, at + 1)
    item = item_at(row, start, noun, terms.last)
    if item is None:
        return None
    plural = noun.plural or token_queries.token_is(row, at + 1, "(") or token_queries.token_is(row, at + 1, "'")
    ranked = token_queries.token_is(row, start - 1, "the")
    numbers, after, spelled, doubt = listed(row, item, noun, terms, plural, plain_spaces, ranked)
    kept = tuple(dict.fromkeys(number for number in numbers if number in terms.numbers))
    if not kept or (loose and not item.whole):
        return None
    counted = noun.plural and not number_word and token_queries.counted(row, at)
    doubtful = (
        not item.whole
        or (loose and not plural and token_queries.runs_on(row, after))
        or (spelled and not row[start].raw[:1].isupper() and token_queries.runs_on(row, after))
        or (
            spelled
            and item.value <= 2
            and len(kept) == 1
            and token_queries.runs_on(row, after)
            and not token_queries.capital(row, after)
        )
        or doubt
    )
    form: Form = "borrowed" if noun.borrowed else "counted" if counted else "loose" if doubtful else "plain"
    if form == "counted" and (loose or token_queries.is_unit(row, after)):
        return None  # "23 Things - 7 months on"
    return mention_of(row, kept, form, spelled, at, after)


def _joined(row: Sequence[Token], at: int) -> tuple[int, bool, bool]:
    """Where the number should stand after "Thing", whether the signs between are a doubtful link, and a `#` or `no`."""
    loose = number_word = False
    if token_queries.token_is(row, at, "'") and token_queries.token_is(row, at + 1, "s"):
        at += 2
    if (
        token_queries.token_is(row, at, "(")
        and token_queries.token_is(row, at + 1, "s")
        and token_queries.token_is(row, at + 2, ")")
    ):
        at += 3
    for _ in range(3):
        if at >= len(row) or row[at].low not in _JOINERS:
            break
        loose = loose or row[at].low in _LOOSE
        number_word = number_word or row[at].low.startswith(("#", "n"))
        at = token_queries.after_plural(row, at + 1) if row[at].low == "#" else at + 1
    if token_queries.token_is(row, at, "the") and at + 1 < len(row):
        at += 1
    return at, loose and not number_word, number_word


def item_at(row: Sequence[Token], at: int, noun: Noun, last: int) -> Item | None:
    """One number: 6, 6th, 7a, 2.1, 6/23, six, twenty-three, sixth, VI."""
    if at >= len(row):
        return None
    token = row[at]
    if token.low.isdecimal():
        return _figures(row, at, last)
    ten = languages.TENS.get(token.low)
    if ten and "two" in noun.cardinals:
        unit = at + 2 if token_queries.token_is(row, at + 1, "-") else at + 1
        low = row[unit].low if unit < len(row) else ""
        value = noun.cardinals.get(low) or noun.ordinals.get(low) or 0
        return Item(ten + value, unit + 1, spelled=True) if 0 < value < 10 else Item(ten, at + 1, spelled=True)
    value = noun.cardinals.get(token.low) or noun.ordinals.get(token.low) or 0
    if value <= 2 and token.raw.islower() and token_queries.runs_on(row, at + 1):
        return None  # "the thing one forgets"
    if value and (token.low in noun.cardinals or token_queries.token_is(row, at - 1, "the")):
        return Item(value, at + 1, spelled=True)
    roman = languages.ROMAN.get(token.raw, 0)
    if roman and (len(token.raw) > 1 or (row[at - 1].raw[:1].isupper() and _pauses(row, at + 1))):
        return Item(roman, at + 1)
    return None


def _pauses(row: Sequence[Token], at: int) -> bool:
    """Whether a title ends or pauses here: "Thing I: maps", but not "Things I've learned"."""
    return at >= len(row) or row[at].low in {":", "-", ".", ",", "!", ")", "&", "/", "]"}


def _figures(row: Sequence[Token], at: int, last: int) -> Item | None:
    digits = row[at].low
    if len(digits) > 3:
        return None
    value, after, whole = int(digits), at + 1, True
    if token_queries.token_is(row, after, "%"):
        return None
    if token_queries.glued(row, after):
        sign, decimal = row[after], token_queries.glued(row, after + 1) and row[after + 1].low.isdecimal()
        if sign.low == "," and decimal and len(row[after + 1].low) == 3:
            return None  # 1,000
        if sign.low == "." and decimal:
            whole, after = row[after + 1].low != "0", after + 2
        elif sign.low in _ORDINAL_ENDS:
            if token_queries.token_is(row, after + 1, "century") or token_queries.is_month(row, after + 1):
                return None
            after += 1
        elif sign.raw in _PARTS:
            after += 1
        elif len(sign.low) == 1 and sign.low.isalpha():
            return None  # 4u
    if (
        token_queries.token_is(row, after, "/")
        and after + 1 < len(row)
        and row[after + 1].low == str(last)
        and value != last - 1
    ):
        after += 2
    if (
        after + 2 < len(row)
        and row[after + 1].low == "/"
        and row[after].low in {"1", "3"}
        and row[after + 2].low in {"2", "4"}
    ):
        after += 3  # 2 1/2
    return Item(value, after, whole=whole)


def listed(
    row: Sequence[Token],
    item: Item,
    noun: Noun,
    terms: CourseTerms,
    plural: bool,
    plain_spaces: bool,
    ranked: bool = False,
) -> tuple[list[int], int, bool, bool]:
    """All the numbers from the first item on, the token after them, whether spelled, and whether to doubt them."""
    numbers, after, spelled, doubt = [item.value], item.after, item.spelled, False
    for _ in range(terms.last + 1):
        step = _next(row, after, noun, terms, plural, plain_spaces, ranked)
        if step is None:
            break
        upto, nxt, own_noun = step
        if token_queries.is_left(row, nxt.after) and (not plural or abs(nxt.value + max(numbers) - terms.last) <= 1):
            break  # "Thing 6, 17 to go"
        if nxt.value > terms.last or nxt.value < 1 or nxt.value in numbers:
            break
        if nxt.value < numbers[-1] and token_queries.glued(row, after + 1) and not token_queries.glued(row, after):
            break  # "Thing 8 +1"
        if upto:
            if nxt.value <= numbers[-1]:
                break
            doubt = doubt or nxt.value - numbers[-1] >= _WIDEST
            numbers.extend(range(numbers[-1] + 1, nxt.value + 1))
        else:
            beside = nxt.value == numbers[-1] + 1 or own_noun or (plural and not token_queries.is_unit(row, nxt.after))
            if not beside and token_queries.runs_on(row, nxt.after) and row[nxt.after].low.endswith("s"):
                break  # "Thing 5, 10 tips"
            numbers.append(nxt.value)
        after, spelled = nxt.after, spelled and nxt.spelled
    return numbers, after, spelled, doubt


def _next(
    row: Sequence[Token], at: int, noun: Noun, terms: CourseTerms, plural: bool, plain_spaces: bool, ranked: bool
) -> tuple[bool, Item, bool] | None:
    """The next item of a list: whether the numbers between are meant too, the item, and whether it has its own noun."""
    place, upto, comma, dash = token_queries.after_wink(row, at), False, False, False
    for _ in range(3):
        if place >= len(row):
            return None
        low = row[place].low
        if low in languages.UP_TO and not (upto and dash):
            upto, dash = True, low == "-"
        elif low == "up" and token_queries.token_is(row, place + 1, "to"):
            upto, place = True, place + 1
        elif (
            low == "t" and token_queries.token_is(row, place + 1, "/") and token_queries.token_is(row, place + 2, "m")
        ):  # Dutch for "up to and including"
            upto, place = True, place + 2
        elif low in languages.AND:
            comma = True
        else:
            break
        place += 1
    spaced = dash and not (token_queries.glued(row, at) and token_queries.glued(row, at + 1))
    own_noun = False
    if place < len(row) and (other := noun_at(row, place, terms)) and _same(other, noun):
        own_noun, (place, _, _) = True, _joined(row, place + 1)
        upto = upto and not spaced  # "Thing 6 - Thing 7" is two, "Things 6-Thing 9" is four
    elif token_queries.token_is(row, place, "#") and (plural or place > at):
        place += 1  # but "Thing 6 #2" is the second post on it
    if place == at and not (plural or plain_spaces):
        return None
    item = _rank(row, place, noun, terms.last) if ranked and place > at else item_at(row, place, noun, terms.last)
    if (
        item is None
        or not item.whole
        or token_queries.is_month(row, item.after)
        or token_queries.is_fraction(row, place)
    ):
        return None
    if place == at and (item.spelled or not plural):
        return None
    if spaced and not plural and not own_noun and (item.value > terms.last or item.after < len(row)):
        return None  # "Thing 9 - 10" is two, "Thing 3 - 5 ways" is one
    return (upto and not comma, item, own_noun)


def _same(one: Noun, other: Noun) -> bool:
    """Whether two nouns count the same: Things, or twice the same word of the writer's own."""
    if one.borrowed or other.borrowed:
        return one.word.removesuffix("s") == other.word.removesuffix("s")
    return True


def _rank(row: Sequence[Token], at: int, noun: Noun, last: int) -> Item | None:
    """The further items of "Thing the tenth and (the) eleventh"."""
    at = at + 1 if token_queries.token_is(row, at, "the") else at
    if at < len(row) and row[at].low.isdecimal():
        return _figures(row, at, last)
    value = noun.ordinals.get(row[at].low, 0) if at < len(row) else 0
    return Item(value, at + 1, spelled=True) if value else None


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
    while (found := _ordinal(row, place, noun)) is not None:
        value, place = found
        numbers.insert(0, value)
        if not (place >= 1 and row[place].low in languages.AND):
            break
        place -= 1
    if numbers:
        kept = tuple(number for number in numbers if number in terms.numbers)
        return mention_of(row, kept, "ordinal", row[at - 1].low in noun.ordinals, place + 1, at + 1) if kept else None
    hashed = (
        not noun.plural
        and place >= 1
        and row[place].low.isdecimal()
        and row[place - 1].low == "#"
        and token_queries.glued(row, place)
    )
    if hashed and len(row[place].low) <= 3 and int(row[place].low) in terms.numbers:
        return mention_of(row, (int(row[place].low),), "plain", False, place - 1, at + 1)
    return None


def _ordinal(row: Sequence[Token], at: int, noun: Noun) -> tuple[int, int] | None:
    """The ordinal that ends here, and the token before it."""
    if at < 0:
        return None
    low = row[at].low
    if low in _EITHER and not (at >= 1 and row[at - 1].low in _ARTICLES):
        return None  # "og andre ting": and other things
    if low in noun.ordinals:
        tens = at - 2 if token_queries.token_is(row, at - 1, "-") else at - 1
        if tens >= 0 and row[tens].low in languages.TENS and noun.ordinals[low] < 10:
            return languages.TENS[row[tens].low] + noun.ordinals[low], tens - 1
        return noun.ordinals[low], at - 1
    ends = low in _ORDINAL_ENDS or (low in {"e", "de", "ste", "."} and "one" not in noun.cardinals)
    if ends and at >= 1 and row[at - 1].low.isdecimal() and len(row[at - 1].low) <= 3 and token_queries.glued(row, at):
        return int(row[at - 1].low), at - 2
    return None


def mention_of(
    row: Sequence[Token], numbers: tuple[int, ...], form: Form, words: bool, first: int, after: int
) -> Mention:
    """The mention from one token to another."""
    return Mention(numbers, form, words, first, after, row[first].start, row[after - 1].end)
