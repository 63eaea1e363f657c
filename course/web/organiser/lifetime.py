"""How long the app runs: until somebody stops it, or nobody has used it for an hour."""

import threading
from collections.abc import Callable

UNUSED = 3600.0  # seconds without a request after which the app stops


class Lifetime:
    """When the app was last used, by a clock that only goes forward (seconds)."""

    def __init__(self, clock: Callable[[], float], unused: float = UNUSED) -> None:
        self._clock, self._unused = clock, unused
        self._last = clock()
        self._stop = threading.Event()

    def used(self) -> None:
        """Somebody has just asked for a page."""
        self._last = self._clock()

    def now(self) -> float:
        """The moment by the clock that only goes forward (seconds)."""
        return self._clock()

    def stop(self) -> None:
        """End the app after the page that is being made."""
        self._stop.set()

    def over(self) -> bool:
        """Whether the app should end now."""
        return self._stop.is_set() or self._clock() - self._last > self._unused
