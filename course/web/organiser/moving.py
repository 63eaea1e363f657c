"""Move a blog: its new address is looked at first, and what was found is shown."""

from dataclasses import dataclass

from flask import Response, request

from course.core.model import Participant
from course.formats import sanitize
from course.formats.terminal.inspect_blog import Seen, counts_for
from course.services.people import edit_person
from course.services.tracking import inspect_blog
from course.web.organiser import person_edits, reading
from course.web.organiser.jobs import BackgroundJob
from course.web.organiser.workspace import Notice, Workspace


@dataclass(frozen=True, slots=True)
class BlogMove:
    """An address that is looked at for somebody; the job's result is what was seen."""

    handle: str
    address: str
    job: BackgroundJob


def look(work: Workspace, handle: str) -> Response:
    """Begin to look at an address."""
    now = work.snapshot()
    person_edits.participant(now, handle)
    address = request.form.get("address", "").strip()
    job = work.jobs.aside(lambda _job: inspect_blog.look_all([address], now.home.course, work.now(), root=work.root)[0])
    return work.back("moving.found", handle=handle, name=work.drafts.keep(BlogMove(handle, address, job)))


def found(work: Workspace, handle: str, name: str) -> Response:
    """What was found there, or that it is still being looked at."""
    now = work.snapshot()
    who, draft = person_edits.participant(now, handle), _draft(work, handle, name)
    if draft is None:
        return _gone(work, who)
    if looking := work.looking(draft.job, draft.address, ("person.person", {"handle": handle})):
        return looking
    seen = draft.job.result if isinstance(draft.job.result, Seen) else None
    values = {"who": who, "seen": seen, "draft": draft, "name": name, "counts_for": counts_for}
    return work.page("move_blog.html", now=now, zone=now.home.course.zone, error=draft.job.error, **values)


def move(work: Workspace, handle: str, name: str) -> Response:
    """Move the blog to the address that was looked at."""
    now = work.snapshot()
    who, draft = person_edits.participant(now, handle), _draft(work, handle, name)
    seen = draft.job.result if draft else None
    if draft is None or not isinstance(seen, Seen):
        return _gone(work, who)
    done = edit_person.move(work.root, handle, seen.blog, also=bool(request.form.get("also")))
    if done.after:
        reading.read_newcomers(work, [who])
    words = f"The blog of {sanitize.clean(who.name)} is now {sanitize.clean(seen.blog)}. Earlier credits stay."
    return person_edits.changed(work, done, words)


def _draft(work: Workspace, handle: str, name: str) -> BlogMove | None:
    draft = work.drafts.find(name)
    return draft if isinstance(draft, BlogMove) and draft.handle == handle else None


def _gone(work: Workspace, who: Participant) -> Response:
    said = Notice("That check of the blog has expired, so nothing was changed. Enter the address again.", bad=True)
    return work.back("person.person", said, handle=who.handle)


ROUTES = (
    ("/person/<handle>/move", look, ("POST",)),
    ("/person/<handle>/move/<name>", found, ("GET",)),
    ("/person/<handle>/move/<name>/yes", move, ("POST",)),
)
