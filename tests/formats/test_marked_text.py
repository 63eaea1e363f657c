"""Evidence in a text: found as whole words, and nothing of the text is lost."""

from hypothesis import given
from hypothesis import strategies as st

from course.core.model import Evidence
from course.formats import marked_text


def shown(text: str, *quotes: str, kind: str = "clue") -> str:
    pieces = marked_text.pieces(text, [Evidence(kind, quote) for quote in quotes])
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_words_are_found_whatever_their_case_and_the_blanks_between_them() -> None:
    assert shown("I tried  Google\nDocs.", "google docs") == "I tried  [Google\nDocs]."
    assert shown("wikis and a wiki", "wiki") == "wikis and a [wiki]"
    assert shown("Twitter lists, and Twitter", "twitter", "twitter lists") == "[Twitter lists], and [Twitter]"


def test_what_is_not_in_the_text_marks_nothing() -> None:
    assert shown("Thing 5", "thing 5", kind="title") == "Thing 5"
    assert shown("Nothing here", "", "  ") == "Nothing here"
    assert marked_text.pieces("", [Evidence("clue", "wiki")]) == []


@given(st.text(), st.lists(st.text(max_size=5)))
def test_no_letter_is_lost(text: str, quotes: list[str]) -> None:
    pieces = marked_text.pieces(text, [Evidence("clue", quote) for quote in quotes])
    assert "".join(piece.text for piece in pieces) == text
    lines = marked_text.paragraphs(text, [Evidence("clue", quote) for quote in quotes])
    assert ["".join(p.text for p in line) for line in lines] == [line for line in text.splitlines() if line.strip()]
