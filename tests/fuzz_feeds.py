# ruff: noqa: E501 - a table of accidents
"""Change feeds at random and look whether anybody stumbles, or the quick reader says what feedparser does not.

python -m tests.fuzz_feeds --seconds 60 --seed 1       # what it finds is written to fuzz-finds/
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import feedmaker
from course.core.model import Entry
from course.formats import feeds
from course.formats.feeds import html_text, split_posts
from course.formats.intake import feed_discovery

_TOKENS = (
    b"<item>", b"</item>", b"<entry>", b"</entry>", b"<title>", b"</title>", b"<title/>", b"<link>", b"</link>", b"<guid>x</guid>", b"<id>x</id>",
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&amp;", b"&lt;", b"&nbsp;", b"&#150;", b"&#x96;", b"&#0;", b"&bogus;", b"&", b"<", b">", b'"', b"'",
    b"\xc2\x96", b"\xc3\x83\xc2\xa9", b"\xe9", b"\xff\xfe", b"\x00", b"\x1f", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"<?xml version='1.0'?>",
    b"<!DOCTYPE rss>", b"<!DOCTYPE r [<!ENTITY a 'b'>]>", b' xml:base="http://b.example/c/"', b' base="x"', b' type="xhtml"', b' type="html"',
    b' mode="escaped"', b' rel="alternate"', b' href="http://h.example/"', b' href="javascript:x"', b' isPermaLink="false"', b' xmlns="urn:x"',
    b' xmlns:dc="http://purl.org/rss/1.0/modules/content/"', b"<dc:date>2012-01-01</dc:date>", b"<dc:title>t</dc:title>", b"<dc:subject>s</dc:subject>",
    b"<source><title>s</title></source>", b"<media:title>m</media:title>", b"<media:description>m</media:description>", b"<image><title>i</title></image>",
    b"<category>c</category>", b"<category term='t'/>", b"<category domain='d'></category>", b"<itunes:summary>s</itunes:summary>", b"<author><name>n</name></author>",
    b"<published>2012-01-01T00:00:00Z</published>", b"<pubDate>Mon, 01 Jan 2012 00:00:00 BST</pubDate>", b"<updated>x</updated>", b"<expirationDate>2012</expirationDate>",
    b"<content:encoded>c</content:encoded>", b"<description>d</description>", b"<summary>s</summary>", b"<textInput><title>x</title></textInput>", b"<svg><title>x</title></svg>",
    b"<slash:comments>3</slash:comments>", b"<thr:total>4</thr:total>", b"<feedburner:origLink>http://o.example/</feedburner:origLink>", b"<div>", b"</div>", b"<p>", b"\n", b" ",
)  # fmt: skip


def main() -> int:
    """Fuzz for a while; 1 if anything was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice, until = random.Random(options.seed), time.monotonic() + options.seconds
    tally: Counter[str] = Counter()
    while time.monotonic() < until:
        made = feedmaker.feed(dice.randrange(2000))
        body = mutated(dice, made.body)
        found = judged(body, made.url, tally)
        tally["bodies"] += 1
        if found:
            tally["found"] += 1
            keep(body, found, tally["found"])
    print(", ".join(f"{name} {count}" for name, count in sorted(tally.items())))
    return 1 if tally["found"] else 0


def mutated(dice: random.Random, body: bytes) -> bytes:
    """The feed with one to six accidents; shortened first, so that there are many looks a second."""
    body = shortened(dice, body)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        body = dice.choice(_ACCIDENTS)(dice, body) or body
    return body


def shortened(dice: random.Random, body: bytes) -> bytes:
    """At most three posts of it."""
    cut = split_posts.slices(body)
    if not cut or len(cut.spans) <= 3:
        return body
    first = dice.randrange(len(cut.spans) - 3)
    return body[: cut.spans[0][0]] + body[cut.spans[first][0] : cut.spans[first + 2][1]] + body[cut.spans[-1][1] :]


def _flip(dice: random.Random, body: bytes) -> bytes:
    at = dice.randrange(len(body))
    return body[:at] + bytes([dice.randrange(256)]) + body[at + 1 :]


def _insert(dice: random.Random, body: bytes) -> bytes:
    at = dice.choice((dice.randrange(len(body)), body.find(b"><", dice.randrange(len(body))) + 1))
    return body[:at] + dice.choice(_TOKENS) + body[at:]


def _attribute(dice: random.Random, body: bytes) -> bytes:
    at = body.find(b">", dice.randrange(len(body)))
    return body[:at] + dice.choice([token for token in _TOKENS if token[:1] == b" " and len(token) > 1]) + body[at:]


def _drop(dice: random.Random, body: bytes) -> bytes:
    at = dice.randrange(len(body))
    return body[:at] + body[at + dice.choice((1, 5, 40, 400)) :]


def _drop_element(dice: random.Random, body: bytes) -> bytes:
    start = body.find(b"<", dice.randrange(len(body)))
    name = body[start + 1 : start + 30].split(b">")[0].split(b" ")[0]
    end = body.find(b"</" + name + b">", start)
    return body if start < 0 or end < 0 or name.startswith(b"/") else body[:start] + body[end + len(name) + 3 :]


def _double(dice: random.Random, body: bytes) -> bytes:
    start = body.find(b"<", dice.randrange(len(body)))
    end = body.find(b">", start + dice.randrange(1, 200)) + 1
    return body[:end] + body[start:end] + body[end:] if 0 <= start < end else body


def _rename(dice: random.Random, body: bytes) -> bytes:
    names = (
        b"title",
        b"link",
        b"guid",
        b"id",
        b"pubDate",
        b"published",
        b"updated",
        b"description",
        b"summary",
        b"content",
        b"category",
        b"media",
        b"dc",
        b"atom",
    )
    old, new = dice.sample(names, 2)
    return (
        body.replace(b"<" + old + b">", b"<" + new + b">").replace(b"</" + old + b">", b"</" + new + b">")
        if dice.random() < 0.5
        else body.replace(old + b":", new + b":")
    )


def _cut(dice: random.Random, body: bytes) -> bytes:
    return body[: dice.randrange(len(body)) + 1]


def _wrong_case(dice: random.Random, body: bytes) -> bytes:
    word = dice.choice((b"pubDate", b"guid", b"title", b"item", b"isPermaLink", b"UTF-8", b"xmlns", b"http", b"type"))
    return body.replace(word, dice.choice((word.lower(), word.upper(), word.swapcase())), dice.choice((1, -1)))


_ACCIDENTS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flip, _insert, _insert, _insert, _attribute, _drop, _drop_element, _double, _rename, _cut, _wrong_case,
)  # fmt: skip


def judged(body: bytes, url: str, tally: Counter[str]) -> str:
    """What is wrong, in words; empty when all is well."""
    try:
        feeds.noiseless(body)
        cut = split_posts.slices(body)
        feed_discovery.page(body, url)
        quick = feeds.quick(body, url)
        judgement = feeds.arbitrate(body, url)
        tally[judgement.trouble or "readable"] += 1
        for entry in judgement.entries:
            if words := unclean(entry):
                return words
        if quick is not None:
            tally["quick"] += 1
            if quick != judgement:
                return f"quick: {first_difference(quick, judgement)}"
        if cut is not None and cut.parts and judgement.parts == cut.parts and judgement.trouble is None:
            tally["sliced"] += 1
            tally["leaks of feedparser"] += not_the_whole(body, url, judgement)
    except Exception as error:  # what a fuzzer is for
        return f"{type(error).__name__}: {error}"
    return ""


def not_the_whole(body: bytes, url: str, judgement: feeds.Parsed) -> bool:
    """Whether a broken post tints the next ones when feedparser reads all at once, as it does not when they are cut apart."""
    entries: list[Entry] = []
    for part in dict.fromkeys(judgement.parts):
        entries += feeds.arbitrate(body, url, known=frozenset(judgement.parts) - {part}).entries
    return tuple(entries) != judgement.entries


def unclean(entry: Entry) -> str:
    """What an entry holds that it must not."""
    words = [entry.id, entry.url, entry.title, entry.text.replace("\n", ""), *entry.tags, *entry.headings, *entry.links]
    if any(html_text._UNWANTED.search(word) for word in words):
        return f"controls in {entry}"
    if any(not link.lower().startswith(("http://", "https://")) for link in (entry.url or "http://", *entry.links)):
        return f"not the web: {entry}"
    if len(entry.title) > 500 or len(entry.tags) > 100 or len(entry.text.encode()) > 65536 or len(entry.links) > 200:
        return "too large"
    return "" if entry.published is None or entry.published.tzinfo == UTC else "a date that is not in UTC"


def first_difference(one: feeds.Parsed, other: feeds.Parsed) -> str:
    """The first field in which two readings differ."""
    for mine, theirs in zip(one.entries, other.entries, strict=False):
        for name in Entry.__slots__:
            if getattr(mine, name) != getattr(theirs, name):
                return f"{name}: {getattr(mine, name)!r} or {getattr(theirs, name)!r}"
    for name in ("title", "next_page", "kind", "generator", "site", "trouble", "marks", "parts"):
        if getattr(one, name) != getattr(other, name):
            return f"{name}: {getattr(one, name)!r} or {getattr(other, name)!r}"
    return "the number of entries"


def keep(body: bytes, words: str, number: int) -> None:
    """Put a find where somebody will look at it."""
    folder = Path("fuzz-finds")
    folder.mkdir(exist_ok=True)
    (folder / f"{number:04}.xml").write_bytes(body)
    print(f"{number:04}: {words[:600]}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
