"""What a run of the app remembers for a while: messages, what can be undone, forms that aren't finished."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

from course.adapters import randomness

Kept = TypeVar("Kept")


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
