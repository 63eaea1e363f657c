"""What the decision looks at: letters that arrived, Things to offer."""

import make
from course.core.letters.model import NudgeKind, Sent
from course.core.letters.reminder_context import ReminderContext, by_person, week_name


def context(standing: str, *sent: Sent, owed: tuple[int, ...] = ()) -> ReminderContext:
    return ReminderContext(make.standing_of("ada", standing, owed=owed), make.course(), make.day(49), sent, ())


def test_only_letters_that_may_have_arrived_count_by_kind_and_day() -> None:
    letters = [
        make.sent(f"{n}.ada", make.day(n), kind, state=state)
        for n, (kind, state) in enumerate(
            [("this-week", "sent"), ("miss-you", "planned"), ("miss-you", "unknown"), ("miss-you", "refused")]
        )
    ]
    seen = context("behind", *letters)
    assert [letter.key for letter in seen.arrived()] == ["0.ada", "2.ada"]
    assert [letter.key for letter in seen.arrived(NudgeKind.MISS_YOU)] == ["2.ada"]
    assert seen.arrived(since=make.day(3)) == ()


def test_the_first_thing_comes_first_to_somebody_who_has_done_nothing() -> None:
    assert context("not-started", owed=(3, 1, 2)).to_name == (1, 2, 3)
    assert context("behind", owed=(3, 1, 2)).to_name == (1, 2, 3)
    assert context("not-started").first_thing == 1


def test_letters_are_sorted_by_person_the_oldest_first() -> None:
    new, old, other = (make.sent(key, make.day(n)) for key, n in (("b.ada", 9), ("a.ada", 2), ("a.bo", 3)))
    assert by_person([new, other, old]) == {"ada": (old, new), "bo": (other,)}


def test_weeks_are_iso_weeks() -> None:
    assert week_name(make.day(49)) == "2026-W48"
