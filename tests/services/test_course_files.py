"""The course's files as text: kept byte for byte, looked through, and never written over somebody else's change."""

from datetime import date
from pathlib import Path

import pytest

import homes
from course.core.errors import CourseError
from course.services import course_files, course_home

THING = "things/03-matter.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return homes.make(tmp_path / "home")


def test_a_sentence_is_changed_and_nothing_else(root: Path) -> None:
    (root / THING).write_bytes(b'+++\r\nnumber = 3\ntitle = "Matter c"\r\nweek = 3\r\n+++\nOld words.\nMore.')
    shown = course_files.read(root, THING)
    checked = course_files.save(root, THING, shown.text.replace("Old", "New"), shown.mark)
    assert checked.mistakes == ()
    assert (root / THING).read_bytes() == b'+++\r\nnumber = 3\ntitle = "Matter c"\r\nweek = 3\r\n+++\nNew words.\nMore.'


def test_a_mistake_is_told_with_its_line_before_anything_is_saved(root: Path) -> None:
    shown = course_files.read(root, THING)
    checked = course_files.check(root, THING, shown.text.replace("week = 3", "week = 'x'"))
    assert [(one.path, one.line) for one in checked.mistakes] == [(THING, 4)]
    assert course_files.read(root, THING) == shown


def test_somebody_elses_change_is_not_written_over(root: Path) -> None:
    shown = course_files.read(root, THING)
    (root / THING).write_text(shown.text + "Their line.\n", encoding="utf-8")
    with pytest.raises(CourseError, match="changed in the meantime"):
        course_files.save(root, THING, shown.text + "My line.\n", shown.mark)
    assert "Their line." in (root / THING).read_text(encoding="utf-8")


def test_a_course_that_could_not_be_used_is_not_saved(root: Path) -> None:
    shown = course_files.read(root, "things/course.toml")
    with pytest.raises(CourseError, match="nothing was saved"):
        course_files.save(root, shown.name, "title = \n", shown.mark)
    assert course_files.read(root, shown.name) == shown


def test_a_note_is_made_where_there_was_none(root: Path) -> None:
    shown = course_files.read(root, "notes/week-09.md")
    assert (shown.text, shown.mark) == ("", "")
    course_files.save(root, shown.name, "Well done, all.\r\n", "")
    assert (root / "notes/week-09.md").read_bytes() == b"Well done, all.\n"
    assert course_home.open_home(root).notes.week(9, "autumn") == "Well done, all."


@pytest.mark.parametrize(
    "name",
    ["../x.md", "things/../../x.md", "/etc/passwd", ".course/course.db", "things/a/b.md", "notes/..md/../x.md", ""],
)
def test_no_other_file_can_be_reached(root: Path, name: str) -> None:
    with pytest.raises(CourseError, match="isn't a file of this course"):
        course_files.read(root, name)


def test_a_link_that_leads_out_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (root / "things" / "99-x.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(CourseError, match="outside"):
        course_files.read(root, "things/99-x.md")


def test_a_thing_is_moved_to_another_week(root: Path) -> None:
    before = (root / THING).read_bytes()
    course_files.move_thing(root, 3, 3, 4)
    assert (root / THING).read_bytes() == before.replace(b"week = 3", b"week = 4")
    with pytest.raises(CourseError, match="changed in the meantime"):
        course_files.move_thing(root, 3, 3, 5)
    course_files.move_thing(root, 3, 4, 3)
    assert (root / THING).read_bytes() == before


def test_the_days_of_a_cohort_are_changed_in_their_lines(root: Path) -> None:
    file = root / "things/course.toml"
    before = file.read_text(encoding="utf-8")
    days = (date(2026, 10, 5), date(2026, 12, 20))
    course_files.set_days(root, "autumn", days, (date(2026, 10, 12), days[1]))
    assert file.read_text(encoding="utf-8") == before.replace("starts = 2026-10-05", "starts = 2026-10-12")
    with pytest.raises(CourseError, match="Nothing was changed"):
        course_files.set_days(root, "autumn", (date(2026, 10, 12), days[1]), (date(2026, 10, 12), date(2026, 1, 1)))
