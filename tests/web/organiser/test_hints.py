"""No advice in the app names a command that only a terminal has."""

import ast
import re
from pathlib import Path

import pytest

import course
from course.web.organiser import hints

PACKAGE = Path(course.__file__).parent


@pytest.mark.parametrize(
    ("advice", "shown"),
    [
        ("Write them first: cpd23 remind draft", "Write them first: Emails"),
        ("List them again: cpd23 remind send -n", "List them again: Emails"),
        ("Give the address: cpd23 people move nightjar ADDRESS.", "Give the address: People."),
        ("They are waiting: cpd23 people import --waiting", "They are waiting: the sign-ups, on Today"),
        ("The next cpd23 track will try all of them again.", "The next reading will try all of them again."),
        ("Wait until it has finished, then run the command again.", "Wait until it has finished, then try again."),
        ("Correct it, then run: cpd23 check", "Correct it, then load this page again"),
        (
            "Move it out of the folder, and run: cpd23 track",
            "Move it out of the folder, and go to: Read the blogs, on Today",
        ),
        ("See what it asks for, and allow it: cpd23 trust", "See what it asks for, and allow it: cpd23 trust"),
        (
            "Another cpd23 command is working in this course folder.",
            "Another cpd23 command is working in this course folder.",
        ),
    ],
)
def test_advice_names_places(advice: str, shown: str) -> None:
    assert hints.in_the_app(advice) == shown


def test_every_error_of_the_services_speaks_of_the_app() -> None:
    commands = {file.stem for file in (PACKAGE / "cli" / "commands").glob("*.py")} | set(hints.PLACES) - {"trust"}
    named = re.compile(rf"cpd23 (?:-|{'|'.join(commands - {'trust'})})")
    advice = {
        node.value
        for folder in ("adapters", "core", "services")
        for file in sorted((PACKAGE / folder).rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id.endswith("Error")
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert any(map(named.search, advice))
    assert [words for words in advice if named.search(hints.in_the_app(words))] == []


def test_no_error_of_what_the_app_can_do_names_an_option_of_a_command() -> None:
    reached = ("core/people", "core/letters", "services/people", "services/letters", "services/reporting/review.py")
    files = [
        file
        for part in reached
        for file in ([PACKAGE / part] if part.endswith(".py") else (PACKAGE / part).glob("*.py"))
    ]
    texts = [
        "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in getattr(node, "values", [node]))
        for file in files
        if file.stem != "week_message"  # a text to paste elsewhere, for the command line alone
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id.endswith("Error")
        for node in call.args
        if isinstance(node, (ast.JoinedStr, ast.Constant))
    ]
    assert len(texts) > 50
    assert [words for words in texts if re.search(r"(?<!\w)--?[a-z]", hints.in_the_app(words))] == []
