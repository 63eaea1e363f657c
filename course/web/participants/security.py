"""What protects the pages: signed words, a token against foreign forms, limits, headers."""

import hmac
import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

LARGEST = 16 * 1024  # bytes of a request
COOKIE = "cpd23"
LINK_DAYS = 3
_FORM = timedelta(hours=2)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


class Seal:
    """Signs what travels through somebody's browser or mailbox, and knows its own signature again."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._links = URLSafeSerializer(key, salt="confirm", signer_kwargs={"digest_method": sha256})
        self._forms = URLSafeSerializer(key, salt="form", signer_kwargs={"digest_method": sha256})

    def link(self, data: Mapping[str, Any], now: datetime) -> str:
        """The words of a confirmation link: the whole sign-up, signed, with its end."""
        return str(self._links.dumps([_end(now, timedelta(days=LINK_DAYS)), dict(data)]))

    def opened_link(self, words: str, now: datetime) -> tuple[datetime, Mapping[str, Any]] | None:
        """When a link runs out and what it carries; None where it is not ours or has run out."""
        return _opened(self._links, words, now)

    def form(self, data: Mapping[str, Any], now: datetime) -> str:
        """What a page carries to the next one, signed."""
        return str(self._forms.dumps([_end(now, _FORM), dict(data)]))

    def opened_form(self, words: str, now: datetime) -> Mapping[str, Any] | None:
        """What the page before carried; None where it is not ours or too old."""
        found = _opened(self._forms, words, now)
        return found[1] if found else None

    def token(self, cookie: str) -> str:
        """What a form must hold that was shown to the browser with this cookie."""
        return hmac.new(self._key, b"csrf\0" + cookie.encode("utf-8", "replace"), sha256).hexdigest()

    def is_own_form(self, cookie: str, token: str) -> bool:
        """Whether a form comes from our own page, shown to this very browser; compared in constant time."""
        return bool(cookie) and hmac.compare_digest(self.token(cookie).encode(), token.encode("utf-8", "replace"))


def _end(now: datetime, after: timedelta) -> str:
    return (now + after).isoformat(timespec="seconds")


def _opened(by: URLSafeSerializer, words: str, now: datetime) -> tuple[datetime, Mapping[str, Any]] | None:
    try:
        end, data = by.loads(words)
        until = datetime.fromisoformat(end)
    except (BadData, ValueError, TypeError):
        return None
    return (until, data) if isinstance(data, dict) and until >= now else None


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so long."""

    most: int
    within: timedelta


LOOKS = Limit(20, timedelta(minutes=10))  # of one visitor
LETTERS_OF_A_VISITOR = Limit(5, timedelta(hours=1))
LETTERS_TO_AN_ADDRESS = Limit(2, timedelta(hours=1))
LETTERS_OF_ALL = Limit(300, timedelta(days=1))
GUESSES = Limit(30, timedelta(minutes=10))  # of secrets, by one visitor


@dataclass(slots=True)
class Limits:
    """Counts who did what when, in memory; an email is counted by its hash."""

    key: bytes
    _times: dict[bytes, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _most_names: int = 20_000

    def take(self, limit: Limit, what: str, who: str, now: datetime) -> bool:
        """Whether it may be done once more; if so, it counts."""
        name = hmac.new(self.key, f"{what}\0{who}".encode("utf-8", "replace"), sha256).digest()[:12]
        with self._lock:
            if len(self._times) > self._most_names:
                self._times.clear()  # somebody floods us under many names: the limit of all letters still holds
            times = self._times[name]
            while times and times[0] <= now - limit.within:
                times.popleft()
            if len(times) >= limit.most:
                return False
            times.append(now)
            return True
