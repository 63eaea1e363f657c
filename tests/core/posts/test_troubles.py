"""Every kind of trouble has its words, and log-in pages are known."""

import pytest

from course.core.posts import troubles

ORDER = [
    "bad-address", "refused-address", "dns", "tls", "no-connection", "timeout", "redirect", "broken-answer", "cut-off",
    "too-large", "rate-limited", "gone", "not-found", "login", "forbidden", "server-error", "unsafe", "empty",
    "not-a-feed", "no-feed", "bad-encoding", "malformed",
]  # fmt: skip


def test_the_kinds_are_those_of_the_interface_in_its_order() -> None:
    assert list(troubles.KINDS) == ORDER


@pytest.mark.parametrize("kind", troubles.KINDS)
def test_every_kind_speaks_in_whole_sentences(kind: str) -> None:
    for sentence in (troubles.says(kind), troubles.says(kind, "500"), troubles.next_step(kind)):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence


def test_a_detail_stands_in_brackets() -> None:
    assert troubles.says("not-found", "404") == "There is nothing at this address (404)."


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


@pytest.mark.parametrize("kind", sorted(troubles.KINDS))
def test_whoever_writes_the_blog_is_not_sent_to_ask_the_author(kind: str) -> None:
    told = troubles.to_the_author(troubles.next_step(kind))
    assert "author" not in told
    assert told[0].isupper()
    assert told.endswith(".")


def test_an_author_is_told_what_to_do() -> None:
    assert (
        troubles.to_the_author(troubles.next_step("no-feed")) == "Switch the feed on, or give the feed's own address."
    )
