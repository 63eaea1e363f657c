"""Why somebody stands where they stand, in one sentence."""

from dataclasses import replace
from typing import Any

import pytest

import make
from course.core.model import Pause, Standing, Trouble
from course.core.progress import reasons, standing
from course.core.progress.credits import Done
from course.core.progress.feed_health import BlogReads
from course.core.progress.standing_inputs import Facts
from course.core.trouble_kind import TroubleKind

THINGS = make.course().things


def facts(day: int = 30, **who: Any) -> Facts:
    person = make.person(**who)
    plan = standing.plan(person, make.course())
    return Facts(person, plan, Done((), None), BlogReads(make.day(day)), make.day(day))


def unread(says: str) -> BlogReads:
    trouble = Trouble(TroubleKind.TIMEOUT, make.at(make.day(7)), says, "Try later.")
    return BlogReads(make.day(7), replace(make.health(), trouble=trouble))


@pytest.mark.parametrize(
    ("where", "told", "says"),
    [
        ("withdrawn", facts(withdrawn=make.day(3)), "left on 8 October 2026"),
        ("finished", replace(facts(), finished_on=make.day(83)), "finished on 27 December 2026"),
        ("finished", replace(facts(), finished_on=make.day(84)), "finished late, on 28 December 2026"),
        ("finished", replace(facts(cohort="own-pace"), finished_on=make.day(84)), "finished on 28 December 2026"),
        ("paused", facts(pauses=(Pause(make.day(28), make.day(31)),)), "paused until 5 November 2026"),
        ("paused", facts(pauses=(Pause(make.day(28)),)), "paused since 2 November 2026"),
        (
            "cannot-read",
            replace(facts(), read=unread(" The blog did not answer. ")),
            "no blog could be read since 12 October 2026: The blog did not answer",
        ),
        ("cannot-read", replace(facts(), read=unread("")), "no blog could be read since 12 October 2026"),
        ("not-started", facts(joined=make.day(31)), "joins on 5 November 2026"),
        ("not-started", facts(-1, joined=make.day(-9)), "hasn't started; no post yet"),
        ("not-started", facts(joined=make.day(20), blogs=()), "no blog address; joined 10 days ago"),
        ("not-started", facts(), "nothing done since 5 October 2026; no post yet"),
        ("not-started", facts(1), "new: joined yesterday; no post yet"),
        (
            "not-started",
            replace(facts(9, joined=make.day(-5)), last_post=make.day(2)),
            "the course began 9 days ago; last post 7 days ago",
        ),
        ("behind", replace(facts(), owed=THINGS[:3]), "owes Things 1 to 3; no post yet"),
        ("ahead", replace(facts(), next_thing=THINGS[4]), "up to date; next is Thing 5; no post yet"),
        ("on-schedule", facts(), "up to date; no post yet"),
        (
            "stalled",
            replace(facts(), owed=THINGS[:1], read=unread("Gone."), last_post=make.day(30)),
            "owes Thing 1; last post today; a blog could not be read since 12 October 2026",
        ),
    ],
)
def test_each_standing_has_its_sentence(where: str, told: Facts, says: str) -> None:
    assert reasons.reason(Standing(where), told) == says
