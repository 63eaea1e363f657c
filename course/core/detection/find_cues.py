"""Where numbers of Things stand in a post: title, address, labels, headings, and the running text."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from course.core.detection import course_terms, mention_roles, thing_numbers, title_cues, tokens, unlabelled_numbers
from course.core.detection.course_terms import Lexicon
from course.core.detection.thing_numbers import Form, Mention
from course.core.detection.tokens import Token
from course.core.detection.weigh_cues import Sign, Trace
from course.core.model import Words

OPENING = 320  # characters: about two sentences
_LONGEST_HEADING = 100
_LEAD = 30  # characters of "[CPD23] (Week 7, " before the noun of a heading
_WORDS = 5  # a line with a full stop and more spaces than this is a sentence, no heading
_MENTIONS = 20  # sentences that are looked into; a post that names Things more often is a list
_LONGEST_TAG = 100
_LABEL = 48  # characters of a text in which a label stands
_LONGEST_SLUG = 200
_MOST = 50  # tags, headings
_FEW = 4  # a tag list with more numbers than this is a list, not a label
_BEFORE, _AFTER = 90, 60  # characters of a sentence around a mention
_PAGING = re.compile(r"(?:\d+|comment-page-\d+|page|amp|feed)$", re.ASCII)
_LABELLED = re.compile(r"\W{0,3}(?:week \d+\W+)?(?:for )?([^\W\d]{3,12})\W{0,2}\d")
_FIGURE = re.compile(r"\d")  # most numbers; to look for words as well takes much longer
_STOP = re.compile(r"[!?\n]|(?<!e\.g)(?<!i\.e)\.(?=\s)")


class Reading(NamedTuple):
    """A running text, made ready: in small letters (of the same length), and where its nouns stand."""

    text: str
    low: str
    nouns: tuple[int, ...]


def reading(text: str, known: Lexicon) -> Reading:
    """The text with the places of the course's nouns, each standing alone or behind the course's tag."""
    low = tokens.small(text)
    if len(low) != len(text):
        text = low  # a letter whose small form is longer: rare enough
    found: list[int] = []
    for root in known.roots:
        at, width = low.find(root), len(root)
        while at >= 0:
            before = low[at - 1] if at else ""
            if not before.isalpha() or (before == "d" and low[max(0, at - 3) : at] == "cpd"):
                found.append(at)
            at = low.find(root, at + width)
    return Reading(text, low, tuple(sorted(found)))


def title(text: str, known: Lexicon) -> Iterator[Trace]:
    """The numbers of a title (already plain), with what each is worth there."""
    row = _row(text, known)
    found = thing_numbers.mentions(row, known)
    for mention, sign in title_cues.in_title(found, row, text):
        yield from _traces("title", text, mention, sign)
    if not any(mention.form in (Form.PLAIN, Form.COUNTED) for mention in found):
        for mention in unlabelled_numbers.mentions(row, known):
            yield from _traces("title", text, mention, title_cues.of_bare(mention, row, text))


def address(url: str, title: str, known: Lexicon) -> Iterator[Trace]:
    """The last part of the address that says something: `/2011/07/thing-6-online-networks.html`.

    Blogs make it of the title; where the signs of that title tell that it names no Thing, the words without them are doubtful.
    """
    if not _has_noun(url.lower(), known):
        return
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return
    parts = [part for part in path.rsplit("/", 4)[1:] if part and not _PAGING.match(part)]
    if not parts:
        return
    slug = tokens.plain(parts[-1][-_LONGEST_SLUG:].removesuffix(".html")).replace("-", " ").replace("_", " ")
    for mention in thing_numbers.mentions(_row(slug, known), known, plain_spaces=True):
        several = mention.form is Form.COUNTED and len(mention.numbers) > 1  # 23-things-16-17
        sign = Sign.PLAIN if several or mention.form is Form.PLAIN else Sign.DOUBTFUL
        if _made_of(slug, title) and not thing_numbers.mentions(_row(title, known), known):
            sign = Sign.DOUBTFUL
        yield from _traces("slug", slug, mention, sign)


def _made_of(slug: str, title: str) -> bool:
    """Whether an address holds words of the title in their order, and no others."""
    words = iter(course_terms.words(title))
    return all(word in words for word in course_terms.words(slug))


def tags(labels: Sequence[str], known: Lexicon) -> list[Trace]:
    """The numbers in labels and categories; many of them are a list, which says nothing of this post."""
    traces: list[Trace] = []
    for label in labels[:_MOST]:
        if _has_noun(label.lower(), known):
            text = tokens.plain(label[:_LONGEST_TAG])
            for mention in thing_numbers.mentions(_row(text, known), known):
                traces += _traces("tag", text, mention, Sign.PLAIN if mention.form is Form.PLAIN else Sign.DOUBTFUL)
    if len({trace.thing for trace in traces}) > _FEW:
        return [trace._replace(sign=Sign.ASIDE) for trace in traces]
    return traces


def headings(words: Words, read: Reading, known: Lexicon) -> Iterator[Trace]:
    """Headings, and lines that stand like headings: `Thing 7`, `(Week 7, Thing 17)`, `Thing 12 - Social media`."""
    own = [line for line in words.headings[:_MOST] if _has_noun(line.lower(), known)]
    for line in dict.fromkeys([*own, *_lines(read, known)]):
        text = tokens.plain(line[: _LONGEST_HEADING if line in own else _LEAD + _AFTER])
        row = _row(text, known)
        for mention in thing_numbers.mentions(row, known)[:1]:
            sign = mention_roles.in_heading(mention, row)
            if sign is Sign.PLAIN or line in own:
                yield from _traces("heading", text, mention, sign)


def body(read: Reading, known: Lexicon) -> Iterator[Trace]:
    """Mentions in the running text, with the part that each plays in its sentence."""
    done = 0
    for at in [at for at in read.nouns if _number_near(read, at, known)][:_MENTIONS]:
        if at < done:
            continue
        start, done = _sentence(read.text, at)
        sentence = tokens.plain(read.text[start:done])
        row = _row(sentence, known)
        for mention in thing_numbers.mentions(row, known):
            sign = mention_roles.in_sentence(mention, row, sentence, opens=not read.text[:start].strip())
            yield from _traces("opening" if start < OPENING else "mention", sentence, mention, sign)


def label(read: Reading, known: Lexicon) -> Iterator[Trace]:
    """The first words of a text that counts in the writer's own way: `#19 - I looked`, `Task 8: ...`, `For exercise 5`."""
    begins = _LABELLED.match(read.low)
    noun = known.nouns.get(begins[1]) if begins else None
    if not (noun and noun.borrowed) and "#" not in read.text[:_LABEL]:
        return
    text = tokens.plain(read.text[:_LABEL].lstrip())
    row = _row(text, known)
    row = row[1:] if row and row[0].low == "for" else row
    found = [mention for mention in thing_numbers.mentions(row, known) if mention.form is Form.BORROWED]
    own = [mention for mention in found[:1] if title_cues.is_label(mention, row)]
    for mention in own or [
        mention for mention in unlabelled_numbers.mentions(row, known) if row[mention.first].low == "#"
    ]:
        if own or title_cues.pauses(row, mention.after):
            yield from _traces("opening", text, mention, Sign.ASIDE)


def named(read: Reading, known: Lexicon) -> Iterator[Trace]:
    """The figures in the running text, whatever their part: enough where the title has told what the post is about."""
    for at in read.nouns:
        found = known.figures.match(read.low, at)
        if found and int(found[1]) in known.numbers:
            yield Trace(int(found[1]), "mention", read.text[found.start() : found.end()], Sign.ASIDE)


def links(addresses: Sequence[str], known: Lexicon) -> Iterator[Trace]:
    """Links to Things' own pages."""
    if known.pages:
        for link in dict.fromkeys(addresses[:200]):
            thing = known.pages.get(course_terms.page_key(link[:500]))
            if thing is not None:
                yield Trace(thing, "link", link[:200], Sign.PLAIN)


def says_this_thing(read: Reading) -> bool:
    """Whether the text speaks of a Thing as those do who count them."""
    return any(mention_roles.says_this_thing(read.text[max(0, at - 30) : at + 14]) for at in read.nouns)


def _row(text: str, known: Lexicon) -> list[Token]:
    """The tokens of a text in which the course's tag is one sign, so that its number is nobody's."""
    low = text.lower()
    if len(low) == len(text) and (not known.hints or any(hint in low for hint in known.hints)):
        for mark in known.tag.finditer(low):
            text = text[: mark.start()] + "¤".ljust(mark.end() - mark.start()) + text[mark.end() :]
    return tokens.tokens(text)


def _has_noun(low: str, known: Lexicon) -> bool:
    return any(root in low for root in known.roots) or not low.isascii()


def _number_near(read: Reading, at: int, known: Lexicon) -> bool:
    """Whether anything that could be a number stands beside the noun."""
    start, end = max(0, at - 24), at + 32
    return _FIGURE.search(read.low, start, end) is not None or known.near.search(read.low, start, end) is not None


def _lines(read: Reading, known: Lexicon) -> Iterator[str]:
    """The short lines in which a noun stands beside a number."""
    done = 0
    for at in read.nouns:
        if at < done or not _number_near(read, at, known):
            continue
        start = read.text.rfind("\n", 0, at) + 1
        end = read.text.find("\n", at)
        done = end if end >= 0 else len(read.text)
        line = read.text[start:done].strip() if done - start <= _LONGEST_HEADING and at - start <= _LEAD else ""
        if line and not (line.endswith(".") and line.count(" ") > _WORDS):
            yield line


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around a place, cut where it is very long."""
    left, right = max(0, at - _BEFORE), min(len(text), at + _AFTER)
    start = max((found.end() for found in _STOP.finditer(text, left, at)), default=left)
    found = _STOP.search(text, at, right)
    return start, found.end() if found else right


def _traces(kind: str, text: str, mention: Mention, sign: Sign) -> Iterator[Trace]:
    quote = text[mention.start : mention.end].strip()
    for number in mention.numbers:
        yield Trace(number, kind, quote, sign)
