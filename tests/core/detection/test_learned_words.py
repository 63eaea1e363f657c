"""Words that tell one Thing from the others."""

from collections.abc import Iterable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from course.core.detection import learned_words
from course.core.detection.learned_words import LearnedWords, WordCounts
from course.core.model import Words

PAIRS = [(thing, {word, "everybody"}) for thing, word in ((1, "feed"), (2, "wiki")) for _ in range(4)]
WORDS = st.sets(st.sampled_from(["wiki", "feed", "zebra", "tea", "everybody"]))


def counted(*taught: tuple[int, Iterable[str]]) -> WordCounts:
    """What these blogs teach: each a Thing and the words of its posts about it."""
    counts = WordCounts()
    for thing, words in taught:
        counts.add(thing, counts.numbered(words))
    return counts


def worth(learned: LearnedWords, of: Iterable[str], own: Mapping[int, set[str]] | None = None) -> Mapping[int, float]:
    """What words are worth; `own`: what the blog that says them teaches itself."""
    known = learned.vocabulary.intersection(of)
    rows = learned.without([(thing, frozenset(words)) for thing, words in (own or {}).items()], known)
    return learned.worth(known, rows)


def test_a_word_speaks_for_the_thing_beside_which_it_was_met_and_a_common_one_for_none() -> None:
    """With more weight the more blogs have it there."""
    learned = LearnedWords(counted(*PAIRS))
    found = worth(learned, {"wiki", "everybody"})
    assert list(found) == [2]
    assert learned.speaking(2, learned.vocabulary, {}) == ["wiki"]
    assert worth(LearnedWords(counted(*PAIRS, (2, {"wiki"}))), {"wiki"})[2] > found[2] > 0


def test_a_word_of_one_blog_teaches_nothing() -> None:
    """However often that blog says it: a blog counts once."""
    assert worth(LearnedWords(counted(*PAIRS, (2, {"zebra"}))), {"zebra"}) == {}


@given(WORDS, st.sampled_from([1, 2]))
def test_a_blogs_own_words_never_change_the_weights_it_is_judged_by(own: set[str], thing: int) -> None:
    """Whatever it teaches, it is judged as though it had taught without a word."""
    asked = {"wiki", "feed", "zebra", "tea", "everybody"}
    silent = LearnedWords(counted(*PAIRS, (thing, ())))
    talking = LearnedWords(counted(*PAIRS, (thing, own)))
    assert worth(talking, asked, {thing: own}) == worth(silent, asked)


@given(st.lists(st.tuples(st.sampled_from([1, 2, 3]), WORDS), min_size=1), WORDS)
def test_what_was_removed_was_never_there(taught: list[tuple[int, set[str]]], words: set[str]) -> None:
    """Counts of blogs that are not believed are taken out again."""
    counts = counted(*PAIRS, *taught)
    for thing, own in taught:
        counts.remove(thing, counts.numbered(own))
    left, never = LearnedWords(counts), LearnedWords(counted(*PAIRS))
    assert (left.vocabulary, left.teachers) == (never.vocabulary, never.teachers)
    assert worth(left, words) == worth(never, words)


@given(st.text(), st.text(), st.sets(st.sampled_from(["wiki", "a wiki", "= wiki", "tea"])))
def test_only_known_words_of_a_post_are_given_where_no_others_are_wanted(
    title: str, text: str, known: set[str]
) -> None:
    """Those that it has."""
    words = Words(f"Wiki {title}", text=f"A wiki and tea {text}")
    assert learned_words.features(words, (), frozenset(known)) == learned_words.features(words, ()) & known


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
