"""What a number in the running text is worth."""

import pytest

from core.detection.test_title_cues import COURSE
from course.core.detection import course_terms, read_post, text_cues
from course.core.model import Words

TERMS = course_terms.of(COURSE)
LONG = "Slow tea is good. " * 30


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Thing 13 is about maps.", [(13, "opening", "subject")]),
        (f"{LONG}Thing 13 is about maps.", [(13, "mention", "subject")]),
        ("As I said in Thing 3, tea.", [(3, "opening", "against")]),
        ("Things to do, and 23 Things.", []),
    ],
)
def test_number_in_a_sentence(text: str, cues: list[tuple[int, str, str]]) -> None:
    post = read_post.read(Words("", text=text), TERMS)
    assert [(hit.thing, hit.place, hit.cue) for hit in text_cues.find(post, TERMS)] == cues


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("#19 - I looked", [19]),
        ("Task 8: maps", [8]),
        ("For exercise 5 we sang", []),
        ("I like #19", [19]),
        ("I like #19 bees", []),
        ("Tea", []),
    ],
)
def test_first_words_that_count_in_another_way(text: str, things: list[int]) -> None:
    post = read_post.read(Words("", text=text), TERMS)
    assert [hit.thing for hit in text_cues.first_words(post, TERMS)] == things


def test_figures_of_a_text_are_named_and_no_more() -> None:
    post = read_post.read(Words("", text="Thing 3, things #5 and thing 99"), TERMS)
    assert [(hit.thing, hit.cue) for hit in text_cues.figures(post, TERMS)] == [(3, "aside"), (5, "aside")]
