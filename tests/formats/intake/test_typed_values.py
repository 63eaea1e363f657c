"""What people type: email addresses, blog addresses, settings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.errors import CourseError, UsageError
from course.formats.intake import typed_values

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("library.example", "https://library.example"),
        ("  HTTPS://Library.EXAMPLE/Blog  ", "https://library.example/Blog"),
        ("http:/library.example", "http://library.example"),
        ("https//library.example", "https://library.example"),
        ("feed:https://library.example/feed", "https://library.example/feed"),
        ("feed://library.example/feed", "https://library.example/feed"),
        ("<https://library.example/>", "https://library.example/"),
        ("“library.example”", "https://library.example"),
        ("www.library.example/x", "https://www.library.example/x"),
        ("library.example?author=3", "https://library.example/?author=3"),
        ("feed:library.example/feed", "https://library.example/feed"),
        ("library.example:8080/x", "https://library.example:8080/x"),
        ("https://пример.example/", "https://пример.example/"),
    ],
)
def test_an_address_is_kept_whole(typed: str, kept: str) -> None:
    assert typed_values.address(typed) == kept


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("show", "Everyone", "public"),
        ("show", "only the organiser", "private"),
        ("reminders", "no", False),
        ("reminders", "Yes!", True),
        ("groups", "law, public libraries", ["law", "public libraries"]),
        ("joined", "23 Nov 2026", date(2026, 11, 23)),
        ("email", "", None),
        ("blogs", "", []),
        ("certificate_name", " Ann  Berry ", "Ann Berry"),
        ("cohort", "own-pace", "own-pace"),
    ],
)
def test_settings_are_read_as_they_are_typed(key: str, typed: str, value: object) -> None:
    assert typed_values.setting(key, typed, make.course(), TODAY) == value


@pytest.mark.parametrize(
    ("key", "typed"), [("show", "sometimes"), ("cohort", "spring"), ("joined", "soon"), ("nonsense", "x")]
)
def test_a_setting_that_will_not_do_says_what_it_must_be(key: str, typed: str) -> None:
    with pytest.raises(CourseError) as told:
        typed_values.setting(key, typed, make.course(), TODAY)
    assert told.value.hint
    assert isinstance(told.value, UsageError) or key == "show"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "address of the blog is missing"),
        ("a.example b.example", "isn't a single address"),
        ("https://a.example/" + "x" * 3000, "too long"),
        ("@ann@hachyderm.example", "on Mastodon"),
        ("C:\\blog\\index.html", "a file on a computer"),
        ("ann@example.org", "an email address"),
        ("ftp://a.example/", "addresses that begin with ftp:"),
        ("javascript:alert(1)", "addresses that begin with javascript:"),
        ("https://ann:secret@a.example/", "user name or a password"),
        ("https://a.example:99999/", "isn't a web address"),
        ("my blog", "isn't a single address"),
        ("nightjar", "isn't a web address"),
        ("https://a_b..example/", "isn't a web address"),
    ],
)
def test_what_is_no_address_of_a_blog_is_told_with_its_cure(typed: str, says: str) -> None:
    with pytest.raises(CourseError, match=says) as told:
        typed_values.address(typed)
    assert told.value.hint


@given(st.text(max_size=60))
def test_an_address_that_is_kept_is_kept_the_second_time_too(typed: str) -> None:
    try:
        kept = typed_values.address(typed)
    except CourseError:
        return
    assert kept.startswith(("http://", "https://"))
    assert typed_values.address(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ann@Example.ORG ", "Ann@example.org"),
        ("<ann@example.org>", "ann@example.org"),
        ("mailto:ann@example.org", "ann@example.org"),
        ("anonymous", ""),
        ("N/A", ""),
        ("", ""),
    ],
)
def test_an_email_is_kept_as_it_is_written_to(typed: str, kept: str) -> None:
    assert typed_values.email(typed) == kept


@pytest.mark.parametrize("typed", ["ann", "ann(at)example.org", "ann@example.org, bo@example.org", "ann@example"])
def test_an_email_that_will_not_do_is_told(typed: str) -> None:
    with pytest.raises(CourseError, match="isn't valid"):
        typed_values.email(typed)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        *((words, True) for words in ("Yes", " ja, gern ", "I agree to the notice", "✓", "OK.", "Yes, please!")),
        *((words, False) for words in ("No", "never", "", "no, thanks", "I don't want any", "I do not agree")),
        *((words, None) for words in ("perhaps", "weekly", "nobody")),
    ],
)
def test_yes_and_no(typed: str, means: bool | None) -> None:
    assert typed_values.yes(typed) is means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("Everyone", "public"),
        ("public", "public"),
        ("Public: anybody, and people in this course too", "public"),
        ("People in this course", "course"),
        ("Everyone in this course", "course"),
        ("anybody who takes part in the course", "course"),
        ("Only the other participants, not the public", "course"),
        ("", "course"),
        ("Only the organiser", "private"),
        ("nobody", "private"),
    ],
)
def test_who_may_see_is_never_wider_than_it_was_meant(typed: str, means: str) -> None:
    assert typed_values.show(typed) == means


@pytest.mark.parametrize("typed", ["sometimes", "not public", "not everybody", "I don't want it to be public"])
def test_an_answer_that_says_none_of_the_three_is_asked_again(typed: str) -> None:
    with pytest.raises(CourseError, match="doesn't say who may see"):
        typed_values.show(typed)
