"""Properties of learning on a small simulated course."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from course.core.detection.suggestions import CoursePost, Suggestion
from course.core.detection.topic_learning import Learner
from course.core.model import Course, Handle, PostKey, Words
from course.services.course_home import open_home
from simulation import blogs, measure

ROOT = Path(__file__).parents[3]
LIAR = Handle("p0003")


@pytest.fixture(scope="module")
def course() -> Course:
    """The course of this repository."""
    return open_home(ROOT).course


@pytest.fixture(scope="module")
def posts(course: Course) -> Sequence[blogs.Simulated]:
    """What eighty people wrote."""
    return blogs.posts(course, 80)


def given(posts: Sequence[blogs.Simulated], wrong: Handle | None = None) -> list[CoursePost]:
    """The posts as the learner gets them; `wrong`: somebody whose numbers are all shifted, or "" for nobody."""
    result = []
    for one in posts:
        things = tuple(sorted(one.things)) if one.numbered else ()
        if one.post.author == wrong:
            things = tuple(1 + (thing + 10) % 23 for thing in things)
        assert one.post.published
        day = one.post.published.date().toordinal()
        result.append(CoursePost(one.post.key, one.post.author, day, one.post.words, things, not things))
    return result


def learned(
    course: Course, posts: Sequence[blogs.Simulated], told: Sequence[CoursePost]
) -> Mapping[PostKey, tuple[Suggestion, ...]]:
    from course.core.progress import topic_claims

    words: dict[str, Words] = {one.post.words: one.words for one in posts}
    opens = topic_claims.opening_days(course, measure.roster(course, posts))
    return Learner(course, told, opens, lambda hashes: {hash_: words[hash_] for hash_ in hashes}).suggestions()


def test_the_order_of_the_people_does_not_matter(course: Course, posts: Sequence[blogs.Simulated]) -> None:
    """The same posts, person by person in another order, give the same suggestions."""
    told = given(posts)
    people = sorted({post.author for post in told})
    random.Random(5).shuffle(people)
    mixed = [post for handle in people for post in told if post.author == handle]
    assert learned(course, posts, mixed) == learned(course, posts, told)


def test_what_is_forgotten_teaches_nothing(course: Course, posts: Sequence[blogs.Simulated]) -> None:
    """Without somebody's posts all is as though they had never been there."""
    told = [post for post in given(posts) if post.author != LIAR]
    others = [one for one in posts if one.post.author != LIAR]
    assert learned(course, others, told) == learned(course, posts, told)


def test_one_person_with_wrong_numbers_changes_nothing_for_anybody_else(
    course: Course, posts: Sequence[blogs.Simulated]
) -> None:
    """Whoever is contradicted by the others is not listened to: all is as though that person were away."""
    counts = Counter(one.post.author for one in posts if one.numbered)
    ((liar, _),) = counts.most_common(1)
    others = [one for one in posts if one.post.author != liar]
    wrong, without = learned(course, posts, given(posts, liar)), learned(course, others, given(others))
    assert len(without) > 400
    assert {key: wrong[key] for key in without} == without


def test_suggestions_are_ranked_and_most_clear_ones_are_right(course: Course, posts: Sequence[blogs.Simulated]) -> None:
    """In a course of eighty blogs, too."""
    truth = {one.post.key: one.things for one in posts}
    found = learned(course, posts, given(posts))
    assert all(list(s) == sorted(s, key=lambda one: -one.chance) for s in found.values())
    clear = [key for key, s in found.items() if s[0].chance >= 0.9]
    assert sum(found[key][0].thing in truth[key] for key in clear) / len(clear) > 0.9


def test_a_post_without_the_mark_is_left_alone(course: Course, posts: Sequence[blogs.Simulated]) -> None:
    """Unless its number tells."""
    unmarked = {one.post.key for one in posts if not one.words.tags}
    assert unmarked.isdisjoint(learned(course, posts, given(posts)))
