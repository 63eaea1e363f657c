"""Tools that such courses teach: what counts in a title, in a text, at the end of some words; and only without clues."""

import dataclasses

import pytest

from core.detection.test_title_cues import COURSE, likely, sure
from course.core.detection import known_tools
from course.core.model import Clues, Words


@pytest.mark.parametrize(
    ("text", "in_title", "in_text", "in_general"),
    [
        ("my flickr bees", "flickr", "flickr", "flickr"),
        ("bees on youtube", "youtube", "", "youtube"),
        ("bees in our blog", "blog", "", "blog"),
        ("an account for bees", "", "", "account"),
        ("feed the bees", "", "", ""),
        ("del.icio.us honey", "del.icio.us", "del.icio.us", "del.icio.us"),
        ("flickr friday", "", "flickr", "flickr"),
        ("wikisomething", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_tools_are_found(text: str, in_title: str, in_text: str, in_general: str) -> None:
    found = (known_tools.in_title(text), known_tools.in_text(text), known_tools.in_general(text))
    assert found == (in_title, in_text, in_general)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("play with image generators", True),
        ("our wikis", True),
        ("our wiki", False),
        ("the podcast", False),
        ("flickr set", False),
        ("", False),
    ],
)
def test_some_words_end_with_a_tool(text: str, ends: bool) -> None:
    assert known_tools.ends_with_one(text) is ends


def test_a_course_with_clues_of_its_own_is_asked_instead() -> None:
    clues = {9: Clues(strong=("evernote",)), 8: Clues(strong=("calendar",))}
    things = tuple(dataclasses.replace(t, clues=clues.get(t.number, t.clues)) for t in COURSE.things)
    told = dataclasses.replace(COURSE, things=things)
    assert (sure(Words("Task 8: Flickr"), COURSE), sure(Words("Task 8: Flickr"), told)) == ({8}, set())
    assert likely(Words("Task 8: Flickr"), told) == {8}
    assert sure(Words("Task 9: Evernote"), told) == {9}
    assert sure(Words("cpd23 9 evernote"), told) == {9}
    assert sure(Words("#5 Evernote"), told) == set()


def test_number_alone_is_believed_where_mark_and_topic_say_the_same() -> None:
    things = tuple(
        dataclasses.replace(t, clues=Clues(strong=("evernote",))) if t.number == 9 else t for t in COURSE.things
    )
    told = dataclasses.replace(COURSE, things=things)
    text = "An elephant keeps all that I write: Evernote. Cpd23 made me."
    assert sure(Words("Nine!", text=text), told) == {9}
    assert sure(Words("9/23", text=text), told) == {9}
    assert sure(Words("Ten!", text=text), told) == set()
    assert (sure(Words("Nine!", text=text[:-16]), told), likely(Words("Nine!", text=text[:-16]), told)) == (set(), {9})


def test_a_mark_in_the_text_alone_says_nothing_of_another_nouns_number() -> None:
    words = Words("Task 8: bees", text="Cpd23 has to share the day with my bees.")
    assert (sure(words), likely(words)) == (set(), {8})
    assert sure(dataclasses.replace(words, tags=("cpd23",))) == {8}
