"""What is a post about that shows no number? The clues decide, as far as the post bears the course's mark."""

import dataclasses

import pytest

from core.detection.test_title_cues import COURSE, claims, likely, sure
from course.core.model import Clues, Confidence, Course, RuleId, Words
from course.core.progress import neighbouring_posts

CLUES = {
    3: Clues(
        strong=("honey", "bee keeping", "hive"),
        weak=("garden", "wax"),
        pages=("https://bees.example/2026/thing-3.html",),
    ),
    4: Clues(strong=("map", "maps", "atlas"), weak=("garden", "paper"), without=("treasure",)),
    5: Clues(strong=("tea", "kettle"), weak=("paper",)),
}
BEES = dataclasses.replace(
    COURSE,
    things=tuple(dataclasses.replace(thing, clues=CLUES.get(thing.number, Clues())) for thing in COURSE.things),
)


def rules(words: Words, course: Course = BEES) -> dict[int, RuleId]:
    return {claim.thing: claim.rule for claim in claims(words, course)}


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("Honey!", "All of it for cpd23.", {3}),
        ("A pun", "My hive is new, and so is cpd23.", {3}),
        ("A pun", "The first of my 23 Things was a hive.", {3}),
        ("Honey and maps", "For cpd23.", {3, 4}),
        ("Honey and treasure maps", "For cpd23.", {3}),
        ("A garden of wax", "For cpd23.", {3}),
        ("A pun", "I like it, says cpd23.", set()),
        ("A pun", "The garden is small. cpd23.", set()),
        ("Honeymoon", "The atlases, for cpd23.", set()),
        ("cpd23: keeping a bee", "It is not bee-less.", set()),
        ("cpd23: bee-keeping", "It is warm.", {3}),
    ],
)
def test_topic_of_a_post_with_the_mark_is_asked_about(title: str, text: str, asked: set[int]) -> None:
    assert (sure(Words(title, text=text), BEES), likely(Words(title, text=text), BEES)) == (set(), asked)


def test_label_is_a_mark_too() -> None:
    assert likely(Words("Honey", tags=("cpd23",)), BEES) == {3}


@pytest.mark.parametrize(
    "text",
    [
        "I have pondered this Thing (on honey) for a week.",
        "This Thing is all about honey and the hive.",
        "This week's Thing is honey.",
        "These Things, on honey, are nice.",
    ],
)
def test_opening_that_tells_the_topic_of_this_thing_is_believed(text: str) -> None:
    assert sure(Words("A pun", text=text), BEES) == {3}


def test_two_topics_of_this_thing_are_asked_about() -> None:
    words = Words("A pun", text="This Thing is about honey and maps.")
    assert (sure(words, BEES), likely(words, BEES)) == (set(), {3, 4})


def test_only_number_that_agrees_with_the_topic_is_believed() -> None:
    text = "I like bees. " * 40 + "My hive is warm (Thing 3)."
    assert sure(Words("A pun", text=text, tags=("cpd23",)), BEES) == set()
    assert sure(Words("Honey", text=text, tags=("cpd23",)), BEES) == {3}


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("13/23", "Honey from a hive.", set()),
        ("3/23", "Honey from a hive.", {3}),
        ("Three and four", "Honey, and an atlas.", {3, 4}),
        ("Lucky three", "Honey.", {3}),
        ("3 hives", "Honey.", set()),
    ],
)
def test_number_alone_is_asked_about_where_the_topic_agrees(title: str, text: str, asked: set[int]) -> None:
    assert (sure(Words(title, text=text), BEES), likely(Words(title, text=text), BEES)) == (set(), asked)


def test_hash_and_number_are_believed_where_the_topic_agrees() -> None:
    assert sure(Words("#3 Bee keeping", text="My hive is warm."), BEES) == {3}
    assert sure(Words("The third Thing", text="My hive is warm."), BEES) == {3}
    assert sure(Words("#5 Bee keeping", text="My hive is warm."), BEES) == set()


def test_only_number_named_in_passing_is_asked_about_though_the_topic_agrees() -> None:
    passing = "I gave a talk on cpd23, mostly about Thing 3 since they all have a hive."
    assert sure(Words("What my friends said", text=passing), BEES) == set()
    assert sure(Words("Honey", text=passing), BEES) == {3}


def test_sign_in_a_phrase_tells_it_from_the_plain_word() -> None:
    plus = dataclasses.replace(BEES.things[2], clues=Clues(strong=("bee+",)))
    course = dataclasses.replace(BEES, things=(*BEES.things[:2], plus, *BEES.things[3:]))
    assert likely(Words("A bee at last", text="For cpd23."), course) == set()
    assert likely(Words("Bee+ at last", text="For cpd23."), course) == {3}
    assert likely(Words("Honey+hive", text="For cpd23."), BEES) == {3}


def test_without_the_mark_a_topic_waits_for_company() -> None:
    (claim,) = claims(Words("Honey from my hive", text="The hive is warm. I like honey."), BEES)
    assert (claim.thing, claim.confidence, claim.rule) == (3, Confidence.WEAK, RuleId.CLEAR_TOPIC)
    assert neighbouring_posts._can_be_raised(claim)


def test_title_that_looks_back_is_no_clear_topic() -> None:
    assert rules(Words("Summary of the honey chat", text="The hive is warm.")) == {3: RuleId.FAINT_TOPIC}


def test_link_to_the_page_of_one_thing_is_asked_about() -> None:
    page = "http://www.bees.example/2026/thing-3.html?m=1"
    assert likely(Words("A pun", links=(page, "https://other.example/")), BEES) == {3}


def test_number_in_the_title_is_stronger_than_any_topic() -> None:
    words = Words("Thing 9", text="Honey, hive, bee keeping, for cpd23. This Thing is honey.")
    assert sure(words, BEES) == {9}
    assert likely(words, BEES) == set()


def test_changed_clue_changes_the_claims() -> None:
    words = Words("Wasps", text="For cpd23.")
    more = dataclasses.replace(BEES.things[2], clues=Clues(strong=("wasps",)))
    changed = dataclasses.replace(BEES, things=(*BEES.things[:2], more, *BEES.things[3:]))
    assert claims(words, BEES) == ()
    assert [claim.thing for claim in claims(words, changed)] == [3]


def test_evidence_is_the_phrase_of_the_file() -> None:
    (claim,) = claims(Words("Honey", tags=("cpd23",)), BEES)
    assert [(e.kind, e.quote) for e in claim.evidence] == [("clue", "honey")]


TITLED = dataclasses.replace(
    BEES,
    things=tuple(
        dataclasses.replace(thing, title={16: "Wikis", 9: "Evernote and notes"}.get(thing.number, thing.title))
        for thing in BEES.things
    ),
)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Wikis", {16}),
        ("wikis!", {16}),
        ("#cpd23: Wikis", {16}),
        ("Wikis (23 Things)", {16}),
        ("Evernote & notes", {9}),
        ("Wikis are great", set()),
        ("Thing", set()),
        ("", set()),
    ],
)
def test_a_things_own_title_is_asked_about(title: str, asked: set[int]) -> None:
    assert (sure(Words(title), TITLED), likely(Words(title), TITLED)) == (set(), asked)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Looking back", {23}),
        ("What I’ve learned", {23}),
        ("Reflections on 23 Things", {23}),
        ("My cpd23 in review", {23}),
        ("A round-up of the whole course", {23}),
        ("Looking back so far", set()),
        ("Reflections on a conference", set()),
        ("Summary of the chat", set()),
        ("Looking back on week 3", set()),
    ],
)
def test_a_look_back_over_the_whole_course_is_asked_about_as_the_last_thing(title: str, asked: set[int]) -> None:
    words = Words(title, text="I liked cpd23. Thing 23 was the last of many, and Thing 2 was fun.")
    assert (sure(words, BEES), likely(words, BEES)) == (set(), asked)
    assert likely(dataclasses.replace(words, text="It was fun."), BEES) in (asked, set())


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("Getting things done", "For cpd23: my hive, honey, bee keeping and wax; then maps and an atlas.", {3, 4}),
        ("Honey, my hive, bee keeping", "Two Things today, for cpd23. The other one is a map.", {3, 4}),
        ("Honey, my hive, bee keeping", "All for cpd23. I saw a map.", {3}),
    ],
)
def test_two_things_in_one_post_are_both_asked_about(title: str, text: str, asked: set[int]) -> None:
    assert (sure(Words(title, text=text), BEES), likely(Words(title, text=text), BEES)) == (set(), asked)
