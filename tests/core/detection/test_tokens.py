"""Words as people type them, in one plain form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.detection import tokens


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Thing 6", "Thing 6"),
        ("Thing &#54;", "Thing 6"),
        ("Thing &amp;amp;#54;", "Thing 6"),
        ("Things 6 &amp; 7", "Things 6 & 7"),
        ("Things 6\u20137", "Things 6-7"),
        ("\u201cThing 6\u201d", '"Thing 6"'),
        ("Thing\u00a06", "Thing 6"),
        ("Thing \u2465", "Thing  #6 "),
        ("Thing \u2777", "Thing  #2 "),
        ("Thing 6\ufe0f\u20e3", "Thing 6"),
        ("Thing \u0666", "Thing 6"),
        ("7\u00b2", "7"),
        ("2\u00bd hours", "2 hours"),
        ("N\u00b0 6", "No 6"),
        ("Th\u200bing 6", "Thing 6"),
        ("\uff34hing \uff16", "Thing 6"),
        ("wait\u2026", "wait..."),
    ],
)
def test_what_is_typed_in_many_ways_is_read_in_one(typed: str, plain: str) -> None:
    assert tokens.plain(typed) == plain


@given(st.text(max_size=60))
def test_plain_text_stays_as_it_is(text: str) -> None:
    once = tokens.plain(text)
    if "&" not in once:
        assert tokens.plain(once) == once


@given(st.text(max_size=60))
def test_every_token_is_a_piece_of_the_text_in_its_place(text: str) -> None:
    found = tokens.tokens(text)
    assert all(text[one.start : one.end] == one.raw and one.low == one.raw.lower() for one in found)
    assert "".join(one.raw for one in found) == "".join(text.split())
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_letters_and_digits_part_and_every_sign_is_alone() -> None:
    assert [one.raw for one in tokens.tokens("cpd23: Thing#6!")] == ["cpd", "23", ":", "Thing", "#", "6", "!"]


@given(st.text(max_size=80))
def test_small_letters_are_those_of_python(text: str) -> None:
    assert tokens.small(text) == text.lower()


@pytest.mark.parametrize(
    ("word", "meant", "slip"),
    [
        ("tihng", "thing", True),
        ("thng", "thing", True),
        ("thhing", "thing", True),
        ("thinf", "thing", True),
        ("rhing", "thing", True),
        ("thing", "thing", False),
        ("bring", "thing", False),
        ("think", "thing", True),
        ("thinking", "thing", False),
        ("sing", "thing", False),
    ],
)
def test_one_slip_of_the_finger_is_forgiven(word: str, meant: str, slip: bool) -> None:
    assert tokens.slip(word, meant) is slip
