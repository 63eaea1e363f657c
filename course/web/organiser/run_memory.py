"""What a run of the app remembers for a while: messages, what can be undone, forms that aren't finished."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from course.adapters import randomness

Kept = TypeVar("Kept")
_MOST = 20  # documents of one snapshot; the one that was used last stays longest


class RunMemory(Generic[Kept]):
    """The last things that were kept, so many at most, each under a name that can't be guessed. All goes with the run."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, what: Kept) -> str:
        """Keep something; its name."""
        name = randomness.secret()
        with self._lock:
            self._kept[name] = what
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return name

    def find(self, name: str) -> Kept | None:
        """What has this name."""
        return self._kept.get(name)

    def take(self, name: str) -> Kept | None:
        """The same, and it is used up: a second call finds nothing."""
        with self._lock:
            return self._kept.pop(name, None)


class SnapshotMemory:
    """What was made of the course as it is now: all of it goes as soon as the course is another."""

    def __init__(self) -> None:
        self._of: object = None
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def once(self, snapshot: object, name: Hashable, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, made once for this snapshot."""
        with self._lock:
            if self._of is not snapshot:
                self._of, self._made = snapshot, OrderedDict()
            found: Kept = self._made.pop(name) if name in self._made else make()
            self._made[name] = found
            while len(self._made) > _MOST:
                self._made.popitem(last=False)
            return found
