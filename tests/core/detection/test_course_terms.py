"""What detection reads of a course: its marks, nouns, clues, titles and pages."""

from dataclasses import replace

import pytest

import make
from course.core.detection import course_terms, tokens
from course.core.model import Clues, Course

PLAN = make.course({number: number for number in range(1, 24)}, tags=("cpd23", "cam23-2011"), nouns=("thing", "task"))


def with_first(title: str = "Thing of 1", clues: Clues = Clues(), plan: Course = PLAN) -> course_terms.CourseTerms:  # noqa: B008  (frozen)
    first = replace(plan.things[0], title=title, clues=clues)
    return course_terms.of(replace(plan, things=(first, *plan.things[1:])))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("#cpd23", True), ("CPD 23 again", True), ("cpd-23!", True), ("cam23", True), ("cam23 2011", True), ("cpd 2.3", False),
        ("cpd235", False), ("xcpd23", False), ("23 things", True), ("23ish mobile things", True), ("22 things", False), ("a cake", False),
    ],
)  # fmt: skip
def test_the_course_is_known_by_its_tag_or_its_count(text: str, marked: bool) -> None:
    assert course_terms.of(PLAN).marks(text.lower()) is marked


def test_the_number_of_the_tag_is_nobody_s() -> None:
    found = course_terms.of(PLAN).tokens("CPD23 Thing 6")
    assert [one.low for one in found] == ["¤", "thing", "6"]
    assert course_terms.of(PLAN).without_marks("CPD23 and 23 Things, then Thing 6").split() == [
        "and",
        ",",
        "then",
        "thing",
        "6",
    ]


def test_own_nouns_count_and_borrowed_ones_must_be_borne_out() -> None:
    nouns = course_terms.of(PLAN).nouns
    assert (nouns["things"].plural, nouns["things"].borrowed) == (True, False)
    assert not nouns["task"].borrowed
    assert nouns["lesson"].borrowed
    assert "quest" not in nouns


def test_clues_are_found_by_their_longest_word() -> None:
    terms = with_first(clues=Clues(strong=("Online Networks",), weak=("Google+",), without=("neural network",)))
    assert {clue.phrase for clue in terms.clues["networks"]} == {"Online Networks"}
    assert [clue.words for clue in terms.clues["google+"]] == [("google+",)]
    assert terms.clues["network"][0].kind == "without"
    assert terms.has_clues


@pytest.mark.parametrize(
    ("title", "words"), [("The Wikis & my Blogs", ("wikis", "blogs")), ("Online networks", ("online", "networks"))]
)
def test_a_title_of_a_thing_is_known_again(title: str, words: tuple[str, ...]) -> None:
    assert with_first(title).titles[words] == (1,)


def test_a_title_that_says_nothing_is_none() -> None:
    assert ("thing", "1") not in with_first("Thing 1").titles


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.cpd23.example/2011/07/thing-6.html?m=1#top", "cpd23.example/2011/07/thing-6"),
        ("HTTP://CPD23.example/a/", "cpd23.example/a"),
        ("http://[bad", ""),
    ],
)
def test_pages_are_compared_without_what_varies(url: str, key: str) -> None:
    assert course_terms.page_key(url) == key


def test_words_are_compared_in_small_letters_and_a_plus_stays_behind_its_word() -> None:
    assert course_terms.lowercase_words("Google+ maps+bees, Café!") == ["google+", "maps", "bees", "café"]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Thing 6", "thing"),
        ("Thign 6", "thing"),
        ("CPDThing6", "thing"),
        ("theThing 6", "thing"),
        ("Think 6", None),
        ("Thign of beauty", None),
    ],
)
def test_a_noun_is_known_also_with_a_slip_before_a_number(text: str, noun: str | None) -> None:
    found = course_terms.noun_at(tokens.tokens(text), 0, course_terms.of(make.course(tags=("cpd23",))))
    assert (found.word if found else None) == noun
