"""Number words and nouns in other languages."""

import pytest

from course.core.detection import number_words


@pytest.mark.parametrize(
    ("tongue", "word", "number"),
    [
        ("en", "seventeen", 17), ("nl", "eenentwintig", 21), ("nl", "tweeëntwintig", 22), ("nl", "drieëntwintig", 23),
        ("de", "dreiundzwanzig", 23),
        ("da", "treogtyve", 23), ("no", "tjuetre", 23), ("sv", "tjugotre", 23), ("es", "veintitres", 23), ("fr", "seize", 16),
    ],
)  # fmt: skip
def test_numbers_are_known_by_their_words(tongue: str, word: str, number: int) -> None:
    assert number_words.cardinals([tongue])[word] == number


@pytest.mark.parametrize("tongue", ["en", "nl", "de", "da", "no", "sv", "fr", "es"])
def test_every_language_counts_from_one_to_twenty_without_a_gap(tongue: str) -> None:
    found = set(number_words.cardinals([tongue]).values())
    missing = set(range(1, 21)) - found
    assert missing <= {17, 18, 19}, missing  # French writes these with a hyphen
    assert (tongue == "fr") == bool(missing)


def test_ordinals_and_the_last_of_a_row() -> None:
    assert number_words.ordinals(["en"])["twelfth"] == 12
    assert number_words.ordinals(["de", "nl"])["zesde"] == 6
    assert number_words.last_words(["en", "de"]) == {"last", "final", "letzte", "letztes"}
    assert number_words.ordinals(["xx"]) == {}


@pytest.mark.parametrize(
    ("noun", "forms", "tongues"),
    [
        ("ding", ("ding", "dingen", "dinge"), ("nl", "de")),
        ("cosa", ("cosa", "cosas", "paso", "pasos", "día", "días", "tarea", "tareas"), ("es",)),
        ("gadget", ("gadget", "gadgets", "gadgetes"), ("en",)),
        ("quests", ("quests",), ("en",)),
    ],
)
def test_a_noun_brings_its_forms_and_languages(noun: str, forms: tuple[str, ...], tongues: tuple[str, ...]) -> None:
    assert (number_words.plurals(noun), number_words.of(noun)) == (forms, tongues)


def test_roman_numerals_from_one_to_thirty_nine() -> None:
    assert (number_words.ROMAN["IV"], number_words.ROMAN["XXIII"], number_words.ROMAN["XXXIX"]) == (4, 23, 39)
    assert sorted(number_words.ROMAN.values()) == list(range(1, 40))
