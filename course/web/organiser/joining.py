"""Add people: one by hand, after a look at the blog; the ways to add many begin here, too."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Response, request

from course.core.errors import CourseError
from course.core.model import Handle, Participant
from course.core.people import joining
from course.core.people.joining import SignUp
from course.formats import human_dates, sanitize
from course.formats.terminal.inspect_blog import counts_for
from course.services.people import forgetting, register
from course.services.people.register import Considered
from course.services.rounds.snapshot import Snapshot
from course.web.organiser import person_form, reading
from course.web.organiser.jobs import BackgroundJob
from course.web.organiser.workspace import Notice, UndoStep, Workspace

FIELDS = ("name", "email", "blog", "cohort", "group", "show", "joined", "again", "anyway")


@dataclass(slots=True)
class Newcomer:
    """Somebody who is being added: what was typed, and what is found on the blog."""

    typed: dict[str, str]
    job: BackgroundJob
    added: Handle | None = None


def add(work: Workspace) -> Response:
    """The ways to add people; the form may hold what was typed before."""
    draft = work.drafts.find(request.args.get("draft", ""))
    return _form(work, work.snapshot(), dict(draft.typed) if isinstance(draft, Newcomer) else {})


def look(work: Workspace) -> Response:
    """Check what was typed and begin to look at the blog."""
    now = work.snapshot()
    typed = {field: request.form.get(field, "").strip() for field in FIELDS}
    try:
        told = _told(now, typed)
        register.proposal(now.home, told, now.today)
    except CourseError as error:
        return _form(work, now, typed, error)
    job = work.jobs.aside(lambda _job: register.consider(now.home, told, work.now()))
    return work.back("joining.found", name=work.drafts.keep(Newcomer(typed, job)))


def found(work: Workspace, name: str) -> Response:
    """What was found on the blog, or that it is still being looked at."""
    now, draft = work.snapshot(), _draft(work, name)
    if draft is None:
        return _gone(work)
    what = draft.typed["blog"] or draft.typed["name"]
    if looking := work.looking(draft.job, what, ("joining.add", {"draft": name})):
        return looking
    if not isinstance(draft.job.result, Considered):
        return _form(work, now, draft.typed, draft.job.error)
    considered = draft.job.result
    values = {"considered": considered, "name": name, "counts_for": counts_for, "added": draft.added}
    guess = "" if draft.added else joining.mail_guess(considered.person.email or "")
    values |= {"guess": guess, "corrected": {**draft.typed, "email": guess}}
    return work.page("newcomer.html", now=now, zone=now.home.course.zone, shows=person_form.SHOWS, **values)


def save(work: Workspace, name: str) -> Response:
    """Add the person; a second click leads to the same page."""
    now, draft = work.snapshot(), _draft(work, name)
    if draft is None or not isinstance(draft.job.result, Considered):
        return _gone(work)
    if draft.added:
        return work.back("person.person", handle=draft.added)
    person = register.add(work.root, draft.job.result.told, now.today)
    draft.added = person.handle
    reads = reading.read_newcomers(work, [person])
    words = f"{sanitize.clean(person.name)} was added."
    words += (
        " The blog is being read."
        if reads
        else " The blog will be read the next time you read the blogs." * bool(person.blogs)
    )
    step = work.undos.keep(UndoStep("", lambda: removed(work, [person])))
    said = Notice(words, "person_edits.undo", (("step", step),))
    return work.back("person.person", said, handle=person.handle)


def removed(work: Workspace, people: list[Participant]) -> Notice:
    """Undo the adding of people: their entries go again, with what was read of their blogs meanwhile."""
    here = [one for one in people if one.handle in work.snapshot().home.roster]
    for person in here:
        forgetting.apply(work.root, forgetting.plan(work.root, person.handle, forgets=False), work.now())
    names = sanitize.clean(here[0].name) if len(here) == 1 else f"{len(here)} people"
    return Notice(f"Undone: {names} {'is' if len(here) == 1 else 'are'} no longer in the course.")


def _told(now: Snapshot, typed: dict[str, str]) -> SignUp:
    """What was typed as a sign-up; CourseError where something in it can't be used."""
    joined = human_dates.parse(typed["joined"], now.today) if typed["joined"] else now.today
    groups = tuple(filter(None, (part.strip() for part in typed["group"].split(","))))
    blogs = tuple(filter(None, [typed["blog"]]))
    told = SignUp(
        typed["name"], blogs, typed["email"], typed["cohort"], "", groups, shares_mailbox=bool(typed["anyway"])
    )
    told = register.completed(told, typed["show"], joined)
    if typed["again"]:
        told = register.in_later_run(now.home, typed["again"], replace(told, email=typed["email"] or None))
    return told


def _form(work: Workspace, now: Snapshot, typed: dict[str, str], error: CourseError | None = None) -> Response:
    values: dict[str, Any] = {
        **person_form.values({field: typed.get(field, "") for field in FIELDS}, error),
        "people": sorted(now.home.roster.values(), key=lambda one: one.name.casefold()),
    }
    return work.page("add_people.html", 422 if error else 200, now=now, **values)


def _draft(work: Workspace, name: str) -> Newcomer | None:
    draft = work.drafts.find(name)
    return draft if isinstance(draft, Newcomer) else None


def _gone(work: Workspace) -> Response:
    return work.back(
        "joining.add", Notice("That form has expired, so nobody was added. Please fill it in again.", bad=True)
    )


ROUTES = (
    ("/people/add", add, ("GET",)),
    ("/people/add/look", look, ("POST",)),
    ("/people/add/<name>", found, ("GET",)),
    ("/people/add/<name>/yes", save, ("POST",)),
)
