"""The noun before a number, and what may be between the two."""

import pytest

import make
from course.core.detection import course_terms, noun_before_number, tokens

TERMS = course_terms.of(make.course(tags=("cpd23",)))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Thing 6", "thing"),
        ("Thign 6", "thing"),
        ("CPDThing6", "thing"),
        ("theThing 6", "thing"),
        ("Think 6", None),
        ("Thign of beauty", None),
    ],
)
def test_a_noun_is_known_also_with_a_slip_before_a_number(text: str, noun: str | None) -> None:
    found = noun_before_number.noun_at(tokens.tokens(text), 0, TERMS)
    assert (found.word if found else None) == noun


@pytest.mark.parametrize(
    ("text", "at", "loose", "number_word"),
    [
        ("Thing 6", 1, False, False),
        ("Thing No. six", 3, False, True),
        ("Thing # 6", 2, False, True),
        ("Thing - 6", 2, True, False),
        ("Thing: number 6", 3, False, True),
        ("Thing(s) 6", 4, False, False),
        ("Thing's 6", 3, False, False),
        ("Thing the sixth", 2, False, False),
        ("Thing about bees", 1, False, False),
    ],
)
def test_what_is_between_a_noun_and_its_number(text: str, at: int, loose: bool, number_word: bool) -> None:
    assert noun_before_number.joined(tokens.tokens(text), 1) == (at, loose, number_word)
