"""Links of posts: relative, without a scheme, odd ones; and what is not the author's own."""

import pytest

from course.core.model import Entry
from course.formats import feeds

URL = "https://feeds.example/ann.xml"
SITE = "<link>https://ann.example/blog/</link>"


def rss(item: str, channel: str = SITE) -> bytes:
    return (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:atom='http://www.w3.org/2005/Atom'><channel>"
        f"<title>Ann</title>{channel}<item><title>Thing 1</title>{item}</item></channel></rss>"
    ).encode()


def atom(entry: str, head: str = "<link href='https://ann.example/blog/'/>") -> bytes:
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Ann</title><id>/</id>{head}<entry><title>x</title>{entry}</entry></feed>".encode()


ENCLOSURE = "<link rel='enclosure' href='https://files.example/a.mp3'>https://files.example/page</link>"
LINKS = [
    (atom("<link href='/2026/t/'/><id>/2026/t/</id>", ""), "https://feeds.example/2026/t/"),
    (atom("<link href='/2026/t/'/><id>/2026/t/</id>"), "https://ann.example/2026/t/"),
    (rss("<link>t1/</link><guid>t1/</guid>"), "https://ann.example/blog/t1/"),
    (rss("<link>/t1/</link><guid>1</guid>"), "https://ann.example/t1/"),
    (rss("<link>?p=3</link><guid>1</guid>"), "https://ann.example/blog/?p=3"),
    (rss("<guid>/t1/</guid>"), "https://ann.example/t1/"),
    (rss("<guid>t1</guid>"), ""),
    (rss("<link>x/</link>", "<link>/blog/</link>"), "https://feeds.example/blog/x/"),
    (rss("<link>/x</link>", "<link>http://localhost:1313/</link>"), "https://feeds.example/x"),
    (rss("<link>www.ann.example/x</link>"), "https://www.ann.example/x"),
    (rss("<link>ann.example/x</link>"), "https://ann.example/x"),
    (rss("<link>//ann.example/x</link>"), "https://ann.example/x"),
    (rss("<link>javascript:x</link>"), ""),
    (rss("<link uri='https://ann.example/x'/>"), "https://ann.example/x"),
    (atom("<link uri='https://ann.example/x'/><id>1</id>"), "https://ann.example/x"),
    (atom(f"<link rel='alternate' href='https://ann.example/x'/>{ENCLOSURE}<id>1</id>"), "https://ann.example/x"),
    (atom(f"{ENCLOSURE}<link rel='alternate' href='https://ann.example/x'/><id>1</id>"), "https://ann.example/x"),
    (rss(f"<link>https://ann.example/x</link>{ENCLOSURE}<guid isPermaLink='false'>1</guid>"), "https://ann.example/x"),
    (rss(f"{ENCLOSURE}<guid>https://ann.example/x</guid>"), "https://ann.example/x"),
]


def only(body: bytes) -> Entry:
    (entry,) = feeds.parse(body, URL).entries
    judged = feeds.arbitrate(body, URL)
    assert judged.entries == (entry,)
    return entry


@pytest.mark.parametrize(("body", "link"), LINKS)
def test_the_page_of_a_post(body: bytes, link: str) -> None:
    assert only(body).url == link


def test_links_of_a_json_feed_are_resolved_against_its_page() -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://ann.example/b/", "items": [{"id": "1", "url": "x"}]}'
    assert feeds.parse(body, URL).entries[0].url == "https://ann.example/b/x"


REBLOGS = (
    '<div class="wpcom-reblog-snapshot"><div class="reblogger-note"><p>Good.</p></div><p>Thing 1 ...</p></div>',
    "<p class='x reblog-from'><a href='https://bea.example/'>Bea</a></p>",
    "<p><a class=tumblr_blog href=https://bea.tumblr.example/post/1>bea</a>:</p><blockquote><p>Thing 1</p></blockquote>",
)
OWN = (
    "<p>I reblogged Bea's post, and tumblr_blog is a class.</p>",
    '<p class="reblog">A style of my own</p>',
    '<p>She wrote class="reblog-post" about it</p>'.replace('"', "&quot;"),
    '<a class="sd-button share-reblog">Reblog</a>',
)


@pytest.mark.parametrize(("markup", "reblog"), [*((one, True) for one in REBLOGS), *((one, False) for one in OWN)])
def test_a_reblog_is_told_by_its_markup(markup: str, reblog: bool) -> None:
    body = rss(
        f"<link>https://ann.example/x</link><guid>1</guid><content:encoded><![CDATA[{markup}]]></content:encoded>"
    )
    assert only(body).reblog is reblog
