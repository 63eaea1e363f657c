"""The course at a moment, made again only after a change."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import homes
from course.adapters.store import Store
from course.core.model import Handle
from course.services import course_home
from course.services.rounds.snapshot import Snapshots

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_it_is_made_once_and_again_after_any_change(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home")
    snapshots = Snapshots(root)
    first = snapshots.at(NOW)
    assert snapshots.at(NOW) is first
    (root / "participants.toml").write_text(homes.ROSTER.replace("Nightjar", "Night Jar"), encoding="utf-8")
    second = snapshots.at(NOW)
    assert second.report.rows[1].participant.name == "Night Jar"
    assert snapshots.at(NOW + timedelta(days=1)) is not second


def test_who_has_just_said_stop_gets_no_email_but_is_shown_as_before(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home")
    snapshots = Snapshots(root)
    assert len(snapshots.at(NOW).inbox.mailing.letters) == 1
    with Store(course_home.open_home(root).database) as store:
        store.save_wish(Handle("nightjar"), {"reminders": False}, NOW)
    found = snapshots.at(NOW)
    assert (found.inbox.mailing.letters, found.inbox.changes) == ((), 1)
    assert all(row.participant.reminders for row in found.report.rows)
