"""Every command has help with examples, says what it is, and starts without loading what it does not need."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer

from course.cli.app import app


def commands() -> Iterator[tuple[str, ...]]:
    """Every command, with its group, as it is typed."""

    def walk(group: typer.Typer, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for command in group.registered_commands:
            name = command.name or (command.callback.__name__ if command.callback else "")
            yield (*path, name)
        for inner in group.registered_groups:
            yield from walk(inner.typer_instance or typer.Typer(), (*path, str(inner.name)))

    yield from walk(app, ())


def help_of(command: tuple[str, ...]) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "course", *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "200"},
    )
    return run.stdout


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_help_ends_with_two_examples(command: tuple[str, ...]) -> None:
    text = help_of(command)
    examples = " ".join(text.partition("Examples:")[2].partition("Options:")[0].partition("Arguments:")[0].split())
    assert len(re.findall(r"\bcpd23 ", examples)) >= 2, text
    assert f"cpd23 {' '.join(command)}" in examples


@pytest.mark.parametrize("command", [(), ("report",), ("track",)], ids=str)
def test_help_loads_none_of_the_heavy_libraries(command: tuple[str, ...]) -> None:
    code = (
        "import sys, contextlib, io\n"
        f"sys.argv = ['cpd23', *{list(command)!r}, '--help']\n"
        "from course.cli.app import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()): main()\n"
        "print([m for m in ('pycurl', 'feedparser', 'jinja2', 'rich.table', 'sqlite3', 'flask', 'nh3') if m in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"
