"""When two addresses are one place, and what may be taken off an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.posts import same_address

SAME = [
    ("https://ann.example/", "http://www.ann.example"),
    ("https://ann.example:443/blog/", "ANN.example/blog"),
    ("https://ann.example/?b=2&a=1", "http://ann.example?a=1&b=2"),
    ("https://ann.example/?author=3&utm_source=letter&fbclid=x", "https://ann.example/?author=3"),
    ("https://ann.example/#top", "https://ann.example/"),
]
DIFFERENT = [
    ("https://class.example/?author=3", "https://class.example/?author=4"),
    ("https://class.example/?author=3", "https://class.example/"),
    ("https://youtube.com/feeds/videos.xml?channel_id=A", "https://youtube.com/feeds/videos.xml?channel_id=B"),
    ("https://class.example/index.php?q=blog/12", "https://class.example/index.php?q=blog/13"),
    ("https://class.example/?ref=ann", "https://class.example/?ref=bea"),  # a parameter like any other
    ("https://class.example/?m=201610", "https://class.example/?m=201611"),
    ("https://ann.example/Blog", "https://ann.example/blog"),
    ("https://ann.example:8080/", "https://ann.example/"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_place(one: str, other: str) -> None:
    assert same_address.canonical(one) == same_address.canonical(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_places(one: str, other: str) -> None:
    assert same_address.canonical(one) != same_address.canonical(other)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.ann.example/?x=1", "ann.example"),
        ("ann.example?x=/y", "ann.example"),
        ("https://ann.example:8/x", "ann.example:8"),
    ],
)
def test_the_host_is_never_the_query(address: str, host: str) -> None:
    assert same_address.host(address) == host


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("https://ann.example/?utm_source=a&p=3&fbclid=b#c", "https://ann.example/?p=3#c"),
        ("https://ann.example/?gclid=1&mc_cid=2&igshid=3&_hsenc=4&msclkid=5", "https://ann.example/"),
        ("https://ann.example/?ref=x&source=y&from=z&m=1", "https://ann.example/?ref=x&source=y&from=z&m=1"),
        ("https://ann.example/?q=utm_source&page=fbclid", "https://ann.example/?q=utm_source&page=fbclid"),
        ("https://ann.example/utm_source=1/", "https://ann.example/utm_source=1/"),
        ("https://ann.example/?", "https://ann.example/?"),
    ],
)
def test_only_what_tracks_readers_is_taken_off(address: str, left: str) -> None:
    assert same_address.without_tracking(address) == left


@given(st.text(max_size=100))
def test_no_address_is_too_odd(text: str) -> None:
    once = same_address.canonical(text)
    assert same_address.canonical(f"https://{once}") == same_address.canonical(f"http://{once}")
    same_address.without_tracking(text)


@pytest.mark.parametrize("address", ["http://a", "HTTPS://a.example", "https://"])
def test_what_is_an_address_of_the_web(address: str) -> None:
    assert same_address.is_web(address)


@pytest.mark.parametrize(
    "address", ["", "a.example", "javascript:x", "feed:https://a", " https://a", "httpx://a", "blog.xml"]
)
def test_what_is_none(address: str) -> None:
    assert not same_address.is_web(address)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://ann.blogspot.com/2026/11/six.html", "https://ann.blogspot.com/2026/11/six.html?m=1", True),
        ("https://ann.blogspot.com/six.html", "http://ann.blogspot.com/six.html?showComment=1234#c1234", True),
        ("https://ann.example/caf%c3%a9/", "https://ann.example/café", True),
        ("https://ann.example/thing%2D6", "https://ann.example/thing-6", True),
        ("https://ann.example/a%2Fb", "https://ann.example/a/b", False),
        ("https://class.example/list?m=1", "https://class.example/list", False),
    ],
)
def test_the_page_of_a_post(one: str, other: str, same: bool) -> None:
    assert (same_address.page(one) == same_address.page(other)) is same


@given(st.text(max_size=60))
def test_any_text_has_a_page_that_stays_the_same(text: str) -> None:
    assert same_address.page(same_address.page(f"https://ann.example/{text}")).isascii()
