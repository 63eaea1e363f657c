"""Decide which request may start: one connection at a time to a host, a few to a platform, and a pause between two."""

import time
from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any, Generic, TypeVar

from course.core.posts import blog_platforms

Job = TypeVar("Job")

PAUSE = 0.1  # seconds between two starts in one family
_LONGEST_PAUSE = 5.0


@dataclass(slots=True)
class _Family(Generic[Job]):
    """Hosts that belong to one platform, or a single host."""

    most: int
    waiting: deque[tuple[str, Job]] = field(default_factory=deque)  # at most one job a host
    running: int = 0
    next_start: float = 0.0
    pause: float = PAUSE
    listed: bool = False  # stands in the heap


class HostScheduler(Generic[Job]):
    """Waiting jobs. Each step takes constant time, also when all jobs belong to one platform."""

    def __init__(self, per_family: int) -> None:
        self._per_family = per_family
        self._free: deque[Job] = deque()
        self._families: dict[str, _Family[Job]] = {}
        self._behind: dict[str, deque[Job]] = {}  # host: jobs that wait until the host's own job has ended
        self._heap: list[tuple[float, int, str]] = []
        self._count = 0

    def add(self, host: str | None, job: Job, *, first: bool = False) -> None:
        """Queue a job, or put it first. Without a host it may start at once."""
        if host is None:
            _put(self._free, job, first=first)
        elif host in self._behind:
            _put(self._behind[host], job, first=first)
        else:
            self._behind[host] = deque()
            self._line_up(host, job, first=first)

    def next(self) -> tuple[str | None, Job] | None:
        """The job that may start now, with the host to be given back to `ended`; None if none may."""
        if self._free:
            return None, self._free.popleft()
        now = time.monotonic()
        while self._heap and self._heap[0][0] <= now:
            name = heappop(self._heap)[2]
            family = self._families.get(name)
            if family is None:
                continue
            family.listed = False
            if not family.waiting or family.running >= family.most:
                continue
            host, job = family.waiting.popleft()
            family.running += 1
            family.next_start = now + family.pause
            self._list(name, family)
            return host, job
        return None

    def ended(self, host: str) -> None:
        """The job that ran for this host has ended."""
        name = family_of(host)
        family = self._families[name]
        family.running -= 1
        behind = self._behind[host]
        if behind:
            self._line_up(host, behind.popleft())
        else:
            del self._behind[host]
            self._list(name, family)
        if (
            not family.running
            and not family.waiting
            and family.pause == PAUSE
            and time.monotonic() >= family.next_start
        ):
            self._families.pop(name, None)

    def release(self, host: str) -> None:
        """Let all jobs of this host start at once: it turned out to be one of our own network."""
        behind = self._behind.get(host)
        if behind:
            self._free.extend(behind)
            behind.clear()

    def slow_down(self, host: str) -> None:
        """Double the pause for this host's platform, after the answer 429."""
        family = self._families.get(family_of(host))
        if family:
            family.pause = min(family.pause * 2, _LONGEST_PAUSE)

    def wait(self) -> float:
        """Seconds until a job may start that waits only for its pause; an hour if there is none."""
        if self._free:
            return 0.0
        while self._heap:
            family = self._families.get(self._heap[0][2])
            if family and family.waiting and family.running < family.most:
                return max(0.0, self._heap[0][0] - time.monotonic())
            heappop(self._heap)
            if family:
                family.listed = False
        return 3600.0

    def _line_up(self, host: str, job: Job, *, first: bool = False) -> None:
        name = family_of(host)
        family = self._families.get(name)
        if family is None:
            family = self._families[name] = _Family(self._per_family)
        _put(family.waiting, (host, job), first=first)
        self._list(name, family)

    def _list(self, name: str, family: _Family[Job]) -> None:
        if not family.listed and family.waiting and family.running < family.most:
            family.listed = True
            self._count += 1
            heappush(self._heap, (family.next_start, self._count, name))


def _put(waiting: deque[Any], job: object, *, first: bool) -> None:
    if first:
        waiting.appendleft(job)
    else:
        waiting.append(job)


def family_of(host: str) -> str:
    """The service that a host belongs to, whatever the country's ending; else the host itself."""
    return blog_platforms.service(host) or host
