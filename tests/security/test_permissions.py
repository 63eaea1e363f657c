"""Files about people are for their owner's eyes alone, and `check` sees where they aren't, on the disk and in Git.

Red on 0c9b0d2: the store, exports and reports were made readable for everybody.
"""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

import broken_machine
import faults
from course.adapters import git_index, permissions

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("permissions")
    old = os.umask(0o022)
    home = faults.prepared(folder / "model")
    for command in (
        ["weekly"], ["certificate", "--all"], ["report", "-o", str(home / "report.html")],
        ["people", "export", "nightjar", "-o", str(home / "export-nightjar")],
    ):  # fmt: skip
        broken_machine.told(broken_machine.run(home, command))
    os.umask(old)
    return home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_every_new_private_file_is_closed_and_published_ones_are_open(model: Path) -> None:
    assert mode(model / ".course") == 0o700
    private = [
        p
        for p in model.rglob("*")
        if p.is_file() and p.relative_to(model).parts[0] not in ("things", "public", ".gitignore")
    ]
    assert len(private) > 10
    assert {mode(path) for path in private} == {0o600}
    assert {mode(path) for path in (model / "public").rglob("*") if path.is_file()} == {0o644}
    assert permissions.readable(model) == ()


def test_check_warns_of_an_open_home_and_fix_closes_it(model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(model, home)
    for path in (home / ".course", home / ".course/course.db", home / "participants.toml", *home.glob("outbox/*/*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert b"Others on this computer can read" in broken_machine.run(home, ["check"]).stdout
    assert b"can read" not in broken_machine.run(home, ["check", "--fix"]).stdout
    assert (mode(home / ".course"), mode(home / "participants.toml")) == (0o700, 0o600)
    assert permissions.readable(home) == ()
    assert {mode(path) for path in (home / "public").rglob("*") if path.is_file()} == {0o644}


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_files_about_people_that_git_keeps_are_named(version: str, model: Path, tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("no git")
    top = tmp_path / "top"
    shutil.copytree(model, top / "home")
    git = ["git", "-C", str(top)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    kept = git_index.tracked(top / "home")
    assert set(kept) == {p.relative_to(top / "home").as_posix() for p in (top / "home").rglob("*")
                         if p.is_file() and p.relative_to(top / "home").parts[0] in ("things", "public", ".gitignore")}  # fmt: skip
    subprocess.run([*git, "add", "-f", "home/participants.toml"], check=True)
    subprocess.run([*git, "update-index", "--index-version", version], check=True)
    assert "participants.toml" in git_index.tracked(top / "home")
    assert b"Git keeps files about people: participants.toml" in broken_machine.run(top / "home", ["check"]).stdout


@pytest.mark.parametrize("index", [b"", b"DIRC", b"DIRC" + b"\xff" * 500, b"x" * 100])
def test_an_index_that_cannot_be_read_names_nothing(index: bytes, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").write_bytes(index)
    assert git_index.tracked(tmp_path) == ()
