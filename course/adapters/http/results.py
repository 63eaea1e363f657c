"""A request, and the three kinds of outcome it can have."""

from dataclasses import dataclass

from course.core.posts import troubles
from course.core.trouble_kind import TroubleKind


@dataclass(frozen=True, slots=True)
class Request:
    """One address to read. Validators go to `validated_at` alone (the final address that gave them; default: `url`)."""

    url: str
    etag: str | None = None
    modified: str | None = None
    deadline: float = (
        0.0  # time.monotonic() seconds; it stands still while the request waits its turn; 0: 25 s from its start
    )
    validated_at: str | None = None
    blog: str = ""  # the address on the roster for which this is read: the only one whose host may be private


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body, decoded. `cut`: the answer ended early, this is what came, and its validators must not be kept."""

    url: str  # the final address
    body: bytes
    etag: str | None = None  # byte for byte; None where there is none fit to be sent back
    modified: str | None = None
    content_type: str = ""
    moved: str | None = None  # the final address, if every hop to it was permanent (301, 308)
    cut: bool = False
    links: tuple[str, ...] = ()  # the values of the Link headers, as they came
    deadline: float = 0.0  # the request's own, after waiting: pass it on to what belongs to the same blog


@dataclass(frozen=True, slots=True)
class NotModified:
    """The bytes are as before. The validators are the ones to keep: the answer's, or else the ones that were sent."""

    url: str
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    deadline: float = 0.0


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing could be read, and why: `says` and `next` are sentences for organisers."""

    url: str
    kind: TroubleKind
    says: str
    next: str
    retry_at: float | None = None  # seconds to wait before asking again, where the site said so; two days at most
    moved: str | None = None
    deadline: float = 0.0


Outcome = Fetched | NotModified | Unreachable


def unreachable(
    url: str, kind: TroubleKind, detail: str = "", retry_at: float | None = None, deadline: float = 0.0
) -> Unreachable:
    """The outcome for a kind of trouble, with its two sentences."""
    told = troubles.for_organisers(kind, detail)
    return Unreachable(url, kind, told.says, told.next, retry_at, None, deadline)
