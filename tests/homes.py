"""Homes on disk for tests of joining: a course of nine Things, and a roster with comments worth keeping."""

from pathlib import Path

import trusting

COURSE = """title = "Small things"
tags = ["small23"]
zone = "Europe/London"
organiser = { name = "Zoë Marsh", email = "zoe@library.example" }
[cohorts.autumn]
starts = 2026-10-05
ends = 2026-12-20
[cohorts.own-pace]
"""
ROSTER = """# Our people; keep this line.

[participants.nightjar]    # the first
name = "Nightjar"
cohort = "autumn"
joined = 2026-10-01
blogs = ["https://nightjar.blogspot.com/"]   # since 2010
email = "nightjar@example.org"

# about Bo:
[participants.bo]
name = 'Bo Larsson'
cohort = "own-pace"
joined = 2026-11-01
blogs = ["https://library.example/bo/"]
"""


def make(root: Path, roster: str = ROSTER, extra: str = "") -> Path:
    """Write a home into the folder and return it; `extra` is put at the end of course.toml."""
    things = root / "things"
    things.mkdir(parents=True)
    (things / "course.toml").write_text(COURSE + extra, encoding="utf-8")
    for number in range(1, 10):
        text = f'+++\nnumber = {number}\ntitle = "Matter {"abcdefghi"[number - 1]}"\nweek = {number}\n+++\n'
        (things / f"{number:02}-matter.md").write_text(text, encoding="utf-8")
    (root / "participants.toml").write_bytes(roster.encode())
    return trusting.grant(root) if extra else root
