"""The week's note: written as it was typed, never over somebody else's."""

from pathlib import Path

import pytest

from course.adapters import disk
from course.core.errors import Busy, CourseError
from course.services.letters import week_note


def test_it_is_written_read_and_removed(tmp_path: Path) -> None:
    empty = week_note.note(tmp_path, 9)
    assert (empty.text, empty.path) == ("", "notes/week-09.md")
    assert week_note.save(tmp_path, 9, "A word.\r\n\r\nTwo.", empty.mark) == empty
    assert (tmp_path / "notes" / "week-09.md").read_bytes() == b"A word.\n\nTwo.\n"
    written = week_note.note(tmp_path, 9)
    with pytest.raises(week_note.NoteChanged):
        week_note.save(tmp_path, 9, "Mine.", empty.mark)
    assert week_note.note(tmp_path, 9) == written
    week_note.save(tmp_path, 9, "  ", written.mark)
    assert not (tmp_path / "notes" / "week-09.md").exists()


def test_another_run_and_a_note_without_end_are_refused(tmp_path: Path) -> None:
    mark = week_note.note(tmp_path, 1).mark
    with disk.lock(tmp_path), pytest.raises(Busy):
        week_note.save(tmp_path, 1, "x", mark)
    with pytest.raises(CourseError):
        week_note.save(tmp_path, 1, "x" * 20_001, mark)
    assert not (tmp_path / "notes").exists()
