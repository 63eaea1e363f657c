"""One response as it arrives, within its limits."""

import re
import socket
from datetime import UTC, datetime

import pycurl

from course.adapters import clock
from course.adapters.http.ssrf_guard import Guard
from course.core.trouble_kind import TroubleKind

MOST_BODY = 8 * 2**20  # bytes, on the wire and decoded
_MOST_HELD = 16 * 2**20  # bytes of all bodies together, before the large ones have to wait for each other
_LITTLE = 2**20  # bytes of a body that never waits
_MOST_HEAD = 64 * 1024  # bytes, interim answers and trailers included
_MOST_LINES = 200
_MOST_INTERIM = 10
_MOST_ASIDE = 64 * 1024  # bytes of a page that explains a refusal
_LONGEST_VALIDATOR = 500  # bytes
_LONGEST_WAIT = 2 * 86400.0  # seconds
_BODY_WANTED = frozenset((200, 201, 202, 203, 206, 226, 403))
_STATUS = re.compile(rb"HTTP/[0-9.]+ +([0-9]{3})")
_REFUSE = -1  # what tells the network library to stop


class _Lent(socket.SocketType):
    """A socket that libcurl copies, so this one is closed as soon as it is dropped.

    It is a bare one of C: a full one costs three times as much."""

    def __del__(self) -> None:
        self.close()


class Room:
    """How many bytes of all arriving bodies together may still be held."""

    __slots__ = ("asked", "left")

    def __init__(self, most: int = _MOST_HELD) -> None:
        self.left = most  # bytes; below zero, large bodies wait
        self.asked = False  # somebody began to wait


class ResponseBuffer:
    """The callbacks of one handle: they keep what comes, count it, and stop it at a limit."""

    __slots__ = (
        "_guard",
        "_head_left",
        "_held",
        "_room",
        "_shared",
        "body",
        "ended",
        "enough",
        "head",
        "host",
        "hurries",
        "interim",
        "lines",
        "named",
        "proxied",
        "status",
        "stopped",
        "waits",
    )

    def __init__(self, guard: Guard, room: Room) -> None:
        self._shared = room
        self._held = 0
        self.begin("", guard, proxied=False)

    def begin(self, host: str, guard: Guard, *, proxied: bool) -> None:
        """Forget the last answer; the next is from this host, and the guard says at which addresses it may be."""
        self._guard = guard
        self.host = host
        self.proxied = proxied
        self.head: list[bytes] = []  # of the newest answer: interim ones are forgotten
        self.lines = 0
        self.body: list[bytes] = []
        self.status = 0
        self.interim = 0
        self.ended = False  # the head is complete
        self.named = False  # an allowed private address was connected to
        self.stopped: TroubleKind | None = None  # the trouble for which we stopped
        self.enough = False  # we stopped because the rest is not needed
        self._head_left = _MOST_HEAD
        self._room = MOST_BODY
        self._shared.left += self._held
        self._held = 0
        self.waits = False  # it was told to, for want of room
        self.hurries = False  # it need not wait again

    @property
    def held(self) -> int:
        """How many bytes of the body are here."""
        return self._held

    def open_socket(self, purpose: int, address: "pycurl.CurlSockAddr") -> "socket.SocketType | int":
        """A socket for the address that is about to be connected to, or none if that is refused."""
        family, kind, protocol, where = address
        if purpose != pycurl.SOCKTYPE_IPCXN or family not in (socket.AF_INET, socket.AF_INET6):
            self.stopped = TroubleKind.REFUSED_ADDRESS
            return int(pycurl.SOCKET_BAD)
        if not self.proxied:
            number, port = where[0], where[1]
            if self._guard.is_named(self.host, number, port):
                self.named = True
            elif not self._guard.admits(self.host, number, port):
                self.stopped = TroubleKind.REFUSED_ADDRESS
                return int(pycurl.SOCKET_BAD)
        self.stopped = None  # another address of the same name may have been refused before
        try:
            return _Lent(family, kind, protocol)
        except OSError:
            return int(pycurl.SOCKET_BAD)

    def header(self, line: bytes) -> int | None:
        """Take one line of the head or of the trailers."""
        self.lines += 1
        self._head_left -= len(line)
        if self._head_left < 0 or self.lines > _MOST_LINES:
            self.stopped = TroubleKind.CUT_OFF if self.body else TroubleKind.TOO_LARGE
            return _REFUSE
        if line[:5] == b"HTTP/" and not self.body:
            return self._status_line(line)
        if line in (b"\r\n", b"\n"):
            return self._end_of_head()
        self.head.append(line)
        return None

    def _status_line(self, line: bytes) -> int | None:
        found = _STATUS.match(line)
        self.status = int(found[1]) if found else 0
        self.head.clear()
        self.ended = False
        if 100 <= self.status < 200:
            self.interim += 1
            if self.interim > _MOST_INTERIM:
                self.stopped = TroubleKind.BROKEN_ANSWER
                return _REFUSE
        return None

    def _end_of_head(self) -> int | None:
        if self.status >= 200:
            self.ended = True
            if self.status not in _BODY_WANTED and self.status >= 300 and self.status != 304:
                self.enough = True
                return _REFUSE
            if self.status == 403:
                self._room = _MOST_ASIDE
        return None

    def write(self, piece: bytes) -> int | None:
        """Take a piece of the body, or let it wait where very much is held already."""
        if self._shared.left < 0 and self._held > _LITTLE and not self.hurries:
            self.waits = self._shared.asked = True
            return int(pycurl.WRITEFUNC_PAUSE)
        self._held += len(piece)
        self._shared.left -= len(piece)
        self.body.append(piece)
        self._room -= len(piece)
        if self._room < 0:
            self.enough = self.status == 403
            self.stopped = None if self.enough else TroubleKind.TOO_LARGE
            return _REFUSE
        return None

    def headers(self) -> dict[bytes, bytes]:
        """The head by lower-case name: of a repeated one the first, but Link and Content-Encoding joined."""
        found: dict[bytes, bytes] = {}
        for line in self.head:
            name, colon, value = line.partition(b":")
            if colon:
                key = name.lower()
                if key not in found:
                    found[key] = value.strip()
                elif key in (b"link", b"content-encoding"):
                    found[key] += b", " + value.strip()
        return found


def validator(value: bytes | None) -> str | None:
    """An ETag or Last-Modified to be kept and sent back byte for byte (Latin-1); None if it is not fit for that."""
    if not value or len(value) > _LONGEST_VALIDATOR:
        return None
    text = value.decode("latin-1")
    return text if text.isprintable() else None


def seconds_to_wait(value: bytes | None) -> float | None:
    """What Retry-After asks for (seconds or a date), two days at most; None if that can't be understood."""
    if not value:
        return None
    text = value.decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _LONGEST_WAIT)
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max((when - _now()).total_seconds(), 0.0), _LONGEST_WAIT)


def _now() -> datetime:
    return clock.now()


def encodings(value: bytes | None) -> tuple[str, ...]:
    """The names in Content-Encoding, in the order in which they were applied."""
    if not value:
        return ()
    return tuple(part.strip().lower() for part in value.decode("latin-1").split(","))


def link_values(value: bytes | None) -> tuple[str, ...]:
    """The Link headers, split where a new target begins; at most twenty, each at most 1,000 characters."""
    if not value:
        return ()
    parts = re.split(r",\s*(?=<)", value[:20000].decode("latin-1"))
    return tuple(part for part in parts[:20] if len(part) <= 1000 and part.isprintable())
