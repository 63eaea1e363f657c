"""Blogs looked at for people at the form: in the background, one at a time for each visitor, in turn."""

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from course.adapters import randomness
from course.core.errors import CourseError
from course.core.people import visitors

AT_ONCE = 4
OF_A_NEIGHBOURHOOD = 2  # of those; the others are for everybody else
WAITING_OF_A_VISITOR = 20  # a room of people behind one address
WAITING = 200
log = logging.getLogger(__name__)
KEPT = timedelta(minutes=30)


@dataclass(slots=True)
class LookUp:
    """Something to find out on a blog; `found` is there when `done` is set (None if that failed)."""

    browser: str  # only the browser that asked may see the answer
    address: str  # of the visitor
    work: Callable[[], Any]
    asked: Mapping[str, Any]  # what the form held
    at: datetime
    found: Any = None
    done: threading.Event = field(default_factory=threading.Event)


class LookUps:
    """The queue. Nobody waits in it with a request open: a look-up is begun, and its answer fetched later by its name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, LookUp] = OrderedDict()
        self._waiting: OrderedDict[str, deque[LookUp]] = OrderedDict()  # by visitor
        self._running: list[LookUp] = []

    def begin(
        self, browser: str, address: str, work: Callable[[], Any], asked: Mapping[str, Any], now: datetime
    ) -> str | None:
        """Have a blog looked at by `work`; the name of the look-up, or None where too much is waiting already."""
        job, name = LookUp(browser, address, work, asked, now), randomness.secret()
        with self._lock:
            self._drop_old(now)
            queue = self._waiting.setdefault(visitors.visitor(address), deque())
            full = len(queue) >= WAITING_OF_A_VISITOR or sum(map(len, self._waiting.values())) >= WAITING
            if full or len(self._known) >= 10 * WAITING:
                return None
            queue.append(job)
            self._known[name] = job
            self._start()
        return name

    def find(self, name: str, browser: str, now: datetime) -> LookUp | None:
        """The look-up of this name, for the browser that asked."""
        with self._lock:
            self._drop_old(now)
            job = self._known.get(name)
        return job if job is not None and job.browser == browser else None

    def take(self, name: str, browser: str, now: datetime) -> LookUp | None:
        """The same, and it is used up: a second call finds nothing."""
        job = self.find(name, browser, now)
        with self._lock:
            return self._known.pop(name, None) if job else None

    def _drop_old(self, now: datetime) -> None:
        while self._known and next(iter(self._known.values())).at < now - KEPT:
            self._known.popitem(last=False)

    def _start(self) -> None:
        """Start what may start: visitors in turn, the longest waiting first."""
        while len(self._running) < AT_ONCE and (job := self._next()):
            self._running.append(job)
            threading.Thread(target=self._run, args=(job,), daemon=True, name="look-up").start()

    def _next(self) -> LookUp | None:
        busy = {visitors.visitor(job.address) for job in self._running}
        near = [visitors.neighbourhood(job.address) for job in self._running]
        for visitor, queue in list(self._waiting.items()):
            if not queue:
                del self._waiting[visitor]
            elif visitor not in busy and near.count(visitors.neighbourhood(queue[0].address)) < OF_A_NEIGHBOURHOOD:
                self._waiting.move_to_end(visitor)
                return queue.popleft()
        return None

    def _run(self, job: LookUp) -> None:
        try:
            job.found = job.work()
        except CourseError as error:
            log.error("A blog could not be checked: %s %s", error, error.hint)
        finally:
            job.done.set()
            with self._lock:
                self._running.remove(job)
                self._start()
