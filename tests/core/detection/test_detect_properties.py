"""What holds for every post, whatever it says."""

import dataclasses
import string

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.detection.test_title_cues import COURSE, DETECTOR, sure
from course.core.detection import rules_version
from course.core.model import Clues, Words

PLAIN_WORDS = st.lists(
    st.sampled_from(["bees", "honey", "garden", "river", "slow", "tea", "blue", "small"]), max_size=6
)
NUMBERS = st.integers(1, 23)
PIECES = st.sampled_from(
    [
        "Thing",
        "Things",
        "23",
        "6",
        "&",
        "7",
        "-",
        "cpd23",
        "and",
        "the",
        "sixth",
        "½",
        "²",
        "⑥",
        "#",
        "No",
        "VI",
        "\u202e",
        "é",
        "\n",
        "&amp;",
        "١",
        "𐩀",
    ]
)
NOISE = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join)
)
POSTS = st.builds(
    Words, NOISE, NOISE, st.lists(NOISE, max_size=3).map(tuple), st.lists(NOISE, max_size=3).map(tuple), text=NOISE
)


@settings(deadline=None)
@given(POSTS)
@example(Words("Thing ²"))
@example(Words("Thing 𐩀"))
@example(Words("Thing İ6", text="İ" * 300 + "thing 6"))
def test_any_post_is_judged(words: Words) -> None:
    claims = DETECTOR.claims(words)
    assert [claim.thing for claim in claims] == sorted({claim.thing for claim in claims})
    for claim in claims:
        assert 1 <= claim.thing <= 23
        assert claim.evidence
        assert claim.rule
    assert claims == DETECTOR.claims(words)


@settings(deadline=None)
@given(NUMBERS, PLAIN_WORDS, PLAIN_WORDS)
def test_a_number_in_the_title_is_that_thing_and_no_other(number: int, before: list[str], after: list[str]) -> None:
    title = f"{' '.join(before)} Thing {number}: {' '.join(after)}"
    assert sure(Words(title)) == {number}
    assert sure(Words(title.upper())) == {number}
    assert sure(Words(f"CPD23 {title} (23 Things)")) == {number}


@settings(deadline=None)
@given(st.sets(st.integers(1, 22), min_size=2, max_size=4), st.sampled_from([", ", " & ", " and ", "/", " + "]))
def test_a_list_of_things_is_each_of_them(numbers: set[int], between: str) -> None:
    # the last Thing is left out: 3/23 is the third of 23
    assert sure(Words(f"Things {between.join(map(str, sorted(numbers)))}")) == numbers


@settings(deadline=None)
@given(NUMBERS, st.integers(1, 7))
def test_a_range_is_everything_in_it(first: int, more: int) -> None:
    last = min(23, first + more)
    if last > first:
        assert sure(Words(f"Things {first}-{last}")) == set(range(first, last + 1))
        assert sure(Words(f"Things {first} to {last}")) == set(range(first, last + 1))


@settings(deadline=None)
@given(st.integers(24, 10**12))
def test_a_number_beyond_the_course_is_nothing(number: int) -> None:
    assert DETECTOR.claims(Words(f"Thing {number}")) == ()


@settings(deadline=None)
@given(NUMBERS)
def test_signs_do_not_matter(number: int) -> None:
    wide = str(number).translate({ord(digit): 0xFF10 + int(digit) for digit in string.digits})
    for title in (
        f"Thing {wide}",
        f"\u202aThing\u202c {number}",
        f"Thing&nbsp;{number}",
        f"Thi\u00adng {number}",
        f"T\u200bhing {number}",
    ):
        assert sure(Words(title)) == {number}


@settings(deadline=None)
@given(NUMBERS, NOISE)
def test_no_text_takes_a_title_away_unless_it_says_not_done(number: int, text: str) -> None:
    assert number in sure(Words(f"Thing {number}", text="Bees. " * 40 + text))


def test_fingerprint_changes_with_whatever_is_read_of_the_course() -> None:
    first = COURSE.things[0]
    changed = (
        dataclasses.replace(COURSE, tags=("bees",)),
        dataclasses.replace(COURSE, nouns=("thing", "task")),
        dataclasses.replace(COURSE, things=COURSE.things[:-1]),
        dataclasses.replace(
            COURSE, things=(dataclasses.replace(first, clues=Clues(strong=("bee",))), *COURSE.things[1:])
        ),
    )
    prints = {rules_version.fingerprint(course) for course in (COURSE, *changed)}
    assert len(prints) == 5
    assert rules_version.fingerprint(dataclasses.replace(COURSE, grace=3)) == rules_version.fingerprint(COURSE)
