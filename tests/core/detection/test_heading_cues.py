"""What a number in a heading is worth."""

import pytest

from core.detection.test_title_cues import COURSE
from course.core.detection import course_terms, heading_cues, read_post
from course.core.model import Words

TERMS = course_terms.of(COURSE)


@pytest.mark.parametrize(
    ("heading", "cues"),
    [
        ("Thing 7", [(7, "plain")]),
        ("Thing 12 - Social media", [(12, "plain")]),
        ("(Week 7, Thing 17)", [(17, "plain")]),
        ("Thing 7 is a map", [(7, "aside")]),
        ("What came of Thing 7", [(7, "aside")]),
        ("Thing 7: to do", [(7, "aside")]),
        ("Thing 7 (coming next week)", [(7, "aside")]),
        ("My garden", []),
    ],
)
def test_number_in_a_heading(heading: str, cues: list[tuple[int, str]]) -> None:
    post = read_post.read(Words("", headings=(heading,)), TERMS)
    assert [(hit.thing, hit.cue) for hit in heading_cues.find(post, TERMS)] == cues
