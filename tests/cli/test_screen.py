"""A command whose streams are closed or full, and a machine that refuses things: two lines, never a traceback."""

import os
import shutil
import sys
from pathlib import Path

import pytest

import broken_machine
import faults

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="streams as POSIX has them")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faults.prepared(tmp_path_factory.mktemp("streams") / "home")


@pytest.mark.parametrize(
    "command", [["report"], ["report", "-f", "html"], ["check"], ["figures"], ["things", "list"], []]
)
@pytest.mark.parametrize("shell", [">/dev/full", ">&-"])
def test_an_answer_that_cannot_be_given_is_said(command: list[str], shell: str, home: Path) -> None:
    if "full" in shell and not Path("/dev/full").is_char_device():
        pytest.skip("no /dev/full here")
    done = broken_machine.run(home, command, shell=shell)
    words = broken_machine.told(done)
    assert done.returncode == 1
    assert words.splitlines()[-2].startswith("error: ")
    assert "Exception ignored" not in words


@pytest.mark.parametrize("shell", ["2>&-", "2>/dev/full", "<&-", ">&- 2>&-"])
def test_what_cannot_be_said_stops_nothing(shell: str, home: Path) -> None:
    assert broken_machine.run(home, ["report"], shell=shell).returncode == (1 if shell.startswith(">&-") else 0)
    assert broken_machine.run(home, ["report", "nobody-here"], shell=shell).returncode in (1, 2)


def test_an_answer_for_a_device_goes_into_the_device(home: Path) -> None:
    device = Path("/dev/full")
    if not device.is_char_device():
        pytest.skip("no /dev/full here")
    done = broken_machine.run(home, ["report", "-o", str(device)])
    broken_machine.told(done)
    assert done.returncode == 1
    assert device.is_char_device()


@pytest.mark.parametrize("value", ["abc", "1e9", "-1", "1.5", "99999999999999", "٣", " 1 ", "253402300799"])
def test_a_time_that_is_none_is_said(value: str, home: Path) -> None:
    done = broken_machine.run(home, ["report"], environment={"SOURCE_DATE_EPOCH": value})
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH is" in broken_machine.told(done)


@pytest.mark.parametrize("most", [5, 8, 12])
@pytest.mark.parametrize("command", [["report"], ["track", "--all"], ["check"]])
def test_few_open_files(command: list[str], most: int, home: Path) -> None:
    done = broken_machine.run(home, command, before=broken_machine.few_files(most))
    broken_machine.told(done)
    assert done.returncode in (0, 1, 3, 4)  # 3: check names what it could not open


@pytest.mark.parametrize("kilobytes", [34_000, 40_000, 60_000])
def test_little_memory(kilobytes: int, home: Path) -> None:
    for command in (["report"], ["track", "--all"], ["--version"]):
        done = broken_machine.run(home, command, before=broken_machine.little_memory(kilobytes))
        broken_machine.told(done)


@pytest.mark.parametrize("folder", ["things", ".course", "."])
@pytest.mark.parametrize("command", [["report"], ["check"], ["track", "--all"], ["publish"], []])
def test_a_folder_that_cannot_be_read_is_named(command: list[str], folder: str, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    (copy / folder).chmod(0)
    try:
        done = broken_machine.run(copy, command, before=broken_machine.nobody_special)
        words = broken_machine.told(done) + done.stdout.decode()
    finally:
        (copy / folder).chmod(0o755)
    assert done.returncode in (1, 2, 3)
    assert "Permission denied" in words or "is not readable" in words


def test_a_home_whose_path_is_not_utf_8(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / os.fsdecode(b"h\xff\xe9")
    try:
        shutil.copytree(home, copy)
    except OSError:
        pytest.skip("this disk keeps no such names")
    for command in (
        ["report"],
        ["track", "--all"],
        ["publish"],
        ["weekly"],
        ["remind", "draft"],
        ["check"],
        ["schedule"],
    ):
        broken_machine.told(broken_machine.run(copy, command))
    assert (copy / "public" / "index.html").is_file()
