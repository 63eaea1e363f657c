"""What people paste instead of their blog's address, on the real hosts."""

import pytest

from course.formats.intake import address_advice
from course.formats.intake.address_advice import NoBlogError

PLACES = [  # what is pasted, where to look
    ("https://ann.blogspot.com/2026/11/thing-6.html?m=1", "https://ann.blogspot.com/"),
    (
        "https://ann.blogspot.com/search/label/cpd23",
        "https://ann.blogspot.com/search/label/cpd23",
    ),  # perhaps one of many people there
    ("https://ann.blogspot.com/feeds/posts/default/-/cpd23", "https://ann.blogspot.com/feeds/posts/default/-/cpd23"),
    ("https://ann.blogspot.com/feeds/comments/default", "https://ann.blogspot.com/"),
    ("https://ann.wordpress.com/wp-admin/post-new.php", "https://ann.wordpress.com/"),
    ("https://wordpress.com/home/ann.wordpress.com", "https://ann.wordpress.com/"),
    ("https://wordpress.com/post/ann.wordpress.com/123", "https://ann.wordpress.com/"),
    ("https://wordpress.com/posts/library.example", "https://library.example/"),
    ("https://library.example/blog/wp-login.php", "https://library.example/blog/"),
    ("https://library.example/comments/feed/", "https://library.example/"),
    ("https://library.example/2026/11/thing-6/feed/", "https://library.example/"),
    ("https://library.example/?feed=comments-rss2", "https://library.example/"),
    ("https://library.example/feed/", "https://library.example/feed/"),
    ("https://www.tumblr.com/blog/ann", "https://ann.tumblr.com/"),
    ("https://www.tumblr.com/ann", "https://ann.tumblr.com/"),
    ("https://ann.tumblr.com/tagged/cpd23", "https://ann.tumblr.com/tagged/cpd23"),
    ("https://u.example/2026/ann/", "https://u.example/2026/ann/"),
    ("https://u.example/2026/10/ann/", "https://u.example/2026/10/ann/"),
    ("https://u.example/?author=3", "https://u.example/?author=3"),
    ("https://medium.com/@ann/thing-6-abc123", "https://medium.com/@ann"),
    ("https://substack.com/@ann", "https://ann.substack.com/"),
    ("https://ann.substack.com/publish/home", "https://ann.substack.com/"),
    ("https://ann.ghost.io/ghost/#/dashboard", "https://ann.ghost.io/"),
    ("https://ann.squarespace.com/config/pages", "https://ann.squarespace.com/"),
    ("https://glammr.us/web/@ann", "https://glammr.us/@ann"),
    ("https://glammr.us/@ann/115712", "https://glammr.us/@ann"),
    ("https://ann.github.io/notes/", "https://ann.github.io/notes/"),
]


@pytest.mark.parametrize(("pasted", "look"), PLACES)
def test_each_page_of_a_platform_leads_to_the_blog(pasted: str, look: str) -> None:
    assert address_advice.place(pasted).address == look


@pytest.mark.parametrize(
    ("pasted", "kind", "cure"),
    [
        ("https://www.blogger.com/blog/posts/123", "login", "View blog"),
        ("https://draft.blogger.com/", "login", "View blog"),
        ("https://manage.wix.com/dashboard/x", "login", "View site"),
        ("https://medium.com/me/stories", "login", "medium.com/@NAME"),
        ("https://wordpress.com/read", "login", "your own blog"),
        ("https://www.tumblr.com/dashboard", "login", "NAME.tumblr.com"),
        ("https://substack.com/home", "login", "NAME.substack.com"),
        ("https://m.facebook.com/ann", "no-feed", "everybody can read"),
        ("https://docs.google.com/document/d/1", "no-feed", "everybody can read"),
        ("https://tumblr.com/", "no-feed", "your own blog"),
        ("https://ann.blogspott.com/", "bad-address", "ann.blogspot.com"),
        ("https://ann.worpdress.com/", "bad-address", "ann.wordpress.com"),
        ("https://ann.subtsack.com/", "bad-address", "ann.substack.com"),
    ],
)
def test_a_page_that_leads_to_no_blog_says_what_to_give_instead(pasted: str, kind: str, cure: str) -> None:
    with pytest.raises(NoBlogError) as told:
        address_advice.place(pasted)
    assert told.value.kind == kind
    assert cure in str(told.value.hint)


@pytest.mark.parametrize(
    ("page", "site"),
    [
        ("https://u.example/2026/ann/", "https://u.example/"),
        ("https://u.example/x/2026/10/08/thing-1/?a=b", "https://u.example/x/"),
        ("https://u.example/tag/ann/", "https://u.example/"),
        ("https://u.example/?author=3", "https://u.example/"),
        ("https://u.example/?p=31", "https://u.example/"),
    ],
)
def test_above_a_page_is_its_site_and_that_is_said(page: str, site: str) -> None:
    found = address_advice.above(page)
    assert found is not None
    assert found.address == site
    assert "whole" in found.remark


def test_above_a_front_page_is_nothing() -> None:
    assert address_advice.above("https://u.example/") is None
    assert address_advice.above("https://u.example/ann/") is None


@pytest.mark.parametrize(
    "host", ["ann.blogspot.com", "ann.blogspot.de", "wordpress.org", "library.example", "a.medium.com", "github.com"]
)
def test_a_right_name_is_no_slip(host: str) -> None:
    assert address_advice.typo(host) == ""
