"""What somebody may change about their own place through the form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.model import Pause, Show
from course.core.people.pending_changes import changed

JUNE = Pause(date(2026, 6, 1), date(2026, 6, 30))
OPEN = Pause(date(2026, 6, 1))


def pauses(settings: dict[str, object], *before: Pause) -> tuple[Pause, ...]:
    return changed(make.person(pauses=before), settings).pauses


def test_reminders_are_turned_by_yes_and_no_only() -> None:
    assert not changed(make.person(), {"reminders": False}).reminders
    assert changed(make.person(reminders=False), {"reminders": True}).reminders
    assert changed(make.person(), {"reminders": "no", "name": "Eve", "email": "eve@example.org"}) == make.person()


def test_who_may_see_somebody_is_one_of_three() -> None:
    assert changed(make.person(), {"show": "private"}).show is Show.PRIVATE
    for nonsense in ("everyone", "", None, 1, ["public"]):
        assert changed(make.person(), {"show": nonsense}) == make.person()


def test_somebody_leaves_and_comes_back() -> None:
    left = changed(make.person(), {"withdrawn": "2026-06-15"})
    assert left.withdrawn == date(2026, 6, 15)
    assert changed(left, {"resume": "2026-06-20"}).withdrawn is None
    assert changed(left, {"withdrawn": None}).withdrawn is None


@pytest.mark.parametrize(
    ("start", "until", "left"),
    [
        ("2026-07-05", "2026-07-09", [JUNE, Pause(date(2026, 7, 5), date(2026, 7, 9))]),
        ("2026-05-05", "2026-05-31", [Pause(date(2026, 5, 5), date(2026, 5, 31)), JUNE]),
        ("2026-06-30", "2026-07-09", [Pause(date(2026, 6, 30), date(2026, 7, 9))]),  # the new one stands for the old
        ("2026-06-10", "2026-06-10", [Pause(date(2026, 6, 10), date(2026, 6, 10))]),
        ("2026-07-09", "2026-07-05", [JUNE]),  # the wrong way round
        ("2026-07-32", "2026-08-05", [JUNE]),
        ("2026-07-05", None, [JUNE]),
    ],
)
def test_a_new_pause_takes_the_place_of_those_it_meets(start: str, until: str | None, left: list[Pause]) -> None:
    assert pauses({"from": start, "until": until}, JUNE) == tuple(left)


@pytest.mark.parametrize(
    ("before", "resume", "left"),
    [
        (JUNE, "2026-06-10", [Pause(date(2026, 6, 1), date(2026, 6, 9))]),
        (OPEN, "2026-06-10", [Pause(date(2026, 6, 1), date(2026, 6, 9))]),
        (JUNE, "2026-06-01", []),  # it never began
        (OPEN, "2026-05-20", []),
        (JUNE, "2026-07-20", [JUNE]),  # over already
        (JUNE, "soon", [JUNE]),
    ],
)
def test_coming_back_ends_a_pause_on_the_day_before(before: Pause, resume: str, left: list[Pause]) -> None:
    assert pauses({"resume": resume}, before) == tuple(left)


ANYTHING = st.one_of(st.none(), st.booleans(), st.text(max_size=12), st.dates().map(str), st.integers())


@given(st.dictionaries(st.sampled_from(["reminders", "withdrawn", "from", "until", "resume", "name"]), ANYTHING))
def test_whatever_comes_changes_nothing_else_and_leaves_no_pause_that_ends_before_it_begins(
    settings: dict[str, object],
) -> None:
    person = changed(make.person(pauses=(JUNE,)), settings)
    assert (person.name, person.email, person.blogs, person.joined) == (
        *(make.person().name, make.person().email, make.person().blogs),
        make.START,
    )
    assert all(one.until is None or one.start <= one.until for one in person.pauses)
