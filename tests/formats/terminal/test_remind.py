"""What the rungs of the ladder say, and that nobody whose email did not surely go is left unnamed."""

import json
from dataclasses import dataclass

import pytest

import make
from course.core.hints import Action
from course.core.letters.model import LetterState, Skip
from course.core.model import Handle
from course.core.progress.next_step import State, Status
from course.formats.letters.weekly_plan import WeeklyPlan
from course.formats.terminal import remind

ROSTER = {who.handle: who for who in (make.person("ada"), make.person("bo", name="Bo\nB"), make.person("cy", name=" "))}
ADA, BO, CY = ROSTER


@dataclass(frozen=True)
class Outcome:
    state: LetterState
    says: str = ""


OUTCOMES = {BO: Outcome(LetterState.UNKNOWN, "the line broke"), ADA: Outcome(LetterState.SENT)}


def test_a_name_is_on_one_line_and_the_handle_stands_in_for_none() -> None:
    assert [remind.name(who, ROSTER) for who in (BO, CY, Handle("gone"))] == ["Bo B", "cy", "gone"]


def test_where_nobody_gets_a_letter_it_says_why() -> None:
    report = make.report(make.ledger(), 5)
    alone = WeeklyPlan("2026-W41", report, (), (Skip(ADA, "has no email"),))
    assert "so nothing was written. To see why: cpd23 remind" in remind.drafted((), alone, "outbox/2026-W41")
    assert "Nobody is registered yet." in remind.drafted((), WeeklyPlan("2026-W41", report, (), ()), "outbox")


def test_the_outcome_counts_what_went_and_names_everybody_else() -> None:
    assert remind.sent("2026-W41", OUTCOMES, 3, "the server refused", ROSTER, as_json=False).splitlines() == [
        "Sent 1 of 5 emails for 2026-W41. Nobody gets a second one this week.",
        "  Bo B: may have arrived, so it isn't sent again automatically (the line broke)",
        "Stopped before the end, with 3 emails still to send: the server refused.",
    ]
    found = json.loads(remind.sent("2026-W41", OUTCOMES, 0, "", ROSTER, as_json=True))
    assert [row["state"] for row in found["letters"]] == ["sent", "unknown"]
    assert found["stopped"] is None


def test_every_state_in_which_a_run_leaves_a_letter_that_did_not_go_has_its_words() -> None:
    assert set(remind.STATES) == set(LetterState) - {LetterState.SENT, LetterState.CLAIMED}


def test_those_held_back_stand_together_by_reason() -> None:
    held = [Skip(ADA, "not approved"), Skip(CY, "changed"), Skip(BO, "not approved")]
    lines = ("Held back: Ada, Bo B (not approved).", "Held back: cy (changed).")
    assert remind.held_back(held, ROSTER) == lines
    text = remind.would_send("2026-W41", (), held, ROSTER, as_json=False)
    assert text.splitlines() == ["0 emails to send for 2026-W41. Nothing was sent.", *lines]
    assert len(json.loads(remind.would_send("2026-W41", (), held, ROSTER, as_json=True))["held"]) == 3


def test_commands_stand_below_each_other_with_their_reasons() -> None:
    assert remind.next_steps([("cpd23 review", "two wait"), ("cpd23 report", "")]).splitlines() == [
        "Next: cpd23 review   two wait",
        "      cpd23 report",
    ]
    assert remind.next_steps([]) == ""


@pytest.mark.parametrize(
    ("next_", "waiting", "approved", "sends", "commands"),
    [
        (Action.REPORT, (), (), False, ["cpd23 report"]),
        (Action.REPORT, ("a",), (), False, ["cpd23 remind test", "cpd23 remind send"]),
        (Action.REVIEW, ("a",), (), True, ["cpd23 review", "cpd23 remind approve"]),
        (Action.REPORT, ("a", "b"), ("a",), True, ["cpd23 remind approve"]),
        (Action.REPORT, ("a",), ("a", "b"), True, ["cpd23 remind test", "cpd23 remind send"]),
    ],
)
def test_after_the_round_the_course_comes_first_and_then_the_next_rung(
    next_: Action, waiting: tuple[str, ...], approved: tuple[str, ...], sends: bool, commands: list[str]
) -> None:
    text = remind.after_the_round(Status(State.RUNNING, next_, "why"), waiting, approved, sends)
    assert [line[6:].split("   ")[0].rstrip() for line in text.splitlines()] == commands
