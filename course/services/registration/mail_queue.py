"""Emails of the form, sent after the page was answered: nobody learns from the time whether an address exists."""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Literal

from course.core.errors import CourseError

State = Literal["sent", "later", "refused"]
Deliver = Callable[[EmailMessage, str], State]
Compose = Callable[[], tuple[EmailMessage, str] | None]  # an email and its recipient; None where none is due
MOST = 500  # waiting
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))  # between tries, for as long as the server says later
log = logging.getLogger(__name__)


class MailQueue:
    """Kept in memory only, because nothing is kept on disk about somebody who has not confirmed."""

    def __init__(
        self, deliver: Deliver, pauses: tuple[timedelta, ...] = PAUSES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._deliver, self._pauses, self._clock = deliver, pauses, clock
        self._change = threading.Condition()
        self._due: list[tuple[float, int, int, Compose]] = []
        self._numbers = itertools.count()
        self._working = False
        self._thread: threading.Thread | None = None

    def put(self, compose: Compose) -> bool:
        """Have an email written and sent in the background; False where too many are waiting."""
        with self._change:
            if len(self._due) >= MOST:
                return False
            self._push(self._clock(), 0, compose)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, daemon=True, name="mail")
                self._thread.start()
        return True

    def wait(self, seconds: float) -> bool:
        """Wait until everything that is due now has been tried; whether that came about in time."""
        with self._change:
            return self._change.wait_for(lambda: not self._working and not self._ready(), seconds)

    def unsent(self) -> int:
        """How many emails have not gone yet."""
        with self._change:
            return len(self._due) + self._working

    def _push(self, at: float, tries: int, compose: Compose) -> None:
        heapq.heappush(self._due, (at, next(self._numbers), tries, compose))
        self._change.notify_all()

    def _ready(self) -> bool:
        return bool(self._due) and self._due[0][0] <= self._clock()

    def _run(self) -> None:
        while True:
            with self._change:
                while not self._ready():
                    self._change.wait(max(0.0, self._due[0][0] - self._clock()) if self._due else None)
                _, _, tries, compose = heapq.heappop(self._due)
                self._working = True
            state: State = "refused"
            try:
                state = self._once(compose)
            finally:
                with self._change:
                    self._working = False
                    if state == "later" and tries < len(self._pauses):
                        self._push(self._clock() + self._pauses[tries].total_seconds(), tries + 1, compose)
                    elif state != "sent":
                        log.error("An email from the form could not be sent: the mail server %s.", _WHY[state])
                    self._change.notify_all()

    def _once(self, compose: Compose) -> State:
        try:
            made = compose()
            return self._deliver(*made) if made else "sent"
        except CourseError as error:
            log.error("An email from the form could not be written: %s %s", error, error.hint)
            return "later"


_WHY = {"refused": "refused it", "later": "couldn't be reached for hours"}
