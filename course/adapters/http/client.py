"""The HTTP client: many exchanges at once, each guarded, each with a deadline."""

import errno
import os
import time
from collections.abc import Iterable

import pycurl

from course.adapters.http import address, ca_certificates, classify, ssrf_guard
from course.adapters.http.address import AddressError
from course.adapters.http.curl_handle import ALWAYS, CONNECT, CurlHandle
from course.adapters.http.dns import Resolver
from course.adapters.http.host_scheduler import HostScheduler
from course.adapters.http.proxies import Proxies
from course.adapters.http.redirects import ALL_IN, PendingRequest
from course.adapters.http.response_buffer import Room
from course.adapters.http.results import Outcome, Request, unreachable
from course.adapters.http.ssrf_guard import Guard
from course.core.trouble_kind import TroubleKind

_MOST_WORKERS = 500  # select() knows 1,024 files
_LOOK_AGAIN = 0.005  # seconds between two looks for names that were found
_HURRY = 4  # large bodies that come in although very much is held already: so it never stands still
_AWAY = 0.5  # seconds between two calls of `ready` that nobody notices
_SLOW = 4.0  # seconds after which an exchange no longer counts as one of the workers


class HttpClient:
    """Sends requests and gives outcomes back. It holds state: use `with`, or close it."""

    def __init__(
        self,
        *,
        workers: int = 32,
        per_host: int = 2,
        allow_private: Iterable[str] = (),
        private_blogs: Iterable[str] = (),
        contact: str = "",
    ) -> None:
        """`allow_private` may be read whoever leads there; `private_blogs` only where the request's own blog names that place."""
        self.busy = 0  # requests sent whose outcome has not been handed out
        always = (*allow_private, *os.environ.get("CPD23_ALLOW_PRIVATE", "").replace(",", " ").split())
        self._guard = Guard(always)
        self._blog_guard = Guard((*always, *private_blogs))
        self._proxies = Proxies()
        self._resolver: Resolver[tuple[CurlHandle, PendingRequest]] = Resolver()
        self._scheduler: HostScheduler[PendingRequest] = HostScheduler(max(1, per_host))
        self._multi = _multi()
        self._room = Room()
        self._agent = user_agent(contact)
        self._hands_left = max(1, min(workers, _MOST_WORKERS))  # handles that may still be made
        self._idle: list[CurlHandle] = []
        self._running: dict[pycurl.Curl, CurlHandle] = {}
        self._at_home: set[tuple[str, int]] = set()  # names that turned out to be allowed private addresses
        self._watching = False  # whether any deadline is ours to watch
        self._left = 0.0  # when the caller was last given answers, monotonic
        self._looked_up: set[CurlHandle] = set()  # handles whose host is being looked up
        self._answers: list[tuple[object, Outcome]] = []
        self._trust: tuple[tuple[int, object], ...] | None = None

    def __enter__(self) -> "HttpClient":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections. Requests that are still running get no outcome."""
        for curl in self._running:
            self._multi.remove_handle(curl)
        for handle in (*self._running.values(), *self._looked_up, *self._idle):
            handle.curl.close()
        self._running.clear()
        self._looked_up.clear()
        self._idle.clear()
        self._multi.close()
        self._resolver.close()

    def send(self, request: Request, tag: object = None) -> None:
        """Queue a request; its outcome comes back from `ready` with the same tag."""
        self.busy += 1
        try:
            place = address.parse(request.url)
        except AddressError as odd:
            self._answers.append((tag, unreachable(request.url, odd.kind, deadline=request.deadline)))
            return
        left = request.deadline - time.monotonic() if request.deadline else ALL_IN
        self._queue(PendingRequest(request, tag, place, left))

    def ready(self, timeout: float) -> list[tuple[object, Outcome]]:
        """The outcomes that have arrived. Waits up to `timeout` seconds for the first; returns [] if no request is running."""
        now = time.monotonic()
        until = now + timeout
        if self._running and now - self._left > _AWAY:
            self._forgive(now - self._left)
        while True:
            self._start()
            self._multi.perform()
            self._finish()
            if self._room.asked:
                self._make_room()
            if self._answers or not self.busy:
                break
            left = until - time.monotonic()
            if left <= 0:
                break
            self._wait(left)
        answers, self._answers = self._answers, []
        self.busy -= len(answers)
        self._left = time.monotonic()
        return answers

    def _forgive(self, seconds: float) -> None:
        """Extend all deadlines by the time in which the caller did not call `ready`. From then on this class checks them, not libcurl."""
        for handle in (*self._running.values(), *self._looked_up):
            handle.pending.deadline += seconds
            self._watch(handle)

    def _watch(self, handle: CurlHandle) -> None:
        self._watching = handle.watched = True
        handle.curl.setopt(pycurl.TIMEOUT_MS, 0)
        handle.curl.setopt(pycurl.CONNECTTIMEOUT_MS, 0)

    def _wait(self, left: float) -> None:
        """Sleep until data arrives, a timer of libcurl ends, or the scheduler may start another request."""
        timer = self._multi.timeout()
        if timer >= 0:
            left = min(left, timer / 1000)
        if self._looked_up:
            left = min(left, _LOOK_AGAIN)
        if self._idle or self._hands_left:
            left = min(left, self._scheduler.wait())
        if self._running:
            self._multi.select(min(left, 1.0))
        elif left > 0:
            time.sleep(min(left, 1.0))

    def _queue(self, pending: PendingRequest) -> None:
        place = pending.place
        at_home = (place.host, place.port) in self._at_home or self._guard_of(pending).knows(place.host, place.port)
        begun = bool(pending.request.deadline)  # a blog that is begun is ended first: what it holds is then let go
        self._scheduler.add(None if at_home else place.host, pending, first=begun)

    def _guard_of(self, pending: PendingRequest) -> Guard:
        """The guard for the next exchange. Private blogs are allowed only at the host and port of the request's own blog."""
        return self._blog_guard if pending.place[1:] == pending.home else self._guard

    def _start(self) -> None:
        """Start requests while there are free handles. Connections may start in any order."""
        if self._looked_up:
            self._go_on_after_look_up()
        if not (self._idle or self._hands_left):
            self._set_slow_ones_aside()
        while self._idle or self._hands_left:
            turn = self._scheduler.next()
            if turn is None:
                return
            host, pending = turn
            handle = self._idle.pop() if self._idle else self._new_handle()
            handle.began = time.monotonic()
            handle.pending = pending
            pending.spared = host
            pending.deadline = handle.began + pending.left
            self._look_up(handle)

    def _look_up(self, handle: CurlHandle) -> None:
        """Look up the IP addresses of the host, then start the exchange."""
        place = handle.pending.place
        if ssrf_guard.is_number(place.host):
            self._go(handle, (place.host,))
        elif (numbers := self._resolver.known(place.host)) is not None:
            self._go(handle, numbers)
        else:
            self._looked_up.add(handle)
            self._resolver.ask(place, (handle, handle.pending))

    def _go_on_after_look_up(self) -> None:
        for (handle, pending), numbers in self._resolver.found():
            if handle not in self._looked_up or handle.pending is not pending:
                continue  # its deadline has passed meanwhile
            self._looked_up.remove(handle)
            if numbers:
                self._go(handle, numbers)
            else:
                self._settle(handle, pending.trouble(TroubleKind.DNS))
        now = time.monotonic()
        for handle in [handle for handle in self._looked_up if handle.pending.deadline <= now]:
            self._looked_up.remove(handle)
            self._settle(handle, handle.pending.trouble(TroubleKind.TIMEOUT))

    def _set_slow_ones_aside(self) -> None:
        """Stop counting slow exchanges as workers: they cost almost nothing, and other requests should not wait for them."""
        long_ago = time.monotonic() - _SLOW
        for handle in (*self._running.values(), *self._looked_up):
            if handle.began < long_ago and not handle.slow and len(self._running) < _MOST_WORKERS:
                handle.slow = True
                self._hands_left += 1

    def _go(self, handle: CurlHandle, numbers: tuple[str, ...]) -> None:
        """Start the next exchange of the handle's request, with one of these IP addresses or through a proxy."""
        curl, pending = handle.curl, handle.pending
        place = pending.place
        milliseconds = int((pending.deadline - time.monotonic()) * 1000)
        if milliseconds <= 0:
            return self._settle(handle, pending.trouble(TroubleKind.TIMEOUT))
        guard = self._guard_of(pending)
        proxy = self._proxies.proxy_for(place)
        if proxy and guard.knows(place.host, place.port):
            proxy = ""  # it cannot see our own network
        if proxy and not all(guard.admits(place.host, number, place.port) for number in numbers):
            return self._settle(handle, pending.trouble(TroubleKind.REFUSED_ADDRESS))
        handle.answer.begin(place.host, guard, proxied=bool(proxy))
        if place.url.startswith("https") and not handle.trusts:
            self._give_trust(handle)
        curl.setopt(pycurl.URL, place.url)
        curl.setopt(pycurl.TIMEOUT_MS, milliseconds)
        if handle.watched:
            curl.setopt(pycurl.CONNECTTIMEOUT_MS, CONNECT)
            handle.watched = False
        curl.setopt(pycurl.HTTPHEADER, [*ALWAYS, *pending.validators()])
        handle.connect_to(place, numbers, proxy)
        self._running[curl] = handle
        self._multi.add_handle(curl)
        return None

    def _finish(self) -> None:
        """Classify the exchanges that have ended."""
        more = True
        while more:
            more, good, bad = self._multi.info_read()
            for curl in good:
                self._ended(curl, 0)
            for curl, code, _ in bad:
                self._ended(curl, code)
        if self._watching:
            now, running = time.monotonic(), self._running.values()
            for handle in [
                handle
                for handle in running
                if handle.watched and not handle.answer.waits and handle.pending.deadline < now
            ]:
                self._ended(handle.curl, pycurl.E_OPERATION_TIMEDOUT)

    def _make_room(self) -> None:
        """Resume paused downloads when there is memory for them; otherwise only the few that are nearest to their end."""
        running = self._running.values()
        waiting = [handle for handle in running if handle.answer.waits]
        now = time.monotonic()
        for handle in waiting:  # its deadline stands still meanwhile, and is ours to watch from now on
            if not handle.waits_since:
                handle.waits_since = now
                self._watch(handle)
        if self._room.left < 0:
            free = _HURRY - sum(handle.answer.hurries for handle in running)
            waiting = sorted(waiting, key=lambda handle: -handle.answer.held)[: max(free, 0)]
        for handle in waiting:
            handle.answer.waits, handle.answer.hurries = False, self._room.left < 0
            handle.pending.deadline += now - handle.waits_since
            handle.waits_since = 0.0
            try:
                handle.curl.pause(pycurl.PAUSE_CONT)
            except pycurl.error:  # what came in at once was too much
                self._ended(handle.curl, pycurl.E_WRITE_ERROR)
        self._room.asked = any(handle.answer.waits for handle in running)

    def _ended(self, curl: "pycurl.Curl", code: int) -> None:
        handle = self._running.pop(curl)
        self._multi.remove_handle(curl)
        answer, pending = handle.answer, handle.pending
        handle.waits_since = 0.0
        if answer.named and pending.spared:
            self._at_home.add((pending.place.host, pending.place.port))
            self._scheduler.release(pending.spared)
        system_error = curl.getinfo(pycurl.OS_ERRNO) if code == pycurl.E_RECV_ERROR else 0
        outcome = classify.classify_response(pending, answer, code, system_error)
        if answer.status == 429 and pending.spared:
            self._scheduler.slow_down(pending.spared)
        self._settle(handle, outcome)

    def _settle(self, handle: CurlHandle, outcome: Outcome | None) -> None:
        """Free the handle and store the outcome. Without an outcome the request continues with its next step."""
        pending = handle.pending
        del handle.pending  # its tag may hold all that was read
        handle.answer.begin("", self._guard, proxied=False)
        if handle.slow:  # another one was made in its place
            handle.curl.close()
        else:
            self._idle.append(handle)
        if pending.spared is not None:
            self._scheduler.ended(pending.spared)
        if outcome is not None:
            self._answers.append((pending.tag, outcome))
        else:
            pending.left = pending.deadline - time.monotonic()
            self._queue(pending)

    def _new_handle(self) -> CurlHandle:
        self._hands_left -= 1
        return CurlHandle(self._guard, self._agent, self._room)

    def _give_trust(self, handle: CurlHandle) -> None:
        """Set the trusted certificates of a handle. They are loaded once, and only when the first https address comes."""
        if self._trust is None:
            self._trust = ca_certificates.options()
        for option, value in self._trust:
            handle.curl.setopt(option, value)
        handle.trusts = True


def user_agent(contact: str) -> str:
    """The User-Agent header: the program, what it does, and an address of the organiser or the course."""
    shown = "".join(letter for letter in contact if letter.isascii() and letter.isprintable())[:200]
    return f"cpd23 (reads the blogs of a course{'; +' + shown if shown else ''})"


def get(url: str, *, allow_private: Iterable[str] = (), contact: str = "", request: Request | None = None) -> Outcome:
    """Read one address and return its outcome."""
    with HttpClient(workers=1, allow_private=allow_private, contact=contact) as client:
        client.send(request or Request(url))
        while client.busy:
            for _, outcome in client.ready(ALL_IN):
                return outcome
    return unreachable(url, TroubleKind.TIMEOUT)


def _multi() -> pycurl.CurlMulti:
    """A set of connections; OSError where this program may not open so many files."""
    try:
        return pycurl.CurlMulti()
    except pycurl.error as error:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE)) from error
