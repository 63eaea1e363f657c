"""This week's emails: read without writing, made again after a change, and marked by what would go."""

from pathlib import Path

import posted
from course.adapters.store import Store
from course.formats import plan_mark
from course.services.letters import drafts, week_note
from course.services.rounds import week_emails
from course.services.rounds.snapshot import Snapshots
from course.services.rounds.week_emails import WeekEmailsCache


def test_the_last_answer_serves_until_something_changes(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "home", 2)
    snapshots, cache = Snapshots(root), WeekEmailsCache()
    now = posted.MONDAY
    cache.at(snapshots.at(now), now)  # this makes the store
    first = cache.at(snapshots.at(now), now)
    assert cache.at(snapshots.at(now), now) is first
    assert len(first.drafts) == 2
    assert not (root / "outbox").exists()
    week_note.save(root, 3, "A word.", week_note.note(root, 3).mark)
    second = cache.at(snapshots.at(now), now)
    assert second.mark != first.mark
    home = snapshots.at(now).home
    with Store(home.database) as store:
        planned = week_emails.write(home, store, now)
    assert plan_mark.of(planned.messages) == second.mark
    file = root / "outbox" / "2026-W41" / second.drafts[0].file
    file.write_bytes(file.read_bytes().replace(b"Hello", b"Dear"))
    assert cache.at(snapshots.at(now), now).drafts[0].kept


def test_an_edit_and_its_undo_leave_the_other_drafts(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "home", 2)
    home = Snapshots(root).at(posted.MONDAY).home
    with Store(home.database) as store:
        weekly = drafts.plan(home, store, posted.MONDAY.date())
        before = drafts.write(home, store, weekly)
        who = before[0].letter.nudge.handle
        edited = drafts.edit(home, store, weekly, who, ("Dear you", "Words."))
        assert edited.kept
        found = week_emails.week_emails(home, store, posted.MONDAY)
        assert [draft.kept for draft in found.drafts] == [True, False]
        assert drafts.undo_edit(home, store, weekly, who).data == before[0].data
        assert week_emails.week_emails(home, store, posted.MONDAY).drafts[1].data == before[1].data
