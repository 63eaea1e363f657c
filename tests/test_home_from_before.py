"""A home made by version 0.1.0 in the fifth week of a course: it opens, its figures are the same, and nobody is written to twice.

Real commands made it: five weeks of emails over SMTP (one refused, four in doubt), decisions by hand, a pause, somebody who left,
somebody forgotten, three sign-ups on the web (two taken in, one waiting), an unsubscription, a certificate and published pages.
"""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import black_box
import mailserver
import trusting
from mailserver import Letterbox

ROOT = Path(__file__).parents[1]
BEFORE = ROOT / "tests" / "data" / "homes" / "from-0.1.0"
NOW = datetime(2026, 11, 4, 10, tzinfo=UTC)  # the day on which 0.1.0 was used last
CODE = next((BEFORE / "public" / "certificates").iterdir()).stem
CREDITS = {  # by 0.1.0, on the same day; whoever is asked about since is in ASKED_SINCE, and in the review queue
    "ada": ("finished", [1, 2, 3, 4, 5, 6], []),
    "bo": ("behind", [1], [2]),
    "cy": ("on-schedule", [1, 2, 3], []),
    "dee": ("on-schedule", [1, 2], []),
    "eve": ("cannot-read", [], []),
    "finn": ("paused", [1], []),
    "gus": ("withdrawn", [1], []),
    "hal": ("behind", [1, 3], [2]),
    "ida": ("on-schedule", [1, 2], []),
    "jo": ("on-schedule", [1, 2, 3, 4], []),
    "kit": ("behind", [1], [2]),
    "mia": ("on-schedule", [1], []),
    "nia": ("paused", [1], [2]),
}

ASKED_SINCE = {"dee": (1, ("behind", [2], [1]))}  # "Thing 1 - begun": a Thing done in part is asked about since 0.2
TODAY = CREDITS | {who: found for who, (_, found) in ASKED_SINCE.items()}


@dataclass
class Used:
    """A copy of the home, the mail server of its course, and today's program to use it with."""

    root: Path
    box: Letterbox

    def run(self, words: str, *, at: datetime = NOW, ends_with: tuple[int, ...] = (0,)) -> str:
        """What a command prints; it has to end with one of these codes."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CPD23_")}
        environment = kept | {"SOURCE_DATE_EPOCH": str(int(at.timestamp()))}
        done = black_box.said([*words.split(), "--no-input"], folder=self.root, environment=environment)
        assert done.returncode in ends_with, f"cpd23 {words}: {done.stdout}{done.stderr}"
        return done.stdout

    def standings(self, **how: Any) -> dict[str, tuple[str, list[int], list[int]]]:
        """Everybody's standing, credits and owed Things."""
        people = json.loads(self.run("report -f json", **how))["participants"]
        return {p["handle"]: (p["standing"], [c["thing"] for c in p["credits"]], p["owed"]) for p in people}

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """An answer of the store."""
        with closing(sqlite3.connect(self.root / ".course" / "course.db")) as db:
            return db.execute(question).fetchall()


@pytest.fixture
def used(tmp_path: Path) -> Iterator[Used]:
    root = tmp_path / "home"
    shutil.copytree(BEFORE, root)
    with mailserver.running() as box:
        settings = root / "things" / "course.toml"
        settings.write_text(re.sub(r"port = \d+", f"port = {box.port}", settings.read_text("utf-8")), "utf-8")
        yield Used(trusting.grant(root), box)


def test_it_shows_the_same_standings_before_and_after_the_blogs_are_read_again(used: Used) -> None:
    assert used.standings() == TODAY
    used.run("track", ends_with=(0, 4))
    assert used.standings() == TODAY
    assert used.rows("SELECT count(*) FROM posts") == [(25,)]


def test_what_a_newer_rule_doubts_waits_for_a_decision(used: Used) -> None:
    waiting = json.loads(used.run("report -f json"))["review"]
    asked = {(item["handle"], item["thing"]) for item in waiting}
    assert {(who, thing) for who, (thing, _) in ASKED_SINCE.items()} <= asked


def test_nothing_is_sent_again(used: Used) -> None:
    plan = json.loads(used.run("remind --json"))
    assert [letter["handle"] for letter in plan["letters"]] == ["mia"]  # her draft was never approved, so it never went
    used.run("remind draft")
    used.run("remind approve")
    used.run("remind send --confirm 1")
    assert used.box.to == ["mia@example.org"]
    later = NOW + timedelta(days=1)
    assert json.loads(used.run("remind --json", at=later))["letters"] == []
    used.run(
        "weekly --send", at=later, ends_with=(0, 4)
    )  # takes in Pip, whose sign-up waited; nobody approved her draft
    assert used.box.to == ["mia@example.org"]


def test_only_who_joins_from_now_on_is_welcomed(used: Used) -> None:
    assert {letter["kind"] for letter in json.loads(used.run("remind --json"))["letters"]} == {"this-week"}
    used.run("people import --waiting --offline --yes")
    later = json.loads(used.run("remind --json"))["letters"]
    assert [letter["handle"][:4] for letter in later if letter["kind"] == "welcome"] == ["pip-"]


def test_what_was_decided_and_promised_still_holds(used: Used) -> None:
    status = json.loads(used.run("remind status --json"))
    states = {(row["handle"], row["state"]) for row in status["letters"]}
    assert {("cy", "refused"), ("dee", "unknown"), ("ada", "sent")} <= states
    hal = json.loads(used.run("people show hal --json"))
    assert "only a plan" in json.dumps(hal)
    assert "Completed on 30 October 2026" in used.run(f"certificate --verify {CODE}")
    used.run("people import --waiting --offline --yes")
    roster = (used.root / "participants.toml").read_text("utf-8")
    assert "pip@example.org" in roster
    assert "lee@example.org" not in roster
    assert "Lee" not in used.run("people list")
    used.run("track", ends_with=(0, 4))
    assert json.loads(used.run("people show ida --json"))["roster"]["reminders"] is False


def test_a_store_that_is_migrated_is_copied_first(used: Used) -> None:
    before = used.rows("SELECT key, state FROM letter ORDER BY key")
    used.run("track", ends_with=(0, 4))
    ((version,),) = used.rows("PRAGMA user_version")
    copies = sorted((used.root / ".course").glob("course-before-*.db"))
    assert bool(copies) is (version > 1)  # 0.1.0 wrote schema 1
    for copy in copies[:1]:
        with closing(sqlite3.connect(copy)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (1,)
            assert db.execute("SELECT key, state FROM letter ORDER BY key").fetchall() == before
