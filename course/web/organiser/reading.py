"""Reading blogs in the background, under the lock, with how far it is."""

from collections.abc import Iterable
from contextlib import closing

from course.adapters import disk
from course.adapters.store import Store
from course.core.model import Handle, Participant
from course.formats.terminal.tracking import Tracked
from course.services import course_home
from course.services.tracking import track
from course.web.organiser.jobs import BackgroundJob, JobKind
from course.web.organiser.workspace import Workspace


def read(
    work: Workspace, job: BackgroundJob, *, everything: bool = False, people: Iterable[Handle] | None = None
) -> Tracked | None:
    """Read the blogs that are due (of these people, or of all) and tell the job how far it is; None where it was stopped."""
    home = course_home.open_home(work.root)
    with (
        disk.lock(work.root),
        Store(home.database) as store,
        closing(track.steps(home, store, work.now(), people=people, everything=everything)) as reading,
    ):
        for step in reading:
            if isinstance(step, Tracked):
                return step
            job.done, job.total = step.done, step.of
            if job.stop.is_set():
                break
    return None


def read_newcomers(work: Workspace, people: Iterable[Participant]) -> bool:
    """Begin to read the blogs of these people; False where there is nothing to read, or other work is going on."""
    handles = [person.handle for person in people if person.blogs]
    if not handles or work.jobs.running:
        return False
    work.jobs.start(JobKind.READ, lambda job: read(work, job, people=handles))
    return True
