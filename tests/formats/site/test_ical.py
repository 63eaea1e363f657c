"""The calendar of the course (RFC 5545)."""

import unicodedata
from dataclasses import replace
from datetime import date

import icalendar
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.model import Cohort
from course.formats.site import ical

COURSE = make.course({1: 1, 2: 2}, site="https://library.example/c/")


def events(text: str) -> dict[str, icalendar.Component]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}


def test_each_thing_has_the_day_on_which_it_opens_and_its_page() -> None:
    found = events(ical.calendar(COURSE))
    assert set(found) == {f"{name}.autumn@twelve-things.cpd23" for name in ("thing-01", "thing-02", "end")}
    second = found["thing-02.autumn@twelve-things.cpd23"]
    assert (second.decoded("DTSTART"), second.decoded("DTEND")) == (make.day(7), make.day(8))
    assert (str(second["SUMMARY"]), str(second["URL"])) == (
        "Thing 2: Thing of 2",
        "https://library.example/c/thing-02.html",
    )
    assert "URL" not in ical.calendar(replace(COURSE, site=""))


def test_several_cohorts_are_told_apart_and_one_without_dates_has_no_events() -> None:
    cohorts = {
        "autumn": COURSE.cohorts["autumn"],
        "spring": Cohort("spring", make.day(150), make.day(163)),
        "own-pace": Cohort("own-pace"),
    }
    found = events(ical.calendar(replace(COURSE, cohorts=cohorts)))
    assert len(found) == 6
    assert str(found["thing-01.spring@twelve-things.cpd23"]["SUMMARY"]) == "Thing 1: Thing of 1 (spring)"
    assert events(ical.calendar(replace(COURSE, cohorts={"own-pace": Cohort("own-pace")}))) == {}


def test_a_mistyped_year_at_the_end_of_the_calendar_stops_no_page() -> None:
    course = replace(COURSE, cohorts={"late": Cohort("late", starts=date(9999, 12, 27), ends=date.max)})
    assert ical.calendar(course).count("BEGIN:VEVENT") == len(course.things) + 1


@given(st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1, max_size=80))
def test_any_title_is_read_back_and_no_line_is_too_long(title: str) -> None:
    text = ical.calendar(make.course({1: 1}, title=title))
    assert text == ical.calendar(make.course({1: 1}, title=title))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("\n") == text.count("\r\n")
    last = next(str(event["SUMMARY"]) for uid, event in events(text).items() if uid.startswith("end."))
    assert last == f"Last day: {unicodedata.normalize('NFC', title)}"
