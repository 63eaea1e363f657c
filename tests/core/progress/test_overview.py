"""Whom to write to, and parts of a report."""

import make
import stage
from course.core.model import Handle, Standing
from course.core.progress import overview

REPORT = stage.report()


def test_write_to_names_the_most_pressing_first_and_nobody_who_is_well() -> None:
    found = [(row.participant.handle, row.standing.value) for row in overview.write_to(REPORT)]
    order = ["cannot-read", "stalled", "behind", "not-started"]
    assert [standing for _, standing in found] == sorted((standing for _, standing in found), key=order.index)
    named = {handle for handle, _ in found}
    assert {"broken", "stalled", "behind", "never"} <= named
    assert not named & {"ahead", "done", "gone", "late", "paused"}


def test_who_fell_silent_lately_comes_before_who_did_long_ago() -> None:
    people = [make.person(handle) for handle in ("first", "second")]
    posts = [make.post(make.day(day), who, who) for who, day in (("first", 1), ("second", 30))]
    claims = {who: (make.claim(1),) for who in ("first", "second")}
    report = make.report(make.ledger(posts=posts, claims=claims), 60, *people)
    assert [row.participant.handle for row in overview.write_to(report)] == ["second", "first"]


def test_a_part_is_about_its_people_everywhere() -> None:
    part = overview.only(stage.report(with_posts=True), {Handle("behind")})
    assert [row.participant.handle for row in part.rows] == ["behind"]
    assert {row.post.author for row in part.posts} == {"behind"}
    assert [item.handle for item in part.to_review] == ["behind"]
    assert part.changes
    assert {who for who, _ in part.changes.credited} <= {"behind"}
    assert [row.participant.handle for row in overview.only(REPORT, standing=Standing.PAUSED).rows] == ["paused"]
    assert len(overview.only(REPORT, group="large").rows) == 7


def test_totals_count_everybody() -> None:
    assert overview.totals(REPORT) == overview.Totals(12, 9, 1, sum(len(row.credits) for row in REPORT.rows))


def test_troubled_blogs_are_those_of_people_still_here() -> None:
    assert [person.handle for person, _ in overview.troubled(REPORT)] == ["broken"]
