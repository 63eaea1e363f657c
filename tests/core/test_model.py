"""The few things that the nouns of a course work out for themselves."""

from datetime import date

import pytest

import make
from course.core.model import Cohort, Confidence, Look, Part


def test_every_picture_of_the_settings_is_named_once() -> None:
    parts = (Part(1, "One", (1,), picture="pictures/one.svg"), Part(2, "Two", (2,)), Part(3, "Three", (3,)))
    course = make.course(parts=parts, look=Look(emblem="pictures/emblem.svg"))
    assert course.pictures == {"pictures/one.svg", "pictures/emblem.svg"}
    assert make.course().pictures == frozenset()


@pytest.mark.parametrize(
    ("plan", "special", "last"),
    [({1: 1, 2: 4, 3: 2}, {}, 4), ({1: 1}, {5: "catch-up"}, 5), ({1: 7}, {5: "break"}, 7)],
)
def test_the_last_week_is_the_last_one_mentioned(plan: dict[int, int], special: dict[int, str], last: int) -> None:
    assert make.course(plan, special).last_week == last


def test_a_course_without_things_has_one_week() -> None:
    assert make.course(things=()).last_week == 1


def test_a_cohort_with_a_first_day_shares_its_dates() -> None:
    assert Cohort("autumn", date(2026, 10, 5)).fixed
    assert not Cohort("own-pace").fixed


def test_confidence_grows_and_is_written_small() -> None:
    assert [str(one) for one in sorted(Confidence)] == ["weak", "likely", "sure"]
