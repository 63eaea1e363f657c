"""The plan of a week's letters, in words."""

import make
from course.core.letters import decide_letters
from course.core.letters.decide_letters import Background
from course.core.model import Report
from course.formats.letters.weekly_plan import WeeklyPlan
from course.formats.terminal import reminder_plan


def test_before_week_one_the_first_day_is_said_once_for_everybody() -> None:
    day = make.day(-7)
    rows = tuple(
        make.standing_of(handle, "not-started", week=None, who={"joined": make.day(-20)})
        for handle in ("ada", "bo", "cy")
    )
    left = make.standing_of("dee", "withdrawn")
    welcomed = Background(known_before=frozenset(row.participant.handle for row in rows))
    mailing = decide_letters.mailing(Report(make.course(), day, (*rows, left)), (), day, welcomed)
    plan = WeeklyPlan(mailing.week, Report(make.course(), day, (*rows, left)), (), mailing.skipped)
    words = reminder_plan.as_words(plan)
    assert words.count("the course begins on 5 October 2026") == 1
    assert "  3 people  the course begins on 5 October 2026\n" in words
    assert "left the course" in words
    assert words.startswith("0 emails for the week of 28 September 2026 (Monday 28 September 2026). 4 people get none.")
