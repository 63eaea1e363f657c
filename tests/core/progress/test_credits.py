"""Which Things are done, on which day, and what shows it. Day 0 is Monday 5 October 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.model import Confidence, Ledger, PostKey, Ruling, Source
from course.core.progress import credits


def credited(told: Ledger, day: int = 60) -> dict[int, tuple[int, str]]:
    """Thing to day and source."""
    return {c.thing: ((c.on - make.START).days, c.by.value) for c in make.row(told, day).credits}


def two(first: int = 10, second: int = 20, thing: int = 1) -> Ledger:
    """Two posts about one Thing."""
    posts = [make.post(make.day(first), key="a"), make.post(make.day(second), key="b")]
    return make.ledger(posts=posts, claims={"a": (make.claim(thing),), "b": (make.claim(thing),)})


def test_the_first_post_that_earned_a_credit_counts_and_later_ones_are_further_posts() -> None:
    report = make.report(two(), 60, with_posts=True)
    assert [c.post for c in report.rows[0].credits] == ["a"]
    assert [(row.post.key, set(row.credited)) for row in report.posts] == [("a", {1}), ("b", set())]


def test_one_post_has_one_date_for_all_its_things() -> None:
    told = make.ledger(posts=[make.post(make.day(9), key="a")], claims={"a": (make.claim(6), make.claim(7))})
    assert credited(told) == {6: (9, "post"), 7: (9, "post")}


@pytest.mark.parametrize(
    ("published", "seen", "day"),
    [
        (datetime(2026, 10, 20, 22, 59, tzinfo=UTC), 40, 15),
        (datetime(2026, 10, 20, 23, 1, tzinfo=UTC), 40, 16),  # after midnight in London, where it is still summer
        (datetime(2026, 10, 27, 23, 59, tzinfo=UTC), 40, 22),
        (None, 40, 40),
        (datetime(1970, 1, 1, tzinfo=UTC), 40, 40),
        (datetime(1994, 12, 31, tzinfo=UTC), 40, 40),
        (datetime(2026, 11, 20, tzinfo=UTC), 40, 40),  # more than a day ahead of its first sight
        (datetime(2026, 11, 15, 10, tzinfo=UTC), 40, 41),  # a clock that goes a little wrong
    ],
)
def test_a_post_counts_on_its_day_in_the_course_s_zone(published: datetime | None, seen: int, day: int) -> None:
    post = make.post(make.day(seen), key="a", published=published, first_seen=make.at(make.day(seen)))
    assert credited(make.ledger(posts=[post], claims={"a": (make.claim(1),)})) == {1: (day, "post")}


@pytest.mark.parametrize(("day", "counts"), [(-15, False), (-14, True), (83 + 90, True), (83 + 91, False)])
def test_only_posts_inside_the_run_count(day: int, counts: bool) -> None:
    report = make.report(make.ledger({1: day}), 300, with_posts=True)
    assert bool(report.rows[0].credits) is counts
    assert [row.in_run for row in report.posts] == [counts]


def test_one_blog_does_two_runs_and_has_two_ledgers() -> None:
    first, second = make.course(), make.course(starts=date(2027, 10, 4))
    told = make.ledger({1: 3, 2: 370})
    both = [make.row(told, 400, make.person(joined=c.cohorts["autumn"].starts), c).credits for c in (first, second)]
    assert [[c.thing for c in credits] for credits in both] == [[1], [2]]


def test_a_ruling_outranks_every_machine() -> None:
    told = make.ledger({1: 10}, claims={"p1": (make.claim(1), make.claim(2, Confidence.LIKELY))})
    refused = replace(told, rulings=(make.ruling(1, "p1", 20, accepted=False), make.ruling(2, "p1", 20)))
    assert credited(refused) == {2: (10, "ruling")}
    assert credited(refused, 19) == {1: (10, "post")}  # as of a day before the decision
    changed = replace(refused, rulings=(*refused.rulings, make.ruling(1, "p1", 21)))
    assert credited(changed) == {1: (10, "ruling"), 2: (10, "ruling")}


def test_a_ruling_may_credit_a_post_outside_the_run_and_one_that_is_gone() -> None:
    told = make.ledger({1: -90}, rulings=(make.ruling(1, "p1", 20), make.ruling(2, "vanished", 21)))
    assert credited(told) == {1: (-90, "ruling"), 2: (21, "ruling")}


def test_a_thing_refused_as_such_is_not_earned_by_any_post() -> None:
    told = replace(two(), rulings=(make.ruling(1, "", 30, accepted=False),))
    assert credited(told) == {}
    assert credited(replace(told, rulings=(*told.rulings, make.ruling(1, "b", 31)))) == {1: (20, "ruling")}


def test_a_self_report_stands_until_a_post_is_seen() -> None:
    told = make.ledger(self_reports=(make.self_report(3, 15, url="https://x.example/"),))
    assert credited(told) == {3: (15, "self-report")}
    assert credited(told, 14) == {}
    (only,) = make.row(told, 60).credits
    assert (only.url, only.evidence[0].kind) == ("https://x.example/", "self-report")
    assert credited(replace(make.ledger({3: 12}), self_reports=told.self_reports)) == {3: (12, "post")}
    assert credited(replace(make.ledger({3: 40}), self_reports=told.self_reports)) == {3: (15, "post")}


def test_a_credit_whose_words_are_gone_stays_and_is_marked() -> None:
    told = make.ledger(posts=[make.post(make.day(9), key="a")], former={PostKey("a"): (make.claim(1),)})
    (only,) = make.row(told, 60).credits
    assert (only.by, only.words_gone) == (Source.POST, True)
    refused = replace(told, rulings=(make.ruling(1, "a", 20, accepted=False),))
    assert credited(refused) == {}


def test_things_that_the_course_does_not_have_earn_nothing() -> None:
    assert credited(make.ledger(posts=[make.post(make.day(9), key="a")], claims={"a": (make.claim(99),)})) == {}


def test_of_two_rulings_the_later_one_counts_and_none_before_its_day() -> None:
    first, second = make.ruling(1, "a", 20), make.ruling(1, "a", 30, accepted=False)
    for told in ([first, second], [second, first]):
        assert credits.decisions(told, make.day(30)) == {"a": {1: second}}
        assert credits.decisions(told, make.day(29)) == {"a": {1: first}}
        assert credits.decisions(told, make.day(19)) == {}


def test_the_newest_sign_of_a_thing_done_may_be_a_further_post_or_a_self_report() -> None:
    window = (make.START, make.day(90))
    posts = credits.dated(two().posts, UTC, window)
    ledger = credits.PersonLedger(posts, two().claims)
    assert credits.done(ledger, frozenset({1}), make.day(60)).newest == make.day(20)
    assert credits.done(ledger, frozenset({1}), make.day(19)).newest == make.day(10)
    marked = replace(ledger, self_reports=(make.self_report(1, 40),))
    found = credits.done(marked, frozenset({1}), make.day(60))
    assert (found.newest, [credit.on for credit in found.credits]) == (make.day(40), [make.day(10)])
    assert credits.done(ledger, frozenset({2}), make.day(60)) == credits.Done((), None)


RULINGS = st.lists(
    st.builds(make.ruling, st.integers(1, 3), st.sampled_from(["a", "b", ""]), st.integers(0, 40), st.booleans()),
    max_size=6,
    unique_by=lambda ruling: (ruling.post, ruling.thing, ruling.on),
)


@given(RULINGS, st.randoms(use_true_random=False))
def test_the_order_in_which_rulings_are_told_never_matters(rulings: list[Ruling], chance: object) -> None:
    mixed = list(rulings)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert credited(replace(two(), rulings=tuple(mixed))) == credited(replace(two(), rulings=tuple(rulings)))
