"""A week's letters: who gets what, the drafts in the outbox, their approval."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from course.adapters import disk, smtp
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.letters import decide_letters
from course.core.model import Handle, Skip
from course.formats.letters import compose, outbox
from course.formats.letters.outbox import Draft
from course.formats.terminal.reminder_plan import Plan
from course.services.course_home import Home
from course.services.people import pending_changes, unsubscribe_links
from course.services.reporting import report


def planned(home: Home, store: Store, as_of: date, leave_out: Collection[str] = ()) -> Plan:
    """Who gets what in the week of that day, and who does not and why; `leave_out`: keys of letters to overlook."""
    home = pending_changes.heeded(home, store)  # who has just said stop on a web page gets nothing
    told = report.report(home, store, as_of, with_posts=True)
    sent = [item for item in store.letters() if item.key not in leave_out]
    mailing = decide_letters.mailing(told, sent, as_of)
    written, refused = compose.letters(
        mailing.letters, told, smtp.own_templates(home.root), unsubscribe_links.links(home, home.roster)
    )
    left_out = (Skip(h, "is in no cohort that the course knows") for h in _unplaced(home))
    skipped = sorted((*mailing.skipped, *refused, *left_out), key=lambda skip: skip.handle)
    return Plan(mailing.week, told, written, tuple(skipped))


def _unplaced(home: Home) -> tuple[Handle, ...]:
    return tuple(sorted(h for h, person in home.roster.items() if person.cohort not in home.course.cohorts))


def folder(home: Home, week: str) -> Path:
    """Where a week's drafts lie."""
    return home.root / "outbox" / week


def write(home: Home, store: Store, made: Plan) -> tuple[Draft, ...]:
    """Write the drafts of a plan into the outbox, and return them; drafts that are no longer right are taken away."""
    where = folder(home, made.week)
    before = smtp.read_outbox(where)
    drafts = outbox.drafts(made.letters, home.course, before, store.approvals(made.week))
    went = {sent.key for sent in store.letters() if sent.state in decide_letters.WENT}
    kept = {item.file for item in drafts}
    stale = {entry.file for entry in outbox.manifest(before) if entry.key not in went} - kept
    disk.write_drafts(where, outbox.files(drafts, made.week, home.course), sorted(stale))
    return drafts


def drafted(home: Home, store: Store, week: str) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the drafts that lie in the outbox of a week; and of those that were approved as they lie there."""
    marks = outbox.fingerprints(smtp.read_outbox(folder(home, week)))
    approvals = store.approvals(week)
    return frozenset(marks), frozenset(key for key, mark in marks.items() if approvals.get(key) == mark)


def approve(home: Home, store: Store, week: str, now: datetime) -> int:
    """Remember this week's drafts, as they lie there now, as approved; return how many."""
    files = smtp.read_outbox(folder(home, week))
    entries = outbox.manifest(files)
    if not entries:
        raise CourseError(f"There are no drafts of {week}.", "Write them first: cpd23 remind draft")
    marks = outbox.fingerprints(files)
    store.approve_letters(week, marks, now)
    return len(marks)
