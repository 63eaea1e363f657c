"""What counts of what participants hand in, and what waits. Day 0 is Monday 5 October 2026."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.model import Confidence, Evidence, HandIn, HandInRule, HandInWay, Post, RuleId, Show
from course.core.progress import hand_ins, overview
from course.core.progress.hand_ins import HandInState

PADLET, OTHER = "https://padlet.example/ada/3", "https://elsewhere.example/3"
LIKELY = make.claim(3, Confidence.LIKELY)


def told(
    *handed: HandIn, at_once: bool = True, day: int = 60, **ledger: Any
) -> tuple[dict[int, tuple[int, str]], list[int]]:
    """Thing to day and source; and the Things that the organiser is asked about."""
    report = make.report(
        make.ledger(hand_ins=handed, **ledger),
        day,
        plan=make.course(hand_in=HandInRule.CREDIT if at_once else HandInRule.ASK),
    )
    found = {c.thing: ((c.on - make.START).days, c.by.value) for c in report.rows[0].credits}
    return found, [item.claim.thing for item in report.to_review]


def post(on: int, **changes: Any) -> Post:
    """A post of ada's at the address that she handed in."""
    return make.post(make.day(on), key="padlet", url="http://www.padlet.example/ada/3/", **changes)


def test_what_is_handed_in_counts_on_its_day_or_waits_as_the_course_says() -> None:
    assert told(make.hand_in(3, 15, PADLET)) == ({3: (15, "self-report")}, [])
    assert told(make.hand_in(3, 15, PADLET), at_once=False) == ({}, [3])
    assert told(make.hand_in(3, 15), at_once=False) == ({}, [3])
    assert told(make.hand_in(3, 15, PADLET), day=14) == ({}, [])


def test_a_post_that_counts_for_another_thing_is_known_by_its_address_for_phones() -> None:
    mine = make.post(make.day(10), key="six", url="https://ada.blogspot.com/2026/10/six.html")
    handed = make.hand_in(7, 15, "https://ada.blogspot.com/2026/10/six.html?m=1")
    assert told(handed, posts=(mine,), claims={"six": (make.claim(6),)}) == ({6: (10, "post")}, [7])


def test_an_email_always_waits_since_anybody_can_write_a_sender_s_name() -> None:
    assert told(make.hand_in(3, 15, PADLET, way=HandInWay.EMAIL)) == ({}, [3])


def test_a_thing_the_course_does_not_have_is_left_out() -> None:
    assert told(make.hand_in(99, 15)) == told(make.hand_in(99, 15), at_once=False) == ({}, [])


@pytest.mark.parametrize("at_once", [True, False])
def test_the_organiser_s_word_decides(at_once: bool) -> None:
    one = make.hand_in(3, 15, PADLET)
    yes, no = make.ruling(3, one.key, 40), make.ruling(3, one.key, 40, accepted=False)
    assert told(one, at_once=at_once, rulings=(yes,)) == (
        {3: (15, "self-report")},
        [],
    )  # nobody is late by a slow answer
    assert told(one, at_once=at_once, rulings=(no,)) == ({}, [])
    assert told(one, at_once=at_once, rulings=(make.ruling(3, "", 20, accepted=False),)) == ({}, [])
    another = (no, make.ruling(7, one.key, 40))
    assert told(one, at_once=at_once, rulings=another) == ({7: (15, "self-report")}, [])  # it was about Thing 7


def test_one_thing_counts_once_however_often_it_is_handed_in() -> None:
    both = (make.hand_in(3, 15, PADLET), make.hand_in(3, 20), make.hand_in(3, 25, OTHER))
    assert told(*both) == ({3: (15, "self-report")}, [])
    accepted = make.ruling(3, both[1].key, 30)
    assert told(*both, at_once=False, rulings=(accepted,)) == ({3: (20, "self-report")}, [])
    assert told(*both, at_once=False)[1] == [3, 3, 3]  # three addresses, three questions; one yes answers all


@pytest.mark.parametrize("at_once", [True, False])
def test_a_post_that_the_feed_has_too_counts_once(at_once: bool) -> None:
    found: dict[str, Any] = {"posts": [post(18)], "claims": {"padlet": (make.claim(3),)}}
    day = 15 if at_once else 18
    assert told(make.hand_in(3, 15, PADLET), at_once=at_once, **found) == ({3: (day, "post")}, [])


def test_one_post_is_asked_about_once_and_one_answer_is_enough() -> None:
    found: dict[str, Any] = {"posts": [post(18)], "claims": {"padlet": (LIKELY,)}, "at_once": False}
    one = make.hand_in(3, 20, PADLET)
    assert told(one, **found) == ({}, [3])
    no = make.ruling(3, "padlet", 40, accepted=False)
    assert told(one, rulings=(no,), **found) == ({}, [])
    assert told(one, rulings=(replace(no, accepted=True),), **found) == ({3: (18, "ruling")}, [])


def test_what_is_handed_in_of_a_post_that_says_nothing_has_that_post_s_day_and_title() -> None:
    report = make.report(
        make.ledger(posts=[post(18)], hand_ins=(make.hand_in(3, 20, PADLET),)),
        60,
        plan=make.course(hand_in=HandInRule.CREDIT),
        with_posts=True,
    )
    (credit,) = report.rows[0].credits
    assert (credit.on, credit.post, credit.title) == (make.day(18), "padlet", "Post padlet")
    assert [set(row.credited) for row in report.posts] == [{3}]


def test_an_address_that_shows_another_thing_done_waits() -> None:
    found: dict[str, Any] = {"posts": [post(18)], "claims": {"padlet": (make.claim(5),)}}
    assert told(make.hand_in(3, 20, PADLET), **found) == ({5: (18, "post")}, [3])
    twice = (make.hand_in(3, 20, PADLET), make.hand_in(4, 21, PADLET + "#top"), make.hand_in(6, 22))
    assert told(*twice) == ({3: (20, "self-report"), 6: (22, "self-report")}, [4])


def test_it_is_shown_for_what_it_is() -> None:
    plan = make.course(hand_in=HandInRule.CREDIT)
    (row,) = make.report(make.ledger(hand_ins=(make.hand_in(3, 15),)), 60, plan=plan).rows
    assert row.credits[0].title == "Handed in by Ada on 20 October 2026"
    assert row.credits[0].evidence == (Evidence("hand-in", "done in private"),)
    (item,) = make.report(make.ledger(hand_ins=(make.hand_in(3, 15, PADLET),)), 60).to_review
    assert (item.post.title, item.post.url) == ("Handed in by Ada on 20 October 2026", PADLET)
    assert (item.claim.rule, item.claim.evidence) == (RuleId.HANDED_IN, (Evidence("hand-in", PADLET),))


def test_the_address_stays_between_the_participant_and_the_organiser() -> None:
    plan = make.course(hand_in=HandInRule.CREDIT)
    report = make.report(
        make.ledger(hand_ins=(make.hand_in(3, 15, PADLET),)), 60, make.person(show=Show.PUBLIC), plan=plan
    )
    assert PADLET in repr(report)
    assert PADLET not in repr(overview.public(report))


def test_nobody_who_has_left_is_asked_about() -> None:
    left = make.person(withdrawn=make.day(30))
    assert make.report(make.ledger(hand_ins=(make.hand_in(3, 15),)), 60, left).to_review == ()


def test_what_has_become_of_it() -> None:
    handed = (make.hand_in(1, 5), make.hand_in(2, 9, PADLET), make.hand_in(3, 15, OTHER))
    no = make.ruling(3, handed[2].key, 20, accepted=False)
    report = make.report(make.ledger({1: 4}, hand_ins=handed, rulings=(no,)), 60)
    found = hand_ins.states(handed, report.rows[0], report.to_review, report.course.zone)
    assert [one.state for one in found] == [HandInState.COUNTED, HandInState.WAITING, HandInState.NOT_COUNTED]
    assert found[1].day == make.day(9)


urls = st.sampled_from(("", PADLET, PADLET + "/", OTHER, "https://ada.example/p3"))
handed_in = st.lists(
    st.builds(
        lambda thing, on, url, n: make.hand_in(thing, on, url, key=f"hand-in:{n}"),
        st.integers(1, 5),
        st.integers(0, 50),
        urls,
        st.integers(1, 99),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)


@given(handed_in, st.dictionaries(st.integers(1, 5), st.integers(0, 50), max_size=3), st.sampled_from(HandInRule))
def test_never_twice_in_any_order_and_never_less_than_without(
    handed: list[HandIn], done: dict[int, int], rule: HandInRule
) -> None:
    plan = make.course(hand_in=rule)

    def found(*given: HandIn) -> tuple[Any, Any]:
        report = make.report(make.ledger(done, hand_ins=given), 60, plan=plan)
        return report.rows[0].credits, report.to_review

    earned, asked = found(*handed)
    assert (earned, asked) == found(*reversed(handed))
    things = [credit.thing for credit in earned]
    assert len(things) == len(set(things))
    assert set(done) <= set(things) <= set(done) | {one.thing for one in handed}
    assert not set(things) & {item.claim.thing for item in asked}
    assert all(credit.on <= make.day(done[credit.thing]) for credit in earned if credit.thing in done)
