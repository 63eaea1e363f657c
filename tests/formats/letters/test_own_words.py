"""Their own words, apart from what they quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats.letters import own_words


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("STOP", "STOP"),
        ("Thanks!\n\nOn Mon, 23 Nov 2026, Zoe wrote:\n> Hello\n> STOP", "Thanks!"),
        ("Am 23.11.2026 um 08:00 schrieb Zoe:\n> Hallo\n\nPAUSE", "PAUSE"),
        ("Le lun. 23 nov. 2026 à 08:00, Zoe <zoe@library.example> a écrit :\n\nBonjour", ""),
        ("Danke\n\nVon: Zoe\nGesendet: Montag\nAn: Ada\nBetreff: Thing 8\n\nHallo", "Danke"),
        ("Thanks\n________________________________\nFrom: Zoe", "Thanks"),
        ("Thanks\n\n---------- Forwarded message ---------\nSTOP", "Thanks"),
        ("Thanks\n-- \nAda Berry", "Thanks"),
        ("Here: https://ada.example/8\nand: it was fun", "Here: https://ada.example/8\nand: it was fun"),
        ("One\n> quoted\nTwo\n> more\nThree", "One\nTwo\nThree"),
    ],
)
def test_quotes_and_signatures_are_left_out(text: str, own: str) -> None:
    assert own_words.of_text(text) == own
    assert own_words.of_text(text.replace("\n", "\r\n")) == own


@pytest.mark.parametrize(
    ("markup", "own"),
    [
        ("<p>STOP</p>", "STOP"),
        ("<div>STOP<br></div><div class=gmail_quote>On Monday<blockquote>Hello</blockquote></div>", "STOP"),
        ("<p>Thanks</p><hr><p>STOP</p>", "Thanks"),
        ("<p>Thanks</p><p style='font-size:0px'>STOP</p>", ""),
        ("<title>STOP</title><p>Thanks</p>", "Thanks"),
    ],
)
def test_a_page_is_read_as_its_reader_sees_it(markup: str, own: str) -> None:
    assert own_words.of_page(markup) == own


@given(st.text(alphabet="a <>@:-_\n1", max_size=3000))
def test_any_text_is_read(text: str) -> None:
    own_words.of_text(text)
    own_words.of_page(text)
