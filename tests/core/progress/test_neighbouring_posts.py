"""Neighbouring posts raise a claim and never lower it: what else a person did makes a faint topic worth a question."""

import dataclasses
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.core.model import Claim, Clues, Confidence, Evidence, Post, RuleId, Ruling
from course.core.progress import neighbouring_posts

COURSE = make.course()
OPENS = {thing.number: make.day(7 * (thing.number - 1)) for thing in COURSE.things}
WEAK, LIKELY, SURE = Confidence.WEAK, Confidence.LIKELY, Confidence.SURE

Own = list[tuple[Post, tuple[Claim, ...]]]


def faint(thing: int, kind: str = "clue", rule: RuleId = RuleId.FAINT_TOPIC) -> Claim:
    return Claim(thing, WEAK, (Evidence(kind, "honey"),), rule)


def written(*posts: tuple[int, Claim]) -> Own:
    """Posts, each on a day of the course, with one claim."""
    return [(make.post(make.day(day), key=f"k{place}"), (claim,)) for place, (day, claim) in enumerate(posts)]


def judged(
    own: Own, rulings: tuple[Ruling, ...] = (), opens: dict[int, date] = OPENS
) -> Mapping[str, tuple[Claim, ...]]:
    return {str(key): found for key, found in neighbouring_posts.with_neighbours(own, rulings, opens, COURSE).items()}


def confidence(own: Own, key: str, rulings: tuple[Ruling, ...] = ()) -> Confidence:
    return judged(own, rulings)[key][0].confidence


@pytest.mark.parametrize(
    ("about", "before", "after", "lifted"),
    [
        ("between the Thing before and the Thing after", (4, 30), (6, 50), LIKELY),
        ("between neighbours but one", (3, 30), (7, 50), LIKELY),
        ("on the same day as both", (4, 40), (6, 40), LIKELY),
        ("far from the Thing before", (2, 30), (6, 50), WEAK),
        ("far from the Thing after", (4, 30), (8, 50), WEAK),
        ("before both", (4, 45), (6, 50), WEAK),
        ("after both", (4, 30), (6, 35), WEAK),
        ("long after the Thing before", (4, -30), (6, 50), WEAK),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_faint_topic(about: str, before: tuple[int, int], after: tuple[int, int], lifted: Confidence) -> None:
    own = written((40, faint(5)), (before[1], make.claim(before[0])), (after[1], make.claim(after[0])))
    assert confidence(own, "k0") is lifted, about


def test_first_and_last_thing_need_one_neighbour() -> None:
    assert confidence(written((3, faint(1)), (10, make.claim(2))), "k0") is LIKELY
    assert confidence(written((90, faint(12)), (80, make.claim(11))), "k0") is LIKELY
    assert confidence(written((90, faint(12))), "k0") is WEAK


def test_company_needs_evidence_that_it_can_bear_out() -> None:
    around = ((30, make.claim(4)), (50, make.claim(6)))
    assert confidence(written((40, faint(5, "link")), *around), "k0") is LIKELY
    assert confidence(written((40, faint(5, "mention")), *around), "k0") is WEAK


def test_likely_neighbours_are_no_company() -> None:
    own = written((40, faint(5)), (30, make.claim(4, LIKELY)), (50, make.claim(6)))
    assert confidence(own, "k0") is WEAK


def test_nothing_is_lifted_before_it_opened() -> None:
    own = written((20, faint(5)), (19, make.claim(4)), (25, make.claim(6)))
    assert confidence(own, "k0") is WEAK


def test_clear_topic_needs_only_that_the_thing_was_open() -> None:
    clear = faint(5, rule=RuleId.CLEAR_TOPIC)
    assert confidence(written((40, clear)), "k0") is LIKELY
    assert confidence(written((20, clear)), "k0") is WEAK


def alone(thing: int) -> Claim:
    return Claim(thing, WEAK, (Evidence("title", f"{thing}/23"),), RuleId.NUMBER_ALONE)


def test_numbers_alone_lift_each_other() -> None:
    own = written((40, alone(5)), (50, alone(6)), (45, alone(11)))
    assert [confidence(own, key) for key in ("k0", "k1", "k2")] == [LIKELY, LIKELY, WEAK]
    (claim,) = judged(own)["k0"]
    assert claim.evidence[-1] == Evidence("company", "in a row with Thing 6")


def test_number_alone_needs_one_neighbour_in_the_order_of_time() -> None:
    assert confidence(written((40, alone(5))), "k0") is WEAK
    assert confidence(written((40, alone(5)), (30, make.claim(4))), "k0") is LIKELY
    assert confidence(written((40, alone(5)), (30, make.claim(6))), "k0") is WEAK
    assert confidence(written((20, alone(5)), (19, alone(4))), "k0") is WEAK, "not open yet"


@pytest.mark.parametrize(
    ("about", "day", "quotes", "asked"),
    [
        ("open", 40, ("hive",), LIKELY),
        ("a day early", 27, ("hive",), LIKELY),
        ("not open, one word", 20, ("hive",), WEAK),
        ("not open, one word twice", 20, ("hive", "my hive"), WEAK),
        ("not open, two phrases", 20, ("hive", "honey"), LIKELY),
        ("not open, two that say little", 20, ("wax", "honey"), WEAK),
    ],
)
def test_topic_of_a_thing_to_come_must_be_told_well(
    about: str, day: int, quotes: tuple[str, ...], asked: Confidence
) -> None:
    hives = dataclasses.replace(COURSE.things[4], clues=Clues(strong=("hive", "my hive"), weak=("wax", "honey")))
    course = dataclasses.replace(COURSE, things=(*COURSE.things[:4], hives, *COURSE.things[5:]))
    claim = Claim(5, LIKELY, tuple(Evidence("clue", quote) for quote in quotes), RuleId.TOPIC)
    own = [(make.post(make.day(day), key="k0"), (claim,))]
    assert neighbouring_posts.with_neighbours(own, (), OPENS, course)[own[0][0].key][0].confidence is asked, about


def test_number_is_asked_about_before_its_thing_opened() -> None:
    early = Claim(5, LIKELY, (Evidence("title", "#5"),), RuleId.DOUBTFUL_NUMBER)
    assert confidence(written((20, early)), "k0") is LIKELY


def test_lifted_claim_names_its_company() -> None:
    own = written((40, faint(5)), (30, make.claim(4)), (50, make.claim(6)))
    (claim,) = judged(own)["k0"]
    assert claim.evidence[-1] == Evidence("company", "beside Thing 4 and Thing 6")
    assert claim.rule is RuleId.BETWEEN_NEIGHBOURS


def test_rulings_make_and_break_company() -> None:
    own = written((40, faint(5)), (30, make.claim(4, LIKELY)), (50, make.claim(6)))
    assert confidence(own, "k0", (make.ruling(4, "k1", 31),)) is LIKELY
    assert confidence(own, "k0", (make.ruling(4, "k1", 31), make.ruling(6, "k2", 51, accepted=False))) is WEAK


claims = st.builds(
    lambda thing, confidence, rule: make.claim(thing, confidence) if confidence > WEAK else faint(thing, rule=rule),
    st.integers(1, 12),
    st.sampled_from(list(Confidence)),
    st.sampled_from([RuleId.FAINT_TOPIC, RuleId.CLEAR_TOPIC, RuleId.NUMBER_ALONE]),
)
histories = st.lists(
    st.tuples(st.integers(-20, 120), st.lists(claims, max_size=3, unique_by=lambda c: c.thing)), max_size=9
)


def told(history: list[tuple[int, list[Claim]]]) -> Own:
    return [(make.post(make.day(day), key=f"k{place}"), tuple(found)) for place, (day, found) in enumerate(history)]


@settings(deadline=None)
@given(histories, histories)
def test_further_posts_take_nothing_away(
    history: list[tuple[int, list[Claim]]], more: list[tuple[int, list[Claim]]]
) -> None:
    before, after = judged(told(history)), judged(told([*history, *more]))
    for key, found in before.items():
        for old, new in zip(found, after[key], strict=True):
            assert new.thing == old.thing
            assert new.confidence >= old.confidence


@settings(deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_order_never_matters(history: list[tuple[int, list[Claim]]], chance: object) -> None:
    own = told(history)
    mixed = list(own)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert judged(own) == judged(mixed)


@settings(deadline=None)
@given(histories)
def test_company_lifts_weak_claims_to_likely_and_touches_no_others(history: list[tuple[int, list[Claim]]]) -> None:
    own = told(history)
    after = judged(own)
    for post, found in own:
        for old, new in zip(found, after[post.key], strict=True):
            assert new == old or (old.confidence, new.confidence) == (WEAK, LIKELY)


@pytest.mark.parametrize(
    ("about", "day", "quote", "opens", "asked"),
    [
        ("open", 40, "wikis", OPENS, LIKELY),
        ("not open, an everyday word", 20, "wikis", OPENS, WEAK),
        ("not open, several words", 20, "evernote notes", OPENS, LIKELY),
        ("in a cohort without dates", 20, "wikis", {}, LIKELY),
    ],
)
def test_a_things_own_title_is_asked_about_once_it_is_open(
    about: str, day: int, quote: str, opens: dict[int, date], asked: Confidence
) -> None:
    claim = Claim(5, LIKELY, (Evidence("clue", quote),), RuleId.OWN_TITLE)
    assert judged(written((day, claim)), opens=opens)["k0"][0].confidence is asked, about
