"""Work that takes longer than a page may: one job at a time, on a thread of its own, and how far it is."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from course.core.errors import Busy, CourseError
from course.web import security


class JobKind(StrEnum):
    """What the job does."""

    READ = "read"
    SEND = "send"
    LOOK = "look"
    TEST = "test"
    MAIL = "mail"


_AT_WORK = {
    JobKind.READ: "The program is reading the blogs.",
    JobKind.SEND: "The program is sending emails.",
    JobKind.TEST: "The program is sending a test.",
    JobKind.MAIL: "The program is reading the inbox.",
}


@dataclass(slots=True)
class BackgroundJob:
    """One piece of work. The thread writes, pages read; a page may ask it to stop after the next step."""

    kind: JobKind
    done: int = 0
    total: int = 0
    result: Any = None  # what the service returned
    error: CourseError | None = None
    notes: list[Any] = field(default_factory=list)  # events that the page may show, in order
    ended: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)
    shown: bool = False  # a page has said how it ended

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return not self.ended.is_set()


class Jobs:
    """The job of this window, or the last one. `on_end` is called when a job ends: the app was in use until then."""

    def __init__(self, on_end: Callable[[], None]) -> None:
        self._on_end = on_end
        self._lock = threading.Lock()
        self._job: BackgroundJob | None = None

    def last(self) -> BackgroundJob | None:
        """The job that is running, or ended last; None before the first."""
        return self._job

    @property
    def running(self) -> BackgroundJob | None:
        """The job that is at work."""
        job = self._job
        return job if job and job.running else None

    def at_work(self, kind: JobKind | None = None) -> BackgroundJob | None:
        """The job of this kind that is at work; Busy where it is one of another kind."""
        running = self.running
        if running and running.kind is not kind:
            said = f"{_AT_WORK[running.kind]} What you asked for wasn’t done."
            raise Busy(said, "Wait until it has finished, then try again.")
        return running

    def start(self, kind: JobKind, work: Callable[[BackgroundJob], Any]) -> BackgroundJob:
        """Begin a job and return it; one of its kind that is at work already is returned as it is (a double click starts
        nothing twice). Busy where another kind is at work."""
        with self._lock:
            if running := self.at_work(kind):
                return running
            self._job = job = BackgroundJob(kind)
        threading.Thread(target=self._run, args=(job, work), name=f"job {kind}", daemon=True).start()
        return job

    def aside(self, work: Callable[[BackgroundJob], Any]) -> BackgroundJob:
        """Begin to look at something, beside the job at work: it changes nothing, so it needs no lock."""
        job = BackgroundJob(JobKind.LOOK)
        threading.Thread(target=self._run, args=(job, work), name="look", daemon=True).start()
        return job

    def finish(self, seconds: float) -> None:
        """Ask the job at work to stop, and wait for it."""
        if job := self.running:
            job.stop.set()
            job.ended.wait(seconds)

    def _run(self, job: BackgroundJob, work: Callable[[BackgroundJob], Any]) -> None:
        try:
            job.result = work(job)
        except CourseError as error:
            job.error = error
        except Exception:
            security.log.exception("A job failed.")
            job.error = CourseError("Something went wrong in the program. Everything done so far is kept.")
        finally:
            self._on_end()
            job.ended.set()
