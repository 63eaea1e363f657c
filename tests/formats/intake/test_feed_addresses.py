"""Where each platform keeps the feeds of a blog."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats.intake import feed_addresses


@pytest.mark.parametrize(
    ("url", "generator", "first"),
    [
        ("https://ann.blogspot.com/2026/11/x.html", "", "https://ann.blogspot.com/feeds/posts/default"),
        ("https://ann.wordpress.com/", "", "https://ann.wordpress.com/feed/"),
        ("https://library.example/blog/2026/11/x/", "WordPress 6", "https://library.example/blog/feed/"),
        ("https://library.example/blog/", "WordPress 6", "https://library.example/blog/feed/"),
        ("https://ann.tumblr.com/archive", "", "https://ann.tumblr.com/rss"),
        ("https://medium.com/@ann/a-post-123", "", "https://medium.com/feed/@ann"),
        ("https://ann.medium.com/", "", "https://ann.medium.com/feed"),
        ("https://ann.substack.com/p/x", "", "https://ann.substack.com/feed"),
        ("https://library.example/news", "Squarespace", "https://library.example/news?format=rss"),
        ("https://ann.wixsite.com/site/post/x", "", "https://ann.wixsite.com/site/blog-feed.xml"),
        ("https://ann.github.io/blog/2026/x.html", "", "https://ann.github.io/blog/feed.xml"),
        ("https://mastodon.social/@ann", "", "https://mastodon.social/@ann.rss"),
        ("https://micro.blog/ann", "", "https://ann.micro.blog/feed.xml"),
        ("https://dev.to/ann/a-post", "", "https://dev.to/feed/ann"),
        ("https://note.com/ann", "", "https://note.com/ann/rss"),
        ("https://www.youtube.com/channel/UC1", "", "https://www.youtube.com/feeds/videos.xml?channel_id=UC1"),
        ("https://library.example/", "Hugo 0.120", "https://library.example/index.xml"),
        ("https://library.example/blog/", "", "https://library.example/blog/feed/"),
        ("https://library.example/2026/x/", "", "https://library.example/feed/"),  # below a post are comments
    ],
)
def test_the_likeliest_feed_of_a_page(url: str, generator: str, first: str) -> None:
    assert feed_addresses.guesses(url, generator)[0] == first


@pytest.mark.parametrize(
    "url", ["", "ann", "mailto:ann@example.org", "https://", "https://[", "https://sites.google.com/view/ann"]
)
def test_where_there_is_no_feed_none_is_guessed(url: str) -> None:
    assert feed_addresses.guesses(url) == ()


@pytest.mark.parametrize(
    ("url", "generator", "feeds"),
    [
        (
            "https://class.blogspot.com/search/label/Ann",
            "",
            ("https://class.blogspot.com/feeds/posts/default/-/Ann",),
        ),
        ("https://class.example/tag/ann/", "WordPress", ("https://class.example/tag/ann/feed/",)),
        ("https://class.example/?author=3", "WordPress", ("https://class.example/?feed=rss2&author=3",)),
        ("https://class.example/?author=3", "Ghost", ()),
        ("https://class.example/tags/ann/", "Hugo", ("https://class.example/tags/ann/index.xml",)),
        ("https://ann.tumblr.com/tagged/cpd23", "", ("https://ann.tumblr.com/tagged/cpd23/rss",)),
        ("https://class.example/", "WordPress", ()),
    ],
)
def test_a_label_or_an_author_has_a_feed_of_its_own(url: str, generator: str, feeds: tuple[str, ...]) -> None:
    assert feed_addresses.part_guesses(url, generator) == feeds


@given(st.text(max_size=40), st.sampled_from(["", "WordPress", "Ghost", "Wix", "Squarespace"]))
def test_every_guess_is_an_address_on_the_same_host_and_comes_once(path: str, generator: str) -> None:
    found = feed_addresses.guesses(f"https://library.example/{path}", generator)
    assert len(set(found)) == len(found)
    assert all(one.startswith("https://library.example/") for one in found)
