"""The course at a moment, made again only after a change."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import homes
import organiser_home
from course.adapters.store import Store
from course.core.model import Handle
from course.services import course_home
from course.services.people import edit_person
from course.services.reporting import review
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


def test_after_any_action_it_is_what_it_would_be_made_anew(tmp_path: Path) -> None:
    """What hasn't changed is taken from the snapshot before."""
    root = organiser_home.make(tmp_path / "home")
    home, ada = course_home.open_home(root), Handle("nightjar")
    third = root / "things" / "03-matter.md"
    roster = (root / "participants.toml").read_text(encoding="utf-8")
    kept = Snapshots(root)
    card = review.waiting(home, kept.at(NOW).report)[0]
    rulings = review.rulings(home, card, (card.things[0],), NOW.date())

    def wish() -> None:
        with Store(home.database) as store:
            store.save_wish(ada, {"reminders": False}, NOW)

    def joined() -> None:
        newcomer = '[participants.new]\nname = "New"\ncohort = "autumn"\njoined = 2026-11-01\nblogs = []\n'
        (root / "participants.toml").write_text(f"{roster}\n{newcomer}", encoding="utf-8")

    for act in (
        lambda: review.keep(home, *rulings),
        lambda: review.take_back(home, rulings, NOW.date()),
        lambda: review.mark(home, "nightjar", 9, NOW.date(), note="at the desk"),
        lambda: edit_person.pause(root, "nightjar", NOW.date(), None),
        lambda: edit_person.resume(root, "nightjar", NOW.date()),
        wish,
        joined,
        lambda: third.write_text(third.read_text(encoding="utf-8").replace("week = 3", "week = 8"), encoding="utf-8"),
    ):
        act()
        assert kept.at(NOW) == Snapshots(root).at(NOW)
    assert kept.at(NOW + timedelta(days=1)) == Snapshots(root).at(NOW + timedelta(days=1))
