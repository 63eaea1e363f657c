"""Days as people type them."""

from datetime import date

import pytest

from course.core.errors import UsageError
from course.formats import human_dates

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("23 Nov 2026", date(2026, 11, 23)),
        ("23rd November 2026", date(2026, 11, 23)),
        ("Nov 23rd, 2026", date(2026, 11, 23)),
        ("the 23rd of November", date(2026, 11, 23)),
        ("Mon, 23 Nov", date(2026, 11, 23)),
        ("  12   OCT ", date(2026, 10, 12)),
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21)),
        ("monday", date(2026, 11, 23)),
        ("sunday", TODAY),
        ("next sunday", date(2026, 11, 29)),
        ("next monday", date(2026, 11, 23)),
        ("last sunday", date(2026, 11, 15)),
        ("last monday", date(2026, 11, 16)),
    ],
)
def test_a_day_is_understood(typed: str, meant: date) -> None:
    assert human_dates.parse(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("03/04/2026", "two different dates"),
        ("3.4.26", "two different dates"),
        ("2026-02-30", "doesn't exist"),
        ("31 Jun 2026", "doesn't exist"),
        ("12 Okt 2026", "no month"),
        ("1 ma 2026", "isn't a date"),
        ("soon", "isn't a date"),
        ("Friday 23 November 2026", "is a Monday"),
        ("２０２６-11-23", "isn't a date"),
        ("", "isn't a date"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as refused:
        human_dates.parse(typed, TODAY)
    assert "2026-11-23" in str(refused.value.hint)


def test_a_day_is_echoed_in_full() -> None:
    assert human_dates.full(date(2026, 11, 23)) == "Monday 23 November 2026"
    assert human_dates.short(date(2026, 11, 23)) == "23 Nov"


@pytest.mark.parametrize(
    "text", ["31 Feb 2026", "2026-2-30", "30/02/2026", "31.06.2026", "32/01/2026", "13/13/2026", "0 May 2026"]
)
def test_a_day_that_no_calendar_has_is_called_so(text: str) -> None:
    with pytest.raises(UsageError, match="doesn't exist"):
        human_dates.parse(text, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("text", "day"),
    [("31/12/2026", date(2026, 12, 31)), ("12/31/26", date(2026, 12, 31)), ("5.5.2026", date(2026, 5, 5))],
)
def test_figures_that_can_mean_one_day_only_mean_that_day(text: str, day: date) -> None:
    assert human_dates.parse(text, date(2026, 11, 23)) == day
