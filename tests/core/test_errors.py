"""What a mistake says, and with which code a command ends."""

import pytest

from course.core import errors
from course.core.errors import CourseError, ExtraMissing, Problem


def test_a_problem_names_its_place_the_mistake_and_the_cure() -> None:
    assert str(Problem("things/06.md", 3, "`week` is no number.", "Write week = 6.")) == (
        "things/06.md:3: `week` is no number. Write week = 6."
    )
    assert str(Problem("things/06.md", 3, "`week` is no number.")) == "things/06.md:3: `week` is no number."


def test_problems_are_told_in_the_order_of_the_lines() -> None:
    found = [Problem("b.toml", 1, "x"), Problem("a.toml", 10, "x"), Problem("a.toml", 9, "x")]
    assert [(one.path, one.line) for one in sorted(found)] == [("a.toml", 9), ("a.toml", 10), ("b.toml", 1)]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.CourseError, 1),
        (errors.RosterEditRefused, 1),
        (errors.UsageError, 2),
        (errors.MistakesFound, 3),
        (errors.PartlyDone, 4),
        (errors.Busy, 5),
    ],
)
def test_each_end_of_a_command_has_its_code(kind: type[CourseError], code: int) -> None:
    error = kind("It broke.", "Mend it.")
    assert (error.code, str(error), error.hint) == (code, "It broke.", "Mend it.")
    assert kind("It broke.").hint == ""


def test_a_missing_part_is_named() -> None:
    error = ExtraMissing("No PDF without it.", "pdf", "Install it.")
    assert (error.extra, str(error), error.hint, error.code) == ("pdf", "No PDF without it.", "Install it.", 1)
