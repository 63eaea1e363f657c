"""What sent.jsonl keeps of every email, beside the store: week, kind, keyed hash of the mailbox, state. And where both differ."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from course.core.letters.model import LetterState, NudgeKind, Sent
from course.core.letters.reminder_context import iso_week
from course.core.model import Handle, Participant, Roster
from course.core.people import same_mailbox


class RecordState(StrEnum):
    """What became of an email, as sent.jsonl says it."""

    CLAIMED = "claimed"  # about to be handed over; the last word where a run was cut off
    SENT = "sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    PLANNED = "planned"  # certainly not sent
    FORGOTTEN = "forgotten"  # may have arrived; the person was forgotten or removed since
    LATER = "later"  # the organiser has confirmed that weeks up to this one were right, though today is earlier

    @property
    def may_have_arrived(self) -> bool:
        """Whether the mailbox may have had an email in that week: another one must not go."""
        return self in (RecordState.CLAIMED, RecordState.SENT, RecordState.UNKNOWN, RecordState.FORGOTTEN)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line of sent.jsonl. Of several lines about one mailbox in one week the last counts."""

    week: str
    kind: str
    mailbox: str  # keyed hash; "" for a line that is about no mailbox
    state: RecordState


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where the store and the record differ."""

    not_in_store: tuple[RecordLine, ...] = ()
    not_in_record: tuple[Sent, ...] = ()
    later: str = ""  # a week of the record that is after this one: the clock was set back, or was wrong before

    def __bool__(self) -> bool:
        return bool(self.not_in_store or self.not_in_record or self.later)


def mailbox_hash(key: bytes, email: str) -> str:
    """The keyed hash of a mailbox: the same for every way of writing its address, and of no use without the key."""
    return hmac.new(key, same_mailbox.canonical(email).encode(), hashlib.sha256).hexdigest()[:32]


def latest(lines: Iterable[RecordLine]) -> Mapping[tuple[str, str], RecordLine]:
    """The line that counts, by week and mailbox."""
    return {(line.week, line.mailbox): line for line in lines if line.mailbox}


def disagreement(lines: Sequence[RecordLine], letters: Iterable[Sent], week: str) -> Disagreement:
    """Where the record and the store's letters differ about what may have arrived; `week` is this one.

    Letters of the store without a hash are of mailboxes that nobody knows any more, and are left aside."""
    kept, record = [letter for letter in letters if letter.mailbox], latest(lines)
    arrived = {_place(letter) for letter in kept if letter.state.may_have_arrived}
    listed = {_place(letter) for letter in kept}
    missing = [
        line
        for place, line in record.items()
        if line.state.may_have_arrived
        and line.state is not RecordState.FORGOTTEN
        and place not in arrived
        and not (line.state is RecordState.CLAIMED and place in listed)  # a run that was cut off: `interrupted`
    ]
    unknown = [letter for letter in kept if letter.state.may_have_arrived and _place(letter) not in record]
    confirmed = max((line.week for line in lines if line.state is RecordState.LATER), default="")
    last = max((iso_week(line.week) for line in lines if line.state.may_have_arrived), default="")
    later = last if last > max(week, confirmed) else ""
    return Disagreement(tuple(sorted(missing, key=_order)), tuple(unknown), later)


def interrupted(lines: Iterable[RecordLine], letters: Iterable[Sent]) -> tuple[Sent, ...]:
    """The letters of a run that was cut off after the record's first line and before the store's claim."""
    letters = tuple(letters)
    arrived = {_place(letter) for letter in letters if letter.state.may_have_arrived}
    begun = {place for place, line in latest(lines).items() if line.state is RecordState.CLAIMED} - arrived
    return tuple(letter for letter in letters if _place(letter) in begun)


def of_letters(letters: Iterable[Sent]) -> tuple[RecordLine, ...]:
    """The record of what the store knows: the first lines of a home from before there was a record."""
    known = [letter for letter in letters if letter.mailbox and letter.state is not LetterState.PLANNED]
    return tuple(
        RecordLine(letter.week, letter.kind, letter.mailbox, RecordState(letter.state))
        for letter in sorted(known, key=lambda letter: (letter.at, letter.key))
    )


def restored(line: RecordLine, person: Participant) -> Sent:
    """The store's letter for a line of the record: of a Monday noon, since the record keeps no times."""
    year, _, number = iso_week(line.week).partition("-W")
    at = datetime.fromisocalendar(int(year), int(number), 1).replace(hour=12, tzinfo=UTC)
    sent = line.state is RecordState.SENT
    once = line.kind in (NudgeKind.WELL_DONE, NudgeKind.WELCOME)
    key = f"{line.kind}.{person.cohort}" if once else line.week
    return Sent(
        f"{key}.{person.handle}",
        person.handle,
        NudgeKind(line.kind),
        line.week,
        LetterState.SENT if sent else LetterState.UNKNOWN,
        at,
        "restored from sent.jsonl",
        mailbox=line.mailbox,
    )


def owners(roster: Roster, key: bytes) -> Mapping[str, Handle]:
    """Whose mailbox a hash is, for everybody on the roster; of several people with one mailbox the first by handle."""
    people = sorted(roster.values(), key=lambda person: person.handle, reverse=True)
    return {mailbox_hash(key, person.email): person.handle for person in people if person.email}


def _place(letter: Sent) -> tuple[str, str]:
    return letter.week, letter.mailbox


def _order(line: RecordLine) -> tuple[str, str]:
    return line.week, line.mailbox
