"""Whose emails come back?"""

from datetime import timedelta
from typing import Any

import pytest

import make
from course.core.letters import bounces
from course.core.letters.model import Returned, Sent
from course.core.letters.reminder_context import digest
from course.core.model import Handle

ADA = Handle("ada")
ROSTER = {ADA: make.person("ada", email="ada@example.org")}


def letters(*how: str, **changes: Any) -> list[Sent]:
    return [
        make.sent(f"{at}.ada", make.START + timedelta(weeks=at), returned=Returned(one), **changes)
        for at, one in enumerate(how)
    ]


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (["now", "now", "now"], {ADA: 3}),
        (["", "now", "now", "now", "now"], {ADA: 4}),
        (["now", "now", "", "now"], {}),
        (["now", "now", "now", ""], {}),
        (["now", "now"], {}),
        ([], {}),
    ],
)
def test_three_in_a_row_are_told(how: list[str], told: dict[Handle, int]) -> None:
    assert bounces.in_a_row(letters(*how), ROSTER) == told
    assert bounces.in_a_row(reversed(letters(*how)), ROSTER) == told


def test_an_email_that_never_went_does_not_count() -> None:
    items = letters("now", "now", "now")
    never = make.sent("9.ada", make.START + timedelta(weeks=9), state="refused")
    assert bounces.in_a_row([*items, never], ROSTER) == {ADA: 3}
    assert bounces.in_a_row(items, {}) == {}


def test_an_address_is_closed_until_it_is_another() -> None:
    items = letters("", "good", address=digest("ada@example.org"))
    assert bounces.closed(items, ROSTER) == (items[1],)
    assert bounces.closed(items, {ADA: make.person("ada", email="ada@new.example")}) == ()
    assert bounces.closed(items, {}) == ()
