"""Which Things does a title complete? Some hundred invented titles, a third of them traps."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest

from core.detection import titles
from course.core.detection.detect import Detector
from course.core.model import Claim, Confidence, Course, Organiser, RuleId, Thing, Words

LONDON = ZoneInfo("Europe/London")
ZOE = Organiser("Zoë Marsh", "zoe@library.example")
COURSE = Course(
    "23 Things for Professional Development",
    LONDON,
    ZOE,
    {},
    things=tuple(Thing(number, f"Thing {number}", number) for number in range(1, 24)),
    tags=("cpd23",),
)


DETECTOR = Detector(COURSE)


def claims(words: Words, course: Course = COURSE) -> tuple[Claim, ...]:
    return (DETECTOR if course is COURSE else Detector(course)).claims(words)


def sure(words: Words, course: Course = COURSE) -> set[int]:
    return {claim.thing for claim in claims(words, course) if claim.confidence is Confidence.SURE}


def likely(words: Words, course: Course = COURSE) -> set[int]:
    return {claim.thing for claim in claims(words, course) if claim.confidence is Confidence.LIKELY}


def rules(words: Words, things: set[int]) -> set[RuleId]:
    """The rules that decided about these Things."""
    return {claim.rule for claim in claims(words) if claim.thing in things}


def names(rows: Sequence[tuple[str, *tuple[object, ...]]]) -> list[str]:
    return [ascii(row[0]) for row in rows]


@pytest.mark.parametrize(("title", "things", "rule"), titles.COMPLETED, ids=names(titles.COMPLETED))
def test_title_completes(title: str, things: set[int], rule: RuleId) -> None:
    assert sure(Words(title)) == things
    assert rules(Words(title), things) == {rule}


@pytest.mark.parametrize(("title", "rule"), titles.NOTHING, ids=names(titles.NOTHING))
def test_title_completes_nothing(title: str, rule: RuleId | None) -> None:
    assert (sure(Words(title)), likely(Words(title))) == (set(), set())
    assert {claim.rule for claim in claims(Words(title))} == ({rule} if rule else set())


@pytest.mark.parametrize(("title", "things", "rule"), titles.ASKED, ids=names(titles.ASKED))
def test_title_is_asked_about(title: str, things: set[int], rule: RuleId) -> None:
    assert likely(Words(title)) == things
    assert not sure(Words(title)) & things
    assert rules(Words(title), things) == {rule}


def test_there_are_enough_of_them() -> None:
    assert len(titles.COMPLETED) + len(titles.NOTHING) + len(titles.ASKED) >= 300
    assert len(titles.NOTHING) + len(titles.ASKED) >= 80
