"""What detection reads of the course: its nouns, marks, numbers, clues and pages, made ready once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlsplit

from course.core.detection import number_words, tokens
from course.core.detection.tokens import Token, wordset
from course.core.model import Course, Thing

# Nouns that some blogs count with although their course does not say so: they must be borne out by something else.
BORROWED = (
    "task",
    "day",
    "step",
    "activity",
    "exercise",
    "assignment",
    "challenge",
    "item",
    "lesson",
    "module",
    "discovery",
)
BORROWED_BY = MappingProxyType({"nl": ("opdracht",), "no": ("oppgave",), "da": ("opgave",)})
_RUN = re.compile(r"[^\W\d_]+|\d+")
_PLUS = re.compile(r"\+(?=\w)|(?<!\w)\+")
_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset({"and", "a", "an", "the", "my"})
_YEAR = re.compile(r"20\d\d", re.ASCII)
_REAL = wordset("think thinks thin thins king thong thongs ting tings thingy thine thigh theng string")


@dataclass(frozen=True, slots=True)
class Noun:
    """One form of a word that participants count with."""

    word: str
    plural: bool
    borrowed: bool
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    last: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clue:
    """A phrase of a Thing file: its words, and what it is worth."""

    thing: int
    words: tuple[str, ...]
    phrase: str
    kind: str  # strong, weak, without
    spaced: str = ""  # its words with a space around each
    order: int = 0  # the longest phrases of a Thing first


@dataclass(frozen=True, slots=True)
class CourseTerms:
    """Everything that detection knows about one course."""

    numbers: frozenset[int]
    last: int
    nouns: Mapping[str, Noun]
    roots: tuple[str, ...]  # what a text must contain before anybody looks for numbers in it
    tag: re.Pattern[str]  # the course's tags, with whatever stands between their letters and digits
    hints: tuple[str, ...]  # a text without any of these holds no tag
    near: re.Pattern[str]  # anything that could be a number, in small letters
    figures: re.Pattern[str]  # "thing 5", "things #5", in small letters; the figure is a group
    count: re.Pattern[str]  # "23 Things", "23ish Things", "23 Mobile Things"
    clues: Mapping[str, tuple[Clue, ...]]  # by longest word
    clue_words: frozenset[str]  # these words
    pages: Mapping[str, int]
    titles: Mapping[tuple[str, ...], tuple[int, ...]]  # the Things' own titles, in words
    has_clues: bool

    def marks(self, low: str) -> bool:
        """Whether a text in small letters bears a tag of the course or its count of Things."""
        tagged = self._may_be_tagged(low) and self.tag.search(low) is not None
        return tagged or (str(self.last) in low and self.count.search(low) is not None)

    def without_marks(self, text: str) -> str:
        """The text in small letters without the course's tag and its count of Things."""
        return self.count.sub(" ", self.tag.sub(" ", text.lower()))

    def _may_be_tagged(self, low: str) -> bool:
        return any(map(low.__contains__, self.hints))

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text in which the course's tag is one sign, so that its number is nobody's."""
        low = text.lower()
        if self._may_be_tagged(low) and len(low) == len(text):
            for mark in self.tag.finditer(low):
                text = text[: mark.start()] + "¤".ljust(mark.end() - mark.start()) + text[mark.end() :]
        return tokens.tokens(text)


def noun_at(row: Sequence[Token], at: int, terms: CourseTerms) -> Noun | None:
    """The noun at this place; a slip of the key before a number is one too ("Thign 6")."""
    word = row[at].low
    noun = terms.nouns.get(word)
    if noun or len(word) < 4:
        return noun
    if word.startswith(("cpd", "the")):  # CPDThing6, theThing6
        return terms.nouns.get(word[3:])
    if at + 1 < len(row) and row[at + 1].low.isdecimal() and word not in _REAL:
        meant = next((form for form in ("thing", "things") if tokens.slip(word, form)), None)
        return terms.nouns[meant] if meant else None
    return None


def of(course: Course) -> CourseTerms:
    """The terms of a course."""
    nouns = _nouns(course)
    numbers = frozenset(thing.number for thing in course.things)
    clues = [clue for thing in course.things for clue in _clues(thing, nouns)]
    clues.sort(key=lambda clue: (clue.thing, -len(clue.phrase), clue.phrase, clue.kind))
    clues = [replace(clue, order=order) for order, clue in enumerate(clues)]
    first: dict[str, list[Clue]] = {}
    for clue in clues:
        first.setdefault(max(clue.words, key=len), []).append(clue)
    return CourseTerms(
        numbers=numbers,
        last=max(numbers, default=0),
        nouns=MappingProxyType(nouns),
        roots=_roots(nouns, course),
        tag=_tags(course),
        hints=tuple(dict.fromkeys(run for tag in course.tags for run in _RUN.findall(tag.casefold())[:1])),
        near=_near([noun for noun in nouns.values() if noun.word in _own_nouns(course)]),
        figures=re.compile(
            rf"(?:{'|'.join(map(re.escape, _roots(nouns, course)))})[a-z]{{0,3}}[\s#]{{0,3}}([0-9]{{1,2}})(?![\w.,%][0-9])(?!\d)"
        ),
        count=_count(course, nouns),
        clues=MappingProxyType({word: tuple(group) for word, group in first.items()}),
        clue_words=frozenset(first),
        pages=MappingProxyType({page_key(url): thing.number for thing in course.things for url in thing.clues.pages}),
        titles=_titles(course, nouns),
        has_clues=bool(clues),
    )


def _titles(course: Course, nouns: Mapping[str, Noun]) -> Mapping[tuple[str, ...], tuple[int, ...]]:
    """The Things by the words of their titles, but for titles that say nothing ("Thing 6")."""
    titles: dict[tuple[str, ...], list[int]] = {}
    for thing in course.things:
        row = title_words(thing.title)
        if any(word not in nouns and not word.isdecimal() for word in row):
            titles.setdefault(row, []).append(thing.number)
    return MappingProxyType({row: tuple(things) for row, things in titles.items()})


def title_words(title: str) -> tuple[str, ...]:
    """The words of a title by which it is known again, "&" or "and" between them."""
    return tuple(word for word in lowercase_words(title) if word not in _SMALL_WORDS)


def page_key(url: str) -> str:
    """An address without scheme, www, query and last slash, for comparing."""
    try:
        parts = urlsplit(url.strip().casefold())
    except ValueError:
        return ""
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/").removesuffix(".html")


def _nouns(course: Course) -> dict[str, Noun]:
    own = dict.fromkeys(("thing", "ding", "ting", *(noun.casefold() for noun in course.nouns)))
    nouns: dict[str, Noun] = {}
    spoken = {tongue for noun in course.nouns for tongue in number_words.of(noun.casefold())}
    borrowed = [noun for tongue, words in BORROWED_BY.items() if tongue in spoken for noun in words]
    for noun in (*own, *BORROWED, *borrowed):
        tongues = number_words.of(noun)
        for place, form in enumerate(number_words.plurals(noun)):
            nouns.setdefault(
                form,
                Noun(
                    form,
                    place > 0,
                    noun not in own,
                    number_words.cardinals(tongues),
                    number_words.ordinals(tongues),
                    number_words.last_words(tongues),
                ),
            )
    return nouns


def _roots(nouns: Mapping[str, Noun], course: Course) -> tuple[str, ...]:
    """The shortest forms of the course's own nouns: whoever finds "thing" finds "things"."""
    kept: list[str] = []
    for word in sorted(_own_nouns(course) & nouns.keys(), key=lambda word: (len(word), word)):
        if not any(root in word for root in kept):
            kept.append(word)
    return tuple(kept)


def _tags(course: Course) -> re.Pattern[str]:
    """A pattern for the course's tags, and for the "2.0" that some courses carry behind theirs."""
    parts = [_tag(words) for tag in course.tags if (words := _WORD.findall(tag.casefold()))]
    return re.compile(rf"(?<![^\W_])#?(?:{'|'.join(parts) or '(?!)'})(?![^\W_])(?: 2\.0(?!\w))?")


def _tag(words: list[str]) -> str:
    """A pattern for one tag; people leave out the year of its run: cam23-2011 is Cam23."""
    dated = len(words) > 1 and _YEAR.fullmatch(words[-1])
    named, year = (words[:-1], words[-1]) if dated else (words, "")
    return r"[\W_]{0,2}".join(map(_loose, named)) + (rf"(?:[\W_]{{0,2}}{year})?" if dated else "")


def _count(course: Course, nouns: Mapping[str, Noun]) -> re.Pattern[str]:
    """A pattern for the course's count of Things, with at most one word between."""
    count = max((thing.number for thing in course.things), default=0)
    own = "|".join(re.escape(word) for word, noun in nouns.items() if noun.plural and not noun.borrowed)
    return re.compile(rf"(?<![^\W_]){count}(?:ish|\+)?[\W_]{{0,2}}(?:[^\W\d_]{{2,15}} )?(?:{own})(?![^\W_])")


def _own_nouns(course: Course) -> set[str]:
    return {form for noun in ("thing", *course.nouns) for form in number_words.plurals(noun.casefold())}


def _near(nouns: Iterable[Noun]) -> re.Pattern[str]:
    """A pattern for figures, number words, ordinals and roman numerals in small letters."""
    spoken = {word for noun in nouns for word in (*noun.cardinals, *noun.ordinals, *noun.last)}
    words_for = "|".join(map(re.escape, sorted(spoken | {"twenty", "thirty", "penultimate"})))
    return re.compile(rf"[\d①-⓿❶-➓ⅰ-ⅿ]|(?<![^\W\d_])(?:{words_for}|[vx]|[ivx]{{2,6}})(?![^\W\d_])")


def _loose(word: str) -> str:
    """A tag's word in which letters and digits may stand apart, and 20 is 2.0: cpd23, CPD 23, cpd-23, Learning 2.0."""
    runs = re.findall(r"\d+|\D+", word)
    return r"[\W_]{0,2}".join(r"2\.?0" if run == "20" else re.escape(run) for run in runs)


def _clues(thing: Thing, nouns: Mapping[str, Noun]) -> list[Clue]:
    """The phrases of one Thing; its title is one, unless it says nothing ("Thing 6")."""
    phrases = [("strong", phrase) for phrase in thing.clues.strong]
    phrases += [("weak", phrase) for phrase in thing.clues.weak]
    phrases += [("without", phrase) for phrase in thing.clues.without]
    title = [word for word in lowercase_words(thing.title) if word not in nouns and not word.isdecimal()]
    if len(title) > 1:
        phrases.append(("strong", " ".join(lowercase_words(thing.title))))
    return [
        Clue(thing.number, tuple(parts), phrase, kind, f" {' '.join(parts)} ")
        for kind, phrase in phrases
        if (parts := lowercase_words(phrase))
    ]


def lowercase_words(text: str, *, small: bool = False) -> list[str]:
    """The words of a text in small letters: what clues are compared with. `small`: the text is in small letters already."""
    if "+" in text:
        text = _PLUS.sub(" ", text)  # google+ keeps its sign, maps+bees does not
    low = text if small else text.lower()
    return low.encode("latin-1", "replace").translate(_APART).decode("latin-1").split()


def _apart() -> bytes:
    """A table that keeps the letters and digits of western Europe, and puts a space for everything else.

    Bytes are translated many times faster than words are found; letters beyond it part words, in clues as in posts.
    """
    return bytes(byte if chr(byte).isalnum() or chr(byte) == "+" else 32 for byte in range(256))


_APART = _apart()
