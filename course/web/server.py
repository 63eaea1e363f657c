"""The web server: what it takes from one connection, for how long, and from how many at once."""

import errno
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import waitress  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]

from course.core.errors import CourseError
from course.web import security

_Wsgi = Callable[..., Iterable[bytes]]
THREADS = 8
CONNECTIONS = 400  # at once; select() on Windows takes 512
IDLE = 15  # seconds without a byte after which a connection is closed
WHOLE_REQUEST = 30  # seconds in which a request must have come as a whole
_LARGEST_HEAD = 16 * 1024  # bytes; a confirmation link holds a whole sign-up
_CROWDED = 0.75  # of the connections; beyond it those that asked for nothing are closed, the oldest first
_WHY = {
    errno.EADDRINUSE: ("Another program is using port {port} of {host}.", "Choose another one with --port."),
    errno.EACCES: (
        "Port {port} is reserved for administrators on this computer.",
        "Choose 1024 or higher with --port.",
    ),
    errno.EADDRNOTAVAIL: (
        "{host} isn't an address of this computer.",
        "Leave out --host, or give one of this computer's addresses.",
    ),
}


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """Where to listen; behind a web server of this computer, the visitor's address comes from its headers."""

    host: str
    port: int
    behind_proxy: bool = False


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that remembers since when a request has been coming in."""

    began: float | None = None

    def received(self, data: bytes) -> Any:
        """Take some bytes in."""
        self.began = self.began or time.monotonic()
        done = super().received(data)
        if self.request is None:
            self.began = None
        return done

    def late(self, now: float, wall: float) -> bool:
        """Whether it has waited too long: for the next byte, or for the rest of a request."""
        slow = self.began is not None and now - self.began > WHOLE_REQUEST
        return not self.requests and (slow or wall - self.last_activity > IDLE)


def open_server(app: _Wsgi, place: ListenAddress, address: str) -> Any:
    """The server, listening already but answering only when `run()` is called; CourseError where it cannot listen."""
    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
    only_ours = security.OnlyHosts(app, security.hosts(address, place.host, place.port))
    options = {"host": place.host, "port": place.port, "max_request_body_size": security.LARGEST}
    try:
        return _made(only_ours, {**options, **(proxy if place.behind_proxy else {})}, _Maintenance)
    except (OSError, ValueError, OverflowError) as error:
        raise _cannot_listen(error, place) from error


def open_local(app_at: Callable[[int], _Wsgi], largest: int, over: Callable[[], bool]) -> Any:
    """The server for one person on this computer, at a free port; `run()` ends when `over` says so.

    `app_at`: makes the app for the port. `largest`: bytes of a request's body.
    """
    options = {"host": "127.0.0.1", "port": 0, "max_request_body_size": largest}
    server = _made(_nothing, options, partial(_UntilOver, over=over))
    server.application = app_at(server.effective_port)
    return server


def _nothing(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:  # noqa: ARG001 - WSGI's form
    """The app until the port is known; nobody is answered before `run()`."""
    raise AssertionError("no request is answered yet")


def _made(app: _Wsgi, options: Mapping[str, Any], maintenance: Callable[[Any], Any]) -> Any:
    """waitress with our limits; `maintenance` makes what looks after its connections, about once a second."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = waitress.create_server(
        app,
        threads=THREADS,
        ident=None,
        max_request_header_size=_LARGEST_HEAD,
        connection_limit=CONNECTIONS,
        cleanup_interval=1,
        channel_timeout=IDLE,
        clear_untrusted_proxy_headers=True,
        **options,
    )
    for one in [*getattr(server, "map", {}).values(), server]:
        if hasattr(one, "channel_class"):
            one.channel_class = _Channel
            one.maintenance = maintenance(one)
    return server


@dataclass(frozen=True, slots=True, eq=False)
class _Maintenance:
    """Closes the connections that wait too long, and in a crowd those that have asked for nothing."""

    server: Any

    def __call__(self, wall: float) -> None:
        now = time.monotonic()
        channels = list(self.server.active_channels.values())
        idle = [one for one in channels if not one.requests and not one.total_outbufs_len]
        closing = [one for one in channels if one.late(now, wall)]
        if len(channels) > _CROWDED * CONNECTIONS:
            idle.sort(key=lambda one: one.creation_time)
            closing += idle[: len(channels) - CONNECTIONS // 2]
        for one in closing:
            one.will_close = True


@dataclass(frozen=True, slots=True, eq=False)
class _UntilOver:
    """The same, and it ends the server when it has been used for long enough."""

    server: Any
    over: Callable[[], bool]

    def __call__(self, wall: float) -> None:
        _Maintenance(self.server)(wall)
        if self.over():
            raise SystemExit  # waitress takes this for the wish to end


def _cannot_listen(error: Exception, place: ListenAddress) -> CourseError:
    number = error.errno if isinstance(error, OSError) else None
    said, hint = _WHY.get(
        number or 0, ("The pages can't be served on {host}: " + str(error) + ".", "Check --host and --port.")
    )
    if isinstance(error, ValueError):  # waitress could not make an address of the name
        said, hint = _WHY[errno.EADDRNOTAVAIL]
    return CourseError(said.format(host=place.host, port=place.port), hint)
