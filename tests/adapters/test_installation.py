"""The command that adds an extra fits the way in which the program was installed."""

import shlex
from pathlib import Path

import pytest

from course.adapters import installation
from course.adapters.installation import CHECKOUT, Installation, command

PYTHON = Path("/opt/tools/bin/python")
TYPST = ("typst>=0.15",)
WHEEL = Path(__file__).as_uri()  # any file that is there


@pytest.mark.parametrize(
    ("here", "words"),
    [
        (Installation(PYTHON, "pip", requirements=TYPST), '/opt/tools/bin/python -m pip install "typst>=0.15"'),
        (Installation(PYTHON, "pip", True, requirements=TYPST), 'pip install "typst>=0.15"'),
        (Installation(PYTHON, "pip", True), f'pip install "{CHECKOUT}[pdf]"'),
        (Installation(PYTHON, "pipx", requirements=TYPST), 'pipx inject cpd23 "typst>=0.15"'),
        (Installation(PYTHON, "uv", requirements=TYPST), 'uv pip install --python /opt/tools/bin/python "typst>=0.15"'),
        (Installation(PYTHON, "uv tool", requirements=TYPST), 'uv tool install "cpd23[pdf]"'),
        (
            Installation(PYTHON, "uv tool", source=WHEEL, requirements=TYPST, extras=("badges",)),
            f'uv tool install "cpd23[badges,pdf] @ {WHEEL}"',
        ),
        (
            Installation(PYTHON, "uv tool", source="git+https://code.example/cpd23", requirements=TYPST),
            'uv tool install "cpd23[pdf] @ git+https://code.example/cpd23"',
        ),
        (
            Installation(PYTHON, "uv tool", source="file:///deleted/cpd23-0.1.0-py3-none-any.whl", requirements=TYPST),
            'uv pip install --python /opt/tools/bin/python "typst>=0.15"',
        ),
    ],
)
def test_the_command_fits(here: Installation, words: str) -> None:
    assert command("pdf", here) == words


def test_a_python_with_a_space_in_its_path_is_one_word() -> None:
    here = Installation(Path("/home/Zoë Marsh/bin/python"), "pip", requirements=TYPST)
    assert shlex.split(command("pdf", here))[:4] == ["/home/Zoë Marsh/bin/python", "-m", "pip", "install"]


@pytest.mark.parametrize("extra", installation.EXTRAS)
def test_this_very_installation_has_a_command_for_every_extra(extra: str) -> None:
    words = shlex.split(installation.adding(extra))
    assert words[0] in ("uv", "pipx", "pip") or words[1:3] == ["-m", "pip"]
    assert "install" in words or "inject" in words
