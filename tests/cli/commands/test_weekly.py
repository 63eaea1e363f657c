"""The round of a week: each thing said once, and what to do next at the end."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

import black_box
import mailserver
import posted
from course.adapters.store import Store
from course.core.model import Handle, SelfReport
from course.services import course_home as homes
from course.services.letters import drafts, send

MONDAY = posted.MONDAY
WEEK = "2026-W41"
ROOT = Path(__file__).parents[3]


def round_of(root: Path, *words: str, now: datetime = MONDAY) -> str:
    """All that one round says: what it tells on the way, then its answer."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(now.timestamp()))}
    done = black_box.said(["weekly", *words, "-C", str(root)], environment=environment)
    done.check_returncode()
    return (done.stderr + done.stdout).replace("\n\n", "\n")


def test_where_nobody_is_registered_that_is_said_once_and_what_to_do(tmp_path: Path) -> None:
    words = round_of(posted.home(tmp_path / "h", 0))
    assert words.count("Nobody is registered") == 1
    assert words.count("Next: ") == words.count("cpd23 register") == 1
    assert "0 emails" not in words
    assert "0 sent" not in words
    assert words.endswith("Next: cpd23 register   nobody is registered yet\n")


@pytest.mark.parametrize("words", [(), ("--send",)], ids=["weekly", "weekly --send"])
def test_a_week_without_letters_says_so_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = posted.home(tmp_path / "h")
    said = round_of(root, *words, now=datetime(2026, 9, 1, 8, tzinfo=UTC))
    assert said.count("nothing was written") == 1
    assert "so nothing was written. To see why: cpd23 remind\n" in said
    assert "0 emails" not in said
    assert "0 sent" not in said
    assert said.count("Next: ") == 1
    assert said.endswith("Next: cpd23 things list   the course hasn't started: are the Things ready?\n")


def test_letters_that_were_drafted_are_followed_by_what_to_do_with_them(tmp_path: Path) -> None:
    words = round_of(posted.home(tmp_path / "h"))
    assert words.count("3 drafted, 0 approved") == words.count("Next: ") == 1
    steps = [line.split("  ")[0] for line in words.partition("Next: ")[2].replace("      cpd23", "cpd23").splitlines()]
    assert steps == ["cpd23 remind test", "cpd23 remind send"]


def test_drafts_that_nobody_approved_wait_for_approval_in_one_line(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        words = round_of(root, "--send")
        assert "Held back: P1, P2, P3 (the draft is not approved: cpd23 remind approve).\n" in words
        assert "Next: cpd23 remind approve   when you've read them, so that cpd23 weekly --send sends them\n" in words
        assert "cpd23 remind test" not in words
        home = homes.open_home(root)
        with Store(home.database) as store:
            drafts.approve(home, store, WEEK, MONDAY)
        words = round_of(root, "--send")
        assert f"Sent 3 of 3 emails for {WEEK}." in words
        assert "cpd23 remind approve" not in words
        assert sorted(box.to) == [f"p{n}@example.org" for n in (1, 2, 3)]


def test_letters_that_went_ask_for_nothing_more(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    round_of(root)
    home = homes.open_home(root)
    with Store(home.database) as store:
        send.carry_out(home, store, send.plan(home, store, MONDAY, send.SendRequest()), None, MONDAY)
        store.save_self_report(SelfReport(Handle("p1"), 1, MONDAY.date(), "Zoë"))
    words = round_of(root)
    assert f"Emails for {WEEK}: 3 sent" in words
    assert "remind send" not in words
    assert words.count("Next: ") == 1
