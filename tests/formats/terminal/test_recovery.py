"""Where store and record differ, in words: whose email, of which week, and what is done about it."""

import make
from course.core.letters import sent_record
from course.core.letters.sent_record import Disagreement, RecordLine, RecordState
from course.formats.terminal import recovery

WEEK = "2026-W41"
LINE = RecordLine(WEEK, "this-week", "a" * 32, RecordState.SENT)
PERSON = make.person("ann", email="ann@example.org")
LETTER = sent_record.restored(LINE, PERSON)
ROSTER = {PERSON.handle: PERSON}


def test_nothing_differs() -> None:
    assert "There is nothing to repair" in recovery.render_text(Disagreement(), WEEK, (), (), ROSTER)


def test_each_difference_has_a_line_with_its_week_and_a_name_but_no_address() -> None:
    found = Disagreement((LINE, LINE), (LETTER,), "2026-W43")
    words = recovery.render_text(found, WEEK, [LETTER], [LINE], ROSTER)
    assert "1 email is only in sent.jsonl and will be added to the store:" in words
    assert f"  {WEEK}  this-week    sent     {PERSON.name}" in words
    assert "1 email in sent.jsonl went to mailboxes that nobody on the roster has" in words
    assert "1 email is only in the store and will be added to sent.jsonl" in words
    assert "has emails for week 2026-W43, but this computer's clock says it's week 2026-W41" in words
    assert "@" not in words
    assert "a" * 32 not in words
