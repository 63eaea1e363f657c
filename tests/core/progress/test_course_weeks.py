"""When does a week begin, and which days belong to the run?"""

from datetime import timedelta

import pytest

import make
from course.core.model import Cohort
from course.core.progress import course_weeks


@pytest.mark.parametrize(("day", "week"), [(-1, None), (0, 1), (6, 1), (7, 2), (400, 58)])
def test_weeks_are_counted_from_one(day: int, week: int | None) -> None:
    cohort = make.course().cohorts["autumn"]
    assert course_weeks.week_of(make.START + timedelta(days=day), cohort, make.person()) == week


def test_a_run_counts_posts_from_two_weeks_before_until_the_late_finish() -> None:
    course = make.course({1: 1, 2: 4})
    bare = Cohort("bare", make.START)
    told = Cohort("told", make.START, make.day(27), make.day(30))
    first, last = course_weeks.window(bare, make.person(), course)
    assert (first, last) == (make.START - timedelta(days=14), make.START + timedelta(days=27 + 90))
    assert course_weeks.window(told, make.person(), course)[1] == make.day(30)
