"""Which Things does a post claim to be about? Evidence is gathered here, and weighed in judge.py."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from course.core import company, judge, lexicon, numerals, roles, topics, wording
from course.core.judge import Sign, Trace
from course.core.lexicon import Lexicon
from course.core.model import Claim, Course, Words
from course.core.numerals import Form, Mention
from course.core.wording import Token

RULES = "1"  # raised whenever a rule changes, so that every kept post is judged anew
OPENING = 320  # characters: about two sentences
_FIRST = 200  # characters: about a sentence
READ = 12_000  # characters of a post; nobody names the subject later
in_company = company.in_company
_LONGEST_HEADING = 100
_FEW = 4  # a tag list with more numbers than this is a list, not a label


def claims(words: Words, course: Course) -> tuple[Claim, ...]:
    """What the post itself seems to do, Thing by Thing, with the words that made us think so."""
    known = lexicon.of(course)
    traces = [*_title(words.title, known), *_address(words.url, known), *_tags(words.tags, known)]
    traces += _headings(words, known)
    traces += _body(words.text[:READ], known)
    marked, looks_back, this_thing = _marked(words, known), _looks_back(words), roles.says_this_thing(words.text[:READ])
    named = any(trace.kind == "title" and trace.sign is Sign.PLAIN for trace in traces)
    if not named:
        traces += _links(words.links, known)
        traces += topics.traces(words, known, marked or this_thing, this_thing)
    return judge.weigh(
        traces, judge.Facts(known.last, marked, looks_back, this_thing, roles.unfinished(words.text[:_FIRST]))
    )


def fingerprint(course: Course) -> str:
    """A short name for the rules and all that detection reads of the course: when it changes, judge anew."""
    parts = [RULES, repr(course.tags), repr(course.nouns)]
    parts += [repr((thing.number, thing.title, thing.clues)) for thing in course.things]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


# Where numbers stand ------------------------------------------------------------------------------


def _title(title: str, known: Lexicon) -> Iterator[Trace]:
    text = wording.plain(title[: wording.LONGEST_TITLE])
    row = _row(text, known)
    found = numerals.mentions(row, known)
    for mention, sign in roles.in_title(found, row, text):
        yield from _traces("title", text, mention, sign)
    if not any(mention.form in (Form.PLAIN, Form.COUNTED) for mention in found):
        for mention in numerals.bare(row, known):
            yield from _traces("title", text, mention, roles.of_bare(mention))


def _row(text: str, known: Lexicon) -> list[Token]:
    """The tokens of a text in which the course's tag is one sign, so that its number is nobody's."""
    low = text.lower()
    if len(low) == len(text) and known.tag.search(low):
        for mark in known.tag.finditer(low):
            text = text[: mark.start()] + "¤".ljust(mark.end() - mark.start()) + text[mark.end() :]
    return wording.tokens(text)


def _address(url: str, known: Lexicon) -> Iterator[Trace]:
    """The last part of the address that says something: `/2011/07/thing-6-online-networks.html`."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return
    parts = [part for part in path.rsplit("/", 3)[1:] if part and not part.isdecimal()]
    if not parts:
        return
    slug = wording.plain(parts[-1][-200:].removesuffix(".html")).replace("-", " ").replace("_", " ")
    for mention in numerals.mentions(_row(slug, known), known, plain_spaces=True):
        several = mention.form is Form.COUNTED and len(mention.numbers) > 1  # 23-things-16-17
        sign = Sign.PLAIN if several or mention.form is Form.PLAIN else Sign.DOUBTFUL
        yield from _traces("slug", slug, mention, sign)


def _tags(tags: Sequence[str], known: Lexicon) -> list[Trace]:
    traces: list[Trace] = []
    for tag in tags[:50]:
        text = wording.plain(tag[:100])
        for mention in numerals.mentions(_row(text, known), known):
            traces += _traces("tag", text, mention, Sign.PLAIN if mention.form is Form.PLAIN else Sign.DOUBTFUL)
    if len({trace.thing for trace in traces}) > _FEW:
        return [trace._replace(sign=Sign.ASIDE) for trace in traces]
    return traces


def _headings(words: Words, known: Lexicon) -> Iterator[Trace]:
    """Headings, and lines of the text that stand like headings: `Thing 7`, `(Week 7, Thing 17)`, `Thing 12 - Social media`."""
    for line in dict.fromkeys([*words.headings[:60], *_heading_lines(words.text[:READ], known)]):
        text = wording.plain(line[:_LONGEST_HEADING])
        row = _row(text, known)
        for mention in numerals.mentions(row, known)[:1]:
            sign = roles.in_heading(mention, row)
            if sign is Sign.PLAIN or line in words.headings:
                yield from _traces("heading", text, mention, sign)


def _heading_lines(text: str, known: Lexicon) -> Iterator[str]:
    for line in wording.lines(text):
        if len(line) <= _LONGEST_HEADING and any(root in line.lower() for root in known.roots):
            yield line


def _body(text: str, known: Lexicon) -> Iterator[Trace]:
    """Mentions in the running text, with the part that each plays in its sentence."""
    low = text.lower()
    if len(low) != len(text):
        text = low
    done = 0
    for at in sorted(_places(low, known.roots)):
        if at < done:
            continue
        start, end = _sentence(text, at)
        done = end
        sentence = wording.plain(text[start:end])
        row = _row(sentence, known)
        for mention in numerals.mentions(row, known):
            sign = roles.in_sentence(mention, row, sentence)
            yield from _traces("opening" if start < OPENING else "mention", sentence, mention, sign)


def _places(low: str, roots: Iterable[str]) -> Iterator[int]:
    for root in roots:
        at = low.find(root)
        while at >= 0:
            if at == 0 or not low[at - 1].isalpha() or low[max(0, at - 3) : at] == "cpd":
                yield at
            at = low.find(root, at + len(root))


_STOP = re.compile(r"[!?\n]|(?<!e\.g)(?<!i\.e)\.(?=\s)")


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around a place, at most 160 characters before and 200 after."""
    left = max(0, at - 160)
    start = max((found.end() for found in _STOP.finditer(text, left, at)), default=left)
    found = _STOP.search(text, at, min(len(text), at + 200))
    return start, found.end() if found else min(len(text), at + 200)


def _links(links: Sequence[str], known: Lexicon) -> Iterator[Trace]:
    for link in dict.fromkeys(links[:200]):
        thing = known.pages.get(lexicon.page_key(link[:500])) if known.pages else None
        if thing is not None:
            yield Trace(thing, "link", link[:200], Sign.PLAIN)


def _traces(kind: str, text: str, mention: Mention, sign: Sign) -> Iterator[Trace]:
    quote = text[max(0, mention.start) : mention.end].strip()
    for number in mention.numbers:
        yield Trace(number, kind, quote, sign)


# What the post is like -----------------------------------------------------------------------------


def _marked(words: Words, known: Lexicon) -> bool:
    """Whether the post bears the course's mark: its tag, or its count of Things."""
    for text in (words.title[: wording.LONGEST_TITLE], " ".join(words.tags[:50])[:1000], words.text[:READ]):
        low = text.lower()
        if known.tag.search(low) or known.count.search(low):
            return True
    return False


def _looks_back(words: Words) -> bool:
    """Whether the title looks back on the course, so that the numbers below it are a list."""
    return roles.looks_back(wording.plain(words.title[: wording.LONGEST_TITLE]).casefold())
