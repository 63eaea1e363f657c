"""One Thing shown to its organiser, a new one begun, and what a new home gets of the default course."""

import json
from datetime import date
from pathlib import Path

import pytest

from course.core.errors import CourseError, UsageError
from course.formats.files.new_home import Answers
from course.services.course_home import open_home
from course.services.publishing import things
from course.services.rounds import start

ANSWERS = Answers("T", date(2026, 10, 5), "Zoë", "zoe@library.example")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    start.begin(tmp_path / "home", ANSWERS)
    return tmp_path / "home"


def test_the_organiser_sees_the_box_the_sample_the_links_and_the_suggested_note(root: Path) -> None:
    home = open_home(root)
    shown = things.show(home, 4, json=False)
    thing = home.course.things[3]
    assert shown.index(thing.lede) < shown.index("## What and why") < shown.index("## Your post")
    assert 'Put Thing 4 in the title, for example "Thing 4: Fewer, better".' in shown
    assert thing.sample.strip() in shown
    assert thing.resources[0].why in shown
    assert "(not checked)" in shown
    assert shown.rstrip().endswith(thing.suggested_note)


def test_a_thing_as_json_has_every_text(root: Path) -> None:
    told = json.loads(things.show(open_home(root), 4, json=True))
    assert {"lede", "done_when", "post_title", "sample", "suggested_note", "text", "path", "resources"} <= told.keys()
    assert set(told["resources"][0]) == {"name", "url", "why", "checked"}


def test_there_is_no_thing_99(root: Path) -> None:
    with pytest.raises(UsageError, match="no Thing 99"):
        things.show(open_home(root), 99, json=False)


def test_a_new_thing_has_no_mistakes_and_a_number_is_given_once(root: Path) -> None:
    path = things.new(root, 24, 'Maps "old" and new', None)
    home = open_home(root)
    assert home.problems == ()
    assert home.course.things[-1].title == 'Maps "old" and new'
    assert home.course.things[-1].path == path.relative_to(root).as_posix()
    assert "150" not in path.read_text(encoding="utf-8")
    with pytest.raises(CourseError, match="There is already a Thing 24"):
        things.new(root, 24, "Again", None)


@pytest.mark.parametrize("title", ["England 🏴󠁧󠁢󠁥󠁮󠁧󠁿", 'Say "hello" \\ bye', "a\x7fb", "Żółć"])
def test_any_title_makes_a_file_that_can_be_read(root: Path, title: str) -> None:
    things.new(root, 42, title, 3)
    home = open_home(root)
    assert home.problems == ()
    assert next(thing.title for thing in home.course.things if thing.number == 42) == title
