"""How often a suggestion is right, as counted."""

from math import exp

from hypothesis import given
from hypothesis import strategies as st

from course.core.detection.chance import Chances, Count, Tally, step_of

STEPS = step_of(1.0) + 1
COUNTS = st.lists(
    st.tuples(st.integers(0, 500), st.floats(0, 1)).map(lambda c: Count(c[0], c[0] * c[1])),
    min_size=STEPS,
    max_size=STEPS,
)


def score(odds: float) -> float:
    """A score by its log-odds."""
    return 1 / (1 + exp(-odds))


@given(COUNTS, st.lists(st.floats(0, 1), min_size=2))
def test_a_higher_score_never_has_a_lower_chance(counts: list[Count], scores: list[float]) -> None:
    """And every chance is one."""
    chances = Chances(counts, [count.made for count in counts])
    found = [chances.of(score) for score in sorted(scores)]
    assert found == sorted(found)
    assert all(0 <= chance <= 1 for chance in found)


def test_nothing_is_proven_without_a_hundred_posts_of_the_course_itself() -> None:
    """Counts of past courses order suggestions; they credit none."""
    tally = Tally()
    assert tally.chances().of(0.9999) < 0.98
    for _ in range(99):
        tally.hidden(0.9999, True)
    assert tally.chances().of(0.9999) < 0.98
    tally.hidden(0.9999, True)
    assert tally.chances().of(0.9999) > 0.98


def test_refusals_teach() -> None:
    """Ten credits taken back are enough to ask about such posts again."""
    tally = Tally()
    for _ in range(150):
        tally.hidden(0.98, True)
    before = tally.chances().of(0.98)
    for _ in range(10):
        tally.ruled(0.98, False)
    assert tally.chances().of(0.98) < min(before, 0.98)


def test_refusals_of_middling_scores_teach_though_the_higher_ones_are_right_by_the_thousand() -> None:
    """What is right less often than the best is no longer credited beside them."""
    tally = Tally()
    for odds, posts in ((6, 3000), (3.2, 60)):
        for _ in range(posts):
            tally.hidden(score(odds), True)
    assert tally.chances().of(score(3.2)) > 0.98
    for _ in range(15):
        tally.ruled(score(3.2), False)
    chances = tally.chances()
    assert chances.of(score(3.2)) < 0.98 < chances.of(score(6))


def test_where_more_posts_without_a_number_have_low_scores_the_others_are_about_nothing() -> None:
    """As many as are too many, though the model takes them for posts about Things."""
    few, many = Tally(), Tally()
    for tally, low in ((few, 100), (many, 900)):
        for odds, hidden, unnumbered in ((6, 1000, 1000), (0.2, 100, low)):
            for n in range(hidden):
                tally.hidden(score(odds), odds > 1 or n % 3 > 0)
            for _ in range(unnumbered):
                tally.unnumbered(score(odds), 0.001 if odds > 1 else 0.3)
    assert many.chances().of(score(0.2)) < few.chances().of(score(0.2)) - 0.05
    assert many.chances().of(score(6)) > 0.98


def test_counted_chances_are_the_shares_that_were_right() -> None:
    """Within a few hundredths, though past courses and the model's own word have a say."""
    tally = Tally()
    for odds, share in ((-1.7, 0.1), (0.3, 0.4), (1.7, 0.7), (3.7, 0.9)):
        for n in range(1000):
            tally.hidden(score(odds), n < 1000 * share)
            tally.unnumbered(score(odds), 0.0)
    chances = tally.chances()
    for odds, share in ((-1.7, 0.1), (0.3, 0.4), (1.7, 0.7), (3.7, 0.9)):
        assert abs(chances.of(score(odds)) - share) < 0.06
