"""What a number in a label is worth."""

import pytest

from core.detection.test_title_cues import COURSE
from course.core.detection import course_terms, label_cues, read_post
from course.core.model import Words

TERMS = course_terms.of(COURSE)


@pytest.mark.parametrize(
    ("labels", "cues"),
    [
        (("cpd23", "thing6"), [(6, "plain")]),
        (("Things 6 & 7",), [(6, "plain"), (7, "plain")]),
        (("23 things 6",), [(6, "doubtful")]),
        (("bees", "cpd23"), []),
        (tuple(f"thing {number}" for number in range(1, 6)), [(number, "aside") for number in range(1, 6)]),
    ],
)
def test_number_in_a_label(labels: tuple[str, ...], cues: list[tuple[int, str]]) -> None:
    post = read_post.read(Words("", tags=labels), TERMS)
    assert [(hit.thing, hit.cue) for hit in label_cues.find(post, TERMS)] == cues
