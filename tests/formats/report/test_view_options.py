"""What stands at the head of every report."""

import make
from course.core.model import Ledger, Report
from course.core.progress import report as progress
from course.formats.report import view_options


def reported(day: int, *cohorts: str) -> Report:
    plan = make.course()
    people = {f"p{n}": make.person(f"p{n}", cohort=name, joined=make.day(-20)) for n, name in enumerate(cohorts)}
    return progress.report(plan, people, Ledger(), make.day(day))  # type: ignore[arg-type]


def test_before_week_one_the_head_says_once_when_the_course_begins() -> None:
    before = reported(-3, "autumn", "autumn")
    assert view_options.headline(before).endswith("; the course begins on Monday 5 October 2026")
    assert not any("5 October" in row.reason for row in before.rows)
    assert "begins" not in view_options.headline(reported(0, "autumn"))


def test_beside_a_cohort_that_is_under_way_the_other_is_named() -> None:
    assert view_options.headline(reported(-3, "autumn", "own-pace")).endswith(
        "; autumn begins on Monday 5 October 2026"
    )


def test_somebody_at_their_own_pace_waits_for_no_day() -> None:
    assert "begins" not in view_options.headline(reported(-3, "own-pace"))
