"""A post is read once, into one form: plain text, and only what has a noun of the course."""

import pytest

from core.detection.test_title_cues import COURSE
from course.core.detection import course_terms, read_post
from course.core.model import Words

TERMS = course_terms.of(COURSE)


def test_title_is_plain_and_the_tag_is_one_sign() -> None:
    title = read_post.read(Words("CPD23: Things 6 &amp;amp; 7\u200b"), TERMS).title
    assert title.text == "CPD23: Things 6 & 7"
    assert [token.low for token in title.tokens] == ["¤", ":", "things", "6", "&", "7"]


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://a.example/2011/07/thing-6-maps.html", "thing 6 maps"),
        ("https://a.example/thing-6/comment-page-2/", "thing 6"),
        ("https://a.example/thing%206_maps?page=2", "thing 6 maps"),
        ("https://a.example/2011/07/honey.html", None),
        ("https://[thing-6", None),
        ("", None),
    ],
)
def test_last_part_of_the_address_that_says_something(url: str, slug: str | None) -> None:
    line = read_post.read(Words("", url=url), TERMS).slug
    assert (line.text if line else None) == slug


def test_labels_and_headings_without_a_noun_are_left_out() -> None:
    post = read_post.read(Words("", tags=("bees", "thing6"), headings=("Hello", "Thing 7")), TERMS)
    assert [label.text for label in post.labels] == ["thing6"]
    assert [heading.line.text for heading in post.headings] == ["Thing 7"]


def test_short_lines_with_a_number_stand_like_headings() -> None:
    post = read_post.read(Words("", text="Hello!\nThing 7\nI sang, and Thing 8 was a long way off from here."), TERMS)
    assert [(heading.line.text, heading.marked_up) for heading in post.headings] == [("Thing 7", False)]


def test_places_of_nouns_and_of_those_with_a_number() -> None:
    post = read_post.read(Words("", text="No thing at all stands here, and nothing. " * 2 + "Thing 6"), TERMS)
    assert [post.low[at : at + 5] for at in post.nouns] == ["thing"] * 3
    assert len(post.numbered) == 1
