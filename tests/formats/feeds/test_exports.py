"""What people download from WordPress and Blogger."""

import pytest

from course.formats import feeds
from course.formats.feeds import exports, split_posts

URL = "https://owls.example/"
KIND = (
    b"<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#%s'/>"
)
SPACES = b" xmlns:wp='http://wordpress.org/export/1.2/' xmlns:app='a' xmlns:blogger='b'"


def wxr(*posts: bytes) -> bytes:
    return b"<rss version='2.0'%s><channel><title>Owls</title>%s</channel></rss>" % (SPACES, b"".join(posts))


def blogger(*posts: bytes) -> bytes:
    return b"<feed xmlns='http://www.w3.org/2005/Atom'%s>%s</feed>" % (
        SPACES.replace(b"wordpress.org/export/1.2/", b"x"),
        b"".join(posts),
    )


def published(data: bytes) -> tuple[bool, ...]:
    cut = split_posts.slices(data)
    assert cut is not None
    return exports.published(data, cut, exports.kind(data))


@pytest.mark.parametrize(
    ("kind", "status", "kept"),
    [
        (b"post", b"publish", True),
        (b"<![CDATA[post]]>", b"<![CDATA[publish]]>", True),
        (b"post", b"draft", False),
        (b"post", b"private", False),
        (b"page", b"publish", False),
        (b"attachment", b"inherit", False),
    ],
)
def test_only_published_posts_of_wordpress_count(kind: bytes, status: bytes, kept: bool) -> None:
    post = b"<item><wp:post_type>%s</wp:post_type><wp:status>%s</wp:status></item>" % (kind, status)
    assert published(wxr(post, b"<item/>")) == (kept, False)


@pytest.mark.parametrize(
    ("post", "kept"),
    [
        (KIND % b"post", True),
        (KIND % b"comment", False),
        (KIND % b"page", False),
        (KIND % b"post" + b"<app:control><app:draft>yes</app:draft></app:control>", False),
        (b"<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>", True),
        (b"<blogger:type>POST</blogger:type>", True),
        (b"<blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>", False),
        (b"<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>", False),
    ],
)
def test_only_published_posts_of_blogger_count(post: bytes, kept: bool) -> None:
    data = blogger(b"<entry>" + post + b"</entry>")
    assert exports.kind(data) == "blogger"
    assert published(data) == (kept,)


def test_an_ordinary_feed_is_no_export() -> None:
    assert exports.kind(b"<rss version='2.0'><channel><item/></channel></rss>") == ""
    assert exports.kind(b"<feed><entry><category scheme='mine' term='kind#post'/></entry></feed>") == ""


def test_comments_and_settings_are_taken_out_of_a_post() -> None:
    post = b"<item>a<wp:comment>x</wp:comment>b<wp:postmeta>y</wp:postmeta><wp:comment>z</wp:comment>c%s</item>" % (
        KIND % b"post"
    )
    assert exports.without_trappings(post) == b"<item>abc</item>"
    assert exports.without_trappings(b"<item><wp:comment>never closed") == b"<item><wp:comment>never closed"


def test_a_whole_blog_is_read_from_its_export() -> None:
    post = (
        b"<item><title>Thing %d</title><wp:post_type>post</wp:post_type><wp:status>%s</wp:status>"
        b"<wp:comment><title>no post</title></wp:comment></item>"
    )
    found = feeds.parse(wxr(post % (1, b"publish"), post % (2, b"draft"), post % (3, b"publish")), URL)
    assert (found.kind, found.trouble) == ("wxr", None)
    assert [entry.title for entry in found.entries] == ["Thing 1", "Thing 3"]
