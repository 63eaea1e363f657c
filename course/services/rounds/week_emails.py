"""This week's emails as the organiser reads them: what each says now, what is approved, and what would go."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from course.adapters import disk, letter_files
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.letters.model import Sent
from course.core.model import Handle, Report
from course.core.publishing import circle
from course.formats import plan_mark
from course.formats.letters import outbox
from course.formats.letters.outbox import Draft
from course.formats.letters.weekly_plan import WeeklyPlan
from course.services import sent_record
from course.services.course_home import Home
from course.services.letters import drafts, send
from course.services.letters.send import SendPlan
from course.services.rounds.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class WeekEmails:
    """The drafts as they are, or would be written now. `planned` is what would go; None, and why not, in `refused`."""

    weekly: WeeklyPlan
    drafts: tuple[Draft, ...]  # by kind, then by handle
    approvals: Mapping[str, str]
    letters: tuple[Sent, ...]  # every email of this week that is on the list
    left_out: frozenset[Handle]
    planned: SendPlan | None = None
    refused: CourseError | None = None
    own_words: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # set aside, by file: subject and text
    interrupted: bool = False  # one was being handed over when a run was cut off: `send.settle_interrupted`

    def is_approved(self, draft: Draft) -> bool:
        """Whether the draft is approved as it is now."""
        return self.approvals.get(draft.letter.nudge.key) == draft.fingerprint

    def has_changed(self, draft: Draft) -> bool:
        """Whether it was approved before it changed: it isn't sent until it is approved again."""
        return draft.letter.nudge.key in self.approvals and not self.is_approved(draft)

    @property
    def mark(self) -> str:
        """Another one whenever other emails would go, or one of them says something else."""
        return plan_mark.of(self.planned.messages) if self.planned else ""


def week_emails(home: Home, store: Store, now: datetime, standings: Report | None = None) -> WeekEmails:
    """This week's emails. Writes nothing. `standings`: as for `drafts.plan`."""
    weekly = drafts.plan(home, store, home.today(now), standings=standings)
    approvals = store.approvals(weekly.week)
    files = letter_files.read_outbox(drafts.folder(home, weekly.week))
    made = tuple(
        outbox.in_order(outbox.drafts(weekly.letters, home.course, files, approvals, circle.shown(weekly.report)))
    )
    planned, refused = None, None
    try:
        planned = send.plan_drafts(home, store, now, weekly, made)
    except CourseError as error:
        refused = error
    letters, aside = store.letters(), {**files, **outbox.set_aside(made, files)}
    return WeekEmails(
        weekly,
        made,
        approvals,
        tuple(one for one in letters if one.week == weekly.week),
        store.left_out(weekly.week),
        planned,
        refused,
        {draft.file: words for draft in made if (words := outbox.own_words(draft.file, aside))},
        sent_record.is_interrupted(home, letters),
    )


class WeekEmailsCache:
    """The last answer, made again only when a file, a draft, a template or the store has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] = ()
        self._last: WeekEmails | None = None

    def at(self, snapshot: Snapshot, now: datetime) -> WeekEmails:
        """This week's emails at the moment of a snapshot."""
        home = snapshot.home
        if not home.database.exists():
            with Store(home.database):
                pass  # an email holds a code as soon as there is a store: it's shown as it will go
        folders = (home.root / "outbox" / snapshot.inbox.mailing.week, home.root / "templates" / "mail")
        with self._lock:
            seen = (snapshot, *(disk.folder_marks(folder) for folder in folders))
            if self._last is None or seen[0] is not self._seen[0] or seen[1:] != self._seen[1:]:
                with Store(home.database, write=False) as store:
                    self._last = week_emails(home, store, now, snapshot.standings)
                self._seen = seen
            return self._last


def write(home: Home, store: Store, now: datetime) -> SendPlan:
    """Write the drafts into the outbox, and return what would go. The caller holds the lock."""
    drafts.write(home, store, drafts.plan(home, store, home.today(now)))
    return send.plan(home, store, now, send.SendRequest())
