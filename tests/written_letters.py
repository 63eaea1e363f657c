"""A letter of each kind, as a Monday of the course would have it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import make
from course.core.errors import CourseError
from course.core.letters import decide_letters, recommend
from course.core.letters.decide_letters import Background
from course.core.letters.model import Audience, Mailing, OneOff
from course.core.model import Course, PostRow, Progress, Report
from course.formats.letters import compose
from course.formats.letters.compose import Letter
from course.formats.letters.template_facts import Sources

MONDAY = make.START + timedelta(weeks=7)
COURSE = make.course(site="https://library.example/cpd23/")
NEW = {"joined": MONDAY - timedelta(days=3)}
ROWS: dict[str, Progress] = {
    "welcome": make.standing_of("ada", "not-started", who=NEW),
    "written": make.standing_of("ada", done=(1, 2)),
    "extra": make.standing_of("ada", done=(1, 2)),
    "this-week": make.standing_of("ada", done=(1, 2)),
    "catching-up": make.standing_of("ada", "behind", owed=(3, 4), done=(1, 2)),
    "miss-you": make.standing_of("ada", "stalled", owed=(3, 4), stalled_on=MONDAY - timedelta(days=28), done=(1, 2)),
    "cannot-read": make.standing_of("ada", "cannot-read", blogs=(make.health(MONDAY, MONDAY, 4),), done=(1, 2)),
    "no-blog": make.standing_of("ada", "not-started", blogs=(), who={"blogs": ()}),
    "finish-line": make.standing_of("ada", done=range(1, 11), days_left=20),
    "well-done": make.standing_of("ada", "finished", done=range(1, 13)),
    "not-sure": make.standing_of("ada", done=(1, 2)),
}


ONE_OFF = "Tea on **Thursday**\n\nWe meet at [the usual place](https://library.example/tea)."
WITH_POSTS = ("this-week", "catching-up", "written", "not-sure")
OTHERS = tuple(make.standing_of(handle, done=(1,)) for handle in ("bo", "cy", "dee"))


def planned(kind: str, report: Report) -> tuple[Mailing, Sources]:
    """Who gets what, and what goes into it beside the report."""
    one = OneOff("An invitation", ONE_OFF, Audience(), extra=kind == "extra")
    sources = Sources(one_offs=(one,) if kind in ("written", "extra") else ())
    if kind == "extra":
        return decide_letters.extra_mailing(report, (), MONDAY, one, "2026-W48-extra-1"), sources
    ago = {"miss-you": (21, 14)}.get(kind, ())
    before = [make.sent(f"{n}.ada", MONDAY - timedelta(days=n), "miss-you") for n in ago]
    return decide_letters.mailing(report, before, MONDAY, Background(one_offs=sources.one_offs)), sources


def posts(kind: str) -> tuple[PostRow, ...]:
    """What ada has written since her last email, and what others wrote on her Things."""
    day = MONDAY - timedelta(days=2)
    counted = PostRow(make.post(day, key="p2", title="Thing 2: Neighbours"), True, (make.claim(2),), frozenset({2}))
    plain = PostRow(make.post(day, key="cake", title="A cake"), True, (), frozenset())
    mine = (counted, plain) if kind in WITH_POSTS else ()
    others = (
        make.post(day, handle, f"{handle}-1", title=f"Thing 1 by {handle}", comments=count)
        for handle, count in (("bo", 0), ("cy", 3))
    )
    return (*mine, *(PostRow(post, True, (make.claim(1),), frozenset({1})) for post in others))


def written(kind: str = "this-week", course: Course = COURSE, **who: Any) -> Letter:
    """The letter of a kind to ada; `who` changes her. CourseError where she gets none."""
    row = ROWS[kind]
    row = replace(row, participant=replace(row.participant, **who))
    review = (make.waiting("ada", 7, MONDAY - timedelta(days=2)),) if kind == "not-sure" else ()
    report = Report(course, MONDAY, (row, *OTHERS), review, posts(kind))
    mailing, sources = planned(kind, report)
    shared = recommend.recommendations(report, mailing.letters, {})
    sources = replace(sources, posts=shared, own_page="https://library.example/join/me")
    made, refused = compose.letters([one for one in mailing.letters if one.handle == "ada"], report, sources)
    if refused:
        raise CourseError(str(refused[0].why))
    return made[0]
