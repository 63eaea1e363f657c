"""What became of a post: one sentence for each Thing, whatever the reason."""

from dataclasses import replace

import make
from course.core.model import Confidence, Evidence, PostKey, PostRow, Report, Ruling
from course.formats.terminal import post_verdicts
from course.formats.terminal.post_verdicts import NAMES_NONE, OUTSIDE, PostVerdict, VerdictKind

BY = "Zoë Marsh"


def found(report: Report, key: str, *rulings: Ruling) -> tuple[PostVerdict, ...]:
    """The verdicts on one post of ada."""
    row = next(row for row in report.posts if row.post.key == key)
    asked = ((item.post.key, item.claim.thing) for item in report.to_review)
    return post_verdicts.verdicts(row, post_verdicts.decisions(report.rows[0].credits, rulings, asked, BY))


def kept(*claims: tuple[str, int, int, Confidence], rulings: tuple[Ruling, ...] = ()) -> Report:
    """A report on posts of these keys and days, each with one claim about a Thing."""
    posts = [make.post(make.day(day), key=key) for key, day, _, _ in claims]
    told = make.ledger(posts=posts, claims={key: (make.claim(thing, sure),) for key, _, thing, sure in claims})
    return make.report(replace(told, rulings=rulings), 40, with_posts=True)


def test_a_post_that_counts_says_by_which_words() -> None:
    (verdict,) = found(kept(("a", 3, 1, Confidence.SURE)), "a")
    assert (verdict.kind, verdict.thing) == (VerdictKind.CREDITED, 1)
    assert verdict.why.startswith("The number is in the title: “")
    assert "in the title" not in verdict.why.partition(":")[2]


def test_a_thing_counts_once() -> None:
    report = kept(("a", 3, 1, Confidence.SURE), ("b", 9, 1, Confidence.SURE))
    (verdict,) = found(report, "b")
    assert verdict.kind is VerdictKind.NOT_COUNTED
    assert verdict.why == "Thing 1 was already credited on 8 October 2026, and a Thing counts only once."


def test_what_is_asked_and_what_is_only_mentioned() -> None:
    report = kept(("a", 3, 1, Confidence.LIKELY), ("b", 9, 2, Confidence.WEAK))
    assert [one.kind for one in found(report, "a")] == [VerdictKind.WAITING]
    (verdict,) = found(report, "b")
    assert verdict.why.startswith("Thing 2 is only mentioned: “")


def test_decisions_are_told_with_who_when_and_why() -> None:
    refused = make.ruling(1, "a", 20, accepted=False, by=BY, why="a joke")
    report = kept(("a", 3, 1, Confidence.SURE), rulings=(refused,))
    (verdict,) = found(report, "a", refused)
    assert verdict == PostVerdict(VerdictKind.REFUSED, 1, "You decided this on 25 October 2026. Reason: a joke")
    accepted = make.ruling(2, "a", 20, by="Bo", why="review")
    report = kept(("a", 3, 1, Confidence.SURE), rulings=(accepted,))
    assert found(report, "a", accepted)[1] == PostVerdict(VerdictKind.CREDITED, 2, "Bo credited it on 25 October 2026.")
    as_such = make.ruling(1, "", 20, accepted=False, by=BY)
    report = kept(("a", 3, 1, Confidence.SURE), rulings=(as_such,))
    (verdict,) = found(report, "a", as_such)
    assert verdict.why == "You decided on 25 October 2026 that Thing 1 isn't credited, whatever the posts say."


def test_a_post_without_a_thing_says_so() -> None:
    row = PostRow(make.post(make.day(3), key="x"), True, (), frozenset())
    none = post_verdicts.decisions((), (), (), BY)
    assert post_verdicts.verdicts(row, none) == (PostVerdict(VerdictKind.NOT_COUNTED, None, NAMES_NONE),)
    assert post_verdicts.verdicts(replace(row, in_run=False), none)[0].why == OUTSIDE
    outside = replace(row, in_run=False, claims=(make.claim(1),))
    assert post_verdicts.verdicts(outside, none)[0].why == OUTSIDE


def test_words_that_are_gone_and_topics() -> None:
    row = PostRow(make.post(make.day(3), key="x"), True, (), frozenset({1}))
    report = kept(("a", 3, 1, Confidence.SURE))
    gone = replace(report.rows[0].credits[0], words_gone=True)
    (verdict,) = post_verdicts.verdicts(row, post_verdicts.decisions((gone,), (), (), BY))
    assert "It has been changed since" in verdict.why
    faint = replace(make.claim(2, Confidence.WEAK), chance=0.1, evidence=(Evidence("path", "Thing 2 was open"),))
    row = replace(row, claims=(faint,), credited=frozenset())
    assert post_verdicts.verdicts(row, post_verdicts.decisions((), (), (), BY))[0].why.startswith(
        "It might be about Thing 2, but its topic"
    )
    asked = replace(faint, confidence=Confidence.LIKELY)
    known = post_verdicts.decisions((), (), [(PostKey("x"), 2)], BY)
    (verdict,) = post_verdicts.verdicts(replace(row, claims=(asked,)), known)
    assert verdict.why.endswith("Chance 10%.")


def test_a_post_of_the_courses_own_blog_says_that_it_is_the_organisers() -> None:
    """As the whole report judges it."""
    post = make.post(make.day(3), key="a")
    told = make.ledger(posts=[post], claims={"a": (make.claim(1, Confidence.SURE),)})
    report = make.report(told, 40, with_posts=True, plan=make.course(site=post.blog))
    assert not report.rows[0].credits
    (verdict,) = found(report, "a")
    assert (verdict.kind, verdict.why.partition(",")[0]) == (
        VerdictKind.NOT_COUNTED,
        "This post is on the course's own blog",
    )
