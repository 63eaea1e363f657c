"""The nouns of email that comes back: a message, what it asks for, and what comes of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from course.core.model import Handle


class RequestKind(StrEnum):
    """What somebody asks for by email."""

    STOP = "stop"
    PAUSE = "pause"
    MOVED = "moved"
    POST = "post"
    UNCLEAR = "unclear"  # it begins like one of these, and can't be understood


@dataclass(frozen=True, slots=True)
class ReturnedMail:
    """What a bounce says: the addresses that failed for good and for now, and the codes in the email that it returns."""

    for_good: tuple[str, ...]
    for_now: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """One message as it was read. `codes` by place: in the subject, in the headers of replying, in the text."""

    id: str
    sender: str = ""  # "" where it isn't exactly one address
    subject: str = ""
    words: str = ""  # their own, one line a line: without what they quote
    codes: tuple[tuple[str, ...], ...] = ()
    automatic: str = ""  # why it is no person's message; empty where it may be one
    returned: ReturnedMail | None = None


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """What the words of a message ask for. `certain`: the words say nothing else."""

    kind: RequestKind
    certain: bool = True
    start: date | None = None
    until: date | None = None
    addresses: tuple[str, ...] = ()
    thing: int = 0  # 0: they don't say which


@dataclass(frozen=True, slots=True)
class NothingToDo:
    """A message that is not acted on, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class EmailsStopped:
    """Somebody gets no more emails, from now on."""

    handle: Handle


@dataclass(frozen=True, slots=True)
class EmailReturned:
    """Somebody's email came back: for good, or for now."""

    handle: Handle
    week: str
    for_good: bool


@dataclass(frozen=True, slots=True)
class PostsSent:
    """Somebody hands in posts for a Thing: the organiser is asked about them as about every other doubtful post."""

    handle: Handle
    thing: int
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingReply:
    """What the organiser has to decide. `handle` is "" where nobody on the roster is known by the message."""

    request: ReplyRequest
    handle: Handle
    sender: str  # kept only where there is no handle
    words: str


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A reply that waits for the organiser's decision, with its number and when it was read."""

    number: int
    at: datetime
    reply: WaitingReply


ReplyOutcome = NothingToDo | EmailsStopped | EmailReturned | PostsSent | WaitingReply


@dataclass(frozen=True, slots=True)
class MailTaken:
    """What is to be kept of one reading. `messages`: those that were acted on; `position`: how far an inbox was read."""

    stopped: tuple[Handle, ...] = ()
    waiting: tuple[WaitingReply, ...] = ()
    returned: tuple[EmailReturned, ...] = ()
    messages: tuple[str, ...] = ()
    position: tuple[str, int, int] | None = None  # a digest of its place, UIDVALIDITY, the last UID
