"""The path of the course: what is open, what comes next, and where the quiet weeks are."""

from dataclasses import replace
from datetime import date, timedelta

import make
from course.core.model import Course, Part, Week, WeekKind
from course.core.publishing import public_view
from course.core.publishing.public_view import Site
from course.formats.site import course_path

PLAN = make.course({1: 1, 2: 1, 3: 2, 4: 5}, {3: "catch-up", 4: "catch-up", 6: "break"})
PARTS = (Part(1, "First", (1, 2)), Part(2, "Second", (3,)))


def site(on: int, plan: Course = PLAN) -> Site:
    return public_view.site(make.report(make.ledger(), on, plan=plan, with_posts=True))


def test_a_thing_is_later_then_now_then_open() -> None:
    third = PLAN.things[2]
    assert [course_path.state(site(on), third) for on in (0, 6, 7, 13, 14)] == ["later", "later", "now", "now", "open"]


def test_without_dates_every_thing_is_open() -> None:
    plan = replace(PLAN, cohorts={"own": make.course({1: 1}).cohorts["autumn"]})
    plan = replace(
        plan, cohorts={name: replace(cohort, starts=None, ends=None) for name, cohort in plan.cohorts.items()}
    )
    shown = site(0, plan)
    assert {course_path.state(shown, thing) for thing in plan.things} == {"open"}
    assert [month.title for month in course_path.months(plan, shown)] == ["Week by week"]


def test_parts_come_in_order_and_quiet_weeks_follow_the_things_before_them() -> None:
    plan = replace(PLAN, parts=PARTS)
    chapters = course_path.chapters(plan, site(0, plan))
    told = [[step.thing.number if step.thing else step.name for step in chapter.steps] for chapter in chapters]
    assert told == [[1, 2], [3, "2 catch-up weeks"], [4, "Break week"]]
    assert [chapter.part.title if chapter.part else None for chapter in chapters] == ["First", "Second", None]
    assert [chapter.colour for chapter in chapters] == [1, 2, 3]


def test_without_parts_there_is_one_path_with_everything() -> None:
    (chapter,) = course_path.chapters(PLAN, site(0))
    assert [step.week for step in chapter.steps] == [1, 1, 2, 3, 5, 6]


def test_what_comes_next_is_the_next_opening_day() -> None:
    coming = course_path.coming(PLAN, site(0))
    assert coming
    assert (coming[0], [thing.number for thing in coming[1]]) == (make.START + timedelta(weeks=1), [3])
    assert course_path.coming(PLAN, site(28)) is None


def test_the_calendar_has_every_week_once() -> None:
    plan = replace(PLAN, weeks={**PLAN.weeks, 9: Week(9, WeekKind.REFLECTION, "Look back.")})
    rows = [row for month in course_path.months(plan, site(14, plan)) for row in month.rows]
    assert [row.number for row in rows] == list(range(1, 10))
    assert [row.number for row in rows if row.now] == [3]
    assert [row.number for row in rows if row.past] == [1, 2]
    assert rows[0].day == make.START
    assert date.fromordinal(rows[8].day.toordinal() if rows[8].day else 0) == make.START + timedelta(weeks=8)
