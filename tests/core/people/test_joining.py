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
        ("", "name is missing"),
        ("...", "no letter"),
        ("x" * 81, "at most 80 characters"),
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
        ("a@yahoo.co", "a@yahoo.com"),
        ("a@hotmail.cm", "a@hotmail.com"),
        *(
            (f"a@{real}", "")
            for real in ["ymail.com", "mail.com", "email.com", "yahoo.com.au", "yahoo.com.br", "hotmail.ca", "gmx.net"]
        ),
    ],
)
def test_a_mistyped_mail_service_is_guessed(email: str, guess: str) -> None:
    assert joining.mail_guess(email) == guess


def test_the_usual_cohort_is_the_one_that_runs_or_comes_next() -> None:
    course = make.course()
    assert joining.usual_cohort(course, date(2026, 10, 20)) == "autumn"
    assert joining.usual_cohort(course, date(2028, 1, 1)) == "own-pace"
