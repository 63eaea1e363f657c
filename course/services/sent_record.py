"""The record of emails beside the roster, sent.jsonl: written around every email, and compared with the store before sending.

The store may be lost, restored from an old copy or moved away. The record outlives it, so that nobody gets an email twice.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.adapters import disk, home_files
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.letters import reminder_context, sent_record
from course.core.letters.model import LetterState, NudgeKind, Sent
from course.core.letters.sent_record import Disagreement, RecordLine, RecordState
from course.core.model import Participant
from course.formats.letters import sent_lines
from course.services import course_home as homes
from course.services.course_home import Home

CUT_OFF = "the run was stopped before the server answered"


@dataclass(frozen=True, slots=True)
class SentRecord:
    """The record of a home as it was read; `lines` are those of then."""

    root: Path
    key: bytes
    lines: tuple[RecordLine, ...]

    def mailbox(self, email: str) -> str:
        """The keyed hash of a mailbox."""
        return sent_record.mailbox_hash(self.key, email)

    def note(self, week: str, kind: NudgeKind, email: str, state: RecordState) -> None:
        """Add a line about one email, on the disk before this returns."""
        self.add([RecordLine(week, kind, self.mailbox(email), state)])

    def add(self, lines: Iterable[RecordLine]) -> None:
        """Add lines, on the disk before this returns."""
        if data := b"".join(map(sent_lines.render_line, lines)):
            home_files.append(self.root, sent_lines.NAME, data)

    def had(self, week: str, email: str) -> bool:
        """Whether this mailbox has had, or may have had, an email in that week."""
        line = sent_record.latest(self.lines).get((week, self.mailbox(email)))
        return line is not None and line.state.may_have_arrived


def read(root: Path) -> SentRecord | None:
    """The record of a home; None where there is none yet. CourseError where a line can't be read."""
    data = home_files.content(root, sent_lines.NAME)
    if data is None:
        return None
    return SentRecord(root, *sent_lines.parse(data))


def opened(home: Home, store: Store) -> SentRecord:
    """The record for a run that sends. A home from before there was one gets it from its store."""
    if found := read(home.root):
        return found
    key = secrets.token_bytes(32)
    emails = {handle: person.email for handle, person in home.roster.items() if person.email}
    known = [letter for letter in store.letters() if letter.handle in emails]
    store.name_mailboxes({each.key: sent_record.mailbox_hash(key, emails[each.handle]) for each in known})
    lines = sent_record.of_letters(store.letters())
    home_files.write(home.root, sent_lines.NAME, sent_lines.render(key, lines), mode=home_files.PRIVATE)
    return SentRecord(home.root, key, lines)


def require_agreement(home: Home, store: Store, now: datetime) -> None:
    """CourseError, before anything is sent, where store and record differ about what was sent, or the clock was set back."""
    record = read(home.root)
    if record is None:
        return
    found = sent_record.disagreement(record.lines, store.letters(), _week(home, now))
    if found:
        raise CourseError(
            "The store and sent.jsonl don't agree about which emails were sent, so nothing is sent.",
            Hint("See the differences and repair them: ", Action.RECOVER),
        )


def is_interrupted(home: Home, letters: Iterable[Sent]) -> bool:
    """Whether an earlier run had begun to hand over one of these letters when it was cut off, or a run is doing it now."""
    known = tuple(letters)
    record = read(home.root)
    if any(letter.state is LetterState.CLAIMED for letter in known):
        return True
    return record is not None and bool(sent_record.interrupted(record.lines, known))


def settle_interrupted(home: Home, store: Store) -> None:
    """Call the letters unknown that an earlier run had begun to hand over when it was cut off."""
    doubtful = list(store.doubt_letters(CUT_OFF))
    record = read(home.root)
    if record is None:
        return
    for letter in sent_record.interrupted(record.lines, store.letters()):
        store.doubt_letter(letter.key, CUT_OFF)
        doubtful.append(letter)
    claimed = {place for place, line in sent_record.latest(record.lines).items() if line.state is RecordState.CLAIMED}
    record.add(
        RecordLine(letter.week, letter.kind, letter.mailbox, RecordState.UNKNOWN)
        for letter in doubtful
        if (letter.week, letter.mailbox) in claimed
    )


def let_go(root: Path, store: Store, person: Participant) -> None:
    """Mark what the record says of somebody's mailboxes as of a person who is gone. The hashes stay."""
    record = read(root)
    if record is None:
        return
    theirs = {letter.mailbox for letter in store.letters(person.handle) if letter.mailbox}
    theirs |= {record.mailbox(person.email)} if person.email else set()
    lines = [
        RecordLine(line.week, line.kind, line.mailbox, RecordState.FORGOTTEN)
        for line in sent_record.latest(record.lines).values()
        if line.mailbox in theirs and line.state.may_have_arrived and line.state is not RecordState.FORGOTTEN
    ]
    record.add(lines)


def of_person(root: Path, email: str | None) -> tuple[RecordLine, ...]:
    """What the record says of one mailbox."""
    record = read(root)
    if record is None or not email:
        return ()
    return tuple(line for line in record.lines if line.mailbox == record.mailbox(email))


# Recover ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecoveryPlan:
    """Where store and record differ, and what would settle it."""

    found: Disagreement
    week: str
    letters: tuple[Sent, ...]  # to be kept in the store again
    unknown: tuple[RecordLine, ...]  # of mailboxes that nobody on the roster has


def plan_recovery(home: Home, store: Store, now: datetime) -> RecoveryPlan:
    """What differs, and how it would be settled. Writes nothing."""
    record, week = read(home.root), _week(home, now)
    if record is None:
        return RecoveryPlan(Disagreement(), week, (), ())
    found = sent_record.disagreement(record.lines, store.letters(), week)
    owners = sent_record.owners(home.roster, record.key)
    back = [line for line in found.not_in_store if line.mailbox in owners]
    letters = sorted(
        (sent_record.restored(line, home.roster[owners[line.mailbox]]) for line in back), key=lambda item: item.key
    )
    unknown = tuple(line for line in found.not_in_store if line.mailbox not in owners)
    return RecoveryPlan(found, week, tuple(letters), unknown)


def recover(root: Path, planned: RecoveryPlan, now: datetime) -> None:
    """Settle it under the lock; CourseError where something else differs by now. What may have been sent counts as sent."""
    with disk.lock(root):
        home = homes.open_home(root)
        with Store(home.database) as store:
            if plan_recovery(home, store, now) != planned:
                raise CourseError("Something has changed in the meantime.", Hint("See the new list: ", Action.RECOVER))
            store.restore_letters(planned.letters)
            record = opened(home, store)
            record.add(
                RecordLine(line.week, line.kind, line.mailbox, RecordState.FORGOTTEN) for line in planned.unknown
            )
            record.add(sent_record.of_letters(planned.found.not_in_record))
            if planned.found.later:
                record.add([RecordLine(planned.found.later, "clock", "", RecordState.LATER)])


def _week(home: Home, now: datetime) -> str:
    return reminder_context.week_name(home.today(now))
