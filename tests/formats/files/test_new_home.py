"""The files of a new home, at every pace."""

from datetime import date, timedelta

import pytest
import tomli

from course.adapters import disk
from course.core.errors import CourseError
from course.formats.files import new_home
from course.formats.files import things as thing_files
from course.formats.files.new_home import PACES, Answers


@pytest.mark.parametrize("pace", PACES)
def test_a_new_home_has_parts_pictures_licence_and_welcome_at_every_pace(pace: str) -> None:
    answers = Answers("T", date(2026, 10, 5), "Zoë", "zoe@library.example", pace)
    files = new_home.files(answers, disk.own_things())
    course, problems = thing_files.parse({name: text.encode() for name, text in files.items()})
    assert problems == ()
    assert course
    assert [number for part in course.parts for number in part.things] == [thing.number for thing in course.things]
    assert all(f"things/{part.picture}" in files and part.alt for part in course.parts)
    assert course.licence
    assert "CC BY 4.0" in files["things/LICENSE.txt"]
    assert course.suggested_welcome.startswith("Welcome")
    assert all(week.note and week.suggested_note for week in course.weeks.values())


@pytest.mark.parametrize(
    ("starts", "name"),
    [
        (date(2026, 10, 5), "autumn-2026"),
        (date(2026, 12, 1), "winter-2026"),
        (date(2027, 1, 4), "winter-2027"),
        (date(2027, 3, 1), "spring-2027"),
        (date(2027, 8, 31), "summer-2027"),
    ],
)
def test_a_cohort_is_named_by_its_season(starts: date, name: str) -> None:
    assert Answers("T", starts, "Zoë", "zoe@library.example").cohort == name


@pytest.mark.parametrize("pace", PACES)
def test_the_last_day_is_the_sunday_of_the_last_week(pace: str) -> None:
    answers = Answers("T", date(2026, 10, 5), "Zoë", "zoe@library.example", pace)
    chosen = new_home.pace(pace)
    assert new_home.last_day(answers) == date(2026, 10, 4) + timedelta(weeks=chosen.length)
    assert max([*chosen.things.values(), *chosen.kinds]) == chosen.length


def test_a_pace_that_there_is_not_is_told() -> None:
    with pytest.raises(CourseError, match="no pace 'gallop'") as told:
        new_home.pace("gallop")
    assert "steady" in str(told.value.hint)


@pytest.mark.parametrize(
    "words", ['The "23" Things', "Back\\slash", "Søren's\nThings", "'''", "李 \x7f", "\U0001f469 Ada"]
)
def test_what_the_organiser_typed_comes_back_out_of_the_settings(words: str) -> None:
    answers = Answers(words, date(2026, 10, 5), words, "zoe@library.example")
    settings = tomli.loads(new_home.files(answers, disk.own_things())["things/course.toml"])
    assert (settings["title"], settings["organiser"]["name"]) == (words, words)


def test_only_the_week_of_a_thing_is_changed() -> None:
    text = '+++\nnumber = 3\nweek = 2\ntitle = "week = 9"\n+++\nweek = 5\n'
    assert new_home.at_week(text, 11) == text.replace("week = 2", "week = 11")
    with pytest.raises(CourseError, match="no week"):
        new_home.at_week("+++\nnumber = 3\n+++\n", 11)
