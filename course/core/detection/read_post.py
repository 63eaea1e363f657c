"""The first stage: a post is read once, into one form in which everything else looks for its cues."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from course.core.detection import tokens
from course.core.detection.course_terms import CourseTerms
from course.core.detection.tokens import Token
from course.core.model import Words

READ = 12_000  # characters of a post; nobody names the subject later
_LONGEST_HEADING = 100
_LONGEST_TAG = 100
_LONGEST_SLUG = 200
_AFTER = 60  # characters of a line after the noun of a heading
_LEAD = 30  # characters of "[CPD23] (Week 7, " before the noun of a heading
_WORDS = 5  # a line with a full stop and more spaces than this is a sentence, no heading
_MOST = 50  # labels, headings
SHORT_MESSAGE = 1000  # characters; Mastodon takes 500, many of its servers twice as many
_PAGING = re.compile(r"(?:\d+|comment-page-\d+|page|amp|feed)$", re.ASCII)
_FIGURE = re.compile(r"\d")  # most numbers; to look for words as well takes much longer


class Line(NamedTuple):
    """A short text without entities and fancy signs, and its tokens, in which the course's tag is one sign."""

    text: str
    tokens: list[Token]


class Heading(NamedTuple):
    """A heading, or a line of the text that stands like one."""

    line: Line
    marked_up: bool  # the blog's own heading


class ReadPost(NamedTuple):
    """A post made ready. Of address, labels and headings only those are kept that have one of the course's nouns."""

    words: Words
    title: Line
    slug: Line | None  # the last part of the address that says something
    labels: tuple[Line, ...]
    headings: tuple[Heading, ...]
    text: str
    low: str  # the text in small letters, of the same length
    nouns: tuple[int, ...]  # where the course's nouns stand in the text
    numbered: tuple[int, ...]  # those beside which something stands that could be a number


def read(words: Words, terms: CourseTerms) -> ReadPost:
    """The post in the form in which cues are looked for."""
    text, low = words.text[:READ], tokens.small(words.text[:READ])
    if len(low) != len(text):
        text = low  # a letter whose small form is longer: rare enough
    nouns = _nouns(low, terms)
    numbered = tuple([at for at in nouns if _number_near(low, at, terms)])
    return ReadPost(
        words,
        line(_title(words)[: tokens.LONGEST_TITLE], terms),
        _slug(words.url, terms),
        tuple([line(tag[:_LONGEST_TAG], terms) for tag in words.tags[:_MOST] if _has_noun(tag.lower(), terms)]),
        tuple(_headings(words.headings, text, numbered, terms)),
        text,
        low,
        nouns,
        numbered,
    )


def _title(words: Words) -> str:
    """The title; of a short message without one, as on Mastodon, Bluesky and Micro.blog, its first line."""
    if words.title or len(words.text) > SHORT_MESSAGE:
        return words.title
    return words.text.strip().partition("\n")[0]


def line(text: str, terms: CourseTerms) -> Line:
    """A short text made plain, with its tokens."""
    plain = tokens.plain(text)
    return Line(plain, terms.tokens(plain))


def _nouns(low: str, terms: CourseTerms) -> tuple[int, ...]:
    """The places of the course's nouns, each standing alone or behind the course's tag."""
    places: list[int] = []
    for root in terms.roots:
        at, width = low.find(root), len(root)
        while at >= 0:
            before = low[at - 1] if at else ""
            if not before.isalpha() or (before == "d" and low[max(0, at - 3) : at] == "cpd"):
                places.append(at)
            at = low.find(root, at + width)
    return tuple(sorted(places))


def _number_near(low: str, at: int, terms: CourseTerms) -> bool:
    """Whether anything that could be a number stands beside the noun."""
    start, end = max(0, at - 24), at + 32
    return _FIGURE.search(low, start, end) is not None or terms.near.search(low, start, end) is not None


def _has_noun(low: str, terms: CourseTerms) -> bool:
    return any(map(low.__contains__, terms.roots)) or not low.isascii()


def _slug(url: str, terms: CourseTerms) -> Line | None:
    """`/2011/07/thing-6-online-networks.html` as a text."""
    if not _has_noun(url.lower(), terms):
        return None
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    parts = [part for part in path.rsplit("/", 4)[1:] if part and not _PAGING.match(part)]
    if not parts:
        return None
    slug = tokens.plain(parts[-1][-_LONGEST_SLUG:].removesuffix(".html")).replace("-", " ").replace("_", " ")
    return Line(slug, terms.tokens(slug))


def _headings(own: tuple[str, ...], text: str, numbered: tuple[int, ...], terms: CourseTerms) -> Iterator[Heading]:
    marked_up = dict.fromkeys(heading for heading in own[:_MOST] if _has_noun(heading.lower(), terms))
    for heading in marked_up:
        yield Heading(line(heading[:_LONGEST_HEADING], terms), True)
    for heading in dict.fromkeys(_lines(text, numbered)):
        if heading not in marked_up:
            yield Heading(line(heading[: _LEAD + _AFTER], terms), False)


def _lines(text: str, numbered: tuple[int, ...]) -> Iterator[str]:
    """The short lines in which a noun stands beside a number."""
    done = 0
    for at in numbered:
        if at < done:
            continue
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        done = end if end >= 0 else len(text)
        short = text[start:done].strip() if done - start <= _LONGEST_HEADING and at - start <= _LEAD else ""
        if short and not (short.endswith(".") and short.count(" ") > _WORDS):
            yield short
