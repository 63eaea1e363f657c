"""Where the store and the record of emails differ, as values."""

from dataclasses import replace

import pytest

import make
from course.core.letters import sent_record
from course.core.letters.model import LetterState, NudgeKind, Sent
from course.core.letters.sent_record import RecordLine, RecordState
from course.core.model import Handle

KEY = b"k" * 32
HASH = sent_record.mailbox_hash(KEY, "ann@example.org")
WEEK = "2026-W41"
LINE = RecordLine(WEEK, "this-week", HASH, RecordState.SENT)
LETTER = Sent(
    f"{WEEK}.ann", Handle("ann"), NudgeKind.THIS_WEEK, WEEK, LetterState.SENT, make.at(make.day(1), 8), mailbox=HASH
)


def record(*states: str) -> list[RecordLine]:
    return [replace(LINE, state=RecordState(state)) for state in states]


@pytest.mark.parametrize(
    ("states", "letter", "differs"),
    [
        (["sent"], "sent", False),
        (["claimed"], "unknown", False),
        (["claimed", "sent"], "claimed", False),
        (["claimed"], "planned", False),  # cut off before the store's claim: in doubt, and settled by the next run
        (["claimed", "refused"], "refused", False),
        (["claimed", "planned"], "claimed", False),
        (["claimed", "sent", "forgotten"], None, False),
        (["claimed", "refused"], None, False),
        (["claimed"], None, True),
        (["claimed", "sent"], None, True),
        (["claimed", "sent"], "planned", True),
        (["claimed", "unknown"], "refused", True),
        ([], "sent", True),
        ([], "unknown", True),
        ([], "planned", False),
        ([], "refused", False),
    ],
)
def test_what_counts_as_a_difference(states: list[str], letter: str | None, differs: bool) -> None:
    letters = [replace(LETTER, state=LetterState(letter))] if letter else []
    assert bool(sent_record.disagreement(record(*states), letters, WEEK)) is differs


def test_a_letter_of_a_mailbox_that_nobody_knows_is_left_aside() -> None:
    assert not sent_record.disagreement([], [replace(LETTER, mailbox="")], WEEK)


@pytest.mark.parametrize(("week", "later"), [("2026-W40", WEEK), (WEEK, ""), ("2026-W42", ""), ("2025-W53", WEEK)])
def test_a_week_after_this_one_means_a_clock_that_is_wrong(week: str, later: str) -> None:
    assert sent_record.disagreement(record("sent"), [LETTER], week).later == later
    confirmed = [*record("sent"), RecordLine(WEEK, "clock", "", RecordState.LATER)]
    assert sent_record.disagreement(confirmed, [LETTER], week).later == ""


def test_a_hash_is_of_the_mailbox_and_of_the_key() -> None:
    assert sent_record.mailbox_hash(KEY, " ANN+news@Example.org") == HASH
    assert sent_record.mailbox_hash(b"x" * 32, "ann@example.org") != HASH
    assert "ann" not in HASH


def test_a_restored_letter_blocks_its_week() -> None:
    person = make.person("ann", email="ann@example.org")
    back = sent_record.restored(LINE, person)
    assert (back.handle, back.week, back.state, back.mailbox) == ("ann", WEEK, LetterState.SENT, HASH)
    assert sent_record.restored(replace(LINE, state=RecordState.CLAIMED), person).state is LetterState.UNKNOWN
    assert not sent_record.disagreement([LINE], [back], WEEK)
