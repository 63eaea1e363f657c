"""Calendars that are shared."""

import make
from course.core.model import Pause
from course.core.progress import standing
from course.core.progress.personal_plans import PersonalPlans


def test_people_share_a_calendar_where_their_days_are_the_same() -> None:
    course = make.course()
    plans = PersonalPlans(course)
    first, second = make.person("first"), make.person("second")
    away = make.person("away", pauses=(Pause(make.day(7), make.day(20)),))
    assert plans.of(first) is plans.of(second)
    assert plans.of(away) is not plans.of(first)
    assert plans.of(away) == standing.plan(away, course)
