"""Numbers of Things as people write them: `Things 6 & 7`, `Thing #6`, `Thing the sixth`, `8-10`, `the 23rd Thing`."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from course.core import languages
from course.core.lexicon import Lexicon, Noun
from course.core.wording import Token, wordset

_JOINERS = frozenset(
    {"#", ":", "-", ".", "_", "no", "nr", "nos", "number", "numbers", "num", "numero", "(", "[", "=", '"'}
)
_LOOSE = frozenset({":", "-", "."})
_MONTHS = wordset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december"
)
_UNITS = wordset(
    "things thing ways years year yrs days weeks week months month hours hour minutes mins percent reasons tips times"
    " tools sites people more or steps lessons ideas blogs posts questions facts links apps"
)
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_PARTS = frozenset("abcdefgh")
_MOST = 12  # mentions in one line; more say nothing more
_WIDEST = 9  # a range of more Things than this is a look at the course rather than a post about each


class Form(StrEnum):
    """How a number is written, as far as it tells how much it is to be believed."""

    PLAIN = "plain"  # Thing 6
    LOOSE = "loose"  # Thing - 6 ways; things 1-23; Thing One leads ...
    COUNTED = "counted"  # 23 Things 6
    ORDINAL = "ordinal"  # the sixth Thing
    LAST = "last"  # the final Thing
    BORROWED = "borrowed"  # Task 6, where the course counts Things
    BARE = "bare"  # #6 Flickr


@dataclass(frozen=True, slots=True)
class Mention:
    """Numbers that somebody wrote with a noun: which, how, and from where to where (in tokens and in characters)."""

    numbers: tuple[int, ...]
    form: Form
    words: bool  # spelled out
    first: int
    after: int  # the token after the mention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Item:
    value: int
    after: int
    spelled: bool = False
    whole: bool = True  # no "2.0"


def mentions(row: Sequence[Token], lexicon: Lexicon, *, plain_spaces: bool = False) -> list[Mention]:
    """Every mention in a row of tokens; `plain_spaces`: an address, in which spaces stand for all signs."""
    found: list[Mention] = []
    nouns, done = lexicon.nouns, 0
    for at in [at for at, token in enumerate(row) if token.low in nouns or token.low[0] in _LIKE]:
        if at < done or len(found) >= _MOST:
            continue
        noun = noun_at(row, at, lexicon)
        mention = (
            (_forward(row, at, noun, lexicon, plain_spaces) or _backward(row, at, noun, lexicon)) if noun else None
        )
        if mention:
            found.append(mention)
            done = mention.after
    return found


def noun_at(row: Sequence[Token], at: int, lexicon: Lexicon) -> Noun | None:
    """The noun at this place; a slip of the key before a number is one too ("Thign 6")."""
    word = row[at].low
    noun = lexicon.nouns.get(word)
    if noun or len(word) < 4:
        return noun
    if word.startswith(("cpd", "the")):  # CPDThing6, theThing6
        return lexicon.nouns.get(word[3:])
    if at + 1 < len(row) and row[at + 1].low.isdecimal() and word not in _REAL:
        return (
            lexicon.nouns["thing"]
            if _slip(word, "thing")
            else lexicon.nouns["things"]
            if _slip(word, "things")
            else None
        )
    return None


_LIKE = "tchyr"  # first letters of a slip, and of what may be glued before the noun
_REAL = wordset("think thinks thin thins king thong thongs ting tings thingy thine thigh theng string")


def _slip(word: str, meant: str) -> bool:
    """One letter too many, too few, wrong, or two changed about."""
    if abs(len(word) - len(meant)) > 1 or word[0] not in "tyhr":
        return False
    same = next((place for place, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other), None)
    if same is None:
        return len(word) != len(meant)
    mine, theirs = word[same:], meant[same:]
    return (
        mine[1:] == theirs[1:]
        or mine[1:] == theirs
        or mine == theirs[1:]
        or (mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:])
    )


# Forward: the noun, then its numbers --------------------------------------------------------------


def _forward(row: Sequence[Token], at: int, noun: Noun, lexicon: Lexicon, plain_spaces: bool) -> Mention | None:
    start, loose, number_word = _joined(row, at + 1)
    item = _item(row, start, noun, lexicon.last)
    if item is None:
        return None
    plural = noun.plural or _is(row, at + 1, "(") or _is(row, at + 1, "'")
    numbers, after, spelled, doubt = _list(row, item, noun, lexicon, plural, plain_spaces)
    kept = tuple(dict.fromkeys(number for number in numbers if number in lexicon.numbers))
    if not kept or (loose and not item.whole):
        return None
    counted = _counts(row, at) and noun.plural and not number_word
    doubtful = (
        not item.whole
        or (loose and not plural and _runs_on(row, after))
        or (spelled and not row[start].raw[:1].isupper() and _runs_on(row, after))
        or (spelled and item.value <= 2 and len(kept) == 1 and _runs_on(row, after) and not _capital(row, after))
        or doubt
    )
    form = Form.BORROWED if noun.borrowed else Form.COUNTED if counted else Form.LOOSE if doubtful else Form.PLAIN
    if form is Form.COUNTED and (loose or _is_unit(row, after)):
        return None  # "23 Things - 7 months on"
    return _mention(row, kept, form, spelled, at, after)


def _joined(row: Sequence[Token], at: int) -> tuple[int, bool, bool]:
    """Where the number should stand after "Thing", whether the signs between are a doubtful link, and a `#` or `no`."""
    loose = number_word = False
    if _is(row, at, "'") and _is(row, at + 1, "s"):
        at += 2
    if _is(row, at, "(") and _is(row, at + 1, "s") and _is(row, at + 2, ")"):
        at += 3
    for _ in range(3):
        if at >= len(row) or row[at].low not in _JOINERS:
            break
        loose = loose or row[at].low in _LOOSE
        number_word = number_word or row[at].low.startswith(("#", "n"))
        at += 1
    if _is(row, at, "the") and at + 1 < len(row):
        at += 1
    return at, loose and not number_word, number_word


def _item(row: Sequence[Token], at: int, noun: Noun, last: int) -> _Item | None:
    """One number: 6, 6th, 7a, 2.1, 6/23, six, twenty-three, sixth, VI."""
    if at >= len(row):
        return None
    token = row[at]
    if token.low.isdecimal():
        return _figures(row, at, last)
    ten = languages.TENS.get(token.low)
    if ten and "two" in noun.cardinals:
        unit = at + 2 if _is(row, at + 1, "-") else at + 1
        low = row[unit].low if unit < len(row) else ""
        value = noun.cardinals.get(low) or noun.ordinals.get(low) or 0
        return _Item(ten + value, unit + 1, spelled=True) if 0 < value < 10 else _Item(ten, at + 1, spelled=True)
    value = noun.cardinals.get(token.low) or noun.ordinals.get(token.low) or 0
    if value <= 2 and token.raw.islower() and _runs_on(row, at + 1):
        return None  # "the thing one forgets"
    if value and (token.low in noun.cardinals or _is(row, at - 1, "the")):
        return _Item(value, at + 1, spelled=True)
    roman = languages.ROMAN.get(token.raw, 0)
    if roman and (len(token.raw) > 1 or (row[at - 1].raw[:1].isupper() and not _runs_on(row, at + 1))):
        return _Item(roman, at + 1)
    return None


def _figures(row: Sequence[Token], at: int, last: int) -> _Item | None:
    digits = row[at].low
    if len(digits) > 3:
        return None
    value, after, whole = int(digits), at + 1, True
    if (
        _sign(row, after, ",")
        and _glued(row, after + 1)
        and len(row[after + 1].low) == 3
        and row[after + 1].low.isdecimal()
    ):
        return None  # 1,000
    if _is(row, after, "%"):
        return None
    if _sign(row, after, ".") and _glued(row, after + 1) and row[after + 1].low.isdecimal():
        whole, after = row[after + 1].low != "0", after + 2
    elif _glued(row, after) and (row[after].low in _PARTS or row[after].low in _ORDINAL_ENDS):
        after += 1
    elif _glued(row, after) and len(row[after].low) == 1 and row[after].low.isalpha():
        return None  # 4u
    if _is(row, after, "/") and after + 1 < len(row) and row[after + 1].low == str(last) and value != last - 1:
        after += 2
    if (
        after + 2 < len(row)
        and row[after + 1].low == "/"
        and row[after].low in {"1", "3"}
        and row[after + 2].low in {"2", "4"}
    ):
        after += 3  # 2 1/2
    return _Item(value, after, whole=whole)


def _list(
    row: Sequence[Token], item: _Item, noun: Noun, lexicon: Lexicon, plural: bool, plain_spaces: bool
) -> tuple[list[int], int, bool, bool]:
    """All the numbers from the first item on, the token after them, whether spelled, and whether to doubt them."""
    numbers, after, spelled, doubt = [item.value], item.after, item.spelled, False
    for _ in range(lexicon.last + 1):
        step = _next(row, after, noun, lexicon, plural, plain_spaces)
        if step is None:
            break
        upto, nxt, own_noun = step
        if nxt.value > lexicon.last or nxt.value < 1 or nxt.value in numbers:
            break
        if upto:
            if nxt.value <= numbers[-1]:
                break
            doubt = doubt or nxt.value - numbers[-1] >= _WIDEST
            numbers.extend(range(numbers[-1] + 1, nxt.value + 1))
        else:
            beside = nxt.value == numbers[-1] + 1 or own_noun or (plural and not _is_unit(row, nxt.after))
            if not beside and _runs_on(row, nxt.after) and row[nxt.after].low.endswith("s"):
                break  # "Thing 5, 10 tips"
            numbers.append(nxt.value)
        after, spelled = nxt.after, spelled and nxt.spelled
    return numbers, after, spelled, doubt


def _next(
    row: Sequence[Token], at: int, noun: Noun, lexicon: Lexicon, plural: bool, plain_spaces: bool
) -> tuple[bool, _Item, bool] | None:
    """The next item of a list: whether the numbers between are meant too, the item, and whether it has its own noun."""
    place, upto, comma, dash = at, False, False, False
    for _ in range(3):
        if place >= len(row):
            return None
        low = row[place].low
        if low in languages.UP_TO and not upto:
            upto, dash = True, low == "-"
        elif low == "t" and _is(row, place + 1, "/") and _is(row, place + 2, "m"):  # Dutch for "up to and including"
            upto, place = True, place + 2
        elif low in languages.AND:
            comma = True
        else:
            break
        place += 1
    spaced = dash and not (_glued(row, at) and _glued(row, at + 1))
    own_noun = False
    if place < len(row) and (other := noun_at(row, place, lexicon)) and not other.borrowed | noun.borrowed:
        own_noun, (place, _, _) = True, _joined(row, place + 1)
        upto = upto and not spaced  # "Thing 6 - Thing 7" is two, "Things 6-Thing 9" is four
    elif _is(row, place, "#"):
        place += 1
    if place == at and not (plural or plain_spaces):
        return None
    item = _item(row, place, noun, lexicon.last)
    if item is None or not item.whole or _is_month(row, item.after):
        return None
    if place == at and (item.spelled or not plural):
        return None
    if spaced and not plural and not own_noun:
        return None
    return (upto and not comma, item, own_noun)


# Backward: the numbers, then their noun ------------------------------------------------------------


def _backward(row: Sequence[Token], at: int, noun: Noun, lexicon: Lexicon) -> Mention | None:
    """`The 23rd Thing`, `the sixth and seventh Things`, `#2 Thing`, `final Thing`, `5. Ding`."""
    place = at - 1
    if noun.borrowed or place < 0:
        return None
    if row[place].low in noun.last:
        return _mention(row, (lexicon.last,), Form.LAST, True, place, at + 1)
    if row[place].low == "penultimate":
        return _mention(row, (lexicon.last - 1,), Form.LAST, True, place, at + 1)
    numbers: list[int] = []
    while (found := _ordinal(row, place, noun)) is not None:
        value, place = found
        numbers.insert(0, value)
        if not (place >= 1 and row[place].low in languages.AND):
            break
        place -= 1
    if numbers:
        kept = tuple(number for number in numbers if number in lexicon.numbers)
        return _mention(row, kept, Form.ORDINAL, row[at - 1].low in noun.ordinals, place + 1, at + 1) if kept else None
    hashed = (
        not noun.plural
        and place >= 1
        and row[place].low.isdecimal()
        and row[place - 1].low == "#"
        and _glued(row, place)
    )
    if hashed and len(row[place].low) <= 3 and int(row[place].low) in lexicon.numbers:
        return _mention(row, (int(row[place].low),), Form.PLAIN, False, place - 1, at + 1)
    return None


def _ordinal(row: Sequence[Token], at: int, noun: Noun) -> tuple[int, int] | None:
    """The ordinal that ends here, and the token before it."""
    if at < 0:
        return None
    low = row[at].low
    if low in noun.ordinals:
        tens = at - 2 if _is(row, at - 1, "-") else at - 1
        if tens >= 0 and row[tens].low in languages.TENS and noun.ordinals[low] < 10:
            return languages.TENS[row[tens].low] + noun.ordinals[low], tens - 1
        return noun.ordinals[low], at - 1
    ends = low in _ORDINAL_ENDS or (low in {"e", "de", "ste", "."} and "one" not in noun.cardinals)
    if ends and at >= 1 and row[at - 1].low.isdecimal() and len(row[at - 1].low) <= 3 and _glued(row, at):
        return int(row[at - 1].low), at - 2
    return None


# Bare: numbers without a noun, in a title -----------------------------------------------------------

_NUMBER_WORDS = frozenset({"no", "nr", "number", "numbers", "nos", "num", "numero", "n"})


def bare(row: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """Numbers that begin a title without a noun: `#5. Flickr`, `Week 9 No 22`, `1. get into the groove`, `6/23`."""
    noun = lexicon.nouns["things"]
    at, marked = _begin(row)
    at = next((place for place, token in enumerate(row) if token.low in {"numbers", "nos"}), at)
    if at >= len(row):
        return []
    word = row[at].low in _NUMBER_WORDS
    start = at + 1 if word or row[at].low == "#" else at
    if word and (_is(row, start, ".") or _is(row, start, "#")):
        start += 1
    item = _item(row, start, noun, lexicon.last)
    if item is None or item.spelled or not item.whole:
        return []
    numbers, after, _, doubt = _list(row, item, noun, lexicon, word or start > at, False)
    kept = tuple(number for number in dict.fromkeys(numbers) if number in lexicon.numbers)
    if not kept or _is_unit(row, after) or doubt:
        return []
    dotted = after < len(row) and row[after].low in {".", ":", "-", ")"}
    over = any(token.low == "/" for token in row[start:after]) and str(lexicon.last) in {
        t.low for t in row[start:after]
    }
    if over:
        form = Form.PLAIN if marked else Form.ORDINAL
    elif start > at:
        strong = (word and len(kept) > 1) or dotted or marked or after == len(row)
        form = Form.PLAIN if strong else Form.BARE
    elif dotted and not _glued_number(row, after):
        form = Form.BARE
    else:
        return []
    return [_mention(row, kept, form, False, at, after)]


def _begin(row: Sequence[Token]) -> tuple[int, bool]:
    """The first token that is not the course's mark, a bracket or `Week 9`, and whether any of these stood before."""
    at, marked = 0, False
    while at < len(row):
        if row[at].low == "¤":
            at, marked = at + 1, True
        elif _week(row, at) or _count(row, at):
            at, marked = at + 2, True
        elif row[at].low in {"[", "(", ":", "-", ",", "]", ")"}:
            at += 1
        else:
            break
    return at, marked


def _week(row: Sequence[Token], at: int) -> bool:
    return row[at].low == "week" and at + 1 < len(row) and row[at + 1].low.isdecimal()


def _count(row: Sequence[Token], at: int) -> bool:
    return row[at].low.isdecimal() and _is(row, at + 1, "things")


def _glued_number(row: Sequence[Token], at: int) -> bool:
    return _glued(row, at) and at + 1 < len(row) and _glued(row, at + 1) and row[at + 1].low[0].isdecimal()


# Small questions -----------------------------------------------------------------------------------


def _mention(
    row: Sequence[Token], numbers: tuple[int, ...], form: Form, words: bool, first: int, after: int
) -> Mention:
    return Mention(numbers, form, words, first, after, row[first].start, row[after - 1].end)


def _is(row: Sequence[Token], at: int, low: str) -> bool:
    return 0 <= at < len(row) and row[at].low == low


def _glued(row: Sequence[Token], at: int) -> bool:
    """Whether this token follows the one before without a space."""
    return 0 < at < len(row) and row[at].start == row[at - 1].end


def _sign(row: Sequence[Token], at: int, sign: str) -> bool:
    return _is(row, at, sign) and _glued(row, at)


def _runs_on(row: Sequence[Token], at: int) -> bool:
    """Whether a word follows at once, so that the number may belong to it."""
    return at < len(row) and row[at].low[0].isalpha() and row[at].low not in _STOPS


_STOPS = languages.AND | frozenset(
    {"of", "for", "is", "was", "in", "on", "at", "with", "about", "by", "from", "part", "cpd"}
)


def _capital(row: Sequence[Token], at: int) -> bool:
    return at < len(row) and row[at].raw[:1].isupper()


def _is_unit(row: Sequence[Token], at: int) -> bool:
    return at < len(row) and row[at].low in _UNITS


def _is_month(row: Sequence[Token], at: int) -> bool:
    return at < len(row) and row[at].low in _MONTHS


def _counts(row: Sequence[Token], at: int) -> bool:
    """Whether a count stands before the noun: 23 Things, twenty-three Things."""
    return at >= 1 and (row[at - 1].low.isdecimal() or row[at - 1].low in languages.TENS or row[at - 1].low == "ish")
