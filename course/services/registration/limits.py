"""How often what may be done on the web pages: by one visitor, from one network, to one mailbox, by all together."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from course.adapters.store.web_state import WebState
from course.core.people import visitors

_MINUTES, _HOUR, _DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so long, counted for each `of`: visitor, neighbourhood, mailbox, domain, person or all."""

    of: str
    most: int
    within: timedelta


LOOKS = (Limit("visitor", 20, _MINUTES), Limit("neighbourhood", 60, _MINUTES), Limit("all", 600, _HOUR))
EMAILS = (  # a room of twenty people behind one address gets in; nobody's share is a large part of the day's
    Limit("visitor", 20, _HOUR),
    Limit("visitor", 30, _DAY),
    Limit("neighbourhood", 60, _DAY),
    Limit("mailbox", 2, _HOUR),
    Limit("mailbox", 4, _DAY),
    Limit("domain", 60, _HOUR),
    Limit("all", 300, _DAY),
)
GUESSES = (Limit("visitor", 30, _MINUTES), Limit("neighbourhood", 200, _MINUTES))
PAGES = (Limit("person", 120, _MINUTES),)  # each is worked out from all the posts kept
CHANGES = (Limit("person", 20, _DAY),)
HAND_INS = (Limit("person", 60, _DAY),)  # somebody may hand in a whole course at once


class Limiter:
    """Asks and counts. What is counted is a keyed hash, so that the file names nobody."""

    def __init__(self, state: WebState, key: bytes) -> None:
        self._state, self._key = state, key

    def take(
        self, what: str, limits: Sequence[Limit], now: datetime, *, address: str = "", email: str = "", person: str = ""
    ) -> bool:
        """Whether it may be done once more; it is counted only if every limit allows it."""
        mailbox = visitors.mailbox(email)
        who = {
            "visitor": visitors.visitor(address),
            "neighbourhood": visitors.neighbourhood(address),
            "mailbox": mailbox,
            "domain": mailbox.rpartition("@")[2],
            "person": person,
            "all": "",
        }
        wanted = [(self._bucket(f"{what}\0{one.of}\0{who[one.of]}"), one.most, one.within) for one in limits]
        return self._state.take(dict.fromkeys(wanted), now)

    def _bucket(self, text: str) -> bytes:
        return hmac.new(self._key, b"limit\0" + text.encode("utf-8", "replace"), sha256).digest()[:16]
