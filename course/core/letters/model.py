"""The nouns of letters: who is to get which, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from course.core.model import Handle


class NudgeKind(StrEnum):
    """One letter a week; where several apply, the first in this order (INTERFACE 5)."""

    CANNOT_READ = "cannot-read"
    WELL_DONE = "well-done"
    NO_BLOG = "no-blog"
    FINISH_LINE = "finish-line"
    MISS_YOU = "miss-you"
    CATCHING_UP = "catching-up"
    NOT_SURE = "not-sure"
    THIS_WEEK = "this-week"


@dataclass(frozen=True, slots=True)
class Nudge:
    """The decision to write to one person this week."""

    handle: Handle
    kind: NudgeKind
    key: str  # course, person and week or occasion: never two letters with one key
    week: str  # ISO week, "2026-W48"
    things: tuple[int, ...] = ()
    last: bool = False  # the last of its kind before we leave the person in peace


@dataclass(frozen=True, slots=True)
class Skip:
    """Somebody who gets no letter this week, and why."""

    handle: Handle
    why: str


class LetterState(StrEnum):
    """What became of a letter. All but HELD are stored under these names."""

    PLANNED = "planned"  # on the list; certainly not sent
    CLAIMED = "claimed"  # a run is about to hand it over, or was cut off while it did
    SENT = "sent"
    REFUSED = "refused"  # the server said no
    UNKNOWN = "unknown"  # nobody knows whether it arrived
    HELD = "held"  # the draft isn't fit to go; nothing is stored

    @property
    def may_have_arrived(self) -> bool:
        """Whether the person may have the letter: another one must not go."""
        return self in (LetterState.CLAIMED, LetterState.SENT, LetterState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one letter."""

    key: str
    handle: Handle
    kind: NudgeKind
    week: str
    state: LetterState
    at: datetime
    says: str = ""
    code: int = 0  # the mail server's answer, where there was one: 4xx may be tried again, 5xx may not
    address: str = ""  # a digest of the address it was meant for, never the address itself
    mailbox: str = ""  # the keyed hash under which sent.jsonl knows it; "" where it was sent before there was one


@dataclass(frozen=True, slots=True)
class Mailing:
    """This week's letters and everybody who gets none."""

    week: str
    letters: tuple[Nudge, ...]
    skipped: tuple[Skip, ...]
