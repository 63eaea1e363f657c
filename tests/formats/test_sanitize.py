"""What strangers wrote: on one line, harmless, and linked only where it leads to the web."""

import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

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


@given(st.from_regex(r"https?://[a-z0-9.:@\[\]-]{0,8}[/?#]?[ -~\t\n\u2003]{0,8}", fullmatch=True))
def test_a_short_look_at_an_address_says_what_a_long_one_does(address: str) -> None:
    try:
        fine = bool(urlsplit(address).hostname) and not any(map(str.isspace, address))
    except ValueError:
        fine = False
    assert sanitize.web(address) == (address if fine else "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann \t B.\n", "Ann B."),
        ("Ann\x00\x07\x1b[31m", "Ann [31m"),
        ("Ann\u202eB", "AnnB"),
        ("\u2066Ann\u2069", "Ann"),
        ("A\u030a", "Å"),
        ("Z" + "\u0301" * 40 + "a", "Ź" + "\u0301" * 3 + "a"),
        ("Ann\u200bB", "AnnB"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Ann\ud800", "Ann"),
        ("\ufeffAnn", "Ann"),
        ("Ann\u2028B", "Ann B"),
    ],
)
def test_a_name_is_cleaned(typed: str, kept: str) -> None:
    assert sanitize.name(typed) == kept


@given(st.text(max_size=200))
def test_cleaning_a_name_twice_changes_nothing_more_and_leaves_one_printable_line(text: str) -> None:
    once = sanitize.name(text)
    assert sanitize.name(once) == once
    assert all(letter.isprintable() or letter in "\u200c\u200d" for letter in once)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("Ann\n  Bo\t7\n", "Ann\n  Bo\t7\n"),
        ("\ufeffname,blog\r\nAnn,x\r\n", "\ufeffname,blog\r\nAnn,x\r\n"),
        ("all good\rerror: gone\n", "all good error: gone\n"),
        ("\x1b[2J\x1b]0;title\x07Ann\n", " [2J ]0;title Ann\n"),
        ("\x9b31mAnn", " 31mAnn"),
        ("Ann\u202egnp.exe\u2066", "Anngnp.exe"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x\ufeffy\ud800", "xy"),
        ("a\u2028b\x85c", "a b c"),
    ],
)
def test_a_whole_answer_keeps_its_lines_and_nothing_that_moves_a_cursor(answer: str, shown: str) -> None:
    assert sanitize.screen(answer) == shown
    assert sanitize.screen(shown) == shown


@given(st.text())
def test_a_page_gets_markup_as_markup_and_nothing_harmful(text: str) -> None:
    for value in (text, Markup(text)):
        shown = sanitize.page(value)
        assert type(shown) is type(value)
        assert shown == sanitize.screen(text)
        assert all(sign.isprintable() or sign in "\n\t\r\ufeff" + sanitize.JOINERS or sign.isspace() for sign in shown)
    assert sanitize.page(7) == 7
