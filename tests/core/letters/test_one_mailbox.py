"""One mailbox, one email a week."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.letters import decide_letters, reminder_context
from course.core.letters.model import Mailing, Sent
from course.core.model import Progress, Report

MONDAY = date(2026, 11, 23)


def decided(*rows: Progress, sent: tuple[Sent, ...] = ()) -> Mailing:
    return decide_letters.mailing(Report(make.course(), MONDAY, rows), sent, MONDAY)


def entry(handle: str, email: str, **who: Any) -> Progress:
    return make.standing_of(handle, who={"email": email, **who})


def test_two_entries_with_one_mailbox_get_one_letter_and_the_other_is_told_why() -> None:
    answer = decided(entry("ann", "Ann.B@gmail.com"), entry("bo", "annb+x@gmail.com"), entry("cy", "cy@example.org"))
    assert [letter.handle for letter in answer.letters] == ["ann", "cy"]
    assert [(skip.handle, skip.why) for skip in answer.skipped] == [
        ("bo", "has the same mailbox as ann, who gets this week's email")
    ]


def test_the_entry_that_joined_last_gets_it() -> None:
    later = make.START + timedelta(days=3)
    answer = decided(entry("ann", "a@example.org"), entry("bo", "a@example.org", joined=later))
    assert [letter.handle for letter in answer.letters] == ["bo"]


def test_a_letter_of_this_week_to_the_other_entry_counts() -> None:
    sent = (make.sent("2026-W48.bo", MONDAY),)
    answer = decided(entry("ann", "a@example.org"), entry("bo", "A@example.org"), sent=sent)
    assert answer.letters == ()
    assert "has the same mailbox as bo" in str(answer.skipped[0].why)


def test_a_letter_of_this_week_to_an_entry_that_was_removed_since_counts() -> None:
    sent = (make.sent("2026-W48.gone", MONDAY, address=reminder_context.digest("a@example.org")),)
    answer = decided(entry("ann", "a@example.org"), sent=sent)
    assert answer.letters == ()
    assert answer.skipped[0].why == "this mailbox has already had this week's email"


def test_somebody_who_gets_none_keeps_nobody_from_theirs() -> None:
    answer = decided(make.standing_of("ann", "withdrawn", who={"email": "a@example.org"}), entry("bo", "a@example.org"))
    assert [letter.handle for letter in answer.letters] == ["bo"]


@given(st.lists(st.sampled_from(["a@x.org", "A@x.org", "a+1@x.org", "b@x.org", ""]), max_size=8), st.randoms())
def test_never_two_letters_to_one_mailbox_in_any_order(emails: list[str], chance: Any) -> None:
    rows = [entry(f"p{number}", email) for number, email in enumerate(emails)]
    first = decided(*rows)
    chance.shuffle(rows)
    assert decided(*rows) == first
    boxes = ["a" if row.participant.email != "b@x.org" else "b" for row in rows if row.participant.email]
    assert len(first.letters) == len(set(boxes))
