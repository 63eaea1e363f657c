"""A feed cut into its posts, each with a mark that changes when its bytes do."""

import pytest

from course.formats.feeds import split_posts

RSS = b"<?xml version='1.0'?><rss version='2.0'><channel><title>t</title><item><title>1</title></item> <item>2</item></channel></rss>"
ATOM = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry>1</entry><entry/></feed>"


def posts(body: bytes) -> list[bytes]:
    cut = split_posts.slices(body)
    assert cut is not None
    return [body[start:end] for start, end in cut.spans]


def test_each_post_is_its_bytes() -> None:
    assert posts(RSS) == [b"<item><title>1</title></item>", b"<item>2</item>"]
    assert posts(ATOM) == [b"<entry>1</entry>", b"<entry/>"]
    assert posts(b"<rss><channel><item/><item a='>'/><item>1</item></channel></rss>") == [
        b"<item/>",
        b"<item a='>'/>",
        b"<item>1</item>",
    ]
    rdf = b"<rdf:RDF xmlns:rdf='r' xmlns:rss='s'><rss:channel><rss:item>no</rss:item></rss:channel><rss:item>1</rss:item></rdf:RDF>"
    assert posts(rdf) == [b"<rss:item>1</rss:item>"]


def test_a_mark_changes_with_its_post_and_with_what_holds_for_all() -> None:
    before, after = split_posts.slices(RSS), split_posts.slices(RSS.replace(b"2<", b"3<"))
    around = split_posts.slices(RSS.replace(b"<channel>", b"<channel xml:lang='de'>"))
    build = split_posts.slices(RSS.replace(b"<title>t<", b"<title>another<"))
    assert before
    assert after
    assert around
    assert build
    assert (before.parts[0] == after.parts[0], before.parts[1] == after.parts[1]) == (True, False)
    assert not set(before.parts) & set(around.parts)
    assert build.parts == before.parts  # the title of the blog is nothing of its posts


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (RSS, ""),
        (RSS[:-20], "cut-off"),
        (b"", "cut-off"),
        (RSS.replace(b"</item>", b"</odd>", 1), "malformed"),
        (RSS + b"<p>advertisement</p>", "malformed"),
        (b"<?xml version='1.0' encoding='klingon'?><rss/>", "malformed"),
        (b"<!DOCTYPE rss><rss/>", "doctype"),
        (b"<a>" * 300, "unsafe"),
        (b"<a " + b" ".join(b"x%d=''" % number for number in range(201)) + b"/>", "unsafe"),
    ],
)
def test_why_a_document_was_not_read_to_its_end(body: bytes, error: str) -> None:
    assert split_posts.walked(body).error == error
    assert (split_posts.slices(body) is None) is bool(error)


def test_the_posts_before_a_cut_are_kept_and_the_end_of_the_feed_is_known() -> None:
    assert split_posts.walked(RSS[:-30]).slices().spans == split_posts.walked(RSS).slices().spans[:1]
    assert split_posts.walked(RSS + b"<p>advertisement</p>").end == len(RSS)
