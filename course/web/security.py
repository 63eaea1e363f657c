"""What protects web pages, whoever they are for: headers, cookies, hosts, forms of our own, signed text."""

import base64
import hmac
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response
from itsdangerous import BadData, URLSafeSerializer

from course.formats import sanitize

LARGEST = 16 * 1024  # bytes of a request's body
LINK_DAYS = 3  # for which a confirmation link works
# Pages of ours have no script; what may be fetched from the same host lets a browser's own checks read robots.txt.
_POLICY = "default-src 'none'; style-src {style}; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
WITH_PICTURES = _POLICY.format(style="'self'") + "; img-src 'self' data:"
HEADERS = {
    "Content-Security-Policy": _POLICY.format(style="'self'"),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
log = logging.getLogger(__name__)


class App(Flask):
    """Flask with what all our pages need: cleaned text, no surprises in addresses, no secrets in the log."""

    jinja_options = {**Flask.jinja_options, "finalize": sanitize.page}  # noqa: RUF012 - Flask declares it so

    def __init__(self, name: str, address: str) -> None:
        super().__init__(name, static_folder=None)
        self.secure = address.startswith("https:")
        self.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_PARTS=30, MAX_FORM_MEMORY_SIZE=LARGEST)
        self.url_map.merge_slashes = False
        self.after_request(self._with_headers)

    def log_exception(self, exc_info: Any) -> None:
        """An error of the program goes to the log with its place in the code, without the address, which may be a secret."""
        log.error("A page failed.", exc_info=exc_info)

    def _with_headers(self, answer: Response) -> Response:
        for header, value in HEADERS.items():
            answer.headers.setdefault(header, value)
        if self.secure:
            answer.headers["Strict-Transport-Security"] = "max-age=31536000"
        return answer

    def cookie_name(self, name: str) -> str:
        """The cookie's name; over https with the prefix that ties it to this very host."""
        return f"__Host-{name}" if self.secure else name

    def set_cookie(self, answer: Response, name: str, value: str) -> None:
        """Set a cookie that lasts until the browser is closed; an empty value takes it away."""
        name, kind = self.cookie_name(name), {"path": "/", "httponly": True, "samesite": "Lax", "secure": self.secure}
        if value:
            answer.set_cookie(name, value, **kind)  # type: ignore[arg-type]
        else:
            answer.delete_cookie(name, **kind)  # type: ignore[arg-type]


def hosts(address: str, host: str, port: int) -> frozenset[str]:
    """The host headers of a server: its public address, and how it is reached on this computer."""
    parts = urlsplit(address)
    local = {"localhost", "127.0.0.1", "[::1]"} if host in ("127.0.0.1", "localhost", "::1") else set()
    shown = f"[{host}]" if ":" in host else host
    return frozenset({parts.netloc.lower(), *(f"{name}:{port}" for name in {shown, *local})})


class OnlyHosts:
    """Answers only what is asked of these hosts: another site's name for our address opens nothing (DNS rebinding)."""

    def __init__(self, app: _Wsgi, allowed: frozenset[str]) -> None:
        self._app, self._allowed = app, allowed

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_HOST", "").lower() in self._allowed:
            return self._app(environ, start)
        start("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"), *HEADERS.items()])
        return [b"This address is not served here.\n"]


def policy_for(page: str) -> str:
    """The policy for a page that holds its own style: that very style, known by its digest, and nothing else."""
    digests = [base64.b64encode(sha256(style.encode()).digest()).decode() for style in _STYLE.findall(page)]
    return _POLICY.format(style=" ".join(f"'sha256-{digest}'" for digest in digests) or "'none'")


class Seal:
    """Signs what travels through somebody's mailbox, and knows its own signature and its own forms again."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._links = URLSafeSerializer(key, salt="confirm", signer_kwargs={"digest_method": sha256})

    def link(self, data: Mapping[str, Any], now: datetime) -> str:
        """The text of a confirmation link: the whole sign-up, signed, with its end."""
        end = (now + timedelta(days=LINK_DAYS)).isoformat(timespec="seconds")
        return str(self._links.dumps([end, dict(data)]))

    def opened_link(self, text: str, now: datetime) -> tuple[datetime, Mapping[str, Any]] | None:
        """When a link runs out and what it carries; None where it is not ours or has run out."""
        try:
            end, data = self._links.loads(text)
            until = datetime.fromisoformat(end)
        except (BadData, ValueError, TypeError):
            return None
        return (until, data) if isinstance(data, dict) and until >= now else None

    def token(self, cookie: str) -> str:
        """What a form must hold that was shown to the browser with this cookie."""
        return hmac.new(self._key, b"csrf\0" + cookie.encode("utf-8", "replace"), sha256).hexdigest()

    def is_own_form(self, cookie: str, token: str) -> bool:
        """Whether a form comes from our own page, shown to this very browser; compared in constant time."""
        return bool(cookie) and hmac.compare_digest(self.token(cookie).encode(), token.encode("utf-8", "replace"))
