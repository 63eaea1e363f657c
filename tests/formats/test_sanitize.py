"""What strangers wrote: on one line, harmless, and linked only where it leads to the web."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats import sanitize


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nightjar", "Nightjar"),
        ("  two\n\nlines\t", "two lines"),
        ("a\x1b[2Jb\x00c", "a [2Jb c"),
        ("\u202eevil\u202c", "evil"),
        ("libra\u00adry\u200b", "library"),
        ("نامه\u200cها", "نامه\u200cها"),  # the joiner is part of how the word is written
        ("Zoe\u0308", "Zoë"),
        ("\ufffe\ud800x", "x"),
        ("", ""),
    ],
)
def test_words_are_on_one_line_without_what_nobody_sees(text: str, shown: str) -> None:
    assert sanitize.clean(text) == shown


@given(st.text(), st.integers(0, 40))
def test_whatever_it_is_it_moves_no_cursor_and_can_be_written(text: str, most: int) -> None:
    shown = sanitize.clean(text, most)
    kinds = {unicodedata.category(sign) for sign in shown if sign not in sanitize.JOINERS}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert shown == " ".join(shown.split())
    assert shown.encode().decode() == shown


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://nightjar.example/a?b=c#d", True),
        ("HTTP://nightjar.example", True),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//nightjar.example/", False),
        ("https://nightjar.example/a b", False),
        ("https://nightjar.example/\n", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_linked(address: str, linked: bool) -> None:
    assert sanitize.web(address) == (address if linked else "")
