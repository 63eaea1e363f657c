"""What closing clears, in words."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from course.formats.terminal import closing
from course.formats.terminal.closing import ClosePlan

PLAN = ClosePlan(date(2027, 8, 1), date(2027, 8, 1), 1, 2, 0, None, None)


def test_it_is_early_before_the_day_and_never_without_one() -> None:
    assert not PLAN.early
    assert replace(PLAN, today=PLAN.today - timedelta(days=1)).early
    assert not replace(PLAN, due=None).early
    assert "too early" not in closing.render_plan(PLAN)


def test_what_goes_is_counted_and_what_is_kept_is_said() -> None:
    words = closing.render_plan(PLAN)
    assert "      1 email address in participants.toml\n      2 records of emails, and the folder outbox/" in words
    assert words.endswith("To save a list of who finished, add --list FILE.csv")
    more = closing.render_plan(replace(PLAN, posts=9, listed=Path("who.csv")))
    assert "      9 posts with their text, possible credits and decisions" in more
    assert more.endswith("The list of who finished will be kept in who.csv.")


def test_what_stays_is_said_at_the_end() -> None:
    assert (
        closing.render_closed(PLAN)
        == "The course is closed. Names, blogs and credits stay until you delete the course folder."
    )
    assert (
        closing.render_closed(replace(PLAN, posts=9))
        == "The course is closed. Names and blogs stay until you delete the course folder."
    )
