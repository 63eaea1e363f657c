"""Every kind of trouble has its text, and log-in pages are known."""

import pytest

from course.core.posts import troubles
from course.core.trouble_kind import TroubleKind


def test_every_kind_has_a_text() -> None:
    assert list(troubles.TEXTS) == list(TroubleKind)


@pytest.mark.parametrize("kind", TroubleKind)
def test_every_text_is_whole_sentences(kind: TroubleKind) -> None:
    for text in (troubles.for_organisers(kind), troubles.for_organisers(kind, "500")):
        for sentence in text:
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert "\n" not in sentence


def test_a_detail_stands_in_brackets() -> None:
    assert troubles.for_organisers(TroubleKind.NOT_FOUND, "404").says == "There is nothing at this address (404)."


@pytest.mark.parametrize(
    ("address", "asks"),
    [
        ("https://accounts.google.com/ServiceLogin?x=1", True),
        ("https://wordpress.com/wp-login.php?redirect_to=x", True),
        ("https://moodle.example/login/index.php", True),
        ("https://a.example/users/sign_in", True),
        ("https://login.university.example/cas", True),
        ("https://a.example/Sign-In", True),
        ("https://www.blogger.com/blogin.g?blogspotURL=https://a.blogspot.com/", True),
        ("https://sso.university.example/adfs/ls/?wa=x", True),
        ("https://a.example/oauth/authorize?client=x", True),
        ("https://a.example/logins-i-have-known", False),
        ("https://a.example/2026/login-trouble", False),
        ("https://blog.example/feed", False),
        ("https://loginblog.example/", False),
    ],
)
def test_log_in_addresses(address: str, asks: bool) -> None:
    assert troubles.is_log_in_address(address) is asks


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        (b"<!DOCTYPE html><form><input name=p type='password'></form>", True),
        (b"<html><INPUT TYPE=password>", True),
        (b"<html><input type=text> password", False),
        (b"<rss><input type=password></rss>", False),
        (b"<html>" + b"<input " * 50000, False),
        (b"", False),
    ],
)
def test_log_in_pages(body: bytes, asks: bool) -> None:
    assert troubles.is_log_in_page(body) is asks
