"""An email of the organiser's own, from the file to the mailbox, in place of this week's and beside it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import mailserver
import posted
from course.adapters import smtp
from course.adapters.store import Store
from course.core.errors import CourseError, UsageError
from course.services import course_home as homes
from course.services.letters import drafts, send, write
from course.services.letters.send import SendRequest
from course.services.letters.write import Written
from course.services.people import forgetting

MONDAY = posted.MONDAY
TODAY = MONDAY.date()
TEA = "Subject: Tea\n\nCome *all* on Thursday.\n"


def letter_file(root: Path, text: str = TEA) -> Path:
    file = root / "tea.md"
    file.write_text(text, encoding="utf-8")
    return file


def wrote(
    root: Path, to: str = "everybody", *, extra: bool = False, on: date = TODAY, dry_run: bool = False
) -> Written:
    home = homes.open_home(root)
    with Store(home.database, write=False) as store:
        return write.write(home, store, letter_file(root), to, on, extra=extra, dry_run=dry_run)


def sent(root: Path, extra: int = 0) -> int:
    home = homes.open_home(root)
    with Store(home.database) as store:
        planned = send.plan(home, store, MONDAY, SendRequest(extra=extra))
        mailer = smtp.Mailer(send.settings(home), wait=lambda _: None)
        return len(send.carry_out(home, store, planned, mailer, MONDAY).outcomes)


def test_in_place_of_this_week_s_email(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        done = wrote(root)
        assert (len(done.drafts), done.without, done.file) == (3, (), "outbox/2026-W41/written-1.json")
        assert sent(root) == 3
        assert [message["Subject"] for message in box.messages()] == ["Tea"] * 3
        assert sent(root) == 0
        with pytest.raises(CourseError, match="Nobody would get this email") as error:
            wrote(root)
        assert "already has this week's email" in str(error.value.hint)
        assert not (root / "outbox" / "2026-W41" / "written-2.json").exists()


def test_beside_this_week_s_email_and_never_twice(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        assert sent(root) == 3
        done = wrote(root, extra=True)
        assert (done.extra, done.file) == (1, "outbox/2026-W41-extra-1/written-1.json")
        assert sent(root, extra=1) == 3
        assert sent(root, extra=1) == 0
        assert sent(root) == 0
        with pytest.raises(CourseError, match="It's extra email 1 of this week"):
            wrote(root, extra=True)
        with pytest.raises(
            CourseError, match="Nobody would get this email"
        ):  # the same text, for some of the same people
            wrote(root, "not started", extra=True)
        assert sorted(message["Subject"] for message in box.messages())[:3] == ["Tea"] * 3
        assert len(box.to) == 6
        home = homes.open_home(root)
        with Store(home.database) as store:
            later = drafts.plan(home, store, TODAY + timedelta(days=7))
            assert len(later.letters) == 3
            assert drafts.status(home, store, "2026-W41").letters == store.letters()


def test_the_record_beside_the_store_knows_extra_emails(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        wrote(root, extra=True)
        assert sent(root, extra=1) == 3
        assert sent(root) == 3
        lines = (root / "sent.jsonl").read_text("utf-8")
        assert '"week": "2026-W41-extra-1", "kind": "extra"' in lines
        home = homes.open_home(root)
        with Store(home.database, write=False) as store:
            from course.services import sent_record

            assert not sent_record.plan_recovery(home, store, MONDAY).found
        for path in (root / ".course").glob("course.db*"):
            path.unlink()
        home = homes.open_home(root)
        with Store(home.database) as store:
            planned = sent_record.plan_recovery(home, store, MONDAY)
            assert len(planned.letters) == 6
            store.restore_letters(planned.letters)
            assert not sent_record.plan_recovery(home, store, MONDAY).found


def test_a_dry_run_and_a_mistake_write_nothing(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    assert len(wrote(root, dry_run=True).drafts) == 3
    with pytest.raises(UsageError, match="no group, cohort or standing"):
        wrote(root, "gardeners")
    with pytest.raises(CourseError, match="Nobody matches"):
        wrote(root, "finished")
    with pytest.raises(CourseError, match="There is no extra email 4"):
        sent(root, extra=4)
    assert not (root / "outbox").exists()


def test_what_is_deleted_is_not_sent(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        (root / wrote(root).file).unlink()
        assert sent(root) == 0  # the drafts carry what was taken back
        home = homes.open_home(root)
        with Store(home.database) as store:
            drafts.write(home, store, drafts.plan(home, store, TODAY))
        assert sent(root) == 3
        assert "Tea" not in {message["Subject"] for message in box.messages()}


def test_forgetting_somebody_takes_an_email_that_names_them(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    letter_file(root, "Subject: Tea\n\nThanks to p1@example.org.\n")
    home = homes.open_home(root)
    with Store(home.database, write=False) as store:
        done = write.write(home, store, root / "tea.md", "everybody", TODAY, extra=True)
    forgetting.apply(root, forgetting.plan(root, "p1"), MONDAY)
    assert not (root / done.file).exists()
    kept = b"".join(path.read_bytes() for path in (root / "outbox").rglob("*") if path.is_file())
    assert b"p1@example.org" not in kept
