"""Claims by topic, beside what the posts themselves say. Day 0 is Monday 5 October 2026."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

import make
from course.core.detection.suggestions import CoursePost, Suggestion
from course.core.model import Claim, Confidence, Evidence, Learned, PostKey, RuleId
from course.core.progress import topic_claims
from course.core.progress.topic_claims import TopicCredit

SURE, LIKELY, WEAK = Confidence.SURE, Confidence.LIKELY, Confidence.WEAK
KEY = PostKey("a")


def by_clue(thing: int, confidence: Confidence = LIKELY, rule: RuleId = RuleId.CLEAR_TOPIC) -> Claim:
    return Claim(thing, confidence, (Evidence("clue", "tagging"),), rule)


def claims(*chances: float, own: Sequence[Claim] = (), learned: Learned = Learned.CREDIT) -> dict[int, Confidence]:
    """What a post claims for which the learner found Things 1, 2 and 3 with these chances."""
    found = topic_claims.suggested(
        {KEY: tuple(Suggestion(thing, chance) for thing, chance in enumerate(chances, 1))}, learned
    )
    made = topic_claims.with_topics({KEY: tuple(own)}, found, (), learned)[KEY]
    return {claim.thing: claim.confidence for claim in made}


@pytest.mark.parametrize(
    ("chances", "learned", "made"),
    [
        ([0.98], "credit", {1: SURE}),
        ([0.98], "ask", {1: LIKELY}),
        ([0.979], "credit", {1: LIKELY}),
        ([0.15], "credit", {1: LIKELY}),
        ([0.149], "credit", {1: WEAK}),
        ([0.5, 0.04, 0.039], "credit", {1: LIKELY, 2: LIKELY}),  # others are asked about beside the first
        ([0.98, 0.01], "credit", {1: SURE}),
        ([0.99, 0.5], "credit", {1: SURE}),  # nothing is asked beside what is proven
        ([0.1, 0.1], "credit", {1: WEAK}),
        ([], "credit", {}),
    ],
)
def test_the_chance_decides_between_credit_question_and_footnote(
    chances: list[float], learned: str, made: dict[int, Confidence]
) -> None:
    assert claims(*chances, learned=Learned(learned)) == made


def test_the_learner_s_word_stands_for_the_clues_and_not_for_a_number() -> None:
    assert claims(0.5, own=[by_clue(7)]) == {1: LIKELY}
    assert claims(0.5, own=[make.claim(7)]) == {1: LIKELY, 7: SURE}
    assert claims(0.99, own=[make.claim(1, LIKELY)]) == {1: LIKELY}  # the number has spoken about this Thing
    assert claims(0.99, own=[make.claim(1, WEAK)]) == {1: SURE}
    assert claims(0.5, own=[by_clue(7, rule=RuleId.OWN_TITLE), by_clue(8, rule=RuleId.LOOKS_BACK)]) == {
        1: LIKELY,
        7: LIKELY,
        8: LIKELY,
    }


def test_what_is_asked_for_its_title_is_asked_with_the_learner_s_chance() -> None:
    title = by_clue(3, LIKELY, RuleId.OWN_TITLE)
    found = {KEY: (Claim(3, SURE, (), RuleId.LEARNED_TOPIC, 0.99), Claim(5, LIKELY, (), RuleId.LEARNED_TOPIC, 0.4))}
    first, other = topic_claims.with_topics({KEY: (title,)}, found, (), Learned.CREDIT)[KEY]
    assert (first.confidence, first.rule, first.chance) == (LIKELY, RuleId.OWN_TITLE, 0.99)
    assert other.thing == 5


def test_a_text_that_says_this_thing_is_believed_unless_credits_are_to_be_proven() -> None:
    said = by_clue(7, SURE, RuleId.OPENING_TELLS_TOPIC)
    assert claims(0.5, own=[said], learned=Learned.ASK) == {1: LIKELY, 7: SURE}
    assert claims(0.5, own=[said], learned=Learned.CREDIT) == {1: LIKELY}


def test_a_post_on_which_the_learner_said_nothing_keeps_its_claims() -> None:
    own = {KEY: (by_clue(7),)}
    assert topic_claims.with_topics(own, {}, (), Learned.CREDIT) == own


def test_a_recorded_credit_stays_and_nothing_more_is_asked_of_its_topic() -> None:
    credit = TopicCredit(KEY, 3, make.day(9), "words", 0.985, (Evidence("topic", "a photo"),))
    own = {KEY: (by_clue(7), make.claim(8, LIKELY))}
    made = topic_claims.with_topics(own, {}, [credit], Learned.ASK)[KEY]
    assert [(claim.thing, claim.confidence) for claim in made] == [(3, SURE), (7, WEAK), (8, LIKELY)]
    assert (made[0].chance, made[0].recorded, made[0].evidence) == (0.985, make.day(9), credit.evidence)


def test_a_credit_is_recorded_once() -> None:
    new = replace(by_clue(3, SURE, RuleId.LEARNED_TOPIC), chance=0.99)
    told = {PostKey("b"): (new, make.claim(4)), KEY: (replace(new, recorded=make.day(2)), replace(new, thing=5))}
    words = {KEY: "words of a", PostKey("b"): "words of b"}
    assert list(topic_claims.to_record(told, words, make.day(9))) == [
        TopicCredit(KEY, 5, make.day(9), "words of a", 0.99, new.evidence),
        TopicCredit(PostKey("b"), 3, make.day(9), "words of b", 0.99, new.evidence),
    ]
    asked = {KEY: (replace(new, confidence=LIKELY),)}
    assert list(topic_claims.to_record(asked, words, make.day(9))) == []


def test_what_speaks_for_a_topic_is_told_in_words() -> None:
    shown = topic_claims.evidence(Suggestion(6, 0.5, ("a photo",), alike=(9, 12), before=5))
    assert [(one.kind, one.quote) for one in shown] == [
        ("topic", "a photo"),
        ("alike", "9 of 12 posts with these words were about Thing 6"),
        ("path", "Thing 5 was done before, and Thing 6 was open"),
    ]
    (only,) = topic_claims.evidence(Suggestion(6, 0.5, was_open=False))
    assert (only.kind, only.quote) == ("path", "Thing 6 was not open yet")
    told = {
        alike: topic_claims.evidence(Suggestion(6, 0.5, alike=alike))[0].quote for alike in ((1, 1), (0, 1), (1, 2))
    }
    assert told == {
        (1, 1): "the only post with these words was about Thing 6",
        (0, 1): "the only post with these words was not about Thing 6",
        (1, 2): "1 of 2 posts with these words was about Thing 6",
    }


def read(*, claimed: Sequence[Claim] = (), rulings: Sequence[tuple[int, bool]] = (), on: int = 9) -> list[CoursePost]:
    told = [make.ruling(thing, "a", 10, accepted=accepted) for thing, accepted in rulings]
    people = {who.handle: who for who in (make.person(), make.person("bob", cohort="nowhere"))}
    posts = [make.post(make.day(on), key="a"), make.post(make.day(3), "bob"), make.post(make.day(3), "eve")]
    return list(topic_claims.course_posts(make.course(), people, posts, {KEY: tuple(claimed)}, told, make.day(30)))


def test_the_learner_is_told_what_is_certain_of_a_post() -> None:
    (bare,) = read()
    assert (bare.key, bare.author, bare.day) == ("a", "ada", make.day(9).toordinal())
    assert (bare.things, bare.unnumbered) == ((), True)
    (numbered,) = read(claimed=[make.claim(6), make.claim(2), make.claim(3, LIKELY)])
    assert (numbered.things, numbered.unnumbered) == ((2, 6), False)
    assert read(claimed=[make.claim(6, WEAK), by_clue(5, SURE)])[0].unnumbered
    (ruled,) = read(claimed=[make.claim(6)], rulings=[(6, False), (7, True)])
    assert (ruled.things, ruled.refused, ruled.accepted) == ((7,), frozenset({6}), None)
    (accepted,) = read(rulings=[(7, True)])
    assert (accepted.things, accepted.accepted) == ((7,), 7)


def test_posts_outside_the_run_and_of_days_to_come_teach_nothing() -> None:
    assert [len(read(on=day)) for day in (-15, -14, 30, 31)] == [0, 1, 1, 0]


def test_people_with_the_same_first_day_share_their_opening_days() -> None:
    own = make.person("own", cohort="own-pace", joined=make.day(50))
    people = [make.person(), make.person("bob"), own, make.person("eve", cohort="nowhere")]
    days = topic_claims.opening_days(make.course(), {who.handle: who for who in people})
    assert set(days) == {"ada", "bob", "own"}
    assert days[make.ADA] is days[people[1].handle]
    assert days[make.ADA][2] == make.day(7).toordinal()
    assert days[own.handle][2] == make.day(57).toordinal()
