"""The nouns of letters: who is to get which, and what became of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from course.core.hints import Hint
from course.core.model import Handle, Standing


class NudgeKind(StrEnum):
    """One letter a week; where several apply, the first in this order (INTERFACE 5). EXTRA comes beside that one."""

    WRITTEN = "written"
    WELCOME = "welcome"
    CANNOT_READ = "cannot-read"
    WELL_DONE = "well-done"
    NO_BLOG = "no-blog"
    FINISH_LINE = "finish-line"
    MISS_YOU = "miss-you"
    CATCHING_UP = "catching-up"
    NOT_SURE = "not-sure"
    THIS_WEEK = "this-week"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a one-off goes to: everybody, or one group, cohort or standing."""

    group: str | None = None
    cohort: str | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class OneOff:
    """An email that the organiser has written to several people, for one week."""

    subject: str
    text: str  # Markdown
    to: Audience
    extra: bool = False  # it doesn't count as that week's email

    @property
    def mark(self) -> str:
        """A short name that depends on what it says: one and the same text never goes to anybody twice."""
        return hashlib.sha256(f"{self.subject}\n{self.text}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Nudge:
    """The decision to write to one person this week."""

    handle: Handle
    kind: NudgeKind
    key: str  # course, person and week or occasion: never two letters with one key
    week: str  # ISO week, "2026-W48"
    things: tuple[int, ...] = ()
    last: bool = False  # the last of its kind before we leave the person in peace
    one_off: str = ""  # the mark of the one-off that it carries
    since: datetime | None = None  # when the weekly letter before went


@dataclass(frozen=True, slots=True)
class Skip:
    """Somebody who gets no letter this week, and why."""

    handle: Handle
    why: str | Hint


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


class Returned(StrEnum):
    """Whether a letter that was sent came back. Stored under these names."""

    NOT = ""
    FOR_NOW = "now"  # the mailbox was full, the server didn't answer
    FOR_GOOD = "good"  # there is no such mailbox


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
    returned: Returned = Returned.NOT


@dataclass(frozen=True, slots=True)
class Mailing:
    """This week's letters and everybody who gets none."""

    week: str
    letters: tuple[Nudge, ...]
    skipped: tuple[Skip, ...]
