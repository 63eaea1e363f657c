"""What a post without a number is about: the clues of the Thing files, and how first and last posts speak."""

import re
from collections.abc import Iterator

from course.core import lexicon, wording
from course.core.judge import Sign, Trace
from course.core.lexicon import Clue, Lexicon
from course.core.model import Words

_OPENING = 400
_WORTH = {  # where a clue stands, and what it is worth there: strong, weak
    "title": (4.0, 1.5),
    "tag": (1.5, 0.5),
    "heading": (2.0, 0.5),
    "opening": (2.0, 0.7),
    "text": (1.0, 0.3),
}
_ENOUGH, _SOME = 3.5, 1.0
_LAST_WORDS = re.compile(
    r"\b(?:the end|final (?:thoughts?|post|reflections?|thing)|last (?:post|thing|one)|finish(?:ed|ing)?|the finish(?:ing)? line|"
    r"i made it|made it|all over|farewell|goodbye|so long|what next|conclusion|that'?s all|wrap(?:ping)? up|home stretch)\b"
)
_FIRST_WORDS = re.compile(
    r"\b(?:hello(?: world)?|welcome|introduc\w+|first (?:post|blog)|starting (?:out|off)|here (?:we|i) go|new blog|getting started|"
    r"the beginning|in the beginning|why i'?m (?:doing|here))\b"
)


def traces(words: Words, known: Lexicon, marked: bool) -> Iterator[Trace]:
    """A trace for each Thing whose clues are met; the one that stands out is STRONG if the post bears the mark."""
    scores, quotes = _scores(words, known)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    for place, (thing, score) in enumerate(ranked[:3]):
        ahead = place == 0 and (len(ranked) == 1 or score >= ranked[1][1] + 1)
        sign = Sign.STRONG if marked and ahead and score >= _ENOUGH else Sign.DOUBTFUL if score >= _SOME else Sign.FAINT
        for quote in quotes[thing][:3]:
            yield Trace(thing, "clue", quote, sign)
    title = wording.plain(words.title[: wording.LONGEST_TITLE]).casefold()
    if marked and known.last and (found := _LAST_WORDS.search(title)):
        yield Trace(known.last, "clue", found.group(), Sign.STRONG)
    if marked and 1 in known.numbers and (found := _FIRST_WORDS.search(title)):
        yield Trace(1, "clue", found.group(), Sign.STRONG)


def _scores(words: Words, known: Lexicon) -> tuple[dict[int, float], dict[int, list[str]]]:
    scores: dict[int, float] = {}
    quotes: dict[int, list[str]] = {}
    if not known.has_clues:
        return scores, quotes
    barred: set[int] = set()
    seen: set[tuple[int, str]] = set()
    for place, text in _places(words):
        strong, weak = _WORTH[place]
        for clue in _met(lexicon.words(text), known):
            if clue.kind == "without":
                barred.add(clue.thing)
            elif (clue.thing, clue.phrase) not in seen:
                seen.add((clue.thing, clue.phrase))
                scores[clue.thing] = scores.get(clue.thing, 0) + (strong if clue.kind == "strong" else weak)
                quotes.setdefault(clue.thing, []).append(clue.phrase)
    return {thing: score for thing, score in scores.items() if thing not in barred}, quotes


def _places(words: Words) -> Iterator[tuple[str, str]]:
    yield "title", wording.plain(words.title[: wording.LONGEST_TITLE])
    yield "heading", " . ".join(words.headings[:60])
    yield "tag", " . ".join(words.tags[:50])
    yield "opening", words.text[:_OPENING]
    yield "text", words.text[_OPENING:6000]


def _met(row: list[str], known: Lexicon) -> Iterator[Clue]:
    """The clues whose words stand in this order in a row of words."""
    for word in known.clues.keys() & set(row):
        group = known.clues[word]
        places = [at for at, found in enumerate(row) if found == word]
        for clue in group:
            size = len(clue.words)
            if size == 1 or any(tuple(row[at : at + size]) == clue.words for at in places):
                yield clue
