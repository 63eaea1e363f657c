"""Who may come in: only the browser that this run has opened. Everything is checked here before any page is made.

A request needs our host, the path prefix of this run and the session cookie; a form also needs our origin and its token.
The cookie is given once, for the one-time token that `cpd23 open` hands to the browser in a private file.
"""

import hmac
import threading
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from werkzeug.wrappers import Request, Response

from course.web import security

ENTER = "/enter"
_OPEN_TO_ALL = (ENTER, "/static/app.css")  # of those who know the prefix
_Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_SORRY = {
    400: "This address isn't part of the app.",
    403: "This window isn't signed in. Close it, and start the app again: cpd23 open",
    404: "There is nothing at this address.",
    405: "You can only view pages and send forms here.",
}


class Entrance:
    """The secrets of one run, and the check of every request. `secret` draws a new one."""

    def __init__(self, port: int, secret: Callable[[], str]) -> None:
        self.host = f"127.0.0.1:{port}"
        self.prefix = f"/{secret()}"
        self.cookie = f"cpd23-{secret()[:8]}"  # cookies are shared by all ports of a host
        self.token = secret()
        self._session = secret()
        self._unused = True
        self._lock = threading.Lock()

    @property
    def origin(self) -> str:
        """What a browser says a form of ours comes from."""
        return f"http://{self.host}"

    @property
    def address(self) -> str:
        """Where the pages are; it opens nothing without the session."""
        return f"{self.origin}{self.prefix}/"

    @property
    def form_token(self) -> str:
        """What every form holds; another site can't know it."""
        return hmac.new(self._session.encode(), b"form", sha256).hexdigest()

    def admit(self, token: str) -> str | None:
        """The session for the one-time token; None for a wrong one, and from the second time on."""
        with self._lock:
            right = self._unused and hmac.compare_digest(token.encode(), self.token.encode())
            self._unused = self._unused and not right
        return self._session if right else None

    def guard(self, app: _Wsgi, on_request: Callable[[], None]) -> _Wsgi:
        """The app behind the entrance; `on_request` is called for each request that was let in."""

        def guarded(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            request = Request(environ)
            status = self._refusal(request)
            if status:
                return Response(_SORRY[status] + "\n", status, security.HEADERS, "text/plain")(environ, start)
            on_request()
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = self.prefix, environ["PATH_INFO"][len(self.prefix) :]
            return app(environ, start)

        return guarded

    def _refusal(self, request: Request) -> int | None:
        """The status with which a request is sent away; None for one that may go on."""
        path = request.environ.get("PATH_INFO", "")
        if request.headers.get("Host", "").lower() != self.host:
            return 400
        if not hmac.compare_digest(path[: len(self.prefix) + 1].encode(), f"{self.prefix}/".encode()):
            return 404
        inside = path[len(self.prefix) :]
        if request.method not in ("GET", "HEAD", "POST"):
            return 405
        if request.method == "POST" and inside != ENTER and not self._is_ours(request):
            return 403
        if inside in _OPEN_TO_ALL:
            return None
        session = request.cookies.get(self.cookie, "")
        return None if hmac.compare_digest(session.encode(), self._session.encode()) else 403

    def _is_ours(self, request: Request) -> bool:
        """Whether a form was sent by one of our own pages, as far as the browser says."""
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        return request.headers.get("Origin", "") == self.origin and site == "same-origin"
