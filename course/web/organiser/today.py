"""Today: what to do now, in order, each with its button; and reading the blogs."""

from dataclasses import dataclass
from pathlib import Path

from flask import Response, request

from course.core import sentences
from course.core.model import Progress, Standing
from course.core.progress.figures import UP_TO_DATE
from course.core.progress.next_step import State
from course.core.rounds import tasks, week_changes
from course.core.rounds.tasks import TaskKind
from course.formats.report import view_options
from course.services.rounds import launcher, start
from course.services.rounds.snapshot import Snapshot
from course.web.organiser import places, reading, standings
from course.web.organiser.jobs import BackgroundJob, JobKind
from course.web.organiser.workspace import NavPlace, Notice, Workspace


def today(work: Workspace) -> Response:
    """What to do now."""
    read = _reading(work)
    reading = bool(read and read.running)  # asked before the course is read: the page shows the end, or asks again
    return work.page("today.html", reading=reading, **_values(read, reading, work.snapshot(), work.root))


def progress(work: Workspace) -> Response:
    """How far the reading of the blogs is, asked for again each second; once it has ended, Today anew."""
    read = _reading(work)
    if read and read.running:
        done = read.done // 10 * 10
        return work.page("_reading.html", read=read, number=request.args.get("number", "1"), say=done)
    ended = work.back("today.today", _ended(read))
    return Response(headers={"HX-Redirect": ended.headers["Location"]})


def _ended(read: BackgroundJob | None) -> Notice | None:
    """What to say when the reading has ended; what went wrong stands on the page itself."""
    if read is None or read.error:
        return None
    if read.result is None:
        return Notice(f"Stopped after {read.done} of {read.total} blogs. What was read is kept.")
    count = read.result.new_posts
    new = sentences.plural(count, "new post was", "new posts were") if count else "No new posts were"
    return Notice(f"The blogs have been read. {new} found.")


def read_blogs(work: Workspace) -> Response:
    """Begin to read the blogs that are due; all of them where they were read a moment ago."""
    again = bool(request.form.get("again"))
    work.jobs.start(JobKind.READ, lambda job: reading.read(work, job, everything=again))
    return work.back("today.today")


def stop_reading(work: Workspace) -> Response:
    """Stop after the blog that is being read; what was read is kept."""
    if (job := work.jobs.running) and job.kind is JobKind.READ:
        job.stop.set()
    return work.back("today.today")


def _reading(work: Workspace) -> BackgroundJob | None:
    """The reading that is going on, or was the last job."""
    job = work.jobs.last()
    return job if job and job.kind is JobKind.READ else None


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """Everybody with one standing, who has done most first."""

    standing: Standing
    look: standings.StandingLook
    rows: tuple[Progress, ...]


def _groups(now: Snapshot) -> tuple[StandingGroup, ...]:
    found = {standing: [row for row in now.report.rows if row.standing is standing] for standing in standings.LOOKS}
    return tuple(
        StandingGroup(
            standing,
            standings.LOOKS[standing],
            tuple(sorted(rows, key=lambda row: (-len(row.credits), row.participant.name.casefold()))),
        )
        for standing, rows in found.items()
        if rows
    )


def _values(read: BackgroundJob | None, reading: bool, now: Snapshot, root: Path) -> dict[str, object]:
    """All that Today shows."""
    report, starts = now.report, week_changes.running_since(now.home.course, now.today)
    week, state = now.status.week, now.status.state
    weeks = (week, week + 1) if week and starts and state is not State.FINISHED else ()
    todo = tasks.to_do(now.tasks)
    return {
        "now": now,
        "read": read,
        "trouble": places.trouble(read.error if read else None),
        "kinds": TaskKind,
        "states": State,
        "state": state,
        "todo": len(todo),
        "current": todo[0].kind if todo and not reading else None,
        "groups": _groups(now),
        "up_to_date": sum(row.standing in UP_TO_DATE for row in report.rows),
        "in_course": sum(row.standing is not Standing.WITHDRAWN for row in report.rows),
        "total": len(now.home.course.things),
        "weeks": [week_changes.week_view(report, number, starts) for number in weeks if starts],
        "changes": week_changes.week_changes(report),
        "moves": week_changes.Move,
        "names": {row.participant.handle: row for row in report.rows},
        "troubled": tasks.blogs_to_look_at(report, now.inbox.letters),
        "new_posts": _new_posts(now),
        "coming": week_changes.coming(now.home.course, now.today),
        "begins": view_options.begins(report),
        "is_example": now.home.course.title == start.EXAMPLE,
        "offer_launcher": state in (State.NO_PEOPLE, State.NOT_STARTED) and not launcher.is_there(root),
    }


def _new_posts(now: Snapshot) -> tuple[int, int]:
    """How many posts were found on this day, and how many Things were credited for them."""
    zone = now.home.course.zone
    new = [row for row in now.report.posts if row.post.first_seen.astimezone(zone).date() == now.today]
    return len(new), sum(len(row.credited) for row in new)


PLACES = (NavPlace("Today", "today.today"),)
ROUTES = (
    ("/", today, ("GET",)),
    ("/read", read_blogs, ("POST",)),
    ("/read/progress", progress, ("GET",)),
    ("/read/stop", stop_reading, ("POST",)),
)
