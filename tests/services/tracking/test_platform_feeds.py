"""Blogs and accounts of nine platforms, from the address that somebody gives to the credit: feeds shaped as each writes them.

Shapes as published by the platforms in 2026: Mastodon and Bluesky give no titles, YouTube keeps its text in media:description,
Tumblr's title of a note is its shortened text, Medium and Substack write content:encoded.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

import homes
import platforms
from course.adapters.store import Store
from course.core.model import Confidence, Handle
from course.services import course_home
from course.services.reporting import report
from course.services.tracking import track
from platforms import Reply, Site

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
NIGHTJAR = Handle("nightjar")
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:source="http://source.scripting.com/" '
    'xmlns:webfeeds="http://webfeeds.org/rss/1.0"'
)
TAG = '<a href="{root}/tags/small23" class="mention hashtag" rel="tag">#<span>small23</span></a>'
AT_BO = '<span class="h-card"><a href="{root}/@bo" class="u-url mention">@<span>bo</span></a></span>'


def rss(*items: str, generator: str = "", link: str = "{root}/") -> Reply:
    """An RSS feed of these items."""
    made = f"<generator>{generator}</generator>" if generator else ""
    return Reply(
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMESPACES}><channel><title>Nightjar</title>'
        f"<link>{link}</link><description>Notes</description>{made}{''.join(items)}</channel></rss>",
        "application/rss+xml; charset=utf-8",
    )


def item(day: int, path: str, inside: str, when: str = "{day:02d} Oct 2026 09:12:00 +0000") -> str:
    """An item with its address and day."""
    return f"<item><link>{{root}}{path}</link><guid>{{root}}{path}</guid><pubDate>{when.format(day=day)}</pubDate>{inside}</item>"


def described(html: str, *tags: str) -> str:
    """A text without a title, and its hashtags as categories."""
    return f"<description>{escape(html)}</description>" + "".join(f"<category>{tag}</category>" for tag in tags)


def titled(title: str, html: str) -> str:
    """A post with a title and its whole text."""
    text = f"<content:encoded><![CDATA[{html}]]></content:encoded>"
    return f"<title><![CDATA[{title}]]></title><description>Short.</description>{text}"


def linked(feed: str, kind: str = "application/rss+xml") -> Reply:
    """The page of an account that names its feed."""
    return Reply(
        f'<!DOCTYPE html><title>Nightjar</title><link rel="alternate" type="{kind}" href="{feed}"><h1>Nightjar</h1>'
    )


MASTODON = rss(
    item(6, "/@nightjar/1", described(f"<p>Thing 1 {TAG}: I wrote down what I read in a week.</p>", "small23")),
    item(13, "/@nightjar/2", described("<p>#Thing2 #small23 Answered three people.</p>", "Thing2", "small23")),
    item(14, "/@nightjar/3", described(f"<p>{AT_BO} Thing 3 sounds hard! {TAG}</p>", "small23")),
    item(15, "/@nightjar/4", described(f"<p>RT @bo: Thing 4 is done! {TAG}</p>", "small23")),
    item(16, "/@nightjar/5", described("<p>My weekend with the cat.</p>")),
    generator="Mastodon v4.5.0",
)
BLUESKY = rss(
    item(
        6,
        "/profile/nightjar/post/a",
        described("Thing 1 for #small23: what I read in a week."),
        "{day} Oct 2026 09:12 +0000",
    ),
    item(
        13,
        "/profile/nightjar/post/b",
        described("Thing 2 #small23\n\nAnswered three people.\n[contains quote post]"),
        "{day} Oct 2026 09:12 +0000",
    ),
    item(
        14,
        "/profile/nightjar/post/c",
        described("Looking forward to Thing 3 next week #small23"),
        "{day} Oct 2026 09:12 +0000",
    ),
)
YOUTUBE = Reply(
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"><id>yt:channel:x</id>'
    '<title>Nightjar</title><link rel="alternate" href="{root}/channel/UCx"/>'
    + "".join(
        f"<entry><id>yt:video:{name}</id><yt:videoId>{name}</yt:videoId><title>{title}</title>"
        f'<link rel="alternate" href="{{root}}/watch?v={name}"/><published>2026-10-{day:02d}T09:00:00+00:00</published>'
        f"<media:group><media:title>{title}</media:title><media:description>{text}</media:description></media:group></entry>"
        for name, day, title, text in (
            ("a", 6, "Thing 1: my first video", "For #small23."),
            ("b", 13, "Thing 2, with subtitles", "For #small23. I answered three people."),
            ("c", 14, "The cat", "Nothing else."),
        )
    )
    + "</feed>",
    "application/atom+xml; charset=utf-8",
)
REBLOG = '<p><a class="tumblr_blog" href="{root}/bo">bo</a>:</p><blockquote><p>Thing 3 done!</p></blockquote>'
TUMBLR = rss(
    item(
        6,
        "/post/1",
        "<title>Thing 1 for small23: what I read in a...</title>"
        + described("<p>Thing 1 for small23: what I read in a week.</p>"),
    ),
    item(
        13,
        "/post/2",
        "<title>Photo</title>"
        + described('<img src="{root}/x.jpg"/><br/><p>Thing 2 of small23: the people I answered.</p>', "small23"),
    ),
    item(14, "/post/3", "<title>bo: Thing 3 done!</title>" + described(REBLOG, "small23")),
    generator="Tumblr (3.0; @nightjar)",
)
MICROBLOG = rss(
    item(6, "/2026/10/06/a.html", "<title></title>" + described("<p>Thing 1 for #small23: what I read in a week.</p>")),
    item(13, "/2026/10/13/b.html", titled("Thing 2 of small23", "<p>Three people answered.</p>")),
    item(
        14,
        "/2026/10/14/c.html",
        "<title></title>" + described("<p>@bo Thing 3 is next for you, isn't it? #small23</p>"),
    ),
    generator="Micro.blog",
)


def writing(generator: str) -> Reply:
    """The feed of a platform for long posts with titles."""
    return rss(
        item(6, "/p/one", titled("Thing 1: what I read", "<p>For small23, a week of reading.</p>")),
        item(13, "/p/two", titled("Answering people", "<h2>Thing 2</h2><p>For small23 I answered three of them.</p>")),
        item(14, "/p/three", titled("The cat", "<p>Nothing else.</p>")),
        generator=generator,
    )


SITES: Mapping[str, tuple[str, Site]] = {
    "mastodon": ("/@nightjar", {"/@nightjar": linked("/@nightjar.rss"), "/@nightjar.rss": MASTODON}),
    "bluesky": ("/profile/nightjar", {"/profile/nightjar": linked("/profile/did/rss"), "/profile/did/rss": BLUESKY}),
    "youtube": ("/channel/UCx", {"/channel/UCx": linked("/feeds/videos.xml?channel_id=UCx"), "/feeds/videos.xml": YOUTUBE}),
    "tumblr": ("/", {"/": linked("/rss"), "/rss": TUMBLR}),
    "microblog": ("/", {"/": linked("/feed.xml"), "/feed.xml": MICROBLOG}),
    "substack": ("/", {"/": linked("/feed"), "/feed": writing("Substack")}),
    "medium": ("/@nightjar", {"/@nightjar": linked("/feed/@nightjar"), "/feed/@nightjar": writing("Medium")}),
    "ghost": ("/", {"/": linked("/rss/"), "/rss/": writing("Ghost 6.0")}),
    "write.as": ("/nightjar/", {"/nightjar/": linked("/nightjar/feed/"), "/nightjar/feed/": writing("WriteFreely")}),
}  # fmt: skip


EXPECTED = {  # done and asked about, where it isn't both Things and no question
    "bluesky": ({1, 2}, {3}),  # "looking forward to"
    "tumblr": ({1}, {2, 3}),  # a text below a title that says nothing; a reblog
    "youtube": ({1, 2}, set()),
}


@pytest.mark.parametrize("name", SITES)
def test_an_account_is_read_and_its_posts_count(tmp_path: Path, name: str) -> None:
    path, site = SITES[name]
    with platforms.served(site) as address:
        root = homes.make(tmp_path / "home", homes.ROSTER.replace("https://nightjar.blogspot.com/", address + path))
        home = course_home.open_home(root)
        with Store(home.database) as store:
            track.track(home, store, NOW, people=[NIGHTJAR], allow_private=[platforms.pair(address)])
            found = report.report(home, store, NOW.date(), with_posts=True)
    (row,) = [row for row in found.rows if row.participant.handle == NIGHTJAR]
    likely = {c.thing for one in found.posts for c in one.claims if c.confidence is Confidence.LIKELY}
    done = {credit.thing for credit in row.credits}
    assert len(found.posts) == sum(
        str(reply.body).count(mark) for reply in site.values() for mark in ("<item>", "<entry>")
    )
    assert (done, likely - done) == EXPECTED.get(name, ({1, 2}, set()))
