"""The organiser's templates and the drafts of a week, as they are on disk."""

from pathlib import Path

import pytest

from course.adapters import disk, letter_files
from course.core.errors import CourseError


def test_the_outbox_is_written_whole_and_stale_drafts_go(tmp_path: Path) -> None:
    folder = tmp_path / "outbox" / "2026-W48"
    disk.write_drafts(tmp_path, "outbox/2026-W48", {"a.eml": b"1", "b.eml": b"2"}, [])
    disk.write_drafts(tmp_path, "outbox/2026-W48", {"a.eml": b"3"}, ["b.eml", "never.eml"])
    assert letter_files.read_outbox(folder) == {"a.eml": b"3"}
    assert letter_files.read_outbox(tmp_path / "nowhere") == {}


def test_templates_of_the_home_are_read_by_name(tmp_path: Path) -> None:
    assert letter_files.own_templates(tmp_path) == {}
    (tmp_path / "templates" / "mail").mkdir(parents=True)
    (tmp_path / "templates" / "mail" / "this-week.txt").write_bytes(b"\xef\xbb\xbfSubject: x\n")
    (tmp_path / "templates" / "mail" / "this-week.txt~").write_bytes(b"old")
    assert letter_files.own_templates(tmp_path) == {"this-week.txt": "Subject: x\n"}
    (tmp_path / "templates" / "mail" / "x.html").write_bytes(b"\xff\xfe")
    with pytest.raises(CourseError, match="not UTF-8"):
        letter_files.own_templates(tmp_path)
