"""Can somebody's blogs be read, and since when can they not?"""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

import make
from course.core.model import BlogHealth
from course.core.progress import feed_health
from course.core.progress.feed_health import BlogReads

OTHER = "https://other.example/"


def failing(since: int, last: int, failures: int = 3, blog: str = make.BLOG) -> BlogHealth:
    return make.health(make.day(since), make.day(last), failures, blog=blog)


def test_what_can_be_read_or_was_never_tried_holds_nothing_up() -> None:
    day = make.day(30)
    for blogs in ([], [make.health()], [BlogHealth(make.ADA, make.BLOG)], [failing(31, 40)]):
        assert feed_health.reading(blogs, day, UTC) == BlogReads(day)


@pytest.mark.parametrize(
    ("last", "failures", "as_of", "named"),
    [
        (17, 3, 30, True),
        (16, 3, 30, False),  # six days
        (17, 2, 30, False),
        (40, 9, 16, False),  # as of a day on which it was too early
        (40, 9, 17, True),
    ],
)
def test_three_failures_over_seven_days_get_their_name(last: int, failures: int, as_of: int, named: bool) -> None:
    blog = failing(10, last, failures)
    assert feed_health.reading([blog], make.day(as_of), UTC) == BlogReads(make.day(10), blog, named)


@pytest.mark.parametrize(("as_of", "waits"), [(37, True), (38, False)])
def test_a_dead_blog_beside_one_that_can_be_read_is_waited_for_during_four_weeks(as_of: int, waits: bool) -> None:
    dead = failing(10, 60)
    found = feed_health.reading([dead, make.health(blog=OTHER)], make.day(as_of), UTC)
    assert found == (BlogReads(make.day(10), dead) if waits else BlogReads(make.day(as_of)))


def test_judgement_waits_from_the_first_failure_of_all_and_is_named_when_each_lasted() -> None:
    first, second = failing(10, 30), failing(20, 30, blog=OTHER)
    assert feed_health.reading([second, first], make.day(30), UTC) == BlogReads(make.day(10), first, named=True)
    young = failing(25, 30, blog=OTHER)
    assert feed_health.reading([young, first], make.day(30), UTC) == BlogReads(make.day(10), first, named=False)


def test_the_day_of_a_failure_is_that_of_the_course_s_zone() -> None:
    blog = failing(10, 20)  # at noon in London and Greenwich
    assert feed_health.failing_since(blog, UTC) == make.day(10)
    assert feed_health.failing_since(blog, ZoneInfo("Pacific/Auckland")) == make.day(11)
    assert feed_health.failing_since(make.health(), UTC) is None


def test_only_blogs_of_the_roster_count_in_its_order_and_those_without_feeds_are_unread() -> None:
    pages = "https://sites.google.com/view/ada"
    who = make.person(blogs=(OTHER, make.BLOG, pages, OTHER))
    health = [make.health(), make.health(blog=pages), make.health(blog="https://gone.example/")]
    assert feed_health.current(who, health) == (
        BlogHealth(who.handle, OTHER),
        make.health(),
        BlogHealth(who.handle, pages),
    )
