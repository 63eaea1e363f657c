"""Colour on a terminal only, and never instead of a word or a shape."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import black_box
from course.cli import colour
from course.cli.app import MODULES
from course.cli.help import GROUPS

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
ROW = "Nightjar             5/12   ####!#!.....   behind       11 days ago"


def on_a_terminal(*words: str, **settings: str) -> str:
    """What the command writes when its output is a terminal."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {
        "TERM": "xterm-256color",
        **settings,
    }
    run = subprocess.Popen(
        [sys.executable, "-m", "course", *words],
        stdout=theirs,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        env=environment,
    )
    os.close(theirs)
    out = b""
    try:
        while piece := os.read(ours, 65536):
            out += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(ours)
    run.wait()
    return out.decode().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("colour") / "home"
    black_box.command(["init", str(root), "--example", "--no-input"]).check_returncode()
    return root


def test_a_terminal_gets_the_same_words_in_colour(home: Path) -> None:
    shown = on_a_terminal("-C", str(home), "report")
    assert "\x1b[" in shown
    bare = on_a_terminal("-C", str(home), "report", NO_COLOR="1")
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == bare


@pytest.mark.parametrize(("words", "settings"), [([], {"NO_COLOR": "1"}), (["--plain"], {}), ([], {"TERM": "dumb"})])
def test_there_is_no_colour_where_it_isn_t_wanted(home: Path, words: list[str], settings: dict[str, str]) -> None:
    assert "\x1b" not in on_a_terminal("-C", str(home), "report", *words, **settings)


def test_a_pipe_gets_no_colour(home: Path) -> None:
    piped = black_box.command(["-C", str(home), "report"])
    assert b"\x1b" not in piped.stdout + piped.stderr


def test_marks_standings_and_commands_are_highlighted() -> None:
    found = colour.AnswerHighlighter()(f"EVERYBODY\n{ROW}\n1 to decide: cpd23 review --list\n")
    spans = {(found.plain[span.start : span.end], str(span.style)) for span in found.spans}
    assert spans == {
        ("EVERYBODY", "cpd23.heading"),
        ("####", "cpd23.good"),
        ("#", "cpd23.good"),
        ("!", "cpd23.owed"),
        ("behind", "cpd23.owed"),
        ("cpd23 review --list", "cpd23.command"),
    }


def test_every_command_is_in_one_group_of_the_help_page() -> None:
    names = list(MODULES)
    grouped = [name for group in GROUPS.values() for name in group]
    assert sorted(set(names) - set(grouped)) == []
    assert len(grouped) == len(set(grouped))
