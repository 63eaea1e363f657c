"""Posts written for this course, read by the program itself: whatever it credits is right, with the number and without."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from course.core.detection.detect import Detector
from course.core.model import Confidence, Course, Words
from course.formats.files import things

ROOT = Path(__file__).parents[2]
UNNUMBERED = tomllib.loads(Path(__file__).with_name("unnumbered.toml").read_text(encoding="utf-8"))["post"]
EXAMPLES = tomllib.loads(Path(__file__).with_name("examples.toml").read_text(encoding="utf-8"))["post"]


def default_course() -> Course:
    """The course in things/, as the program reads it."""
    paths = [ROOT / "things" / "course.toml", *sorted((ROOT / "things").glob("*.md"))]
    course, problems = things.parse({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths})
    assert problems == ()
    assert course
    return course


COURSE = default_course()
DETECTOR = Detector(COURSE)
SAMPLES = [thing for thing in COURSE.things if thing.sample]
every_thing = pytest.mark.parametrize("thing", COURSE.things, ids=lambda thing: thing.slug)
every_sample = pytest.mark.parametrize("thing", SAMPLES, ids=lambda thing: thing.slug)


def credited(title: str, text: str) -> set[int]:
    """What a tagged post with these words is credited with, without anybody being asked."""
    found = DETECTOR.claims(Words(title, tags=COURSE.tags, text=text))
    return {claim.thing for claim in found if claim.confidence is Confidence.SURE}


@every_thing
def test_the_example_title_is_credited(thing: Any) -> None:
    """People copy it."""
    assert credited(thing.post_title, "") == {thing.number}


@every_sample
def test_a_sample_counts_for_its_thing_alone(thing: Any) -> None:
    """It shows how it's done, so it had better work."""
    assert credited(thing.post_title, thing.sample) == {thing.number}


@every_sample
def test_a_sample_without_its_number_is_never_credited_wrongly(thing: Any) -> None:
    """The program may ask, but must not guess."""
    assert credited(thing.post_title.partition(": ")[2], thing.sample) <= {thing.number}


@pytest.mark.parametrize("post", EXAMPLES, ids=lambda post: post["title"])
def test_a_post_without_a_number_is_never_credited_wrongly(post: dict[str, Any]) -> None:
    """Without a number, and with words of neighbouring Things all over it."""
    assert credited(post["title"], post["body"]) <= set(post["things"])


@pytest.mark.parametrize("post", UNNUMBERED, ids=lambda post: post["title"])
def test_a_post_written_after_the_page_is_never_credited_wrongly(post: dict[str, Any]) -> None:
    """As above, written later and without a look at the clues."""
    assert credited(post["title"], post["body"]) <= {post["thing"]}


def test_there_is_such_a_post_on_every_thing() -> None:
    """A Thing without one would not be tried."""
    assert [post["thing"] for post in UNNUMBERED] == [thing.number for thing in COURSE.things]
