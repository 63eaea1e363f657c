"""Where a new course goes, and that its making can be cut off at any file."""

from datetime import date
from pathlib import Path

import pytest

from course.adapters import disk
from course.core.errors import CourseError, UsageError
from course.formats.files.new_home import Answers
from course.services import course_home
from course.services.rounds import begin_here

ANSWERS = Answers("Ours", date(2026, 10, 5), "Zoë", "zoe@library.example")


def test_a_course_that_was_cut_off_is_no_course_and_is_made_again(tmp_path: Path) -> None:
    root = begin_here.begin(tmp_path, "ours", ANSWERS)
    (root / "things" / "course.toml").unlink()  # it is written last
    (root / "things" / "01-blog.md").unlink(missing_ok=True)
    assert begin_here.courses_in(tmp_path) == []
    begin_here.begin(tmp_path, "ours", ANSWERS)
    assert begin_here.courses_in(tmp_path) == ["ours"]
    assert course_home.open_home(root).problems == ()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    begin_here.begin(tmp_path, "ours", ANSWERS)
    with pytest.raises(CourseError, match="There is already a course"):
        begin_here.begin(tmp_path, "ours", ANSWERS)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "participants.toml").write_text("# mine")
    with pytest.raises(CourseError, match="already exists"):
        begin_here.begin(tmp_path, "other", ANSWERS)
    assert not disk.has_course(tmp_path / "other")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CourseError, match="is a file"):
        begin_here.begin(tmp_path, "file", ANSWERS)


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "a\\b", " a", "a.", "a ", "a\nb", "~", "x" * 61])
def test_a_folder_is_named_plainly(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        begin_here.inside(tmp_path, name)


def test_an_empty_folder_or_none_takes_the_course_itself(tmp_path: Path) -> None:
    assert begin_here.is_free(tmp_path / "none")
    (tmp_path / ".hidden").write_text("x")
    assert begin_here.is_free(tmp_path)
    (tmp_path / "letter.txt").write_text("x")
    assert not begin_here.is_free(tmp_path)
