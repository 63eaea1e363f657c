"""A request that follows redirects."""

from course.adapters.http import address
from course.adapters.http.address import Address, AddressError
from course.adapters.http.results import Request, Unreachable, unreachable
from course.core.posts import troubles
from course.core.trouble_kind import TroubleKind

ALL_IN = 25.0  # seconds for one blog, discovery included
_MOST_HOPS = 5
_PERMANENT = (301, 308)


def _home(blog: str) -> tuple[str, int] | None:
    try:
        return address.parse(blog)[1:] if blog else None
    except AddressError:
        return None


class PendingRequest:
    """A request, the address it has reached, and the time it has left."""

    __slots__ = (
        "asked",
        "deadline",
        "home",
        "left",
        "logs_in",
        "permanent",
        "place",
        "request",
        "seen",
        "spared",
        "tag",
    )

    def __init__(self, request: Request, tag: object, place: Address, left: float) -> None:
        self.request = request
        self.home = _home(request.blog)  # host and port that the roster names
        self.tag = tag
        self.place = place
        self.left = left  # seconds, while it waits for its turn
        self.deadline = 0.0  # monotonic, while it runs
        self.seen: list[str] | None = None  # the addresses that sent us on
        self.permanent = True
        self.logs_in = False  # a redirect led to where people are asked who they are
        self.asked = False  # validators were sent in the present step
        self.spared: str | None = None  # the host towards which we are polite in the present step

    @property
    def moved(self) -> str | None:
        """The final address, if every redirect to it was permanent."""
        return self.place.url if self.seen and self.permanent else None

    def validators(self) -> list[bytes]:
        """The headers that ask whether anything is new, for the address that gave the validators and for no other."""
        request = self.request
        self.asked = False
        if not (request.etag or request.modified):
            return []
        if request.validated_at:
            if request.validated_at != self.place.url:
                return []
        elif self.seen:
            return []
        lines = []
        if request.etag and request.etag.isprintable():
            lines.append(b"If-None-Match: " + request.etag.encode("latin-1", "replace"))
        if request.modified and request.modified.isprintable():
            lines.append(b"If-Modified-Since: " + request.modified.encode("latin-1", "replace"))
        self.asked = bool(lines)
        return lines

    def follow(self, status: int, location: bytes) -> Unreachable | None:
        """Move to the address of a redirect. Returns the trouble if the redirect can't be followed, else None."""
        before = self.place.url
        self.seen = self.seen or []
        self.seen.append(before)
        if len(self.seen) > _MOST_HOPS:
            return self.trouble(TroubleKind.REDIRECT, f"more than {_MOST_HOPS} redirects")
        try:
            self.place = address.join(before, location)
        except AddressError as odd:
            return self.trouble(
                TroubleKind.REFUSED_ADDRESS if odd.kind == TroubleKind.REFUSED_ADDRESS else TroubleKind.REDIRECT
            )
        if self.place.url in self.seen:
            return self.trouble(TroubleKind.REDIRECT, "in a circle")
        self.permanent = self.permanent and status in _PERMANENT
        self.logs_in = self.logs_in or troubles.is_log_in_address(self.place.url)
        return None

    def trouble(self, kind: TroubleKind, detail: str = "", retry_at: float | None = None) -> Unreachable:
        """The outcome of a request that failed here."""
        return unreachable(self.place.url, kind, detail, retry_at, self.deadline)
