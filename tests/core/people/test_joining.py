"""Names, handles and addresses of people who join."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.errors import CourseError
from course.core.model import Handle
from course.core.people import joining
from course.core.people.joining import SignUp

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "no name"),
        ("...", "no letter"),
        ("x" * 81, "81 letters"),
        ("ann@library.example", "email address"),
        ("https://ann.example", "web address"),
        ("Ann", ""),
        ("=1+1", ""),
        ("山田", ""),
    ],
)
def test_a_name_that_will_not_do_is_told_why(name: str, why: str) -> None:
    found = joining.name_trouble(name)
    assert (why in found) if why else found == ""


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Nightjar", "NIGHTJAR", True),
        ("Nightjar", "Nіghtjаr", True),  # Cyrillic i and a
        ("Ann B", "Ann В.", True),  # Cyrillic V
        ("Bill", "BiIl", True),
        ("Moore", "M00re", True),
        ("Corner", "Comer", True),
        ("Ａｎｎ", "Ann", True),
        ("Ann", "Anna", False),
        ("José", "Joseph", False),
    ],
)
def test_names_that_can_be_confused_have_one_skeleton(one: str, other: str, alike: bool) -> None:
    assert (joining.skeleton(one) == joining.skeleton(other)) is alike


def test_a_word_of_two_alphabets_is_noticed() -> None:
    assert joining.mixed("Nіghtjar")
    assert not joining.mixed("Нина Nightjar")


@pytest.mark.parametrize(
    ("name", "blog", "handle"),
    [
        ("Ann B.", "", "ann-b"),
        ("Łódź O'Brien", "", "lodz-obrien"),
        ("Straße", "", "strasse"),
        ("山田", "https://yamada.blogspot.com/", "yamada"),
        ("山田", "", "person"),
        ("con", "", "con-1"),
        ("Bo", "", "bo-2"),
        ("x" * 80, "", "x" * 40),
        ("../../etc/passwd", "", "etc-passwd"),
    ],
)
def test_a_handle_is_made_of_the_name(name: str, blog: str, handle: str) -> None:
    assert joining.handle(name, [blog] if blog else [], {"bo"}) == handle


@given(st.text(max_size=120), st.lists(st.text(max_size=60), max_size=2))
def test_a_handle_is_always_one_that_the_roster_takes(name: str, blogs: list[str]) -> None:
    from course.formats.files import roster

    assert roster.HANDLE.fullmatch(joining.handle(name, blogs, {"person"}))


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://nightjar.blogspot.com/", "nightjar.blogspot.com"),
        ("http://nightjar.blogspot.co.uk/2011/07/thing-6.html", "nightjar.blogspot.com"),
        ("feed:https://www.nightjar.blogspot.com.au/feeds/posts/default?alt=rss", "nightjar.blogspot.com"),
        ("https://ann.wordpress.com/tag/cpd23/feed/", "ann.wordpress.com"),
        ("https://library.example/", "library.example"),
        ("https://www.library.example/feed/", "library.example"),
        ("https://library.example/2026/11/thing-6/", "library.example"),
        ("https://library.example/category/cpd23/", "library.example"),
        ("https://library.example/wp-admin/post.php?post=1", "library.example"),
        ("https://library.example/bo/feed/", "library.example/bo"),
        ("https://library.example/bo/index.html", "library.example/bo"),
        ("https://medium.com/@ann/a-post-123", "medium.com/@ann"),
        ("https://medium.com/feed/@Ann", "medium.com/@ann"),
        ("https://glammr.us/@ann.rss", "glammr.us/@ann"),
        ("https://glammr.us/@ann/1234", "glammr.us/@ann"),
        ("https://sites.google.com/view/ann", "sites.google.com/view/ann"),
    ],
)
def test_every_form_of_a_blog_s_address_belongs_to_one_place(address: str, place: str) -> None:
    assert joining.blog_of(address) == place


@given(st.text(max_size=100))
def test_no_address_is_too_odd_to_have_a_place(text: str) -> None:
    assert isinstance(joining.blog_of(text), str)


def test_the_same_blog_twice_is_refused_with_the_name_that_has_it() -> None:
    roster = {Handle("ada"): make.person(blogs=("https://ada.wordpress.com/",))}
    told = SignUp("Bede", ("http://ada.wordpress.com/feed/",))
    with pytest.raises(CourseError, match=r"blog of Ada \(ada\)"):
        joining.participant(told, make.course(), roster, TODAY)


@pytest.mark.parametrize(
    ("email", "guess"),
    [
        ("a@gmial.com", "a@gmail.com"),
        ("a@gmail.com", ""),
        ("a@hotmial.co.uk", "a@hotmail.co.uk"),
        ("a@uni.example", ""),
    ],
)
def test_a_mistyped_mail_service_is_guessed(email: str, guess: str) -> None:
    assert joining.mail_guess(email) == guess


def test_the_usual_cohort_is_the_one_that_runs_or_comes_next() -> None:
    course = make.course()
    assert joining.usual_cohort(course, date(2026, 10, 20)) == "autumn"
    assert joining.usual_cohort(course, date(2028, 1, 1)) == "own-pace"
