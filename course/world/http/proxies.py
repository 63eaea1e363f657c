"""The system's proxy. Behind one, the guard cannot see who is connected to, so names are looked up here first."""

import logging
import os
import queue
import socket
import sys
import threading

from course.world.http.address import Address
from course.world.http.guard import Guard

log = logging.getLogger(__name__)


class Proxies:
    """Which proxy to use for an address, and whether a name may be passed on to it."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._settings: dict[str, str] = {}
        self._found: queue.SimpleQueue[tuple[object, str]] = queue.SimpleQueue()
        if sys.platform != "linux" or any(name.lower().endswith("_proxy") for name in os.environ):
            from urllib.request import getproxies

            self._settings = {
                scheme: proxy for scheme, proxy in getproxies().items() if scheme in ("http", "https", "all")
            }
        if self._settings:
            log.warning("A proxy is used: addresses are checked before they are passed on, which is a weaker guard.")

    def proxy_for(self, place: Address) -> str:
        """The proxy's address; empty where none is needed."""
        if not self._settings or self._guard.knows(place.host, place.port):
            return ""
        from urllib.request import proxy_bypass

        if proxy_bypass(f"{place.host}:{place.port}"):
            return ""
        scheme = place.url.partition(":")[0]
        return self._settings.get(scheme) or self._settings.get("all") or ""

    def look_up(self, place: Address, token: object) -> None:
        """Begin to find out whether all addresses of a name are public; the answer comes from `found`."""
        threading.Thread(target=self._look_up, args=(place, token), daemon=True).start()

    def found(self) -> list[tuple[object, str]]:
        """The answers that have come: the token, and the kind of trouble or an empty text."""
        answers = []
        while not self._found.empty():
            answers.append(self._found.get())
        return answers

    def _look_up(self, place: Address, token: object) -> None:
        try:
            rows = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            self._found.put((token, "dns"))
            return
        public = all(self._guard.admits(place.host, str(row[4][0]), place.port) for row in rows)
        self._found.put((token, "" if rows and public else "refused-address"))
