"""People on the roster: looked at, changed, moved, paused, let go, taken back."""

import json
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import homes
from course.adapters import disk
from course.core.errors import Busy, CourseError, UsageError
from course.core.people.joining import SignUp
from course.formats.terminal import people_list as words
from course.services import course_home as desk_home
from course.services.people import edit_person, register

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return homes.make(tmp_path / "home")


def settings(home: Path, handle: str = "nightjar") -> dict[str, Any]:
    values = tomllib.loads((home / "participants.toml").read_text(encoding="utf-8"))["participants"][handle]
    assert isinstance(values, dict)
    return values


def text(home: Path) -> str:
    return (home / "participants.toml").read_bytes().decode()


def test_registering_adds_one_block_and_keeps_every_other_byte(home: Path) -> None:
    person = register.add(home, SignUp("Ann B.", ("annb.example",), "ann@example.org"), TODAY)
    assert person.handle == "ann-b"
    assert text(home).startswith(homes.ROSTER)
    assert settings(home, "ann-b") == {
        "name": "Ann B.",
        "cohort": "autumn",
        "joined": TODAY,
        "blogs": ["https://annb.example"],
        "email": "ann@example.org",
    }


def test_a_dry_run_writes_nothing(home: Path) -> None:
    register.add(home, SignUp("Ann"), TODAY, dry_run=True)
    edit_person.change(home, "bo", ["show=public"], TODAY, dry_run=True)
    assert text(home) == homes.ROSTER


@pytest.mark.parametrize(
    "address",
    [
        "http://nightjar.blogspot.co.uk/2011/07/thing-6.html",
        "feed://nightjar.blogspot.com/feeds/posts/default",
        "NIGHTJAR.blogspot.com",
    ],
)
def test_a_blog_that_somebody_has_is_refused_with_the_name(home: Path, address: str) -> None:
    with pytest.raises(CourseError, match="Nightjar"):
        register.add(home, SignUp("Other", (address,)), TODAY)
    assert text(home) == homes.ROSTER


def test_names_that_can_be_confused_are_pointed_out(home: Path) -> None:
    opened = desk_home.open_home(home)
    told = SignUp("Nіghtjar", (), "nightjar@example.org", shares_mailbox=True)
    found = register.warnings(opened, register.proposal(opened, told, TODAY))
    assert [line for line in found if "looks very similar to Nightjar" in line]
    assert [line for line in found if "same mailbox" in line]
    assert [line for line in found if "two alphabets" in line]


def test_a_file_in_the_home_may_stand_for_a_blog_and_one_outside_may_not(home: Path) -> None:
    (home / "export.xml").write_text("<rss/>")
    (home.parent / "outside.xml").write_text("<rss/>")
    assert register.add(home, SignUp("Ann", ("export.xml",)), TODAY).blogs == ("export.xml",)
    with pytest.raises(CourseError):
        register.add(home, SignUp("Ben", ("../outside.xml",)), TODAY)


def test_settings_are_changed_by_key_and_value(home: Path) -> None:
    edit_person.change(home, "Nightjar", ["show=public", "reminders=no", "groups=law, public libraries"], TODAY)
    assert settings(home) | {"show": "public", "reminders": False, "groups": ["law", "public libraries"]} == settings(
        home
    )
    edit_person.change(home, "nightjar", ["email=", "joined=2 Oct 2026"], TODAY)
    assert "email" not in settings(home)
    assert settings(home)["joined"] == date(2026, 10, 2)
    assert 'blogs = ["https://nightjar.blogspot.com/"]   # since 2010' in text(home)


@pytest.mark.parametrize(
    "pair",
    [
        "emial=a@b.org",
        "email=foo",
        "joined=03/04/2026",
        "cohort=winter",
        "name=",
        "name=...",
        "show",
        "reminders=perhaps",
        "blogs=https://library.example/bo/feed",
        "pauses=x",
        "joined=",
        "name=a@b.org",
        "blogs=javascript:alert(1)",
    ],
)
def test_a_change_that_will_not_do_is_refused_and_nothing_is_written(home: Path, pair: str) -> None:
    with pytest.raises(CourseError):
        edit_person.change(home, "nightjar", ["show=public", pair], TODAY)
    assert text(home) == homes.ROSTER


def test_moving_replaces_the_blog_or_adds_one(home: Path) -> None:
    edit_person.move(home, "nightjar", "nightjar.example")
    assert settings(home)["blogs"] == ["https://nightjar.example"]
    edit_person.move(home, "nightjar", "second.example", also=True)
    assert settings(home)["blogs"] == ["https://nightjar.example", "https://second.example"]
    with pytest.raises(CourseError, match="Bo Larsson"):
        edit_person.move(home, "nightjar", "library.example/bo")


def test_a_pause_is_entered_and_ended(home: Path) -> None:
    edit_person.pause(home, "nightjar", date(2026, 11, 10), date(2026, 12, 1))
    with pytest.raises(CourseError, match="already has a pause in that time"):
        edit_person.pause(home, "nightjar", date(2026, 11, 30), None)
    edit_person.resume(home, "nightjar", TODAY)
    assert settings(home)["pauses"] == [{"from": date(2026, 11, 10), "until": date(2026, 11, 21)}]
    assert edit_person.pause(home, "nightjar", TODAY, None).said.endswith("pauses from 22 November 2026 on.")
    edit_person.resume(home, "nightjar", TODAY)
    assert len(settings(home)["pauses"]) == 1


def test_who_left_can_come_back(home: Path) -> None:
    edit_person.withdraw(home, "nightjar", TODAY)
    assert settings(home)["withdrawn"] == TODAY
    edit_person.resume(home, "nightjar", TODAY)
    assert text(home) == homes.ROSTER
    with pytest.raises(CourseError, match="is not on a pause and has not left"):
        edit_person.resume(home, "nightjar", TODAY)


def test_a_pause_that_ends_before_it_begins_is_refused(home: Path) -> None:
    with pytest.raises(UsageError, match="before it begins"):
        edit_person.pause(home, "nightjar", date(2026, 12, 2), date(2026, 12, 1))


def test_edits_wait_for_nobody_while_another_run_works(home: Path) -> None:
    with disk.lock(home), pytest.raises(Busy):
        edit_person.withdraw(home, "nightjar", TODAY)
    assert text(home) == homes.ROSTER


def test_everything_kept_about_one_person_is_shown(home: Path) -> None:
    kept = edit_person.look_up(home, "nightjar", None, NOW)
    assert "Posts: 0" in words.show(kept)
    values = json.loads(words.show_data(kept))
    assert values["roster"]["email"] == "nightjar@example.org"
    assert {"posts", "rulings", "reads", "letters", "progress"} <= values.keys()


def test_a_second_blog_is_said_to_be_read_beside_the_first(home: Path) -> None:
    beside = edit_person.move(home, "nightjar", "example.net", also=True, dry_run=True)
    assert "https://example.net is now read too." in beside.said
    assert (
        "the blog is now https://example.net." in edit_person.move(home, "nightjar", "example.net", dry_run=True).said
    )


@pytest.mark.parametrize("pair", ["show=public", "email=", "groups=archives, maps", "name=Bo L.", "show=course"])
def test_a_change_is_put_back(home: Path, pair: str) -> None:
    for who in ("nightjar", "bo"):
        before = settings(home, who)
        done = edit_person.change(home, who, [pair], TODAY)
        edit_person.put_back(home, done)
        assert settings(home, who) == before


def test_a_change_that_was_changed_again_is_not_put_back(home: Path) -> None:
    done = edit_person.change(home, "bo", ["show=public"], TODAY)
    edit_person.change(home, "bo", ["show=private", "groups=maps"], TODAY)
    with pytest.raises(CourseError, match="changed again"):
        edit_person.put_back(home, done)
    assert settings(home, "bo")["show"] == "private"
    edit_person.pause(home, "bo", TODAY, None)
    other = edit_person.change(home, "bo", ["show=course"], TODAY)
    edit_person.change(home, "bo", ["groups="], TODAY)  # another setting
    edit_person.put_back(home, other)
    assert settings(home, "bo")["show"] == "private"


def test_the_list_says_who_is_on_a_pause_today(home: Path) -> None:
    edit_person.pause(home, "bo", TODAY, date(2027, 1, 4), dry_run=False)
    roster = desk_home.open_home(home).roster
    (paused,) = [line for line in words.listing(roster, date(2027, 1, 4)).splitlines() if "paused" in line]
    assert paused.startswith("bo ")
    assert paused.endswith("  (paused until 4 January 2027)")
    assert "paused" not in words.listing(roster, date(2027, 1, 5))


def test_the_list_never_shows_an_email(home: Path) -> None:
    roster = desk_home.open_home(home).roster
    assert "example.org" not in words.listing(roster, TODAY) + words.listing_data(roster)
    assert "Bo Larsson" in words.listing(roster, TODAY)
