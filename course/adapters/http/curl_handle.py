"""A curl handle with its callbacks, set up once and used again and again."""

import pycurl

from course.adapters.http import ssrf_guard
from course.adapters.http.address import Address
from course.adapters.http.redirects import PendingRequest
from course.adapters.http.response_buffer import ResponseBuffer, Room

CONNECT = 10_000  # milliseconds to take up a connection
_ACCEPT = (
    b"Accept: application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    b"text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)
ALWAYS = [_ACCEPT, b"Accept-Encoding: gzip, deflate"]


class CurlHandle:
    """What carries one exchange at a time; libcurl is told here what it must never do by itself."""

    __slots__ = ("_named", "_proxy", "answer", "began", "curl", "pending", "slow", "trusts", "waits_since", "watched")

    pending: PendingRequest

    def __init__(self, door_guard: ssrf_guard.Guard, agent: str, room: Room) -> None:
        self.curl = pycurl.Curl()
        self.answer = ResponseBuffer(door_guard, room)
        self._proxy = ""
        self._named = False
        self.trusts = False
        self.began = 0.0  # monotonic, of the present exchange
        self.slow = False
        self.waits_since = 0.0  # monotonic, for room; 0: it does not
        self.watched = False  # the deadline is ours to watch
        for option, value in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1),
            (pycurl.HTTP09_ALLOWED, 0),
            (pycurl.HTTP_CONTENT_DECODING, 0),
            (pycurl.PATH_AS_IS, 1),
            (pycurl.FORBID_REUSE, 1),
            (pycurl.FRESH_CONNECT, 1),
            (pycurl.NETRC, pycurl.NETRC_IGNORED),
            (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
            (pycurl.SSL_VERIFYPEER, 1),
            (pycurl.SSL_VERIFYHOST, 2),
            (pycurl.CONNECTTIMEOUT_MS, CONNECT),
            (pycurl.PROXY, ""),
            (pycurl.USERAGENT, agent),
            (pycurl.OPENSOCKETFUNCTION, self.answer.open_socket),
            (pycurl.HEADERFUNCTION, self.answer.header),
            (pycurl.WRITEFUNCTION, self.answer.write),
        ):
            self.curl.setopt(option, value)

    def connect_to(self, place: Address, numbers: tuple[str, ...], proxy: str) -> None:
        """Where the next exchange goes: to these numbers, for this name, or to the proxy."""
        if proxy != self._proxy:
            self.curl.setopt(pycurl.PROXY, proxy)
            self._proxy = proxy
        if proxy or ssrf_guard.is_number(place.host):
            if self._named:
                self.curl.setopt(pycurl.RESOLVE, [])
                self._named = False
            return
        shown = ",".join(f"[{number}]" if ":" in number else number for number in numbers)
        self.curl.setopt(pycurl.RESOLVE, [f"+{place.host}:{place.port}:{shown}"])
        self._named = True
