"""What is shown before somebody is erased, and after."""

from dataclasses import replace

import pytest

from course.core.model import Handle
from course.formats.terminal import erasing
from course.formats.terminal.erasing import Erased, ErasePlan

PLAN = ErasePlan((Handle("ann"),), "Ann\u202e", True, 3, 1, 0, 2, 0, 0, ())


def test_what_goes_is_counted_and_nothing_is_named_that_is_not_there() -> None:
    assert erasing.render_plan(PLAN) == (
        "Forgetting Ann (ann) erases the block in participants.toml and:\n"
        "      3 posts with their text and possible credits\n      1 decision\n      2 drafts in outbox/"
    )
    nothing = replace(PLAN, posts=0, decisions=0, drafts=0)
    assert erasing.render_plan(nothing) == "Forgetting Ann (ann) erases the block in participants.toml."


def test_two_runs_of_one_person_are_two_blocks() -> None:
    both = replace(PLAN, handles=(Handle("ann"), Handle("ann-2")), outputs=("monday.html",))
    words = erasing.render_plan(both)
    assert "(ann, ann-2) erases the 2 blocks" in words
    assert words.endswith("which you'll need to make again: monday.html")


@pytest.mark.parametrize(
    ("forgets", "says"), [(True, "an old form doesn't add them again"), (False, "may add them again")]
)
def test_what_is_left_is_listed_with_what_to_do(forgets: bool, says: str) -> None:
    words = erasing.render_erased(Erased(replace(PLAN, forgets=forgets), ("a.html",), ("answers.csv",), True))
    assert says in words.splitlines()[0]
    assert "Deleted, because they named this person (make them again): a.html" in words
    assert "  answers.csv" in words
    assert "git log --all" in words
