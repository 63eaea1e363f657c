"""From which day is silence counted, and when has it lasted too long for somebody new?"""

from datetime import date

import pytest

import make
from course.core.model import Course, Participant, Pause
from course.core.progress import standing
from course.core.progress.credits import Done
from course.core.progress.feed_health import BlogReads
from course.core.progress.standing_inputs import Facts


def facts(day: int, newest: date | None = None, who: Participant | None = None, course: Course | None = None) -> Facts:
    who, course = who or make.person(), course or make.course()
    return Facts(who, standing.plan(who, course), Done((), newest), BlogReads(make.day(day)), make.day(day))


@pytest.mark.parametrize(
    ("newest", "joined", "since"),
    [
        (None, 0, 0),
        (None, -9, 0),  # joined before the course began
        (None, 5, 5),
        (8, 5, 8),
        (3, 5, 5),  # a post from before joining
        (-3, 0, 0),
    ],
)
def test_silence_is_counted_from_the_newest_sign_but_not_before_one_s_start(
    newest: int | None, joined: int, since: int
) -> None:
    who = make.person(joined=make.day(joined))
    assert facts(30, None if newest is None else make.day(newest), who).since == make.day(since)


def test_somebody_new_may_take_fourteen_active_days() -> None:
    assert [facts(day).idle for day in (0, 13, 14, 90)] == [False, False, True, True]
    with_break = make.course({1: 1, 2: 3}, {2: "break"})
    assert [facts(day, course=with_break).idle for day in (14, 20, 21)] == [False, False, True]
    paused = make.person(pauses=(Pause(make.day(1), make.day(10)),))
    assert [facts(day, who=paused).idle for day in (14, 23, 24)] == [False, False, True]


def test_days_on_which_a_blog_could_not_be_read_are_no_silence() -> None:
    who = make.person()
    told = Facts(who, standing.plan(who, make.course()), Done((), None), BlogReads(make.day(13)), make.day(60))
    assert not told.idle
