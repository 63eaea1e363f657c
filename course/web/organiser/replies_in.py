"""Reading replies and emails that came back: from the inbox of the course, or from messages that the organiser has saved."""

from typing import Any

from flask import Response, request, url_for

from course.adapters import mail_files
from course.adapters.imap import ImapFolder
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Hint
from course.core.model import InboxSettings
from course.formats.terminal import incoming_mail as render
from course.services import course_home, course_trust
from course.services.letters import incoming_mail
from course.services.letters.incoming_mail import MailRead
from course.web.organiser import places
from course.web.organiser.jobs import BackgroundJob, JobKind
from course.web.organiser.workspace import Notice, Workspace


class _StoppedError(Exception):
    """Somebody stopped the reading of the inbox."""


def values(work: Workspace) -> dict[str, Any]:
    """What the page offers: the inbox where the settings name one, whether its password has to be typed, and how far the
    reading of it is, or what came of it."""
    inbox = work.snapshot().home.course.inbox
    asks = course_trust.not_allowed(work.root) if inbox else None
    try:
        wanted = inbox is not None and not asks and work.inbox_password.is_wanted(inbox, work.root)
    except CourseError:  # a file with the password can't be used: reading the inbox says why
        wanted = False
    return {
        "inbox": inbox,
        "inbox_asks": asks.lines if asks else (),
        "inbox_password_wanted": wanted,
        "inbox_read": _to_show(work),
    }


def _last(work: Workspace) -> BackgroundJob | None:
    """The reading of the inbox that is going on, or was the last job."""
    job = work.jobs.last()
    return job if job and job.kind is JobKind.MAIL else None


def _to_show(work: Workspace) -> BackgroundJob | None:
    """The same; one that has ended is shown once."""
    job = _last(work)
    if job is None or job.shown:
        return None
    job.shown = not job.running
    return job


def read(work: Workspace) -> Response:
    """Read what has come in, and do what may be done at once; the rest goes on the list."""
    if request.form.get("saved"):
        return _read_saved(work)
    settings = incoming_mail.settings(course_home.open_home(work.root))
    course_trust.require(work.root)
    work.inbox_password.keep(request.form.get("password", ""))
    password = work.inbox_password.of(settings, work.root)
    work.jobs.start(JobKind.MAIL, lambda job: _read_inbox(work, job, settings, password))
    return work.back("waiting.waiting")


def _read_saved(work: Workspace) -> Response:
    """Read the files of the form."""
    files = [file for file in request.files.getlist("messages") if file.filename]
    if not files:
        raise CourseError(
            "No message was chosen, so nothing was read.", "Choose the messages you saved, then try again."
        )
    home = course_home.open_home(work.root)
    with Store(home.database, write=False) as store:
        messages = (message for file in files for message in mail_files.in_bytes(file.read()))
        found = incoming_mail.plan(home, store, messages, work.now())
    return work.back("waiting.waiting", Notice(places.shown(_done(work, found)).strip()))


def _read_inbox(work: Workspace, job: BackgroundJob, settings: InboxSettings, password: str) -> Hint:
    """Read the inbox and tell the job how far it is; what came of the messages. Nothing is done where it was stopped."""

    def note(done: int, total: int) -> None:
        job.done, job.total = done, total
        if job.stop.is_set():
            raise _StoppedError

    home = course_home.open_home(work.root)
    try:
        with Store(home.database, write=False) as store:
            found = incoming_mail.plan_inbox(home, store, ImapFolder(settings, password), work.now(), note)
    except _StoppedError:
        return Hint("You stopped reading the inbox. Nothing was done with the messages.")
    except CourseError:
        work.inbox_password.forget()  # it may have been wrong
        raise
    return _done(work, found)


def _done(work: Workspace, found: MailRead) -> Hint:
    """Do what may be done at once; what came of each message."""
    done = incoming_mail.apply(work.root, found, work.now())
    return Hint(render.outcomes_read(done.outcomes, course_home.open_home(work.root).roster), done.unwritten)


def progress(work: Workspace) -> Response:
    """How far the reading of the inbox is, asked for again each second; once it has ended, the page anew."""
    job = _last(work)
    if job and job.running:
        return work.page("_inbox.html", inbox_read=job)
    return Response(headers={"HX-Redirect": url_for("waiting.waiting")})


def stop(work: Workspace) -> Response:
    """Stop reading the inbox; nothing is done with what was read."""
    if (job := _last(work)) and job.running:
        job.stop.set()
    return work.back("waiting.waiting")


ROUTES = (
    ("/people/waiting/read", read, ("POST",)),
    ("/people/waiting/progress", progress, ("GET",)),
    ("/people/waiting/stop", stop, ("POST",)),
)
