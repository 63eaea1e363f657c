"""Which version of this program runs: as installed, or as declared in a checkout."""

import subprocess
import sys
from pathlib import Path

import pytest

from course.adapters import program_version

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.mark.parametrize("words", [(), ("report",), ("-C", "nowhere")], ids=str)
def test_the_command_says_its_version_and_does_nothing_else(words: tuple[str, ...], tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from course.cli.app import main; main()", "--version", *words],
        cwd=tmp_path, env={"PYTHONPATH": str(PROJECT.parent)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (run.stdout, run.stderr) == (f"cpd23 {program_version.version()}\n", "")
    assert program_version.version()[0].isdigit()


def test_a_checkout_that_was_never_installed_has_the_declared_version() -> None:
    assert f'\nversion = "{program_version.declared(PROJECT)}"\n' in PROJECT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content", [None, b"", b"project = 1\n", b"[project]\nname = 'x'\n", b"\xff", b"[project"], ids=str
)
def test_a_file_that_says_none_gives_none(content: bytes | None, tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    if content is not None:
        project.write_bytes(content)
    assert program_version.declared(project) == "unknown"
