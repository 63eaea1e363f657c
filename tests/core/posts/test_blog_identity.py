"""Which blog an address belongs to, by its form alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.posts import blog_identity

BLOGS = {
    "nightjar.blogspot.com": (
        "https://nightjar.blogspot.com/", "http://nightjar.blogspot.co.uk/2011/07/thing-6.html", "https://nightjar.blogspot.com/?m=1",
        "feed:https://www.nightjar.blogspot.com.au/feeds/posts/default?alt=rss", "https://nightjar.blogspot.com/p/about.html",
    ),
    "nightjar.blogspot.com/label/ann b": (
        "https://nightjar.blogspot.com/search/label/Ann%20B", "https://nightjar.blogspot.com/feeds/posts/default/-/Ann+B?alt=rss",
    ),
    "ann.wordpress.com": ("https://ann.wordpress.com/", "https://ann.wordpress.com/?p=12", "https://ann.wordpress.com/feed/"),
    "ann.wordpress.com/tag/cpd23": ("https://ann.wordpress.com/tag/cpd23/feed/", "https://ann.wordpress.com/tag/cpd23/page/2"),
    "ann.wordpress.com?author=3": ("https://ann.wordpress.com/?author=3", "https://ann.wordpress.com/?feed=rss2&author=3"),
    "class.example": (
        "https://class.example/", "https://www.class.example/feed/", "https://class.example/2026/11/thing-6/", "https://class.example/?p=31",
        "https://class.example/?feed=atom", "https://class.example/wp-admin/post.php?post=1", "https://class.example/index.php",
    ),
    "class.example?author=3": (
        "https://class.example/?author=3", "https://class.example/?feed=rss2&author=3", "https://class.example/index.php?author=3&utm_source=x",
    ),
    "class.example?author=4": ("https://class.example/?author=4",),
    "class.example?cat=5": ("https://class.example/?cat=5", "https://class.example/?cat=5&paged=2"),
    "class.example?page_id=7": ("https://class.example/?page_id=7",),
    "class.example?q=blog/12": ("https://class.example/index.php?q=blog/12", "https://class.example/?q=blog/12/feed"),
    "class.example?q=blog/13": ("https://class.example/index.php?q=blog/13",),
    "class.example/author/ann": ("https://class.example/author/ann/", "https://class.example/author/Ann/feed/"),
    "class.example/category/staff/ann": ("https://class.example/category/staff/ann/feed/", "https://class.example/categories/staff/ann"),
    "class.example/category/staff/bea": ("https://class.example/category/staff/bea/",),
    "u.example/2026/ann": (
        "https://u.example/2026/ann/", "https://u.example/2026/ann/feed/", "https://u.example/2026/ann/2026/10/08/thing-1/",
    ),
    "u.example/2026/bea": ("https://u.example/2026/bea/",),
    "u.example/~ann": ("https://u.example/~ann/", "https://u.example/~ann/index.html", "https://u.example/~ann/rss.xml"),
    "class.github.io/ann": ("https://class.github.io/ann/", "https://class.github.io/ann/feed.xml"),
    "class.github.io/bea": ("https://class.github.io/bea/",),
    "youtube.com?channel_id=UCa": (
        "https://www.youtube.com/feeds/videos.xml?channel_id=UCa", "https://www.youtube.com/channel/UCa", "https://youtube.com/channel/UCa/videos",
    ),
    "youtube.com?channel_id=UCb": ("https://www.youtube.com/feeds/videos.xml?channel_id=UCb",),
    "medium.com/@ann": ("https://medium.com/@ann/a-post-123", "https://medium.com/feed/@Ann"),
    "glammr.us/@ann": ("https://glammr.us/@ann.rss", "https://glammr.us/@ann/1234"),
    "sites.google.com/view/ann": ("https://sites.google.com/view/ann",),
    "library.example/bo": ("https://library.example/bo/feed/", "https://library.example/bo/index.html"),
}  # fmt: skip


@pytest.mark.parametrize(("blog", "address"), [(blog, address) for blog, many in BLOGS.items() for address in many])
def test_every_form_of_an_address_belongs_to_one_blog(blog: str, address: str) -> None:
    assert blog_identity.blog_of(address) == blog


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("https://class.example/tag/ann/feed/", "tag/ann"),
        ("https://class.blogspot.com/search/label/ann", "label/ann"),
        ("https://class.example/?cat=3&feed=rss2", "?cat=3"),
        ("https://class.example/2026/ann/", ""),
        ("https://class.example/", ""),
    ],
)
def test_the_part_of_a_site_that_an_address_shows(address: str, part: str) -> None:
    assert blog_identity.part_of(address) == part


def test_a_label_is_part_of_its_own_blog_only() -> None:
    label = "https://ann.wordpress.com/tag/cpd23/"
    assert blog_identity.is_part_of(label, "https://ann.wordpress.com/")
    assert not blog_identity.is_part_of(label, "https://an.wordpress.com/")
    assert not blog_identity.is_part_of("https://ann.wordpress.com/", "https://ann.wordpress.com/")


@pytest.mark.parametrize(
    ("address", "post"),
    [
        ("https://ann.example/2026/10/08/thing-1/", True),
        ("https://ann.example/?p=31", True),
        ("https://ann.example/?x=1&p=31#more", True),
        ("https://u.example/2026/ann/", False),
        ("https://u.example/?page_id=31", False),
        ("https://u.example/2026/10/", False),
    ],
)
def test_one_post_by_its_form(address: str, post: bool) -> None:
    assert blog_identity.is_post(address) is post


@given(st.text(max_size=100))
def test_no_address_is_too_odd_to_have_a_place(text: str) -> None:
    assert isinstance(blog_identity.blog_of(text), str)
    assert isinstance(blog_identity.part_of(text), str)
