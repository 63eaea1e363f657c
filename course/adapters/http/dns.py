"""Look up host names, each in its own thread, so that a lookup that hangs delays neither the others nor the end.

libcurl would do it too, but in twenty threads that it shares out among all, and for which it waits when it is closed.
"""

import queue
import socket
import threading
import time
from typing import Generic, TypeVar

from course.adapters.http.address import Address

Token = TypeVar("Token")

_KEEP = 60.0  # seconds for which an answer is used again; who is connected to is checked each time
_MOST_THREADS = 500


class Resolver(Generic[Token]):
    """The system's resolver: gives the IP addresses of a host name, and () where there is no such host."""

    def __init__(self) -> None:
        self._questions: queue.SimpleQueue[tuple[Address, Token]] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[str, Token, tuple[str, ...]]] = queue.SimpleQueue()
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._threads = 0
        self._open = 0  # questions without an answer

    def known(self, host: str) -> tuple[str, ...] | None:
        """The addresses if they were found within the last minute; None if the host must be looked up."""
        until, numbers = self._known.get(host, (0.0, ()))
        return numbers if until > time.monotonic() else None

    def ask(self, place: Address, token: Token) -> None:
        """Begin to look a name up; the answer comes from `found`, with the token."""
        self._open += 1
        if self._threads < min(self._open, _MOST_THREADS):
            self._threads += 1
            threading.Thread(target=self._work, daemon=True).start()
        self._questions.put((place, token))

    def found(self) -> list[tuple[Token, tuple[str, ...]]]:
        """The lookups that have ended since the last call."""
        found = []
        while not self._answers.empty():
            host, token, numbers = self._answers.get()
            self._open -= 1
            if numbers:
                self._known[host] = (time.monotonic() + _KEEP, numbers)
            found.append((token, numbers))
        return found

    def close(self) -> None:
        """Stop all threads that are not waiting for the resolver."""
        for _ in range(self._threads):
            self._questions.put(None)  # type: ignore[arg-type]

    def _work(self) -> None:
        while (question := self._questions.get()) is not None:
            place, token = question
            self._answers.put((place.host, token, _numbers(place)))


def _numbers(place: Address) -> tuple[str, ...]:
    try:
        rows = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(row[4][0]) for row in rows if "%" not in str(row[4][0])))
