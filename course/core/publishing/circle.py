"""What people in the course may see of each other: names, blogs and counted posts of those who didn't choose private."""

from dataclasses import replace
from datetime import date

from course.core.model import Cohort, Handle, Participant, Report, Show
from course.core.people import runs
from course.core.publishing import public_view
from course.core.publishing.public_view import Site


def members(report: Report) -> Site:
    """Everybody whom other participants may see, with their counted posts (of a report made with posts)."""
    cohorts, as_of = report.course.cohorts, report.as_of
    return public_view.showing(
        report, [row for row in report.rows if is_shown(row.participant, cohorts[row.participant.cohort], as_of)]
    )


def visible_to(reader: Handle, report: Report, everybody: Site | None = None) -> Site:
    """What one participant may see of the others, the newest posts first; nothing of their own.

    `everybody`: the answer of `members`, for whoever asks for many readers. Who chose private may read, and isn't read."""
    everybody = everybody or members(report)
    roster = {row.participant.handle: row.participant for row in report.rows}
    own = {other for other in roster if other == reader or runs.same_person(roster, other, reader)}
    people = tuple(person for person in everybody.people if person.handle not in own)
    posts = tuple(post for post in everybody.posts if post.author not in own)
    return replace(everybody, people=people, posts=posts)


def shown(report: Report) -> frozenset[Handle]:
    """Everybody whom other participants may see."""
    cohorts, as_of = report.course.cohorts, report.as_of
    people = (row.participant for row in report.rows)
    return frozenset(one.handle for one in people if is_shown(one, cohorts[one.cohort], as_of))


def is_shown(person: Participant, cohort: Cohort, as_of: date) -> bool:
    """Whether other participants may see somebody: not private, still here, and their run isn't over."""
    return person.show is not Show.PRIVATE and may_read(person, cohort, as_of)


def may_read(person: Participant, cohort: Cohort, as_of: date) -> bool:
    """Whether somebody takes part, and so may see the others."""
    here = person.withdrawn is None or person.withdrawn > as_of
    return here and (cohort.late_until is None or as_of <= cohort.late_until)
