"""Other ways of writing a name or an address are found when somebody is forgotten. Red on 0c9b0d2."""

from pathlib import Path

import pytest

import make
from course.adapters import file_search
from course.core.people import forgetting

PERSON = make.person("ann", name="Ann Berry", email="ann.berry@example.org", blogs=("https://lib.example/~ann/",))
WHO = forgetting.traces(PERSON, (), {})


@pytest.mark.parametrize(
    "text",
    [
        "Ann Berry", "ANN BERRY", "ann berry", "Berry, Ann", "BERRY, ANN", "Ann  Berry", "Ann\nBerry", "ANN.BERRY@EXAMPLE.ORG",
        "https://lib.example/~ann/post", "https://lib.example/%7Eann/post", "http://LIB.example/%7eann", "ann.berry%40example.org",
    ],
)  # fmt: skip
def test_every_writing_is_blacked_out(text: str) -> None:
    assert forgetting.cleared(f"see {text} here", WHO) == f"see {forgetting.GONE} here"


@pytest.mark.parametrize("text", ["Annie Berry", "ann", "berry", "Ann Berryman", "lib.example/~anna", "cranberry, ann"])
def test_other_words_stay(text: str) -> None:
    assert forgetting.cleared(f"see {text} here", WHO) == f"see {text} here"


@pytest.mark.parametrize(("text", "gone"), [("Will", True), ("WILL", True), ("I will write", False)])
def test_a_short_name_that_is_a_word_is_left_in_small_letters(text: str, gone: bool) -> None:
    who = forgetting.traces(make.person("w", name="Will", email=None, blogs=()), (), {})
    assert (forgetting.GONE in forgetting.cleared(text, who)) is gone


@pytest.mark.parametrize("text", ["BERRY, ANN", "lib.example/%7Eann", "ann.berry%40example.org", "ann BERRY"])
def test_files_with_them_are_found(text: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(f"see {text} here")
    assert file_search.files_with(tmp_path, WHO.terms()) == (tmp_path / "notes.txt",)
