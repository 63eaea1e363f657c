"""The report of a day: who is in it, what waits for review, and what has changed. Day 0 is Monday 5 October 2026."""

from dataclasses import replace

import make
from course.core.model import Confidence, PostKey, Standing


def test_likely_claims_wait_until_a_ruling_or_a_credit_settles_them() -> None:
    likely = make.claim(1, Confidence.LIKELY)
    told = make.ledger(posts=[make.post(make.day(9), key="a")], claims={"a": (likely,)})
    assert [(item.post.key, item.claim.thing) for item in make.report(told, 60).to_review] == [("a", 1)]
    assert make.report(told, 8).to_review == ()
    assert make.report(replace(told, rulings=(make.ruling(1, "a", 20),)), 60).to_review == ()
    assert make.report(replace(told, rulings=(make.ruling(1, "a", 20, accepted=False),)), 60).to_review == ()
    assert make.report(replace(told, self_reports=(make.self_report(1, 20),)), 60).to_review == ()
    assert make.report(told, 60, make.person(withdrawn=make.day(10))).to_review == ()


def test_what_changed_is_what_is_new_and_whose_standing_moved() -> None:
    changes = make.report(make.ledger({1: 0, 2: 30}), 32).changes
    assert changes
    assert changes.since == make.day(25)
    assert [(who, credit.thing) for who, credit in changes.credited] == [("ada", 2)]
    assert changes.standing == (("ada", Standing.STALLED, Standing.BEHIND),)


def test_a_credit_that_better_rules_found_in_an_old_post_is_new_and_one_they_took_is_lost() -> None:
    told = make.ledger({1: 0, 2: 3}, rulings=(make.ruling(2, "p2", 30, accepted=False),))
    then = replace(told, known=frozenset({(PostKey("p2"), 2)}))
    changes = make.report(then, 32).changes
    assert changes
    assert [credit.thing for _, credit in changes.credited] == [1]
    assert [credit.thing for _, credit in changes.lost] == [2]


def test_several_cohorts_stand_side_by_side_and_somebody_without_one_is_left_out() -> None:
    people = (
        make.person("ada"),
        make.person("bob", cohort="own-pace", joined=make.day(30)),
        make.person("eve", cohort="nowhere"),
    )
    rows = make.report(make.ledger({1: 0}), 35, *people).rows
    assert [(row.participant.handle, row.week) for row in rows] == [("ada", 6), ("bob", 1)]
    assert [row.days_left for row in rows] == [83 - 35, None]


def test_a_report_knows_the_newest_post_in_the_run_whatever_it_is_about() -> None:
    told = make.ledger({1: 0}, posts=[make.post(make.day(20), key="cake"), make.post(make.day(40), key="late")])
    assert make.row(told, 30).last_post == make.day(20)
    assert make.row(told, 30).posts == 2
    assert make.row(told, 30).reason.endswith("last post 10 days ago")
