"""The roster under edits: never over somebody else's change, and whole whenever the program is killed."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import homes
from course.core.errors import CourseError
from course.formats.files import roster
from course.services import roster_transaction
from course.services.course_home import Home

ROOT = Path(__file__).parents[2]
ENDLESS = """
import sys
sys.path.insert(0, {project!r})
from datetime import date
from pathlib import Path
from course.services.people import edit_person as people
print("ready", flush=True)
while True:
    for show in ("public", "private"):
        people.change(Path({home!r}), "nightjar", ["show=" + show], date(2026, 11, 22))
        print(show, flush=True)
"""


def test_what_an_editor_wrote_meanwhile_is_never_overwritten(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home")
    path = home / "participants.toml"

    def change(_home: Home, text: str) -> str:
        path.write_text(homes.ROSTER + "# a line by the organiser\n")
        return roster.change(text, "bo", "show", "public")

    with pytest.raises(CourseError, match="changed in the meantime"):
        roster_transaction.edit(home, change)
    assert path.read_text() == homes.ROSTER + "# a line by the organiser\n"


def test_an_edit_that_would_hold_a_mistake_is_not_written(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home")
    with pytest.raises(CourseError, match="no cohort"):
        roster_transaction.edit(home, lambda _home, text: roster.change(text, "bo", "cohort", "nonsense"))
    assert (home / "participants.toml").read_text() == homes.ROSTER


def test_windows_line_ends_and_a_byte_order_mark_are_kept(tmp_path: Path) -> None:
    text = "\ufeff" + homes.ROSTER.replace("\n", "\r\n")
    home = homes.make(tmp_path / "home", text)
    roster_transaction.edit(home, lambda _home, old: roster.change(old, "bo", "show", "public"))
    new = (home / "participants.toml").read_bytes().decode()
    assert new == text + 'show = "public"\r\n'


def test_killed_at_any_moment_the_roster_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home")
    path = home / "participants.toml"
    states = {homes.ROSTER}
    for show in ("public", "private"):
        states.add(roster.change(homes.ROSTER, "nightjar", "show", show))
    chance = random.Random(7)
    seen = set()
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", ENDLESS.format(project=str(ROOT), home=str(home))], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        # Some edits are waited for, so that a slow machine cannot make this a test of killing an idle program.
        for done in range(chance.randint(1, 8)):
            assert process.stdout.readline() == ("public\n", "private\n")[done % 2]
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.communicate()
        seen.add(path.read_text())
    assert seen <= states
    assert homes.ROSTER not in seen
