"""A blog that counts in its own way is asked about once, and believed after one yes."""

import pytest

import make
from core.detection.test_title_cues import DETECTOR
from course.core.model import Cohort, Confidence, Ledger, Report, RuleId, Ruling, Words
from course.core.progress import report

TITLES = {
    18: "#18 Ducks",
    19: "#19 Geese",
    20: "#20 Swans",
    21: "#21 Bees",
    22: "#22 More bees",
}
SURE = Confidence.SURE


def shown(titles: dict[int, str], *rulings: Ruling, on: int = 100) -> Report:
    """The report on somebody who has written these titles, a week apart, in a course of 23 Things without clues."""
    posts = {thing: make.post(make.day(7 * place), key=f"k{thing}") for place, thing in enumerate(titles)}
    claims = {posts[thing].key: DETECTOR.claims(Words(title)) for thing, title in titles.items()}
    course = make.course(dict.fromkeys(range(1, 24), 1), cohorts={"autumn": Cohort("autumn", make.START)})
    ledger = Ledger(tuple(posts.values()), claims, rulings)
    return report.report(course, {make.ADA: make.person()}, ledger, make.day(on), with_posts=True)


def asked(told: Report) -> list[int]:
    return [row.claim.thing for row in told.to_review]


def credited(told: Report) -> list[int]:
    return [credit.thing for row in told.rows for credit in row.credits]


def test_one_question_for_the_whole_blog() -> None:
    told = shown(TITLES)
    assert (asked(told), credited(told)) == ([18], [])
    assert told.to_review[0].claim.evidence[-1].quote == "how this blog numbers its posts: #18, #19, #20, #21, #22"


def test_after_one_yes_the_blog_is_believed_now_and_later() -> None:
    yes = make.ruling(18, "k18", 60)
    assert (asked(shown(TITLES, yes)), credited(shown(TITLES, yes))) == ([], [18, 19, 20, 21, 22])
    more = {**TITLES, 23: "#23 Farewell, ducks"}
    assert credited(shown(more, yes)) == [18, 19, 20, 21, 22, 23]
    (claim,) = next(row.claims for row in shown(TITLES, yes).posts if row.post.key == "k20")
    assert (claim.confidence, claim.rule) == (SURE, RuleId.COUNTED_ALIKE)


def test_before_the_day_of_the_yes_nothing_is_believed() -> None:
    assert credited(shown(TITLES, make.ruling(18, "k18", 60), on=50)) == []


def test_a_no_moves_the_question_on_and_two_end_it() -> None:
    one = make.ruling(18, "k18", 60, accepted=False)
    two = make.ruling(19, "k19", 61, accepted=False)
    assert (asked(shown(TITLES, one)), credited(shown(TITLES, one))) == ([19], [])
    assert (asked(shown(TITLES, one, two)), credited(shown(TITLES, one, two))) == ([], [])


def test_one_post_that_is_refused_leaves_the_others_alone() -> None:
    rulings = (make.ruling(18, "k18", 60), make.ruling(19, "k19", 60), make.ruling(21, "k21", 61, accepted=False))
    assert credited(shown(TITLES, *rulings)) == [18, 19, 20, 22]


@pytest.mark.parametrize(
    ("about", "titles", "questions"),
    [
        ("two are chance", {18: TITLES[18], 19: TITLES[19]}, [18, 19]),
        ("not in the order of time", {22: TITLES[22], 20: TITLES[20], 18: TITLES[18]}, [18, 20, 22]),
        ("two ways of counting", {18: TITLES[18], 19: "Task 19: bees", 20: TITLES[20]}, [18, 19, 20]),
        ("with another noun", {8: "Task 8: bees", 9: "Task 9: wax", 10: "Task 10: honey"}, [8]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_a_series(about: str, titles: dict[int, str], questions: list[int]) -> None:
    assert sorted(asked(shown(titles))) == questions, about
