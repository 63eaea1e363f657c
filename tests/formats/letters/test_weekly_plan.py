"""What a week's plan says about the knowledge behind it."""

from dataclasses import replace

import make
from course.core.letters import decide_letters
from course.core.model import Report
from course.formats.letters import compose, weekly_plan
from course.formats.letters.weekly_plan import WeeklyPlan

MONDAY = make.day(49)


def planned(*rows: object, review: tuple[object, ...] = ()) -> WeeklyPlan:
    report = Report(make.course(), MONDAY, rows, review)  # type: ignore[arg-type]
    mailing = decide_letters.mailing(report, (), MONDAY)
    letters, refused = compose.letters(mailing.letters, report)
    return WeeklyPlan(mailing.week, report, letters, (*mailing.skipped, *refused))


def test_names_are_shown_on_one_line_and_a_handle_stands_in_for_an_empty_one() -> None:
    plan = planned(make.standing_of("ada", who={"name": "Ada\nB"}), make.standing_of("bo", who={"name": "\u202e"}))
    assert plan.names == {"ada": "Ada B", "bo": "bo"}


def test_the_oldest_read_and_who_was_never_read_are_of_those_who_get_a_letter() -> None:
    old = make.health(last=make.day(3), good_at=make.at(make.day(3)))
    plan = planned(
        make.standing_of("ada", blogs=(old,)),
        make.standing_of("bo", blogs=()),
        make.standing_of("cy", "withdrawn", blogs=()),
    )
    assert plan.oldest_read == make.at(make.day(3))
    assert plan.never_read == ("bo",)


def test_posts_that_wait_for_review_are_named_for_those_who_get_a_letter() -> None:
    waiting = (make.waiting("ada", 2, make.day(9)), make.waiting("cy", 3, make.day(9)))
    plan = planned(make.standing_of("ada"), make.standing_of("cy", "withdrawn"), review=waiting)
    assert plan.awaiting == {"ada": (2,)}


def test_one_letter_of_each_kind_the_first_by_handle() -> None:
    plan = planned(make.standing_of("bo"), make.standing_of("ada"), make.standing_of("cy", "finished"))
    chosen = weekly_plan.one_of_each_kind(plan.letters)
    assert [letter.nudge.handle for letter in chosen] == ["cy", "ada"]


def test_the_week_has_the_number_of_the_course_where_all_are_in_one_week() -> None:
    plan = planned(make.standing_of("ada"), make.standing_of("bo"))
    assert plan.title == "week 8"
    assert replace(plan, week=f"{plan.week}-extra-2").title == "week 8, extra email 2"
    rows = (replace(make.standing_of("ada"), week=3), make.standing_of("bo"))
    assert planned(*rows).title == "the week of 23 November 2026"
    assert planned(replace(make.standing_of("ada"), week=99)).title == "the week of 23 November 2026"
