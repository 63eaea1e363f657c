"""What one post says of its topic. The course has a wiki (Thing 2) and a feed (Thing 1); its mark is cpd23."""

from dataclasses import replace
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.detection import course_terms, topic_evidence
from course.core.detection.learned_words import LearnedWords, WordCounts, features
from course.core.detection.topic_evidence import Topic
from course.core.model import Clues, Words

THINGS = (1, 2, 3)
COURSE = make.course({1: 1, 2: 2, 3: 3}, tags=("cpd23",))
CLUES = Clues(strong=("feed reader",))
TERMS = course_terms.of(replace(COURSE, things=(replace(COURSE.things[0], clues=CLUES), *COURSE.things[1:])))
EVEN = [1 / 3] * 3


def learned() -> LearnedWords:
    """Four blogs have taught each of two Things."""
    counts = WordCounts()
    for thing, word in ((1, "rss"), (2, "wiki")):
        for _ in range(4):
            counts.add(thing, counts.numbered([word, "everybody"]))
    return LearnedWords(counts)


def topic(text: str, title: str = "") -> Topic:
    words = Words(title, text=text)
    vocabulary = learned().vocabulary
    return topic_evidence.topic_of(words, features(words, (), vocabulary), TERMS, learned(), {}, THINGS)


def likely(found: Topic, nothing: float = 0.1) -> list[float]:
    return list(topic_evidence.likelihoods(found, EVEN, nothing))


def test_learned_words_and_clues_speak_for_a_thing_and_both_are_quoted() -> None:
    found = topic("My feed reader shows RSS to everybody")
    assert found.worth(1) > topic("RSS for everybody").worth(1) > 0
    assert found.worth(2) == found.worth(3) == 0
    assert topic_evidence.quotes(found, 1, learned(), {}) == ("feed reader", "rss")


def test_what_words_speak_for_is_likeliest_and_all_likelihoods_are_one() -> None:
    shares = likely(topic("A wiki"))
    assert max(range(4), key=shares.__getitem__) == 1
    assert isclose(sum(shares), 1)


def test_where_nothing_is_said_nothing_is_likeliest() -> None:
    """By the calendar alone a post is about a Thing with a small chance only."""
    shares = likely(topic("Lemon drizzle"), 0.3)
    assert shares[-1] > 0.5


def test_plans_make_nothing_likelier_and_what_is_unfinished_says_so() -> None:
    """A post that begins with what will be done may not do it."""
    assert likely(topic("Next week I will try the wiki"))[-1] > likely(topic("This week I tried the wiki"))[-1]
    assert topic("The wiki: I am still working on it").unfinished
    assert not topic("I tried the wiki").unfinished


@given(st.lists(st.floats(1e-9, 1), min_size=3, max_size=3), st.floats(0.01, 0.9))
def test_likelihoods_are_shares_whatever_was_likely_before(prior: list[float], nothing: float) -> None:
    shares = topic_evidence.likelihoods(topic("A wiki with RSS in a feed reader"), prior, nothing)
    assert all(0 <= share <= 1 for share in shares)
    assert isclose(sum(shares), 1)


def test_the_course_s_mark_is_looked_for_in_title_tags_and_text() -> None:
    assert topic_evidence.is_marked(Words("CPD23: wikis"), TERMS)
    assert topic_evidence.is_marked(Words("Wikis", tags=("cpd23",)), TERMS)
    assert topic_evidence.is_marked(Words("Wikis", text="Written for #cpd23."), TERMS)
    assert not topic_evidence.is_marked(Words("Wikis", text="Written for fun."), TERMS)


def test_whoever_numbers_the_other_posts_is_probably_writing_about_nothing() -> None:
    """And never for certain."""
    shares = [topic_evidence.nothing_before(numbered, 1) for numbered in range(30)]
    assert shares == sorted(shares)
    assert shares[0] < 0.2
    assert 0.5 < shares[12] < shares[-1] < 1
