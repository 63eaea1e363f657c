"""Words as people type them, brought to one plain form before anything is read from them."""

import html
import re
import unicodedata
from typing import NamedTuple

LONGEST_TITLE = 500  # characters; nobody reads further, and neither do we

_KEYCAP = "\ufe0f\u20e3"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_QUOTES = {**dict.fromkeys(map(ord, "‘’‚‛′`´ʼ"), "'"), **dict.fromkeys(map(ord, "“”„‟″«»"), '"')}
_PUNCTUATION = {**_DASHES, **_QUOTES, **dict.fromkeys(map(ord, _KEYCAP)), 0x2044: "/", 0x2026: "...", 0xA0: " "}
_ASCII = bytes(range(128))
_ENTITY = re.compile(r"&#?\w{1,31};")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\s]")


class Token(NamedTuple):
    """A run of letters, a run of digits, or one sign; `low` is what is compared."""

    low: str
    raw: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text without entities (however often escaped), invisible signs, and fancy digits, dashes and quotes."""
    for _ in range(3):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    if text.isascii():
        return text
    text = text.translate(_PUNCTUATION)
    if text.isascii():
        return text
    kept = "".join(_sign(sign) if ord(sign) > 126 else sign for sign in text)
    return unicodedata.normalize("NFKC", kept).translate(_PUNCTUATION)


def _sign(sign: str) -> str:
    """One sign, before NFKC: 2½ must not become 21/2, nor 7² 72; a circled 6 is a #6, also on black."""
    if sign in "º°":
        return "o"  # N° 6
    form = unicodedata.decomposition(sign)
    if form.startswith(("<fraction>", "<super>", "<sub>")):
        return ""
    if unicodedata.category(sign) == "Cf":
        return ""
    digit = unicodedata.digit(sign, None)
    if digit is None:
        number = unicodedata.numeric(sign, None) if unicodedata.category(sign) == "No" else None
        if number is None or (form and not form.startswith("<circle>")):
            return sign
        return f" #{int(number)} " if number.is_integer() and number <= 100 else sign
    return str(digit) if unicodedata.decimal(sign, None) is not None else f" #{digit} "


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of a plain text, in order."""
    low = text.lower()
    if len(low) != len(text):
        return [Token(one.group().lower(), one.group(), *one.span()) for one in _TOKEN.finditer(text)]
    spans = map(re.Match.span, _TOKEN.finditer(text))
    new = tuple.__new__  # what Token() calls, in half the time; a post has some fifty tokens
    return [new(Token, (low[start:end], text[start:end], start, end)) for start, end in spans]


def small(text: str) -> str:
    """The text in small letters: what `str.lower` makes of it, in two thirds of the time where few signs are not ASCII."""
    if text.isascii():
        return text.lower()
    data = text.encode("utf-8", "surrogatepass")
    other = data.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return data.lower().decode("utf-8", "surrogatepass") if other == other.lower() else text.lower()


def wordset(text: str) -> frozenset[str]:
    """The words of a list that is easier to read as a line."""
    return frozenset(text.split())


def slip(word: str, meant: str) -> bool:
    """Whether a word is the one that was meant, but for one letter too many, too few, wrong, or two changed about."""
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
