"""What feedparser reads for us, and what it is spared."""

import pytest

import feedmaker
from course.formats import feeds
from course.formats.feeds import feedparser_reader

URL = "https://owls.example/feed/"
POST = "<item><title>Thing {0}</title><guid>https://owls.example/{0}</guid><link>https://owls.example/{0}</link></item>"


def rss(posts: str, before: str = "", after: str = "</channel></rss>") -> bytes:
    return f"<rss version='2.0'><channel><title>Owls</title>{before}{posts}{after}".encode()


def titles(body: bytes) -> tuple[list[str], str | None]:
    found = feedparser_reader.arbitrate(body, URL)
    return [entry.title for entry in found.entries], found.trouble


def test_the_arbiter_is_asked_for_new_posts_only() -> None:
    made = next(
        made for n in range(99) if (made := feedmaker.feed(n)).platform == "typepad" and made.body.count(b"<entry>") > 3
    )
    first = feeds.arbitrate(made.body, made.url)
    news = feeds.arbitrate(made.body, made.url, known=frozenset(first.parts[1:]))
    assert news.entries == first.entries[:1]
    assert news.marks == first.parts[:1]


@pytest.mark.parametrize(
    ("body", "read", "trouble"),
    [
        (rss(POST.format(1)), ["Thing 1"], None),
        (rss(POST.format(1)) + b"<div>advertisement</div>", ["Thing 1"], None),
        (rss(POST.format(1) + POST.format(2)[:30], after=""), ["Thing 1"], "cut-off"),
        (rss("", after=""), [], "cut-off"),
        (rss(POST.format("1 & 2")), ["Thing 1 & 2"], None),
        (rss(POST.format(1).replace("<guid>", "<x><guid>")), ["Thing 1"], None),  # no XML: read the lenient way
        (
            rss(POST.format(1).replace("<guid>", "<odd:x>a</odd:x><guid>")),
            ["Thing 1"],
            None,
        ),  # a prefix nobody declared
        (rss("<i a='b'>" * 300), [], "unsafe"),
        (b"", [], "empty"),
        (b"<html><p>no feed</p></html>", [], "not-a-feed"),
        (b"%PDF-1.7 \xff\xfe", [], "not-a-feed"),
        (rss("<item/>" + POST.format(1)), ["", "Thing 1"], None),
    ],
)
def test_what_is_broken_is_read_as_far_as_it_goes_and_named(body: bytes, read: list[str], trouble: str | None) -> None:
    assert titles(body) == (read, trouble)


def test_a_post_with_very_many_labels_keeps_the_first_and_costs_no_other_its_labels() -> None:
    many = "".join(f"<category>label {number}</category>" for number in range(300))
    posts = POST.format(1).replace("</item>", many + "</item>") + POST.format(2).replace(
        "</item>", "<category>last</category></item>"
    )
    first, second = feedparser_reader.arbitrate(rss(posts), URL).entries
    assert first.tags[:2] == ("label 0", "label 1")
    assert len(first.tags) == 100
    assert second.tags == ("last",)


def test_an_enclosure_is_not_the_page_of_a_post() -> None:
    post = (
        "<item><title>Thing 1</title><enclosure url='https://owls.example/1.mp3' type='audio/mpeg' length='1'/></item>"
    )
    (entry,) = feedparser_reader.arbitrate(rss(post), URL).entries
    assert entry.url == ""
