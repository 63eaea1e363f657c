"""The organiser's notes: for everybody, for one cohort, and files whose name says nothing."""

import pytest

import make
from course.formats.files import notes

COURSE = make.course()


def test_the_note_of_one_s_own_cohort_comes_before_the_one_for_everybody() -> None:
    files = {
        "notes/week-09.md": b"For all.\n",
        "notes/autumn/week-9.md": b"\xef\xbb\xbfFor autumn.",
        "notes/week-10.md": b"Ten.",
    }
    found, problems = notes.parse(files, COURSE)
    assert problems == ()
    assert [found.week(9, "autumn"), found.week(9, "own-pace"), found.week(10, "autumn")] == [
        "For autumn.",
        "For all.",
        "Ten.",
    ]
    assert [found.week(8, "autumn"), found.week(None, "autumn")] == ["", ""]
    assert found.weeks == {("", 9), ("autumn", 9), ("", 10)}


def test_the_welcome_is_for_everybody_or_for_one_cohort_and_is_no_week() -> None:
    files = {"notes/welcome.md": b"Hello all.", "notes/own-pace/welcome.md": b"Hello you."}
    found, problems = notes.parse(files, COURSE)
    assert (problems, found.weeks) == ((), frozenset())
    assert [found.welcome("autumn"), found.welcome("own-pace")] == ["Hello all.", "Hello you."]
    assert [found.week(None, "autumn"), found.week(0, "autumn")] == ["", ""]


@pytest.mark.parametrize(
    ("path", "content", "what"),
    [
        ("notes/week9.md", b"x", "notes/week9.md:1: this note isn't shown, because its file name doesn't say which week it's for."),
        ("notes/week-00.md", b"x", "notes/week-00.md:1: this note isn't shown, because its file name doesn't say which week it's for."),
        ("notes/spring/week-09.md", b"x", "notes/spring/week-09.md:1: this note isn't shown, because there is no cohort called spring."),
        ("notes/a/b/week-09.md", b"x", "notes/a/b/week-09.md:1: this note isn't shown"),
        ("notes/week-09.md", b"*a " * 50_000, "notes/week-09.md:1: this note isn't shown, because it's too long for an email."),
        ("notes/week-09.md", b"caf\xe9", "notes/week-09.md:1:"),
    ],
)  # fmt: skip
def test_a_note_that_nobody_would_see_is_told(path: str, content: bytes, what: str) -> None:
    found, problems = notes.parse({path: content}, COURSE)
    assert found.texts == {}
    assert [str(problem).startswith(what) for problem in problems] == [True]


def test_an_empty_note_is_no_note() -> None:
    found, problems = notes.parse({"notes/week-09.md": b" \n"}, COURSE)
    assert (found.texts, problems) == ({}, ())
