"""Every rule of weighing decides somewhere: about an invented title, post or neighbourhood."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import make
from core.detection import bodies, titles
from core.detection.test_title_cues import claims
from core.detection.test_topic_cues import TITLED
from course.core.model import Claim, Confidence, Evidence, RuleId, Words
from course.core.progress import neighbouring_posts
from course.formats import rule_texts


def weak(thing: int, kind: str, rule: RuleId) -> Claim:
    return Claim(thing, Confidence.WEAK, (Evidence(kind, "honey"),), rule)


HONEY = "The hive is warm. I like honey."
NOTES = "Slow tea. " * 40 + "Thing 3 is about notes."
MORE: Sequence[tuple[Words, int, RuleId]] = (  # what takes more than a title, in a course with clues
    (Words("Thing 6", headings=("Thing 6", "Thing 7")), 7, RuleId.SECTION_BESIDE_TITLE),
    (Words("Thing 6", text="Everyone else is on Thing 9."), 9, RuleId.NAMED_BESIDE_TITLE),
    (Words("A pun", text="This Thing is all about honey and the hive."), 3, RuleId.OPENING_TELLS_TOPIC),
    (Words("A pun", links=("https://bees.example/2026/thing-3.html",)), 3, RuleId.LINK_TO_THING),
    (Words("Honey from my hive", text=HONEY), 3, RuleId.CLEAR_TOPIC),
    (Words("A pun", text="I like honey."), 3, RuleId.FAINT_TOPIC),
    (Words("Three!", text=f"{HONEY} Cpd23 made me."), 3, RuleId.NUMBER_ALONE_AND_TOPIC),
    (Words("A pun", text=f"{NOTES} Says cpd23."), 3, RuleId.ONLY_SUBJECT),
    (Words("Thing 3", reblog=True), 3, RuleId.REBLOG),
    (Words("", text="@bo Thing 3 sounds hard!"), 3, RuleId.BOOST_OR_REPLY),
    (Words("Wikis"), 16, RuleId.OWN_TITLE),
    (Words("Looking back", text="At cpd23."), 23, RuleId.LOOKS_BACK),
)
# What takes a whole course, a whole blog or a setting: test_topic_claims, test_counting_blogs, test_detect.
ELSEWHERE = {
    RuleId.HANDED_IN,
    RuleId.LEARNED_TOPIC,
    RuleId.LEARNED_TOPIC_FAINT,
    RuleId.COUNTED_ALIKE,
    RuleId.TOO_SHORT,
    RuleId.COURSE_BLOG,
}
NEAR: Sequence[tuple[int, Claim, RuleId]] = (  # the day of a post between Things 4 and 6, its claim, what becomes of it
    (40, weak(5, "title", RuleId.NUMBER_ALONE), RuleId.NUMBER_ALONE_IN_ROW),
    (45, weak(5, "clue", RuleId.FAINT_TOPIC), RuleId.BETWEEN_NEIGHBOURS),
    (45, weak(5, "clue", RuleId.CLEAR_TOPIC), RuleId.CLEAR_TOPIC_OPEN),
    (45, weak(12, "clue", RuleId.TOPIC), RuleId.TOPIC_TOO_EARLY),
)


@pytest.mark.parametrize(("words", "thing", "rule"), MORE, ids=[rule for *_, rule in MORE])
def test_rule_that_takes_more_than_a_title(words: Words, thing: int, rule: RuleId) -> None:
    assert {claim.rule for claim in claims(words, TITLED) if claim.thing == thing} == {rule}


@pytest.mark.parametrize(("day", "claim", "rule"), NEAR, ids=[rule for *_, rule in NEAR])
def test_rule_of_neighbouring_posts(day: int, claim: Claim, rule: RuleId) -> None:
    course = make.course()
    opens = {thing.number: make.day(7 * (thing.number - 1)) for thing in course.things}
    around = [(30, make.claim(4)), (50, make.claim(6)), (day, claim)]
    own = [(make.post(make.day(day), key=f"k{place}"), (one,)) for place, (day, one) in enumerate(around)]
    (judged,) = neighbouring_posts.with_neighbours(own, (), opens, course)[own[-1][0].key]
    assert judged.rule is rule


def test_every_rule_decides_somewhere() -> None:
    decided = {row[-1] for row in (*titles.COMPLETED, *titles.NOTHING, *titles.ASKED, *MORE, *NEAR)}
    decided |= {told.rule for told in (*bodies.COMPLETED, *bodies.ASKED)}
    assert set(RuleId) - ELSEWHERE <= decided


def test_the_page_on_detection_has_every_rule_with_its_words() -> None:
    page = (Path(__file__).parents[3] / "docs" / "detection.md").read_text(encoding="utf-8")
    assert [rule for rule in RuleId if f"| `{rule}` | {rule_texts.text(rule)} |" not in page] == []
