"""The fingerprint changes with everything that detection reads of a course, and with nothing else."""

from dataclasses import replace
from typing import Any

import pytest

import make
from course.core.detection import rules_version
from course.core.model import Clues, Organiser

PLAN = make.course({1: 1, 2: 2})


@pytest.mark.parametrize(
    "change",
    [
        {"tags": ("other",)},
        {"nouns": ("thing", "task")},
        {"things": (replace(PLAN.things[0], title="New"), PLAN.things[1])},
        {"things": (replace(PLAN.things[0], clues=Clues(strong=("feed",))), PLAN.things[1])},
        {"things": (replace(PLAN.things[0], words_at_least=50), PLAN.things[1])},
        {"things": PLAN.things[:1]},
    ],
    ids=str,
)
def test_what_detection_reads_changes_it(change: dict[str, Any]) -> None:
    assert rules_version.fingerprint(replace(PLAN, **change)) != rules_version.fingerprint(PLAN)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "New"},
        {"organiser": Organiser("X", "x@x.example")},
        {"things": (replace(PLAN.things[0], minutes=5), PLAN.things[1])},
    ],
    ids=str,
)
def test_what_it_doesn_t_read_leaves_it(change: dict[str, Any]) -> None:
    assert rules_version.fingerprint(replace(PLAN, **change)) == rules_version.fingerprint(PLAN)
