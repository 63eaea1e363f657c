"""An email in the organiser's own words, as text and as a page."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
import written_letters
from course.core.errors import UsageError
from course.formats.letters import compose, edited, mime

WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=40).map(" ".join)


@given(paragraphs=st.lists(WORDS, min_size=1, max_size=4))
def test_a_paragraph_survives_wrapping_and_unwrapping(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert edited.unwrapped(compose.wrapped(text)) == f"{text}\n"


def test_lists_addresses_and_the_signature_keep_their_lines() -> None:
    text = compose.wrapped(
        "Hello,\n\n  * A list item that is long enough to go on and on until it needs a second line of its own\n"
        "    https://example.org/a-very-long-address/that-does-not-fit-beside-anything-at-all\n\n-- \nReply STOP."
    )
    assert edited.unwrapped(text) == text


def test_the_page_shows_words_as_words_and_links_to_the_web_only() -> None:
    letter = written_letters.written()
    data = edited.draft(
        letter,
        make.course(),
        "  A\nsubject ",
        "See <b>https://example.org/x</b> and\r\n\r\nhttps://example.org/y javascript:alert(1)",
    )
    subject, text, page = mime.draft_parts(data)
    assert subject == "A subject"
    assert text == "See <b>https://example.org/x</b> and\n\nhttps://example.org/y javascript:alert(1)\n"
    assert page.count("<a href=") == 1
    assert "&lt;b&gt;" in page
    message = message_from_bytes(data, policy=policy.default)
    assert str(message["To"]).endswith(f"<{letter.address}>")


@pytest.mark.parametrize(("subject", "text"), [("", "x"), ("x", " \n"), ("x", "y" * 20_001)])
def test_a_missing_or_endless_part_is_refused(subject: str, text: str) -> None:
    with pytest.raises(UsageError):
        edited.draft(written_letters.written(), make.course(), subject, text)
