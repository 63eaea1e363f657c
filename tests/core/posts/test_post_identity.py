"""Which post is this? The names of a post, and the pairs of a feed and what is kept."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.model import Entry
from course.core.posts import post_identity
from course.core.posts.post_identity import Document, MatchKey

TEXT = (
    "What I read this week about tagging photographs, and what it may be good for at our enquiry desk in the library."
)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.ada.example/2026/11/x/", "ada.example/2026/11/x"),
        ("HTTP://ADA.example:80/X", "ada.example/X"),
        ("https://ada.example:8080/x", "ada.example:8080/x"),
        ("https://ada.example/x?utm_source=rss&b=2&a=1#comments", "ada.example/x?a=1&b=2"),
        ("https://ada.example/?p=7", "ada.example?p=7"),
        ("https://ada.example/", ""),  # a front page names every post
        ("https://ada.example/?utm_source=rss", ""),
        ("", ""),
        (" tag:ada.example,2026:7 ", "tag:ada.example,2026:7"),
    ],
)
def test_a_link_as_far_as_it_names_one_page(url: str, name: str) -> None:
    assert post_identity.permalink(url) == name


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("https://ada.example/?p=7", "ada.example?p=7"),
        ("http://www.ada.example/x/", "ada.example/x"),
        ("https://ada.example/", "https://ada.example"),  # one id for every post is still an id
        ("urn:uuid:7/", "urn:uuid:7/"),
        (" 7 ", "7"),
    ],
)
def test_a_feed_s_own_id(id_: str, name: str) -> None:
    assert post_identity.identifier(id_) == name


def test_blanks_and_capitals_make_no_other_title() -> None:
    assert post_identity.folded("  Thing\u00a06:\n TAGGING ") == post_identity.folded("thing 6: tagging")
    assert post_identity.folded("STRASSE") == post_identity.folded("Straße")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (TEXT, TEXT.upper() + "!", True),
        (TEXT, TEXT + " And much more besides." * 9, True),  # an extract and the whole
        (TEXT, "Something else altogether: " + TEXT, False),
        (TEXT[:100] + "?", TEXT[:100] + " with another end", True),  # four letters in five are the same
        ("Short.", "Short.", True),
        ("Short.", "Short. And more.", False),  # too short to be an extract
        ("", TEXT, None),
        ("...", TEXT, None),
    ],
)
def test_two_texts_begin_alike(one: str, other: str, same: bool | None) -> None:
    assert post_identity.alike(one, other) is same
    assert post_identity.alike(other, one) is same


def face(id_: str = "", link: str = "", title: str = "", published: str | None = None, text: str = "") -> MatchKey:
    return MatchKey(id_, link, title, published, f"hash of {title}{text}", lambda: text)


def pairs(now: Iterable[MatchKey], kept: Iterable[MatchKey], lost: Iterable[int] = ()) -> dict[int, int]:
    return dict(post_identity.pairs(Document(tuple(now), (), tuple(kept), frozenset(lost))))


FACE = face("7", "ada.example/x", "thing 6", "2026-11-01", TEXT)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda one: one, True),
        (lambda one: one._replace(title="now called so"), True),
        (lambda one: one._replace(id="8"), True),
        (lambda one: one._replace(id="8", link="ada.example/y"), True),  # one title and moment
        (lambda one: one._replace(id="8", link="ada.example/y", published=None), False),
        (lambda one: one._replace(id="8", link="b.example/x"), True),  # one path on another host, one moment
        (lambda one: one._replace(id="8", link="b.example/x", published="2026-11-02"), False),
        (lambda one: one._replace(link="", title="", published=None), True),  # nothing speaks against the id
        (
            lambda one: face("7", "ada.example/y", "thing 7", "2026-11-09", "Quite another text of many words. " * 4),
            False,
        ),
    ],
)
def test_what_a_changed_post_is_known_by(change: Callable[[MatchKey], MatchKey], same: bool) -> None:
    assert pairs([change(FACE)], [FACE]) == ({0: 0} if same else {})


def test_a_name_that_two_posts_have_names_neither() -> None:
    other = face("7", "ada.example/y", "thing 7", "2026-11-09", "Quite another text.")
    third = face("7", "ada.example/z", "thing 8", "2026-11-10", "And one more.")
    assert pairs([FACE, other], [FACE, other]) == {0: 0, 1: 1}
    assert pairs([third], [FACE, other]) == {}


def test_a_post_published_anew_is_the_one_that_vanished() -> None:
    anew = face("9", "ada.example/again", "thing 6", "2026-12-24", TEXT)
    assert pairs([anew], [FACE], lost=[0]) == {0: 0}
    assert pairs([anew], [FACE]) == {}  # the old one may only have slid out of the feed


def test_a_post_that_stands_twice() -> None:
    other = face("8", "ada.example/y", "thing 7", "2026-11-09")
    bare, again = face(title="thing 6", text=TEXT), face(title="thing 6", text=TEXT)
    assert post_identity.repeats([FACE, other, FACE]) == {2: 0}
    assert post_identity.repeats([FACE, other]) == {}
    assert post_identity.repeats([bare, other, again]) == {2: 0}
    assert post_identity.repeats([FACE, FACE._replace(title="thing 7", published="2026-11-09", words="x")]) == {}


NAMES = st.sampled_from(["", "a", "b", "ada.example/a", "b.example/a"])
FACES = st.lists(
    st.builds(face, NAMES, NAMES, st.sampled_from(["", "t", "u"]), st.sampled_from([None, "1", "2"]), NAMES), max_size=6
)


@given(FACES, FACES)
def test_pairs_are_one_to_one(now: list[MatchKey], kept: list[MatchKey]) -> None:
    found = pairs(now, kept)
    assert len(set(found.values())) == len(found)
    assert set(found) <= set(range(len(now)))
    assert set(found.values()) <= set(range(len(kept)))


@given(FACES)
def test_a_repeat_points_to_an_earlier_post_that_is_none(faces: list[MatchKey]) -> None:
    found = post_identity.repeats(faces)
    assert all(first < repeat and first not in found for repeat, first in found.items())


def test_a_face_is_made_of_what_the_feed_says() -> None:
    entry = Entry(id="http://ada.example/?p=7", url="https://www.ada.example/x/", title=" Thing 6 ", text=TEXT)
    made = post_identity.match_key(entry, "2026-11-01", "hash")
    assert made[:5] == ("ada.example?p=7", "ada.example/x", "thing 6", "2026-11-01", "hash")
    assert made.text() == TEXT
