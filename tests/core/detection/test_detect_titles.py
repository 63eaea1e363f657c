"""Which Things does a title complete? Some hundred invented titles, a third of them traps."""

from zoneinfo import ZoneInfo

import pytest

from core.detection import titles
from course.core.detection.detect import Detector
from course.core.model import Claim, Confidence, Course, Organiser, Thing, Words

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


@pytest.mark.parametrize(("title", "things"), titles.COMPLETED, ids=[ascii(title) for title, _ in titles.COMPLETED])
def test_title_completes(title: str, things: set[int]) -> None:
    assert sure(Words(title)) == things


@pytest.mark.parametrize("title", titles.NOTHING, ids=map(ascii, titles.NOTHING))
def test_title_completes_nothing(title: str) -> None:
    assert (sure(Words(title)), likely(Words(title))) == (set(), set())


@pytest.mark.parametrize(("title", "things"), titles.ASKED, ids=[ascii(title) for title, _ in titles.ASKED])
def test_title_is_asked_about(title: str, things: set[int]) -> None:
    assert likely(Words(title)) == things
    assert not sure(Words(title)) & things


def test_there_are_enough_of_them() -> None:
    assert len(titles.COMPLETED) + len(titles.NOTHING) + len(titles.ASKED) >= 300
    assert len(titles.NOTHING) + len(titles.ASKED) >= 80
