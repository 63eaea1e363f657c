"""One module is loaded for a command, and it has the commands that the table says."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from course.cli import app, help
from course.cli.command_classes import CommandApp


def whole() -> Any:
    return help.arranged(typer.main.get_command(app.built()))


@pytest.mark.parametrize("module", sorted(set(app.MODULES.values())))
def test_the_table_names_every_command_of_a_module(module: str) -> None:
    made = CommandApp()
    import_module(f"course.cli.commands.{module}").add(made)
    assert set(made.commands) == {name for name, its_module in app.MODULES.items() if its_module == module}


def test_the_page_of_help_has_every_command() -> None:
    assert whole().commands.keys() == app.MODULES.keys()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("track", ["ada", "bo", "--all", "--json"]),
        ("track", []),
        ("track", ["-C", "no such folder"]),
        ("report", ["ada", "--thing", "7", "-o", "x.html", "--as-of", "tomorrow"]),
        ("report", ["--thing", "six"]),
        ("report", ["--nonsense"]),
        ("try", []),
        ("try", ["https://ada.example/"]),
        ("register", ["--email", "ada@library.example"]),
        ("mark", ["ada"]),
        ("mark", ["ada", "6", "--reason", ""]),
    ],
)
def test_plain_values_are_what_typer_makes_of_them(command: str, words: list[str]) -> None:
    def read(tree: Any) -> object:
        one = tree.commands[command]
        try:
            return one.make_context(command, list(words)).params
        except Exception as error:  # whatever Typer raises, both raise it
            return type(error), str(error)

    usual = whole()
    for parameter in usual.commands[command].params:
        vars(parameter).pop("process_value", None)  # ours, which comes before that of the class
    assert read(whole()) == read(usual)


@pytest.mark.parametrize("command", ["track", "report", "review", "remind"])
def test_a_command_starts_without_the_library_that_judges_odd_values(command: str, tmp_path: Path) -> None:
    words = {"track": ["ada"], "report": ["ada", "--long"], "review": ["ada"]}.get(command, [])
    code = (
        f"import sys; sys.argv = ['cpd23', {command!r}, '-C', {str(tmp_path)!r}, *{words!r}]\n"
        "from course.cli import app\n"
        "try: app.main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('pydantic', 'course.cli.commands.people', 'rich', 'pycurl') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
