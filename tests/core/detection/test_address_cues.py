"""What a number in an address is worth."""

import pytest

from core.detection.test_title_cues import COURSE
from course.core.detection import address_cues, course_terms, read_post
from course.core.model import Words

TERMS = course_terms.of(COURSE)


@pytest.mark.parametrize(
    ("title", "slug", "cues"),
    [
        ("A pun", "thing-6-maps.html", [(6, "plain")]),
        ("A pun", "things-6-7-maps", [(6, "plain"), (7, "plain")]),
        ("A pun", "23-things-16-17", [(16, "plain"), (17, "plain")]),
        ("A pun", "23-things-6", [(6, "doubtful")]),
        ("Nice things, no. 5", "nice-things-no-5", [(5, "doubtful")]),
        ("A pun", "maps.html", []),
    ],
)
def test_number_in_an_address(title: str, slug: str, cues: list[tuple[int, str]]) -> None:
    post = read_post.read(Words(title, url=f"https://a.example/{slug}"), TERMS)
    assert [(hit.thing, hit.cue) for hit in address_cues.find(post, TERMS)] == cues
