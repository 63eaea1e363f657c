"""Dates as feeds should write them."""

from datetime import UTC, datetime

import pytest

from course.formats.feeds import dates

OCTOBER = datetime(2026, 10, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        "Mon, 05 Oct 2026 10:00:00 GMT",
        "Mon, 05 Oct 2026 11:00:00 +0100",
        "5 Oct 2026 10:00:00 Z",
        "2026-10-05T10:00:00Z",
        "2026-10-05T10:00:00+00:00",
        "2026-10-05T12:00:00.000+02:00",
        "  2026-10-05 10:00 ",
    ],
)
def test_the_usual_forms(words: str) -> None:
    assert dates.parse(words) == OCTOBER


@pytest.mark.parametrize(
    "words",
    ["", "x", "Mon, 35 Oct 2026 10:00:00 GMT", "Mon, 05 Oct 1926 10:00:00 GMT", "2026-13-01", "5 Oct" + "0" * 200],
)
def test_no_date(words: str) -> None:
    assert dates.parse(words) is None


def test_the_first_usable_date_counts() -> None:
    assert dates.first("", "soon", "2026-10-05T10:00:00Z", "2026-10-06T10:00:00Z") == OCTOBER
    assert dates.first("", "soon") is None


def test_no_place_is_further_from_greenwich_than_fifteen_hours() -> None:
    assert dates.parse("Mon, 05 Oct 2026 10:00:00 +1400") is not None
    assert dates.parse("Mon, 05 Oct 2026 10:00:00 +1600") is None
