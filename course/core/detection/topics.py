"""What a post without a number is about: the clues of the Thing files, and how first and last posts speak."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from course.core.detection import course_terms, known_tools
from course.core.detection.course_terms import Clue, Lexicon
from course.core.detection.weigh_cues import Facts, Sign, Trace
from course.core.model import Words

_OPENING = 400
_READ = 1800  # characters: the topic shows early
_WORTH = {  # where a clue stands, and what it is worth there: strong, weak
    "title": (4.0, 1.5),
    "tag": (1.5, 0.5),
    "heading": (3.0, 0.7),
    "opening": (2.0, 0.7),
    "text": (1.0, 0.3),
}
_SMALL = frozenset({"opening", "text"})  # come in small letters
_ENOUGH = 1.9  # with the course's mark
_CLEAR = 3.9  # without it
_NEAR = 2.5  # how far behind the best a second topic may be: one post may be about two Things
_AGAIN = 0.7
_STRONG = 1.5
_MOST = 3
_LEAST = 0.6  # less is said of everything
_LAST_WORDS = re.compile(
    r"\b(?:the end|final (?:thoughts?|post|reflections?|thing)|last (?:post|thing|one)|finish(?:ed|ing)?|the finish(?:ing)? line|"
    r"i made it|made it|all over|farewell|goodbye|so long|what next|conclusion|that'?s all|wrap(?:ping)? up|home stretch)\b"
)
_FIRST_WORDS = re.compile(
    r"\b(?:hello(?: world)?|welcome|introduc\w+|first (?:post|blog)|starting (?:out|off)|here (?:we|i) go|new blog|getting started|"
    r"the beginning|in the beginning|why i'?m (?:doing|here))\b"
)


def traces(words: Words, title: str, low: str, known: Lexicon, facts: Facts, bare: Collection[int]) -> Iterator[Trace]:
    """A trace for each quote of the Things whose clues are met, as much as the post bears the course's mark.

    With the mark, or with the Thing's number in the title (`bare`: without its noun), what stands out is STRONG; without
    it, a topic in two places is DOUBTFUL; the rest is FAINT.
    """
    marked = facts.marked or facts.this_thing
    found = _found(words, title, low, known)
    best = max((topic.score for topic in found), default=0.0)
    for topic in sorted(found, key=lambda topic: (-topic.score, topic.thing))[:_MOST]:
        if topic.score < _LEAST:
            break
        near = topic.score >= best - _NEAR
        if (marked or topic.thing in bare) and near and topic.score >= _ENOUGH:
            alone = len([other for other in found if other.score >= best - _NEAR]) == 1
            told = facts.this_thing and _told(words, topic)
            sign = Sign.SUBJECT if alone and told else Sign.STRONG
        else:
            sign = Sign.DOUBTFUL if near and topic.score >= _CLEAR and len(topic.places) > 0 else Sign.FAINT
        for quote in list(topic.quotes)[:3]:
            yield Trace(topic.thing, "clue", quote, sign)
        if near and topic.titled:
            yield Trace(topic.thing, "clue", topic.titled, Sign.PLAIN)
    if marked and known.last and (last := _LAST_WORDS.search(title.casefold())):
        yield Trace(known.last, "clue", last.group(), Sign.STRONG)
    if marked and 1 in known.numbers and (first := _FIRST_WORDS.search(title.casefold())):
        yield Trace(1, "clue", first.group(), Sign.STRONG)


def of_any_course(found: Iterable[Trace], title: str, low: str, last: int) -> Iterator[Trace]:
    """Where no Thing has clues: the tool in the title of a number that is no Thing's yet, or in the text below a label.

    The text is asked only where the number is followed by a pause, and may be about anything of the web where the title
    says no more than the number: "Task 16". The first Thing and the last are also known by how such posts speak.
    """
    small = title.casefold()
    tool = known_tools.in_title(small)
    for trace in found:
        if trace.kind == "title" and trace.sign in _OWN_WAYS:
            ends = (trace.thing == 1 and _FIRST_WORDS.search(small)) or (trace.thing == last and _CLOSING.search(small))
            yield from _beside(trace, title, low, ends.group() if ends else tool)
        elif tool and trace.kind == "opening" and trace.sign is Sign.DONE:
            yield Trace(trace.thing, "clue", tool, Sign.PLAIN)
            yield Trace(trace.thing, "clue", tool, Sign.STRONG)


_CLOSING = re.compile(rf"{_LAST_WORDS.pattern}|\b(?:summar\w+|reflect\w*|evaluat\w+|(?:last|closing) \w+)\b")
_PAUSES = frozenset(":;.!?)]-~|")
_WEEKS = frozenset({"week", "wk", "uke", "uge", "discovery"})
_OWN_WAYS = {Sign.BARE: Sign.STRONG, Sign.LABEL: Sign.STRONG, Sign.SERIES: Sign.FAINT, Sign.FAINT: Sign.FAINT}


def _beside(trace: Trace, title: str, low: str, tool: str) -> Iterator[Trace]:
    """The tool beside a number of the title, or in the text below one that stands like a label."""
    rest = title.partition(trace.quote)[2].lstrip()
    rests = not rest or rest[0] in _PAUSES
    if trace.sign is Sign.FAINT and not (rests and any(letter.isdecimal() for letter in trace.quote)):
        return
    if not rests and (trace.thing == 1 or not (rest[:1].isupper() or (tool and rest.casefold().startswith(tool)))):
        return  # "#1 fan", "No 5 bus"
    if not tool and rests and trace.sign in (Sign.BARE, Sign.LABEL) and not _led(title, trace.quote):
        alone = sum(word.isalpha() for word in course_terms.words(title)) <= 1
        tool = (known_tools.in_general if alone else known_tools.in_text)(low[:_OPENING])
    if tool:
        yield Trace(trace.thing, "clue", tool, _OWN_WAYS[trace.sign])


def _led(title: str, quote: str) -> bool:
    """Whether words of a title stand before a number: "Photos of my garden - #7"; a week is no such word."""
    return any(word.isalpha() and word not in _WEEKS for word in course_terms.words(title.partition(quote)[0]))


_ORDER = attrgetter("order")
_HERE = re.compile(r"\b[Tt](?:his|hese) (?:week'?s |latest |cpd ?23 )?[Tt]hings?\b[^.!?\n]{0,160}")


def _told(words: Words, topic: "Topic") -> bool:
    """Whether the opening sentence that says "this Thing" has a phrase of the topic in it, worth a strong clue."""
    found = _HERE.search(words.text[:_OPENING].replace("’", "'"))
    if not found:
        return False
    said = f" {' '.join(course_terms.words(found.group()))} "
    return any(
        worth >= _STRONG and f" {' '.join(course_terms.words(quote))} " in said for quote, worth in topic.quotes.items()
    )


@dataclass(slots=True)
class Topic:
    """What speaks for one Thing: the sum, the phrases and the places."""

    thing: int
    score: float = 0.0
    quotes: dict[str, float] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    titled: str = ""  # a strong phrase in the title


def _found(words: Words, title: str, low: str, known: Lexicon) -> list[Topic]:
    """The Things whose clues are met; a phrase counts fully where it is worth most, and a little in one more place."""
    topics: dict[int, Topic] = {}
    barred: set[int] = set()
    if not known.has_clues:
        return []
    for place, text in _places(words, title, low):
        if not text:
            continue
        row = course_terms.words(text, small=place in _SMALL)
        for clue in sorted(_met(row, known), key=_ORDER):  # sets have no order of their own
            if clue.kind == "without":
                barred.add(clue.thing)
                continue
            topic = topics.setdefault(clue.thing, Topic(clue.thing))
            worth = _WORTH[place][clue.kind != "strong"]
            known_so_far = any(clue.phrase in phrase or phrase in clue.phrase for phrase in topic.quotes)
            topic.score += min(worth, _AGAIN) if known_so_far else worth
            topic.quotes.setdefault(clue.phrase, worth)
            topic.places.add(place)
            if place == "title" and clue.kind == "strong":
                topic.titled = topic.titled or clue.phrase
    return [topic for topic in topics.values() if topic.thing not in barred]


def _places(words: Words, title: str, low: str) -> Iterator[tuple[str, str]]:
    yield "title", title
    yield "heading", " . ".join(words.headings[:60])
    yield "tag", " . ".join(words.tags[:50])
    yield "opening", low[:_OPENING]
    yield "text", low[_OPENING:_READ]


def _met(row: list[str], known: Lexicon) -> Iterator[Clue]:
    """The clues whose words stand in this order in a row of words."""
    said, once = "", frozenset(row)
    for word in once & known.clue_words:
        for clue in known.clues[word]:
            if len(clue.words) == 1:
                yield clue
            elif once.issuperset(clue.words):
                said = said or f" {' '.join(row)} "
                if clue.said in said:
                    yield clue
