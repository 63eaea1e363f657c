"""Every command has help with examples, says what it is, and starts without loading what it does not need."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

import black_box
from course.cli.app import built

NEEDED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")  # for an interpreter to start


def commands() -> Iterator[tuple[str, ...]]:
    """Every command, with its group, as it is typed."""

    for name, command in built().commands.items():
        inner = getattr(command, "commands", {})
        yield from ((name, one) for one in inner) if inner else ((name,),)


def help_of(command: tuple[str, ...]) -> str:
    environment = {name: os.environ[name] for name in NEEDED if name in os.environ} | {"COLUMNS": "200"}
    run = black_box.said([*command, "--help"], environment=environment)
    run.check_returncode()
    return run.stdout


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_help_ends_with_two_examples(command: tuple[str, ...]) -> None:
    text = help_of(command)
    examples = [line.strip() for line in text.partition("  Examples:\n")[2].splitlines()]
    assert len(examples) >= 2, text
    assert all(example.startswith(f"cpd23 {' '.join(command)}") for example in examples)


@pytest.mark.parametrize("group", [(), ("people",), ("things",), ("remind",)], ids=" ".join)
def test_the_help_of_a_group_ends_with_two_examples_too(group: tuple[str, ...]) -> None:
    text = help_of(group)
    assert text.startswith(f"Usage: {' '.join(('cpd23', *group))} [OPTIONS]")
    assert len(re.findall(r"^    cpd23 ", text.partition("  Examples:\n")[2], re.MULTILINE)) >= 2


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_help_calls_no_value_by_the_name_of_a_type(command: tuple[str, ...]) -> None:
    assert not re.search(r"<(str|int|path|list\[)", help_of(command))


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
