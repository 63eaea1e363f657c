"""Course files made to hang or to crash: extreme dates, and thousands of mistakes.

Red on 0c9b0d2: `ends = 9999-12-31` was a traceback in every command, and 2,000 wrong tables took half a minute.
"""

import shutil
from pathlib import Path

import pytest

import broken_machine
import faults
from course.formats.files import roster

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faults.prepared(tmp_path_factory.mktemp("files") / "model")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("key", ["starts", "ends", "late_until", "keep_until"])
def test_no_day_of_the_course_is_too_extreme(key: str, day: str, model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(model, home)
    path = home / "things" / "course.toml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{key} =")]
    at = 0 if key == "keep_until" else next(n for n, line in enumerate(lines) if line.startswith("[cohorts.")) + 1
    path.write_text("\n".join([*lines[:at], f"{key} = {day}", *lines[at:]]) + "\n", encoding="utf-8")
    done = broken_machine.run(home, ["check"])
    broken_machine.told(done)
    assert done.returncode == 3
    assert f"{key} = {day} will not do".encode() in done.stdout
    for command in (["report"], ["remind"], ["close", "-n"]):
        broken_machine.told(broken_machine.run(home, command))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1994-12-31", "2101-01-01"])
def test_no_day_that_is_typed_is_too_extreme(day: str, model: Path) -> None:
    for command in (["report", "--as-of", day], ["people", "pause", "nightjar", "--from", day, "-n"]):
        done = broken_machine.run(model, command)
        assert "1995 to 2100" in broken_machine.told(done)
        assert done.returncode == 2


@pytest.mark.parametrize(
    ("table", "mistakes"),
    [
        ('[participants.p{n}]\nname = "N"\ncohort = 5\njoined = "x"\nblogz = []\n\n', 4),
        ('[participants.p{n}]\nname = "N"\n\n', 3),
        ("[participants.p{n}]\njoined = 9999-12-31\n\n", 4),
    ],
)
def test_thousands_of_mistakes_are_each_told_at_their_line(table: str, mistakes: int) -> None:
    text = "".join(table.format(n=n) for n in range(4_000))
    people, problems = roster.parse(text.encode(), "participants.toml", None)
    assert not people
    assert len(problems) == 4_000 * mistakes
    length = table.count("\n")
    assert {(problem.line - 1) // length for problem in problems} == set(range(4_000))
