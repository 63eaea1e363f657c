"""Words that tell one Thing from the others."""

from hypothesis import given
from hypothesis import strategies as st

from course.core.detection import learned_words
from course.core.detection.learned_words import LearnedWords
from course.core.model import Words

PAIRS = [(thing, frozenset({word, "everybody"})) for thing, word in ((1, "feed"), (2, "wiki")) for _ in range(4)]


def test_a_word_speaks_for_the_thing_beside_which_it_was_met_and_a_common_one_for_none() -> None:
    """With more weight the more blogs have it there."""
    learned = LearnedWords(PAIRS)
    found = learned.weights(frozenset({"wiki", "everybody"}), {})
    assert [word for _, word in found[2]] == ["wiki"]
    assert 1 not in found


def test_a_word_of_one_blog_teaches_nothing() -> None:
    """However often that blog says it: a blog counts once."""
    learned = LearnedWords([*PAIRS, (2, frozenset({"zebra"}))])
    assert learned.weights(frozenset({"zebra"}), {}) == {}


@given(st.sets(st.sampled_from(["wiki", "feed", "zebra", "tea", "everybody"])), st.sampled_from([1, 2]))
def test_a_blogs_own_words_never_change_the_weights_it_is_judged_by(own: set[str], thing: int) -> None:
    """Whatever it teaches, it is judged as though it had taught without a word."""
    asked = frozenset({"wiki", "feed", "zebra", "tea", "everybody"})
    silent = LearnedWords([*PAIRS, (thing, frozenset())])
    talking = LearnedWords([*PAIRS, (thing, frozenset(own))])
    assert talking.weights(asked, talking.own({thing: frozenset(own)})) == silent.weights(asked, {})


def test_words_of_other_scripts_are_words_and_figures_are_none() -> None:
    """Greek is read word by word, Japanese two letters at a time."""
    assert learned_words.letters("Βιβλιοθήκη 23, ναι") == ["βιβλιοθήκη", "ναι"]
    assert learned_words.letters("図書館") == ["図書", "書館"]
    assert learned_words.letters("Thing 13: it’s Über") == ["thing", "it", "s", "über"]


def test_a_title_is_told_apart_and_pairs_are_words_too() -> None:
    """And whatever tells the number is left out."""
    found = learned_words.features(Words("Thing 8 Google Docs", text="We shared a wiki"), frozenset({"thing"}))
    assert {"= google", "google docs", "shared", "a wiki"} <= found
    assert not any("thing" in word for word in found)
