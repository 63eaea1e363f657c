"""A letter of each kind, as a Monday of the course would have it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import make
from course.core.errors import CourseError
from course.core.letters import decide_letters
from course.core.model import Course, Progress, Report
from course.formats.letters import compose
from course.formats.letters.compose import Letter

MONDAY = make.START + timedelta(weeks=7)
COURSE = make.course(site="https://library.example/cpd23/")
ROWS: dict[str, Progress] = {
    "this-week": make.standing_of("ada", done=(1, 2)),
    "catching-up": make.standing_of("ada", "behind", owed=(3, 4), done=(1, 2)),
    "miss-you": make.standing_of("ada", "stalled", owed=(3, 4), stalled_on=MONDAY - timedelta(days=28), done=(1, 2)),
    "cannot-read": make.standing_of("ada", "cannot-read", blogs=(make.health(MONDAY, MONDAY, 4),), done=(1, 2)),
    "no-blog": make.standing_of("ada", "not-started", blogs=(), who={"blogs": ()}),
    "finish-line": make.standing_of("ada", done=range(1, 11), days_left=20),
    "well-done": make.standing_of("ada", "finished", done=range(1, 13)),
    "not-sure": make.standing_of("ada", done=(1, 2)),
}


def written(kind: str = "this-week", course: Course = COURSE, **who: Any) -> Letter:
    """The letter of a kind to ada; `who` changes her. CourseError where she gets none."""
    row = ROWS[kind]
    row = replace(row, participant=replace(row.participant, **who))
    review = (make.waiting("ada", 7, MONDAY - timedelta(days=2)),) if kind == "not-sure" else ()
    report = Report(course, MONDAY, (row,), review)
    before = [make.sent(f"{n}.ada", MONDAY - timedelta(days=n), "miss-you") for n in (21, 14) if kind == "miss-you"]
    made, refused = compose.letters(decide_letters.mailing(report, before, MONDAY).letters, report, {})
    if refused:
        raise CourseError(refused[0].why)
    return made[0]
