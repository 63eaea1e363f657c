"""What somebody is probably writing about, before a word is read."""

from math import isclose

from course.core.detection import person_path
from course.core.detection.person_path import Habits, Place

THINGS = list(range(1, 13))
OPENS = {thing: 7 * (thing - 1) for thing in THINGS}


def likeliest(day: int, place: Place) -> int:
    prior = Habits().odds(THINGS).prior(day, OPENS, place)
    return THINGS[prior.index(max(prior))]


def test_whoever_has_done_eight_in_order_writes_about_nine() -> None:
    """Also long after it opened; and what lies between two neighbours is what is missing."""
    assert likeliest(60, Place(8, None, set(range(1, 9)))) == 9
    assert likeliest(300, Place(8, None, set(range(1, 9)))) == 9
    assert likeliest(300, Place(5, 7, {5, 7})) == 6


def test_without_neighbours_the_thing_that_opened_last_is_likeliest_and_together_they_are_one() -> None:
    """Things that are not open yet are nearly ruled out."""
    assert likeliest(15, Place(None, None)) == 3
    prior = Habits().odds(THINGS).prior(15, OPENS, Place(None, None))
    assert isclose(sum(prior), 1)
    assert prior[11] < 0.01


def test_the_nearest_known_posts_are_the_neighbours() -> None:
    """0 is a post of which nothing is known."""
    assert person_path.neighbours([0, 3, 0, 0, 5]) == [(None, 3), (None, 5), (3, 5), (3, 5), (3, None)]


def test_habits_of_the_course_outweigh_those_of_past_courses() -> None:
    """A course in which everybody goes backwards."""
    habits = Habits()
    for _ in range(500):
        habits.learn([(thing, 100) for thing in reversed(THINGS)])
    prior = habits.odds(THINGS).prior(200, OPENS, Place(8, None))
    assert max(THINGS, key=lambda thing: prior[thing - 1]) == 7
