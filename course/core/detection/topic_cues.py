"""What a post without a number is about: the clues of the Thing files, and how first and last posts speak."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from course.core.detection import course_terms, known_tools
from course.core.detection.course_terms import Clue, CourseTerms
from course.core.detection.cues import Cue, CueHit, PostContext
from course.core.detection.read_post import ReadPost
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
_TWO = re.compile(r"\b(?:two|both|2)(?: of)?(?: the| these| my| cpd ?23)? things\b|\bthings? (?:two|2) in one\b")
_LAST_WORDS = re.compile(
    r"\b(?:the end|final (?:thoughts?|post|reflections?|thing)|last (?:post|thing|one)|finish(?:ed|ing)?|the finish(?:ing)? line|"
    r"i made it|made it|all over|farewell|goodbye|so long|what next|conclusion|that'?s all|wrap(?:ping)? up|home stretch)\b"
)
_FIRST_WORDS = re.compile(
    r"\b(?:hello(?: world)?|welcome|introduc\w+|first (?:post|blog)|starting (?:out|off)|here (?:we|i) go|new blog|getting started|"
    r"the beginning|in the beginning|why i'?m (?:doing|here))\b"
)


_BACK_ON_ALL = re.compile(
    r"\b(?:look(?:ing|s)? back|in retrospect|retrospective|what i(?:'ve| have)? learn(?:ed|t)|lessons (?:i(?:'ve)? )?learn(?:ed|t)|"
    r"summing up|sum(?:s|med)? (?:it )?(?:all )?up)\b"
)
_BACK = re.compile(
    r"\b(?:in review|round[- ]?up|summary|summari[sz]ing|recap|reflect(?:ions?|ing)|evaluat(?:ion|ing)|overview)\b"
)
_WHOLE = re.compile(
    r"\b(?:the|this|my|whole) (?:course|programme|program|journey|adventure)\b|"
    r"\ball (?:of )?(?:my |the )?(?:\d+ )?things\b"
)
_SOME = re.compile(
    r"\b(?:so far|half|midway|week\w*|months?|days?|today|yesterday|conference|webinar|meeting|meetup|event|session|workshop|"
    r"visit|book|talk|training|first|second|third|part)\b"
)


def looks_back_on_all(title: str, terms: CourseTerms) -> str:
    """The words by which a title looks back on the whole course: "Looking back"; '' where it doesn't."""
    low = title.casefold().replace("’", "'")
    if _SOME.search(low):
        return ""
    back = _BACK_ON_ALL.search(low)
    if back is None and (terms.marks(low) or _WHOLE.search(low)):
        back = _BACK.search(low)
    return back.group() if back else ""


def find(post: ReadPost, terms: CourseTerms, context: PostContext, hits: Sequence[CueHit]) -> Iterator[CueHit]:
    """What the post is about, as far as links, clues and well-known tools tell; `hits` are its numbers."""
    yield from _links(post.words.links, terms)
    yield from _by_own_title(post.title.text, terms)
    yield from _by_clues(post, terms, context, [hit for hit in hits if hit.place == "title"])
    if not terms.has_clues:
        yield from _by_tools(hits, post.title.text, post.low, terms.last)


def _links(addresses: Sequence[str], terms: CourseTerms) -> Iterator[CueHit]:
    """Links to Things' own pages."""
    if terms.pages:
        for link in dict.fromkeys(addresses[:200]):
            thing = terms.pages.get(course_terms.page_key(link[:500]))
            if thing is not None:
                yield CueHit(thing, "link", link[:200], "plain")


def _by_own_title(title: str, terms: CourseTerms) -> Iterator[CueHit]:
    """The Things whose own title is the title of the post, but for the course's mark and its number of Things."""
    row = course_terms.title_words(terms.without_marks(title))
    for thing in terms.titles.get(row, ()):
        yield CueHit(thing, "clue", " ".join(row), "own title")


def _by_clues(post: ReadPost, terms: CourseTerms, context: PostContext, numbered: Sequence[CueHit]) -> Iterator[CueHit]:
    """A hit for each quote of the Things whose clues are met, as much as the post bears the course's mark.

    With the mark, or with the Thing's number in the title without its noun, what stands out is strong; without it, a
    topic that scores high is doubtful; the rest is faint. `numbered`: the numbers in the title.
    """
    title = post.title.text.casefold()
    marked = context.marked or context.this_thing
    bare = {hit.thing for hit in numbered if hit.cue in ("bare", "label")}
    topics = sorted(
        topics_of(post.words, post.title.text, post.low, terms), key=lambda topic: (-topic.score, topic.thing)
    )
    least = _least(topics, post)
    alone = len([topic for topic in topics if topic.score >= least]) == 1
    for topic in topics[:_MOST]:
        if topic.score < _LEAST:
            break
        near = topic.score >= least
        if (marked or topic.thing in bare) and near and topic.score >= _ENOUGH:
            subject = alone and context.this_thing and _tells(post.words.text, topic)
            cue: Cue = "subject" if subject else "strong"
        else:
            cue = "doubtful" if near and topic.score >= _CLEAR else "faint"
        for quote in list(topic.quotes)[:3]:
            yield CueHit(topic.thing, "clue", quote, cue)
        if near and topic.titled:
            yield CueHit(topic.thing, "clue", topic.titled, "plain")
    if context.marked and terms.last and not numbered and (back := looks_back_on_all(post.title.text, terms)):
        yield CueHit(terms.last, "clue", back, "looks back")
    if marked:
        for thing, phrase in first_or_last(title, terms):
            yield CueHit(thing, "clue", phrase, "strong")


def _least(topics: Sequence["TopicScore"], post: ReadPost) -> float:
    """The score from which a topic is the post's: near the best one; a second one also where it is clear by itself, or
    where the post speaks of two Things."""
    best = topics[0].score if topics else 0.0
    second = topics[1].score if len(topics) > 1 else 0.0
    two = _TWO.search(post.title.text.casefold()) or _TWO.search(post.low, 0, _OPENING)
    return min(best - _NEAR, second) if second >= (_ENOUGH if two else _CLEAR) else best - _NEAR


def first_or_last(title: str, terms: CourseTerms) -> Iterator[tuple[int, str]]:
    """The last Thing and the first, if a title (in small letters) speaks as theirs do, with the words that do so."""
    if terms.last and (last := _LAST_WORDS.search(title)):
        yield terms.last, last.group()
    if 1 in terms.numbers and (first := _FIRST_WORDS.search(title)):
        yield 1, first.group()


def _by_tools(hits: Iterable[CueHit], title: str, low: str, last: int) -> Iterator[CueHit]:
    """Where no Thing has clues: the tool in the title of a number that is no Thing's yet, or in the text below a label.

    The text is asked only where the number is followed by a pause, and may be about anything of the web where the title
    says no more than the number: "Task 16". The first Thing and the last are also known by how such posts speak.
    """
    small = title.casefold()
    tool = known_tools.in_title(small)
    for hit in hits:
        if hit.place == "title" and hit.cue in _OWN_WAYS:
            ends = (hit.thing == 1 and _FIRST_WORDS.search(small)) or (hit.thing == last and _CLOSING.search(small))
            yield from _beside(hit, title, low, ends.group() if ends else tool)
        elif tool and hit.place == "opening" and hit.cue == "done":
            yield CueHit(hit.thing, "clue", tool, "plain")
            yield CueHit(hit.thing, "clue", tool, "strong")


_CLOSING = re.compile(rf"{_LAST_WORDS.pattern}|\b(?:summar\w+|reflect\w*|evaluat\w+|(?:last|closing) \w+)\b")
_PAUSES = frozenset(":;.!?)]-~|")
_WEEKS = frozenset({"week", "wk", "uke", "uge", "discovery"})
_OWN_WAYS: Mapping[Cue, Cue] = {"bare": "strong", "label": "strong", "series": "faint", "faint": "faint"}


def _beside(hit: CueHit, title: str, low: str, tool: str) -> Iterator[CueHit]:
    """The tool beside a number of the title, or in the text below one that stands like a label."""
    rest = title.partition(hit.quote)[2].lstrip()
    rests = not rest or rest[0] in _PAUSES
    if hit.cue == "faint" and not (rests and any(letter.isdecimal() for letter in hit.quote)):
        return
    if not rests and (hit.thing == 1 or not (rest[:1].isupper() or (tool and rest.casefold().startswith(tool)))):
        return  # "#1 fan", "No 5 bus"
    if not tool and rests and hit.cue in ("bare", "label") and not _led(title, hit.quote):
        alone = sum(word.isalpha() for word in course_terms.lowercase_words(title)) <= 1
        tool = (known_tools.in_general if alone else known_tools.in_text)(low[:_OPENING])
    if tool:
        yield CueHit(hit.thing, "clue", tool, _OWN_WAYS[hit.cue])


def _led(title: str, quote: str) -> bool:
    """Whether words of a title stand before a number: "Photos of my garden - #7"; a week is no such word."""
    return any(
        word.isalpha() and word not in _WEEKS for word in course_terms.lowercase_words(title.partition(quote)[0])
    )


_ORDER = attrgetter("order")
_HERE = re.compile(r"\b[Tt](?:his|hese) (?:week'?s |latest |cpd ?23 )?[Tt]hings?\b[^.!?\n]{0,160}")


def _tells(text: str, topic: "TopicScore") -> bool:
    """Whether the opening sentence that says "this Thing" has a phrase of the topic in it, worth a strong clue."""
    sentence = _HERE.search(text[:_OPENING].replace("’", "'"))
    if not sentence:
        return False
    spaced = f" {' '.join(course_terms.lowercase_words(sentence.group()))} "
    return any(
        worth >= _STRONG and f" {' '.join(course_terms.lowercase_words(quote))} " in spaced
        for quote, worth in topic.quotes.items()
    )


@dataclass(slots=True)
class TopicScore:
    """What speaks for one Thing: the sum and the phrases."""

    thing: int
    score: float = 0.0
    quotes: dict[str, float] = field(default_factory=dict)
    titled: str = ""  # a strong phrase in the title


def topics_of(words: Words, title: str, low: str, terms: CourseTerms) -> list[TopicScore]:
    """The Things whose clues are met; a phrase counts fully where it is worth most, and a little in one more place."""
    topics: dict[int, TopicScore] = {}
    barred: set[int] = set()
    if not terms.has_clues:
        return []
    for place, text in _places(words, title, low):
        if not text:
            continue
        row = course_terms.lowercase_words(text, small=place in _SMALL)
        for clue in sorted(_met(row, terms), key=_ORDER):  # sets have no order of their own
            if clue.kind == "without":
                barred.add(clue.thing)
                continue
            topic = topics.setdefault(clue.thing, TopicScore(clue.thing))
            worth = _WORTH[place][clue.kind != "strong"]
            known_so_far = any(clue.phrase in phrase or phrase in clue.phrase for phrase in topic.quotes)
            topic.score += min(worth, _AGAIN) if known_so_far else worth
            topic.quotes.setdefault(clue.phrase, worth)
            if place == "title" and clue.kind == "strong":
                topic.titled = topic.titled or clue.phrase
    return [topic for topic in topics.values() if topic.thing not in barred]


def _places(words: Words, title: str, low: str) -> Iterator[tuple[str, str]]:
    yield "title", title
    yield "heading", " . ".join(words.headings[:60])
    yield "tag", " . ".join(words.tags[:50])
    yield "opening", low[:_OPENING]
    yield "text", low[_OPENING:_READ]


def _met(row: list[str], terms: CourseTerms) -> Iterator[Clue]:
    """The clues whose words stand in this order in a row of words."""
    spaced = ""
    for word in terms.clue_words.intersection(row):
        for clue in terms.clues[word]:
            if len(clue.words) == 1:
                yield clue
            else:
                spaced = spaced or f" {' '.join(row)} "
                if clue.spaced in spaced:
                    yield clue
