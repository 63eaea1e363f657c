"""cpd23 remind leave-out and remind arrived: one person's email, on the command line."""

from pathlib import Path

import black_box
import homes


def test_somebody_is_left_out_this_week_and_put_back(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home")
    said = [
        black_box.run("remind", "leave-out", "nightjar", *words, home=root).stdout
        for words in ((), (), ("--undo",), ("--undo",))
    ]
    assert said == [
        "Nightjar gets no email this week.\n",
        "Nightjar is already left out this week.\n",
        "Nightjar is no longer left out this week.\n",
        "Nightjar wasn't left out this week.\n",
    ]


def test_only_an_email_in_doubt_can_have_arrived(tmp_path: Path) -> None:
    done = black_box.run("remind", "arrived", "nightjar", home=homes.make(tmp_path / "home"))
    assert done.code == 1
    assert "This person has no email this week that we're unsure about." in done.stderr
