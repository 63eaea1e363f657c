"""Dates as programs and people write them."""

import calendar
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats.feeds import dates, generated_date_names, written_dates

READ = {
    # ISO, with whatever follows it
    "2026-10-08T10:00:00Z": "2026-10-08T10:00",
    "2026-10-08 10:00:00 UTC": "2026-10-08T10:00",
    "2026-10-08 22:00:00 EST": "2026-10-09T03:00",
    "2026-10-08T22:00:00EST": "2026-10-09T03:00",
    "2026-10-08 10:00:00 CEST": "2026-10-08T08:00",
    "2026-10-08T10:00:00Z[UTC]": "2026-10-08T10:00",
    "2026-10-08T10:00:00+02:00[Europe/Berlin]": "2026-10-08T08:00",
    "2026-10-08T10:00:00[Europe/London]": "2026-10-08T09:00",
    "2026-10-08 10:00:00 Europe/London": "2026-10-08T09:00",
    "2026-12-08 10:00:00 Europe/London": "2026-12-08T10:00",
    "2026-10-08T10:00:00 America/New_York": "2026-10-08T14:00",
    "2026-10-08T10:00:00 Etc/GMT+5": "2026-10-08T15:00",
    "2026-10-08 10:00:00 ET": "2026-10-08T14:00",
    "2026-10-08 10:00 UTC+5:30": "2026-10-08T04:30",
    "2026-10-08 10:00:00 GMT-4": "2026-10-08T14:00",
    "2026-10-08 10:00:00+0200": "2026-10-08T08:00",
    "2026-10-08 10:00:00.123456789 +0100": "2026-10-08T09:00:00.123456",
    "2026-10-0810:00:00": "2026-10-08T10:00",
    "2026-10-05T24:00:00Z": "2026-10-06T00:00",
    "2026-10-08Z": "2026-10-08T00:00",
    "2026-10-08+02:00": "2026-10-07T22:00",
    "20261008": "2026-10-08T00:00",
    "2026/10/8": "2026-10-08T00:00",
    "2026.10.08 10:00": "2026-10-08T10:00",
    # RFC 822 and near it
    "Mon, 05 Oct 2026 10:00:00 +0200": "2026-10-05T08:00",
    "Mon,05 Oct 2026 10:00:00 +0000": "2026-10-05T10:00",
    "Mon,05Oct2026 10:00:00GMT": "2026-10-05T10:00",
    "05 Oct 26 10:00 +0200": "2026-10-05T08:00",
    "Mon, 05 Oct 2026 24:00:00 GMT": "2026-10-06T00:00",
    "Thu, 08 Oct 2026 23:59:60 GMT": "2026-10-08T23:59:59",
    "Thu, 08 Oct 2026 10:00 a.m. EST": "2026-10-08T15:00",
    "Thu, 8 Oct 2026 00:30:00 +0530": "2026-10-07T19:00",
    # Drupal, JavaScript, C, Apache, clocks
    "Monday, October 5, 2026 - 10:00": "2026-10-05T10:00",
    "Mon, 10/05/2026 - 10:00": "2026-10-05T10:00",
    "Mo, 05.10.2026 - 10:00": "2026-10-05T10:00",
    "Mon Oct 05 2026 10:00:00 GMT+0200 (Central European Summer Time)": "2026-10-05T08:00",
    "Sun Oct  4 10:00:00 2026": "2026-10-04T10:00",
    "Sun Oct  4 10:00:00 EDT 2026": "2026-10-04T14:00",
    "05/Oct/2026:10:00:00 +0200": "2026-10-05T08:00",
    "1791446400": "2026-10-08T08:00",
    "1791446400000": "2026-10-08T08:00",
    # People
    "15th Oct 2026": "2026-10-15T00:00",
    "Oct 15th, 2026": "2026-10-15T00:00",
    "Thursday 8th of October, 2026 at 10:00am": "2026-10-08T10:00",
    "October 1st 2026 5pm": "2026-10-01T17:00",
    "Oct 1, 2026 12:30 AM": "2026-10-01T00:30",
    "10:00, 5 October 2026": "2026-10-05T10:00",
    "13/10/2026 10:00": "2026-10-13T10:00",
    "10/13/2026 10:00 PM": "2026-10-13T22:00",
    "5. 10. 2026": "2026-10-05T00:00",
    # Languages
    "5 octobre 2026 à 10h30": "2026-10-05T10:30",
    "mar., 6 oct. 2026 10:00": "2026-10-06T10:00",
    "mar 3 mar 2026": "2026-03-03T00:00",
    "Montag, 5. Oktober 2026 um 10:00 Uhr": "2026-10-05T10:00",
    "5 marras 2026": "2026-11-05T00:00",
    "5. marraskuuta 2026 klo 10.30": "2026-11-05T10:30",
    "5 de octubre de 2026": "2026-10-05T00:00",
    "5 d’octubre del 2026": "2026-10-05T00:00",
    "seg, 05 out 2026 10:00:00 -0300": "2026-10-05T13:00",
    "2026. október 5. 10:00": "2026-10-05T10:00",
    "2026. gada 5. oktobris": "2026-10-05T00:00",
    "2026 m. spalio 5 d.": "2026-10-05T00:00",
    "5 października 2026": "2026-10-05T00:00",
    "czw., 5 listopada 2026": "2026-11-05T00:00",  # Polish, for in Croatian it would be a Monday in October
    "5 Kasım 2026": "2026-11-05T00:00",
    "5 Ekim 2026 Pazartesi 10:00": "2026-10-05T10:00",
    "5 октября 2026 г., 10:00": "2026-10-05T10:00",
    "5 жовтня 2026 р. о 10:00": "2026-10-05T10:00",
    "Δευ, 05 Οκτ 2026 10:00:00 +0300": "2026-10-05T07:00",
    "5 באוקטובר 2026": "2026-10-05T00:00",
    "٥ أكتوبر ٢٠٢٦": "2026-10-05T00:00",
    "5 ตุลาคม 2026": "2026-10-05T00:00",
    "2026年10月5日 下午10:05": "2026-10-05T22:05",
    "2026년 10월 5일 오후 10:00": "2026-10-05T22:00",
    "Thứ Hai, 5 Tháng 10, 2026": "2026-10-05T00:00",
}
NO_DATE = (
    "05/10/2026 10:00", "3/4/2026", "8/10/26", "Mon, 05/05/26",  # two days
    "5 listopada 2026", "5 lis 2026",  # October or November
    "5 Foo 2026", "31 Feb 2026", "2026-02-30T10:00:00Z", "October 2026", "15th Oct", "yesterday", "2 hours ago",
    "2026-10-05T24:30:00Z", "Mon, 05 Oct 2026 25:00:00 GMT", "Thu, 08 Oct 2026 10:00:00 +2600", "2026-10-08 10:61",
    "5 Oct 2026 6 Oct 2026", "12 34 56 78", "Mon, 05 Oct 0026 10:00:00 GMT", "0000-00-00 00:00:00", "Thu, 01 Jan 1970 00:00:00 +0000",
    "2026-10-08 10:00:00 Nowhere/City",
)  # fmt: skip


@pytest.mark.parametrize("words", READ)
def test_the_moment_that_is_written(words: str) -> None:
    assert dates.parse(words) == datetime.fromisoformat(READ[words]).replace(tzinfo=UTC)


@pytest.mark.parametrize("words", NO_DATE)
def test_no_date_rather_than_a_wrong_day(words: str) -> None:
    assert dates.parse(words) is None


def test_every_name_of_a_month_is_its_month_or_none() -> None:
    names = {name for line in generated_date_names.MONTHS for name in line.split()}
    assert len(names) > 700
    unclear = set()
    for number, line in enumerate(generated_date_names.MONTHS, 1):
        for name in line.split():
            moment = dates.parse(f"5 {name} 2026")
            if moment is None:
                unclear.add(name)
            else:
                assert (moment.month, moment.day) == (number, 5), name
    assert unclear == {"lip", "lis", "listopad", "listopada", "srp"}


def test_every_name_of_a_weekday_may_stand_before_a_date() -> None:
    for number, line in enumerate(generated_date_names.WEEKDAYS):
        for name in line.split():
            assert dates.parse(f"{name}, {5 + number} October 2026") == datetime(2026, 10, 5 + number, tzinfo=UTC), name


@given(st.integers(820_454_400, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_one_moment_however_it_is_written(at: datetime) -> None:
    moment = at.replace(tzinfo=None)
    month, day = calendar.month_name[moment.month], calendar.day_name[moment.weekday()]
    clock = moment.strftime("%H:%M:%S")
    written = (
        moment.isoformat(),
        f"{moment.isoformat(sep=' ')} UTC",
        f"{day[:3]}, {moment.day:02} {month[:3]} {moment.year} {clock} GMT",
        f"{day}, {month} {moment.day}, {moment.year} - {clock}",
        f"{day[:3]} {month[:3]} {moment.day:2} {clock} {moment.year}",
        f"{moment.day}. {month} {moment.year}, {clock}",
        f"{moment.day:02}.{moment.month:02}.{moment.year} {clock}",
    )
    assert {dates.parse(words) for words in written} == {at}


@given(
    st.text(st.sampled_from("0123456789-+:/., TZabcdehmnoprtuvyOctMayÀé年月日\u200f[]()"), max_size=130)
    | st.text(max_size=130)
)
def test_any_words_are_a_moment_or_none(words: str) -> None:
    moment = dates.parse(words)
    assert moment is None or (moment.tzinfo is UTC and moment >= dates.EARLIEST)


def test_folding_keeps_what_names_differ_by() -> None:
    assert written_dates.folded("  Août\u200f  ") == "aout"
    assert written_dates.folded("ＯＣＴ ２０２６") == "oct 2026"
    assert not re.search(r"[A-Z]", written_dates.folded("KASIM İstanbul"))
