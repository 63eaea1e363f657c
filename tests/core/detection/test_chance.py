"""How often a suggestion is right, as counted."""

from hypothesis import given
from hypothesis import strategies as st

from course.core.detection.chance import STEPS, Chances, Count, Tally

COUNTS = st.dictionaries(
    st.integers(0, len(STEPS)), st.tuples(st.integers(0, 500), st.floats(0, 1)).map(lambda c: Count(c[0], c[0] * c[1]))
)


@given(COUNTS, st.lists(st.floats(0, 1), min_size=2))
def test_a_higher_score_never_has_a_lower_chance(counts: dict[int, Count], scores: list[float]) -> None:
    """And every chance is one."""
    chances = [Chances(counts).of(score) for score in sorted(scores)]
    assert chances == sorted(chances)
    assert all(0 <= chance <= 1 for chance in chances)


def test_nothing_is_proven_without_a_hundred_posts_of_the_course_itself() -> None:
    """Counts of past courses order suggestions; they credit none."""
    tally = Tally()
    assert tally.chances().of(0.9999) < 0.98
    for _ in range(99):
        tally.hidden(0.9999, True)
    assert tally.chances().of(0.9999) < 0.98
    for _ in range(60):
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
