# ruff: noqa: E501 - a table of monsters
"""Documents made to hurt: each is survived by a child with limits, and the next one is read."""

from collections.abc import Iterator

import pytest

from course.adapters.workers import Killed, Workers
from course.formats import feeds
from course.formats.feeds import Parsed

URL = "https://owls.example/feed/"
GOOD = b"<rss version='2.0'><channel><title>t</title><item><title>Thing 1</title><link>https://owls.example/1</link></item></channel></rss>"
NAME = "a@" + "a." * 32_000 + "!"


def rss(words: str, spaces: str = "") -> bytes:
    """A feed of one post with these words in it."""
    post = f"<item><title>Thing 1</title><link>https://owls.example/1</link><guid>1</guid>{words}</item>"
    return f"<?xml version='1.0'?><rss version='2.0' {spaces}><channel><title>t</title>{post}</channel></rss>".encode()


def labels(name: str) -> str:
    """Twenty thousand labels, no two alike."""
    return "".join(f"<{name}>c{n}</{name}>" for n in range(20_000))


MEDIA, DC = "xmlns:media='http://search.yahoo.com/mrss/'", "xmlns:dc='http://purl.org/dc/elements/1.1/'"
READ = {  # the post is read although the document is monstrous
    "author": rss(f"<author>{NAME}</author>"),
    "author in CDATA": rss(f"<author><![CDATA[{NAME}]]></author>"),
    "creator": rss(f"<dc:creator>{NAME}</dc:creator>", DC),
    "categories": rss(labels("category")),
    "subjects": rss(labels("dc:subject"), DC),
    "media categories": rss(labels("media:category"), MEDIA),
    "open comments": rss("<description>" + "&lt;!--" * 70_000 + "</description>"),
    "open anchors": rss("<description>" + "&lt;a " * 70_000 + "</description>"),
    "title": rss("<title>" + "x" * 3_000_000 + "</title>").replace(b"<title>Thing 1</title>", b""),
    "attribute": rss("<x a='" + "x" * 3_000_000 + "'/>"),
    "digits": rss("<pubDate>" + "1" * 200_000 + "</pubDate>"),
    "prefixes": rss("".join(f"<a{n}:b>x</a{n}:b>" for n in range(5_000))),
}
REFUSED = {
    "quadratic entity": (b"<!DOCTYPE r [<!ENTITY a '" + b"x" * 50_000 + b"'>]><rss version='2.0'>" + b"&a;" * 20_000 + b"</rss>", "unsafe"),
    "entities in UTF-16": ("<!DOCTYPE r [\n<!ENTITY a 'b'>]><rss><channel><item><title>&a;</title></item></channel></rss>".encode("utf-16"), "unsafe"),
    "external entity": (b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>", "unsafe"),
    "attributes": (rss("<x " + " ".join(f'a{n}="1"' for n in range(40_000)) + "/>"), "unsafe"),
    "depth": (rss("<x>" * 200_000 + "</x>" * 200_000), "unsafe"),
    "JSON depth": (b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 200_000, "unsafe"),
    "bytes": (bytes(range(256)) * 400, "not-a-feed"),
    "nothing": (b"\x00" * 5_000, "empty"),
    "log-in page": (b"<!DOCTYPE html><html><title>Log in</title>", "not-a-feed"),
    "open CDATA": (b"<rss version='2.0'><channel><item><title>" + b"<![CDATA[" * 100_000, "cut-off"),
    "open comments": (b"<rss version='2.0'><channel><item><title>" + b"<!--" * 100_000, "cut-off"),
}  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """One child for all of them: whatever one does, the next must be read."""
    with Workers(1, feeds.arbitrate) as workers:
        yield workers


def asked(pool: Workers, body: bytes) -> object:
    """What the child says."""
    pool.submit(0, (body, URL, "", frozenset()))
    return pool.ready(None)[0][1]


@pytest.mark.parametrize("name", READ)
def test_a_post_is_read_out_of_a_monster(name: str, pool: Workers) -> None:
    found = asked(pool, READ[name])
    assert isinstance(found, Parsed)
    assert [entry.url for entry in found.entries] == ["https://owls.example/1"]
    quick = feeds.quick(READ[name], URL)
    assert quick is None or quick == found


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_named(name: str, pool: Workers) -> None:
    body, trouble = REFUSED[name]
    assert feeds.quick(body, URL) is None
    found = asked(pool, body)
    assert isinstance(found, Parsed)
    assert found.trouble == trouble


@pytest.mark.slow
@pytest.mark.parametrize("piece", [b"<a ", b"<", b'<a b="', b"<item><title>x & y</title>", b"&#", b"</"])
def test_after_the_worst_the_next_feed_is_read(piece: bytes) -> None:
    with Workers(1, feeds.arbitrate, cpu_seconds=1) as pool:
        worst = asked(pool, b"<rss version='2.0'><channel><item><title>" + piece * (2_000_000 // len(piece)))
        assert isinstance(worst, Killed) or (isinstance(worst, Parsed) and worst.trouble)
        assert asked(pool, GOOD) == feeds.parse(GOOD, URL)
