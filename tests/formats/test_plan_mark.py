"""A page's mark of a plan is the same for the same plan, and another for any other."""

from pathlib import Path
from typing import NamedTuple

from course.formats import plan_mark


class Plan(NamedTuple):
    files: tuple[Path, ...]
    gone: int = 0


def test_the_same_plan_has_the_same_mark_and_every_other_another() -> None:
    plans = [Plan(()), Plan((Path("a"),)), Plan((Path("a"), Path("b"))), Plan((Path("a"),), 1), Plan((Path("\udcff"),))]
    marks = [plan_mark.of(plan) for plan in plans]
    assert marks == [plan_mark.of(Plan(*plan)) for plan in plans]
    assert len(set(marks)) == len(plans)
