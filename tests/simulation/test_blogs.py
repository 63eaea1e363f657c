"""The simulated course keeps what it promises."""

from collections import Counter

from make import course
from simulation import blogs

COURSE = course(tags=("cpd23",))


def test_the_same_seed_gives_the_same_posts_and_another_seed_gives_others() -> None:
    """Measurements can be repeated."""
    assert blogs.posts(COURSE, 3) == blogs.posts(COURSE, 3)
    assert blogs.posts(COURSE, 3) != blogs.posts(COURSE, 3, seed=24)


def test_a_tenth_of_the_posts_is_about_nothing_and_four_in_ten_have_no_number() -> None:
    """The shares that are asked of a course that is no easier than life."""
    found = blogs.posts(COURSE, 120)
    about = [post for post in found if post.things]
    assert 0.07 < 1 - len(about) / len(found) < 0.13
    assert 0.33 < sum(not post.numbered for post in about) / len(about) < 0.5
    assert all(post.numbered is False for post in found if not post.things)
    assert set(Counter(post.kind for post in found)) == {"thing", "hobby", "event", "before", "chatter", "round-up"}


def test_three_in_ten_posts_about_a_thing_hold_no_clue_phrase() -> None:
    """Of a course whose Things have clues."""
    found = [post for post in blogs.posts(COURSE, 60) if post.things]
    assert not any(post.clued for post in found)  # these Things have none
    assert sum(len(post.words.text.split()) for post in found) / len(found) > 250
