"""What stands around a number, asked of a row of tokens."""

import pytest

from course.core.detection import token_queries, tokens
from course.core.detection.tokens import Token


def row(text: str) -> list[Token]:
    return tokens.tokens(text)


def test_a_place_outside_the_row_holds_nothing() -> None:
    words = row("Thing 6")
    assert token_queries.token_is(words, 0, "thing")
    for at in (-1, 2):
        assert not token_queries.token_is(words, at, "thing")
        assert not token_queries.glued(words, at)
    for question in (token_queries.runs_on, token_queries.capital, token_queries.is_unit, token_queries.is_month):
        assert not question(words, 2)


def test_glued_is_without_a_space_between() -> None:
    assert [token_queries.glued(row("#6 - 7"), at) for at in range(4)] == [False, True, False, False]
    assert token_queries.glued_sign(row("Things's"), 1, "'")


@pytest.mark.parametrize(
    ("text", "left"),
    [("17 to go", True), ("only 9 left", False), ("9 left", True), ("9 more", True), ("9 lives", False)],
)
def test_what_is_still_to_come_is_a_count(text: str, left: bool) -> None:
    assert token_queries.is_left(row(text), 1) is left


@pytest.mark.parametrize(("text", "on"), [("6 people", True), ("6 of them", False), ("6: feeds", False), ("6", False)])
def test_a_word_that_follows_at_once_may_own_the_number(text: str, on: bool) -> None:
    assert token_queries.runs_on(row(text), 1) is on


@pytest.mark.parametrize(
    ("text", "at", "counted"),
    [
        ("23 Things", 1, True),
        ("twenty Things", 1, True),
        ("23ish Things", 2, True),
        ("my Things", 1, False),
        ("Library 2.0 Things", 4, False),
    ],
)
def test_a_count_stands_before_the_noun(text: str, at: int, counted: bool) -> None:
    assert token_queries.counted(row(text), at) is counted


@pytest.mark.parametrize(
    ("text", "fraction"), [("1/2", True), ("3/4", True), ("1/3", False), ("5/2", False), ("1", False)]
)
def test_halves_and_quarters_are_no_things(text: str, fraction: bool) -> None:
    assert token_queries.is_fraction(row(text), 0) is fraction


@pytest.mark.parametrize(
    ("text", "at", "after"),
    [
        ("8 (and 9)", 1, 2),
        ("8... and 9", 1, 4),
        ("8 as well as 9", 1, 4),
        ("8 (ish)", 1, 1),
        ("8 as 9", 1, 1),
        ("8", 1, 1),
        ("8...", 1, 1),
    ],
)
def test_a_list_goes_on_after_a_wink(text: str, at: int, after: int) -> None:
    assert token_queries.after_wink(row(text), at) == after


@pytest.mark.parametrize(("text", "after"), [("#s 6", 2), ("#'s 6", 3), ("# 6", 1)])
def test_the_ending_of_a_plural_sign_is_passed_over(text: str, after: int) -> None:
    assert token_queries.after_plural(row(text), 1) == after


@pytest.mark.parametrize(("text", "only"), [("Week 9: Thing", True), ("(# Thing", True), ("My Thing", False)])
def test_only_marks_before(text: str, only: bool) -> None:
    words = row(text)
    assert token_queries.only_marks_before(words, len(words) - 1) is only
