# ruff: noqa: E501 - pages as the platforms write them
"""From pages to feeds: what pages of the platforms name, what traps they hold, and where to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats.intake import feed_discovery

HOME = "https://owls.example/"
RSS, ATOM = 'type="application/rss+xml"', 'type="application/atom+xml"'
BLOGGER = """<!DOCTYPE html><html dir='ltr'><head><meta content='blogger' name='generator'/><title>Owls in the stacks</title>
<link rel="alternate" type="application/atom+xml" title="Owls - Atom" href="https://owls.blogspot.com/feeds/posts/default" />
<link rel="alternate" type="application/rss+xml" title="Owls - RSS" href="https://owls.blogspot.com/feeds/posts/default?alt=rss" />
<link rel="service.post" type="application/atom+xml" title="Owls - Atom" href="https://www.blogger.com/feeds/1/posts/default" />
<link rel="alternate" type="application/atom+xml" title="Owls - Atom" href="https://owls.blogspot.com/feeds/77/comments/default" /></head>"""
WORDPRESS = """<!doctype html><html lang="en-GB"><head><meta charset="UTF-8"><title>Thing 6 &#8211; Owls</title>
<link rel='dns-prefetch' href='//s.w.org'/><link rel="alternate" type="application/rss+xml" title="Owls &raquo; Thing 6 Comments Feed" href="https://owls.example/2011/07/thing-6/feed/" />
<link rel="alternate" type="application/rss+xml" title="Owls &raquo; Feed" href="https://owls.example/feed/" />
<link rel="alternate" type="application/rss+xml" title="Owls &raquo; Comments Feed" href="https://owls.example/comments/feed/" />
<link rel="alternate" type="application/json" href="https://owls.example/wp-json/wp/v2/posts/6" />
<link rel="alternate" type="application/json+oembed" href="https://owls.example/wp-json/oembed/1.0/embed?url=x" />
<link rel="alternate" hreflang="de" href="https://owls.example/de/"/><meta name="generator" content="WordPress 6.4" /></head>"""
GHOST = """<head><meta name="generator" content="Ghost 5.2"><link rel="alternate" type="application/rss+xml" title="Owls" href="/rss/"></head>"""
MASTODON = """<html><head><link href="https://glammr.us/@ann.rss" rel="alternate" type="application/rss+xml">
<link href="https://glammr.us/users/ann" rel="alternate" type="application/activity+json"></head>"""


@pytest.mark.parametrize(
    ("page", "url", "feed", "generator"),
    [
        (BLOGGER, "https://owls.blogspot.com/", "https://owls.blogspot.com/feeds/posts/default", "blogger"),
        (WORDPRESS, "https://owls.example/2011/07/thing-6/", "https://owls.example/feed/", "WordPress 6.4"),
        (GHOST, HOME, "https://owls.example/rss/", "Ghost 5.2"),
        (MASTODON, "https://glammr.us/@ann", "https://glammr.us/@ann.rss", ""),
        (f"<base href='/blog/'><link rel=alternate {RSS} href=feed.xml>", HOME, "https://owls.example/blog/feed.xml", ""),
        (f"<LINK HREF='/f' {ATOM} REL='Alternate nofollow'>", HOME, "https://owls.example/f", ""),
        (f'<link rel="alternate" {RSS} href="/?a=1&amp;feed=rss2">', HOME, "https://owls.example/?a=1&feed=rss2", ""),
        ('<a href="/about">x</a> <a href="/blog/atom.xml">Subscribe</a>', HOME, "https://owls.example/blog/atom.xml", ""),
        ('<link rel="alternate" type="application/feed+json" href="/feed.json"><link rel=alternate type=text/xml href=/rss.xml>', HOME, "https://owls.example/rss.xml", ""),
        (f"<!-- <link rel=alternate {RSS} href=/old> --><link rel=alternate {RSS} href=/new>", HOME, "https://owls.example/new", ""),
        (f"<script>'<link rel=alternate {RSS} href=/old>'</script><link rel=alternate {RSS} href=/new>", HOME, "https://owls.example/new", ""),
        (f"<base href='javascript:x'><link rel=alternate {RSS} href=/new>", HOME, "https://owls.example/new", ""),
    ],
)  # fmt: skip
def test_a_page_names_its_feed(page: str, url: str, feed: str, generator: str) -> None:
    found = feed_discovery.page(page.encode(), url)
    assert found.tries[0] == feed
    assert found.generator == generator


def test_feeds_of_comments_come_last_and_are_never_tried() -> None:
    for body, url in ((BLOGGER, "https://owls.blogspot.com/"), (WORDPRESS, "https://owls.example/2011/07/thing-6/")):
        found = feed_discovery.page(body.encode(), url)
        comments = [feed.comments for feed in found.feeds]
        assert comments == sorted(comments)
        assert any(comments)
        assert not any("comments" in address or "thing-6" in address for address in found.tries[:2])


LABEL = f'<link rel="alternate" {RSS} title="Owls &raquo; ann" href="/tag/ann/feed/">'
MAIN = f'<link rel="alternate" {RSS} title="Owls &raquo; Feed" href="/feed/">'


@pytest.mark.parametrize(
    ("page", "url", "feed"),
    [
        # the site's feed wins over a label's that is named first, but not on the label's own page
        (LABEL + MAIN, HOME, f"{HOME}feed/"),
        (LABEL + '<a href="/feed/">Subscribe</a>', HOME, f"{HOME}feed/"),
        (MAIN + LABEL, f"{HOME}tag/ann/", f"{HOME}tag/ann/feed/"),
        (
            MAIN + f'<link rel="alternate" {RSS} href="/?feed=rss2&amp;author=3">',
            f"{HOME}?author=3",
            f"{HOME}?feed=rss2&author=3",
        ),
        (
            f'{MAIN}<meta name="generator" content="blogger">',
            f"{HOME}search/label/ann",
            f"{HOME}feeds/posts/default/-/ann",
        ),
        ("<meta name=generator content=WordPress>", f"{HOME}?author=3", f"{HOME}?feed=rss2&author=3"),
        ("<p>a theme that names nothing</p>", f"{HOME}category/ann/", f"{HOME}category/ann/feed/"),
        (f'<link rel="alternate" {RSS} href="/2026/ann/feed/">', f"{HOME}2026/ann/", f"{HOME}2026/ann/feed/"),
        # "comments" in a blog's own name
        (
            f'<link rel=alternate {RSS} href="/comments-from-the-stacks/feed/">',
            f"{HOME}comments-from-the-stacks/",
            f"{HOME}comments-from-the-stacks/feed/",
        ),
        (
            f'<link rel=alternate {RSS} href="/comments/feed.xml">',
            f"{HOME}comments/2026/thing-1.html",
            f"{HOME}comments/feed.xml",
        ),
        (
            f'<title>Comments from the stacks</title><link rel=alternate {RSS} title="Comments from the stacks &raquo; Feed" href="/feed/">',
            HOME,
            f"{HOME}feed/",
        ),
        # rel=feed, and what is no feed
        ('<link rel="feed" href="/news">', HOME, f"{HOME}news"),
        (f'<link rel="alternate stylesheet" type="application/xml" href="/feed.xml">{MAIN}', HOME, f"{HOME}feed/"),
        (f'<link rel="feed" type="text/html" href="/microformats">{MAIN}', HOME, f"{HOME}feed/"),
    ],
)
def test_the_feed_of_what_the_page_shows_comes_first(page: str, url: str, feed: str) -> None:
    assert feed_discovery.page(page.encode(), url).tries[0] == feed


@pytest.mark.parametrize(
    "link",
    [
        "/comments/feed/",
        "/2026/10/thing-1/comments.xml",
        "/?feed=comments-rss2",
        "/feeds/comments/default",
        "/replies/rss",
    ],
)
def test_a_feed_of_comments_is_known_by_what_its_address_adds(link: str) -> None:
    found = feed_discovery.page(f'<link rel=alternate {RSS} href="{link}">'.encode(), f"{HOME}2026/10/thing-1/")
    assert [feed.comments for feed in found.feeds] == [True]


def test_where_a_page_names_its_own_feed_nothing_above_is_tried() -> None:
    for page, url in (
        (MAIN + LABEL, f"{HOME}tag/ann/"),
        (f"<link rel=alternate {RSS} href=/2026/ann/feed/>", f"{HOME}2026/ann/"),
    ):
        tries = feed_discovery.page(page.encode(), url).tries
        assert all(address.startswith(url) for address in tries)


def test_a_page_of_somebody_elses_feeds_names_none() -> None:
    found = feed_discovery.page(b"<a href='https://other.example/feed/'>a friend</a><a href='/owls.jpg'>owls</a>", HOME)
    assert found.feeds == ()


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/xml,x", "ftp://h.example/feed", "http://[", ""]
)
def test_only_the_web_is_followed(href: str) -> None:
    found = feed_discovery.page(f"<link rel=alternate {RSS} href='{href}'>".encode(), HOME)
    assert all(feed.url.startswith(("http://", "https://")) for feed in found.feeds)


@pytest.mark.parametrize(
    "title", ["Ann <3 books", "News > all", "<link rel=alternate href=/x>", "it's mine", "a = 'b'", "1 < 2 > 1"]
)
def test_what_stands_in_quotes_ends_no_tag(title: str) -> None:
    for page in (
        f'<link title="{title}" rel="alternate" {RSS} href="/feed">',
        f'<link rel="alternate" {RSS} href="/feed" title="{title}">',
    ):
        assert [feed.url for feed in feed_discovery.page(page.encode(), HOME).feeds] == [f"{HOME}feed"]


@pytest.mark.parametrize(
    "odd", ['<a href="never closed>', "<a title=it's>", "<base <a ", '<meta content="x\ny>', "<a b='\n<i>"]
)
def test_a_tag_that_is_broken_hides_no_feed_in_the_next_line(odd: str) -> None:
    page = f"{odd}\n<link rel=alternate {RSS} href=/feed>".encode()
    assert [feed.url for feed in feed_discovery.page(page, HOME).feeds] == [f"{HOME}feed"]


def test_at_most_four_addresses_are_tried_however_many_a_page_names() -> None:
    page = "".join(f"<link rel=alternate {RSS} href=/{n}.xml>" for n in range(1000)).encode()
    found = feed_discovery.page(page, HOME)
    assert len(found.tries) == feed_discovery.MOST_TRIES
    assert len(found.feeds) == 20


@pytest.mark.parametrize(
    ("url", "generator", "guess"),
    [
        ("https://owls.blogspot.com/2011/07/thing-6.html", "", "https://owls.blogspot.com/feeds/posts/default"),
        ("https://owls.blogspot.co.uk/", "", "https://owls.blogspot.co.uk/feeds/posts/default"),
        ("https://owls.example/", "blogger", "https://owls.example/feeds/posts/default"),
        ("https://owls.wordpress.com/2011/07/01/thing-6/", "", "https://owls.wordpress.com/feed/"),
        ("https://owls.example/blog/2011/07/thing-6/", "WordPress 6.4", "https://owls.example/blog/feed/"),
        ("https://owls.example/blog/", "WordPress 6.4", "https://owls.example/blog/feed/"),
        ("https://owls.example/blog/tag/cpd23/", "WordPress 6.4", "https://owls.example/blog/feed/"),
        ("https://owls.tumblr.com/post/1/x", "", "https://owls.tumblr.com/rss"),
        ("https://medium.com/@owls/thing-6-1a2b", "", "https://medium.com/feed/@owls"),
        ("https://owls.medium.com/", "", "https://owls.medium.com/feed"),
        ("https://owls.substack.com/p/thing-6", "", "https://owls.substack.com/feed"),
        ("https://owls.ghost.io/", "", "https://owls.ghost.io/rss/"),
        ("https://owls.example/journal/thing-6", "Squarespace", "https://owls.example/journal?format=rss"),
        ("https://owls.wixsite.com/stacks", "", "https://owls.wixsite.com/stacks/blog-feed.xml"),
        ("https://owls.example/blog", "Wix.com Website Builder", "https://owls.example/blog-feed.xml"),
        ("https://owls.github.io/", "", "https://owls.github.io/feed.xml"),
        ("https://owls.github.io/stacks/", "", "https://owls.github.io/stacks/feed.xml"),
        ("https://owls.example/", "Hugo 0.120", "https://owls.example/index.xml"),
        ("https://micro.blog/owls", "", "https://owls.micro.blog/feed.xml"),
        ("https://glammr.us/@owls", "", "https://glammr.us/@owls.rss"),
        ("https://owls.livejournal.com/1.html", "", "https://owls.livejournal.com/data/rss"),
        ("https://owls.typepad.com/stacks/", "", "https://owls.typepad.com/stacks/atom.xml"),
        ("https://owls.edublogs.org/", "", "https://owls.edublogs.org/feed/"),
        ("https://dev.to/owls", "", "https://dev.to/feed/owls"),
        ("https://owls.example/", "", "https://owls.example/feed/"),
    ],
)
def test_the_platform_tells_where_its_feeds_are(url: str, generator: str, guess: str) -> None:
    guesses = feed_discovery.guesses(url, generator)
    assert guesses[0] == guess
    assert len(guesses) <= feed_discovery.MOST_TRIES


@pytest.mark.parametrize(
    "url", ["", "mailto:a@b.example", "http://[", "https://sites.google.com/view/owls", "ftp://owls.example/"]
)
def test_where_there_is_no_feed_nothing_is_guessed(url: str) -> None:
    assert feed_discovery.guesses(url) == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "<a ",
                "<!--",
                "-->",
                "<script>",
                "</script",
                "<title>",
                "<link rel=alternate ",
                RSS,
                " href='x'",
                ">",
                "<base ",
                '"',
                "é",
                "\x00",
            ]
        )
    )
)
def test_whatever_a_page_holds_something_is_said(pieces: list[str]) -> None:
    found = feed_discovery.page("".join(pieces).encode(), HOME)
    assert len(found.tries) <= feed_discovery.MOST_TRIES


def test_a_hostile_page_ends() -> None:
    """Of html.parser a tenth of the first of these takes more than a minute."""
    for piece in (
        "<a ",
        "<!--",
        "<script>",
        "<title>",
        "<",
        '<a href="',
        f"<link rel=alternate {RSS} href=a>",
        "&amp;",
        "<base href=x>",
        "<a\t",
        '<a ="<a "',
        "<a ='<\"<a =",
        '=" \'="<link ',
    ):
        found = feed_discovery.page((piece * (feed_discovery.LARGEST // len(piece))).encode(), HOME)
        assert len(found.tries) <= feed_discovery.MOST_TRIES
