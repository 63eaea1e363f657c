"""A program and an editor save one file at the same time: whatever the editor saved last is never lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from course.adapters import disk, exchange
from course.core.errors import CourseError

EDITOR = """
import os, sys
path, how = sys.argv[1:]
print("ready", flush=True)
for number in range(400):
    content = f"edit {number}\\n" + "x" * 20000
    if how == "in place":
        with open(path, "w") as file:
            file.write(content)
            file.flush()
    else:
        with open(path + ".new", "w") as file:
            file.write(content)
        os.replace(path + ".new", path)
"""


def test_the_new_file_takes_the_old_ones_place_and_nothing_is_left_over(tmp_path: Path) -> None:
    path = tmp_path / "participants.toml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    disk.replace_text(path, b"old", b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["participants.toml"]


def test_a_changed_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "participants.toml"
    path.write_bytes(b"edited")
    with pytest.raises(CourseError, match="changed in the meantime"):
        disk.replace_text(path, b"old", b"new")
    assert path.read_bytes() == b"edited"
    assert [one.name for one in tmp_path.iterdir()] == ["participants.toml"]


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_a_file_that_is_open_for_writing_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "participants.toml"
    path.write_bytes(b"old")
    with path.open("r+b") as editor:
        with pytest.raises(CourseError, match="changed in the meantime"):
            disk.replace_text(path, b"old", b"new")
        editor.write(b"edited")
    assert path.read_bytes() == b"edited"


@pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")
def test_what_was_saved_between_look_and_exchange_is_put_back(tmp_path: Path) -> None:
    target, fresh = tmp_path / "a", tmp_path / "b"
    target.write_bytes(b"edited")
    fresh.write_bytes(b"ours")
    assert exchange._exchanged(fresh, target)
    exchange._put_back(target, fresh, b"ours")
    assert (target.read_bytes(), fresh.read_bytes()) == (b"edited", b"ours")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a window of microseconds remains")
@pytest.mark.parametrize("how", ["in place", "by renaming"])
def test_an_editor_that_saves_all_the_time_loses_nothing(how: str, tmp_path: Path) -> None:
    path = tmp_path / "participants.toml"
    path.write_bytes(b"edit -1\n")
    editor = subprocess.Popen([sys.executable, "-c", EDITOR, str(path), how], stdout=subprocess.PIPE)
    assert editor.stdout is not None
    editor.stdout.readline()
    done = 0
    while editor.poll() is None or not done:
        old = path.read_bytes()
        try:
            disk.replace_text(path, old, old + b"ours\n")
            done += 1
        except CourseError:
            continue
    editor.communicate()
    assert path.read_bytes().startswith(b"edit 399\n")
