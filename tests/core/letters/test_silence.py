"""When the next "we miss you" is due, and when there is none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.letters import decide_letters, silence
from course.core.letters.model import LetterState, NudgeKind, Sent
from course.core.letters.reminder_context import ReminderContext
from course.core.model import Report

STALLED = make.day(30)


def context(day: int, *sent: int) -> ReminderContext:
    """Somebody who stalled on day 30, on a later day, with the days on which they were written to."""
    row = make.standing_of("ada", "stalled", owed=(4,), stalled_on=STALLED)
    letters = tuple(make.sent(f"{n}.ada", make.day(at), "miss-you") for n, at in enumerate(sent))
    return ReminderContext(row, make.course(), make.day(day), letters, ())


@pytest.mark.parametrize(
    ("sent", "due"),
    [((), 37), ((37,), 44), ((43,), 50), ((37, 44), 58), ((37, 50), 64), ((60,), 67), ((37, 44, 58), None)],
)
def test_the_first_day_for_the_next_letter(sent: tuple[int, ...], due: int | None) -> None:
    assert silence.next_miss_you(context(90, *sent)) == (None if due is None else make.day(due))


@given(st.sets(st.integers(0, 19), max_size=20))
def test_silence_begins_after_three_letters_that_were_sent_however_often_we_send(mondays: set[int]) -> None:
    """The organiser sends in some weeks and forgets others; what is not sent does not count."""
    history: list[Sent] = []
    row = make.standing_of("ada", "stalled", owed=(4,), stalled_on=make.START)
    for week in range(20):
        monday = make.START + timedelta(weeks=week)
        answer = decide_letters.mailing(Report(make.course(), monday, (row,)), history, monday)
        if week in mondays:
            history += [
                Sent(n.key, n.handle, n.kind, n.week, LetterState.SENT, make.at(monday, 8)) for n in answer.letters
            ]
    days = [item.at.date() for item in history if item.kind is NudgeKind.MISS_YOU]
    assert len(days) <= 3
    gaps = [(day - before).days for before, day in zip([make.START, *days], days, strict=False)]
    assert all(gap >= least for gap, least in zip(gaps, (7, 7, 14), strict=False))
    last = make.START + timedelta(weeks=20)
    (skip,) = decide_letters.mailing(Report(make.course(), last, (row,)), history, last).skipped or (None,)
    assert (skip is not None and "we stop after" in str(skip.why)) == (len(days) == 3)


def test_letters_after_the_day_of_the_decision_do_not_count() -> None:
    assert silence.miss_you_sent(context(40, 37, 44)) == 1
    assert isinstance(silence.next_miss_you(context(40, 37, 44)), date)
