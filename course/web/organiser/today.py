"""Today: what to do now, in order, each with its button; and reading the blogs."""

from contextlib import closing

from flask import Response

from course.adapters import disk
from course.adapters.store import Store
from course.core.progress import next_step
from course.formats.terminal.tracking import Tracked
from course.services import course_home
from course.services.tracking import track
from course.web.organiser.jobs import BackgroundJob, JobKind
from course.web.organiser.workspace import NavPlace, Workspace


def today(work: Workspace) -> Response:
    """What to do now."""
    now = work.snapshot()
    status = next_step.status(now.report, len(now.home.problems), now.waiting)
    return work.page("today.html", now=now, status=status, read=work.jobs.last())


def progress(work: Workspace) -> Response:
    """How far the reading of the blogs is: the part of the page that is asked for again each second."""
    return work.page("_reading.html", read=work.jobs.last())


def read_blogs(work: Workspace) -> Response:
    """Begin to read the blogs that are due."""
    work.jobs.start(JobKind.READ, lambda job: _read(work, job))
    return work.back("today.today")


def stop_reading(work: Workspace) -> Response:
    """Stop after the blog that is being read; what was read is kept."""
    if job := work.jobs.running:
        job.stop.set()
    return work.back("today.today")


def _read(work: Workspace, job: BackgroundJob) -> Tracked | None:
    """Read the blogs under the lock and tell the job how far it is; None where it was stopped."""
    home = course_home.open_home(work.root)
    with (
        disk.lock(work.root),
        Store(home.database) as store,
        closing(track.steps(home, store, work.now())) as reading,
    ):
        for step in reading:
            if isinstance(step, Tracked):
                return step
            job.done, job.total = step.done, step.of
            if job.stop.is_set():
                break
    return None


PLACES = (NavPlace("Today", "today.today"),)
ROUTES = (
    ("/", today, ("GET",)),
    ("/read", read_blogs, ("POST",)),
    ("/read/progress", progress, ("GET",)),
    ("/read/stop", stop_reading, ("POST",)),
)
