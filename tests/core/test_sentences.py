"""Days, counts and Things, as sentences have them."""

from datetime import date

import pytest

from course.core import sentences


@pytest.mark.parametrize(
    ("numbers", "listed", "runs"),
    [
        ([6], "Thing 6", "Thing 6"),
        ([6, 7], "Things 6 and 7", "Things 6 and 7"),
        ([6, 7, 8], "Things 6, 7 and 8", "Things 6 to 8"),
        ([3, 4, 5, 9, 12], "Things 3, 4, 5, 9 and 12", "Things 3 to 5, 9 and 12"),
    ],
)
def test_things_by_their_numbers(numbers: list[int], listed: str, runs: str) -> None:
    assert sentences.things(numbers) == listed
    assert sentences.runs_of_things(numbers) == runs
    assert sentences.things([]) == ""


def test_so_many_of_something() -> None:
    assert [sentences.plural(n, "blog") for n in (0, 1, 2)] == ["0 blogs", "1 blog", "2 blogs"]
    assert sentences.plural(2, "person", "people") == "2 people"


def test_how_long_ago() -> None:
    today = date(2026, 11, 23)
    days = [date(2026, 11, 23), date(2026, 11, 22), date(2026, 11, 11), date(2026, 12, 1)]
    assert [sentences.ago(day, today) for day in days] == ["today", "yesterday", "12 days ago", "on 1 December 2026"]
