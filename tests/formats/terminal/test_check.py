"""What `check` says of mistakes, of advice, and of a home without either."""

import json

from course.core.errors import Problem
from course.core.people.roster_conflicts import Advice
from course.formats.terminal import check

MISTAKES = (
    Problem("things/03.md", 4, "There is no week.", "Add one."),
    Problem("things/03.md", 9, "The link is empty."),
    Problem("people.toml", 1, "ada is there twice."),
)
ADVICE = (Advice("things/05.md", "It has no minutes."),)


def test_mistakes_come_first_with_their_line_and_are_counted_by_file() -> None:
    assert check.render_text(MISTAKES, ADVICE, 12).splitlines() == [
        "things/03.md:4: There is no week. Add one.",
        "things/03.md:9: The link is empty.",
        "people.toml:1: ada is there twice.",
        "things/05.md: It has no minutes.",
        "3 mistakes in 2 files. Nothing was changed.",
    ]
    assert check.render_text(MISTAKES[:1], (), 1).endswith("1 mistake in 1 file. Nothing was changed.\n")


def test_without_mistakes_the_people_are_counted_and_advice_is_no_mistake() -> None:
    assert check.render_text((), (), 1) == "No mistakes. 1 person on the roster.\n"
    assert check.render_text((), ADVICE, 0).splitlines()[1] == "No mistakes. 0 people on the roster."


def test_json_says_the_same() -> None:
    found = json.loads(check.render_json(MISTAKES[:1], ADVICE, 12))
    assert found == {
        "schema": 1,
        "mistakes": [{"path": "things/03.md", "line": 4, "what": "There is no week.", "hint": "Add one."}],
        "advice": [{"path": "things/05.md", "what": "It has no minutes."}],
        "people": 12,
    }
