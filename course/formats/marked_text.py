"""Where the evidence is in a text: the very words, to be shown marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.core.model import Evidence

_IN_THE_TEXT = (
    "heading",
    "opening",
    "mention",
    "clue",
    "topic",
    "link",
)  # kinds whose quotes may be found in a post's own words
_IN_A_TITLE = ("title", "clue", "topic", "opening")
_SHOWN = 220  # characters of an excerpt
_AROUND = 80  # of them before the first evidence


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, which is evidence or not."""

    text: str
    marked: bool


def places(text: str, quotes: Iterable[str]) -> list[re.Match[str]]:
    """Every place where one of the quotes is in a text as whole words, whatever the case and the blanks between them."""
    wanted = sorted({r"\W+".join(map(re.escape, quote.split())) for quote in quotes if quote.strip()}, key=len)
    if not wanted:
        return []
    return list(re.finditer(rf"(?<!\w)(?:{'|'.join(reversed(wanted))})(?!\w)", text, re.IGNORECASE))


def title(text: str, evidence: Iterable[Evidence]) -> Sequence[Piece]:
    """A title in pieces: the words of evidence in titles are marked."""
    return _cut(text, (one.quote for one in evidence if one.kind in _IN_A_TITLE))


def pieces(text: str, evidence: Iterable[Evidence]) -> Sequence[Piece]:
    """A text in pieces whose joint text is the text itself; the words of the evidence are marked."""
    return _cut(text, (one.quote for one in evidence if one.kind in _IN_THE_TEXT))


def excerpt(text: str, evidence: Iterable[Evidence]) -> Sequence[Piece]:
    """The first words of a text, or those around its first evidence, in pieces."""
    evidence = tuple(evidence)
    words = " ".join(text.split())
    first = next(iter(places(words, (one.quote for one in evidence if one.kind in _IN_THE_TEXT))), None)
    start = max(0, first.start() - _AROUND) if first and first.end() > _SHOWN else 0
    start = words.find(" ", start) + 1 if start else 0
    end = start + _SHOWN if start + _SHOWN >= len(words) else max(words.rfind(" ", start, start + _SHOWN), start + 1)
    cut = words[start:end]
    dots = [Piece("… ", False)] * bool(start), [Piece(" …", False)] * (end < len(words))
    return [*dots[0], *pieces(cut, evidence), *dots[1]]


def _cut(text: str, quotes: Iterable[str]) -> Sequence[Piece]:
    made, done = [], 0
    for match in places(text, quotes):
        made += [Piece(text[done : match.start()], False), Piece(match.group(), True)]
        done = match.end()
    return [piece for piece in (*made, Piece(text[done:], False)) if piece.text]


def paragraphs(text: str, evidence: Iterable[Evidence]) -> Sequence[Sequence[Piece]]:
    """The same, one list of pieces for each line that isn't empty."""
    evidence = tuple(evidence)
    return [pieces(line, evidence) for line in text.splitlines() if line.strip()]
