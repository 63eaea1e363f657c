"""Where are older posts?"""

import pytest

from course.formats import feeds


@pytest.mark.parametrize(
    ("generator", "next_page", "url", "older"),
    [
        ("WordPress", None, "https://a.example/feed/", "https://a.example/feed/?paged=2"),
        ("https://wordpress.org/?v=6.4", None, "https://a.example/?feed=rss2&paged=9", "https://a.example/?feed=rss2&paged=2"),
        ("Blogger", "http://www.blogger.com/feeds/1/posts/default?start-index=26&max-results=25", "https://a.example/feeds/posts/default",
         "https://a.example/feeds/posts/default?start-index=26&max-results=25"),
        ("", "https://www.a.example/2.atom", "https://a.example/1.atom", "https://www.a.example/2.atom"),
        ("", "https://b.example/2.atom", "https://a.example/1.atom", None),
        ("Ghost 5", None, "https://a.example/rss/", None),
        ("Blogger", "https://www.blogger.com/feeds/1/posts/default?start-index=9&max-results=9999", "https://a.example/f?alt=rss",
         "https://a.example/f?alt=rss&start-index=9&max-results=500"),  # no more at once than one asks for
        ("Blogger", "https://b.example/feeds?start-index=-1", "https://a.example/feeds", None),
        ("Blogger", "https://a.example/feeds?start-index=99999999", "https://a.example/feeds", "https://a.example/feeds?start-index=99999999"),
    ],
)  # fmt: skip
def test_older_posts_are_looked_for_where_the_platform_keeps_them(
    generator: str, next_page: str | None, url: str, older: str | None
) -> None:
    assert feeds.older(feeds.Parsed(generator=generator, next_page=next_page), url, 2) == older
