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


def test_a_title_has_its_own_evidence_marked() -> None:
    evidence = [Evidence("title", "Thing 6"), Evidence("tag", "list")]
    pieces = marked_text.title("Thing 6: a list", evidence)
    assert [(one.text, one.marked) for one in pieces] == [("Thing 6", True), (": a list", False)]


def test_an_excerpt_is_short_and_holds_the_evidence() -> None:
    text = "So many words. " * 60 + "Then came the wiki at last. " + "And more. " * 60
    pieces = marked_text.excerpt(text, [Evidence("clue", "wiki")])
    whole = "".join(one.text for one in pieces)
    assert [one.text for one in pieces if one.marked] == ["wiki"]
    assert len(whole) < 280
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    beginning = "".join(one.text for one in marked_text.excerpt(text, []))
    assert beginning.startswith("So many words.")
    assert marked_text.excerpt("", []) == []
    assert "".join(one.text for one in marked_text.excerpt("Short.", [])) == "Short."


@given(st.text(), st.text(max_size=5))
def test_an_excerpt_is_part_of_the_text(text: str, quote: str) -> None:
    whole = "".join(one.text for one in marked_text.excerpt(text, [Evidence("clue", quote)]))
    assert whole.strip("… ") in " ".join(text.split()) + "…"
