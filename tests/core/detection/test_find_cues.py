"""Cues come together; a title that names a Thing plainly ends the search for a topic."""

from core.detection.test_topic_cues import BEES
from course.core.detection import course_terms, find_cues, read_post
from course.core.detection.cues import Cues
from course.core.model import Words

TERMS = course_terms.of(BEES)


def cues(words: Words) -> Cues:
    return find_cues.find(read_post.read(words, TERMS), TERMS)


def test_nobody_asks_for_the_topic_of_a_numbered_title() -> None:
    assert cues(Words("Thing 6", text="Honey, for cpd23.")).by_topic == ()
    assert {hit.thing for hit in cues(Words("A pun", text="Honey, for cpd23.")).by_topic} == {3}


def test_every_place_is_searched() -> None:
    words = Words("#5 maps", "https://a.example/thing-6", ("thing7",), ("Thing 8",), text="I sang for Thing 9. " * 30)
    assert {hit.place for hit in cues(words).by_number} == {"title", "slug", "tag", "heading", "opening", "mention"}


def test_context_of_a_post() -> None:
    context = cues(Words("Looking back", tags=("cpd23",), text="I haven't done it yet.")).context
    assert (context.last, context.looks_back, context.unfinished, context.titled, context.marked) == (23, *[True] * 4)
