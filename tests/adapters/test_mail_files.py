"""Saved messages, one or many."""

import mailbox
from pathlib import Path

import pytest

from course.adapters import mail_files
from course.core.errors import CourseError


def message(number: int) -> bytes:
    return f"Subject: {number}\n\nHello {number}\n".encode()


def subjects(path: Path) -> list[str]:
    return [data.split(b"\n")[0].decode().strip() for data in mail_files.messages(path)]


def test_a_file_holds_one_message_or_many(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(message(1))
    assert subjects(tmp_path / "one.eml") == ["Subject: 1"]
    box = mailbox.mbox(tmp_path / "many.mbox")
    for number in range(3):
        box.add(message(number))
    box.close()
    before = (tmp_path / "many.mbox").read_bytes()
    assert subjects(tmp_path / "many.mbox") == ["Subject: 0", "Subject: 1", "Subject: 2"]
    assert (tmp_path / "many.mbox").read_bytes() == before
    assert subjects(tmp_path) == ["Subject: 0", "Subject: 1", "Subject: 2", "Subject: 1"]


def test_a_line_that_begins_with_from_divides_no_message(tmp_path: Path) -> None:
    """Many programs escape such a line with ">", and some don't; Apple Mail saves a folder with a file named mbox."""
    folder = tmp_path / "Replies.mbox"
    folder.mkdir()
    start = b"From ada@example.org Mon Nov 23 08:00:00 2026\n"
    texts = b"Subject: 1\n\nSTOP\n\nFrom Monday on, I mean.\n", b"Subject: 2\n\nSTOP\n>From here.\n", message(3)
    (folder / "mbox").write_bytes(start + texts[0] + b"\n" + start + texts[1] + b"\nFrom -\n" + texts[2])
    assert list(mail_files.messages(folder)) == [texts[0], texts[1].replace(b">From", b"From"), texts[2]]


def test_a_maildir_stays_as_it_is(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    for number in range(2):
        box.add(message(number))
    names = sorted(path.name for path in (tmp_path / "box").rglob("*"))
    assert sorted(subjects(tmp_path / "box")) == ["Subject: 0", "Subject: 1"]
    assert sorted(path.name for path in (tmp_path / "box").rglob("*")) == names


def test_of_a_large_file_the_beginning_is_read(tmp_path: Path) -> None:
    (tmp_path / "large.eml").write_bytes(message(1) + b"x" * 3_000_000)
    (data,) = mail_files.messages(tmp_path / "large.eml")
    assert len(data) == mail_files.LARGEST


def test_where_there_are_none_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no messages"):
        list(mail_files.messages(tmp_path))
    with pytest.raises(CourseError, match="no file"):
        list(mail_files.messages(tmp_path / "nowhere"))
