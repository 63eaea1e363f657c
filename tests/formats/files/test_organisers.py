"""Who else signs emails, as course.toml names them."""

import pytest

from course.core.model import CoOrganiser, Course
from course.formats.files import things

SETTINGS = """title = "T"
zone = "Europe/London"
organiser = { name = "Zoë", email = "z@x.example" }
[cohorts.autumn]
starts = 2026-10-05
[[organisers]]
name = "Amina"
email = "amina@x.example"
cohorts = ["autumn"]
[[organisers]]
name = "Kofi"
groups = ["archives"]
"""


def course(settings: str) -> tuple[Course | None, list[str]]:
    found, problems = things.parse({"things/course.toml": settings.encode()})
    return found, [str(problem) for problem in problems]


def test_each_has_cohorts_or_groups_and_perhaps_an_address() -> None:
    found, problems = course(SETTINGS)
    assert problems == []
    assert found is not None
    assert found.organisers == (
        CoOrganiser("Amina", "amina@x.example", cohorts=("autumn",)),
        CoOrganiser("Kofi", groups=("archives",)),
    )


@pytest.mark.parametrize(
    ("before", "after", "told", "left"),
    [
        ('cohorts = ["autumn"]', 'cohorts = ["spring"]', "there is no cohort called spring", ["Amina", "Kofi"]),
        ('cohorts = ["autumn"]', "", "Amina won't sign any emails", ["Kofi"]),
        ('"amina@x.example"', '"amina"', 'email "amina" has no @ sign', ["Amina", "Kofi"]),
        ('name = "Amina"', 'nom = "Amina"', '"nom" isn\'t a setting', ["Kofi"]),
        ('groups = ["archives"]', "groups = 3", "groups = 3 isn't valid", ["Amina", "Kofi"]),
    ],
)
def test_a_mistake_is_told_and_the_others_hold(before: str, after: str, told: str, left: list[str]) -> None:
    found, problems = course(SETTINGS.replace(before, after, 1))
    assert found is not None
    assert any(told in problem for problem in problems)
    assert [one.name for one in found.organisers] == left


def test_without_a_usable_organiser_there_is_no_course() -> None:
    found, problems = course(SETTINGS.replace(', email = "z@x.example"', ""))
    assert found is None
    assert "email is missing" in problems[0]
