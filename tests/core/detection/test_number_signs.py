"""The signs between a noun and its number."""

import pytest

from course.core.detection import number_signs, tokens


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
    assert number_signs.joined(tokens.tokens(text), 1) == (at, loose, number_word)
