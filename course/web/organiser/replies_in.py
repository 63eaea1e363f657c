"""Reading replies and emails that came back: from the inbox of the course, or from messages that the organiser has saved."""

from typing import Any

from flask import Response, request

from course.adapters import mail_files
from course.adapters.imap import ImapFolder
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Hint
from course.formats.terminal import incoming_mail as render
from course.services import course_home, course_trust
from course.services.course_home import Home
from course.services.letters import incoming_mail
from course.services.letters.incoming_mail import MailRead
from course.web.organiser import places
from course.web.organiser.workspace import Notice, Workspace


def values(work: Workspace) -> dict[str, Any]:
    """What the page offers: the inbox where the settings name one, and whether its password has to be typed."""
    inbox = work.snapshot().home.course.inbox
    asks = course_trust.not_allowed(work.root) if inbox else None
    try:
        wanted = inbox is not None and not asks and work.inbox_password.is_wanted(inbox, work.root)
    except CourseError:  # a file with the password can't be used: reading the inbox says why
        wanted = False
    return {"inbox": inbox, "inbox_asks": asks.lines if asks else (), "inbox_password_wanted": wanted}


def read(work: Workspace) -> Response:
    """Read what has come in, and do what may be done at once; the rest goes on the list."""
    work.inbox_password.keep(request.form.get("password", ""))
    home = course_home.open_home(work.root)
    with Store(home.database, write=False) as store:
        found = _found(work, home, store)
    done = incoming_mail.apply(work.root, found, work.now())
    said = Hint(render.outcomes_read(done.outcomes, home.roster), done.unwritten)
    return work.back("waiting.waiting", Notice(places.shown(said).strip()))


def _found(work: Workspace, home: Home, store: Store) -> MailRead:
    """What the files of the form say, or the inbox."""
    files = [file for file in request.files.getlist("messages") if file.filename]
    if files:
        messages = (message for file in files for message in mail_files.in_bytes(file.read()))
        return incoming_mail.plan(home, store, messages, work.now())
    if request.form.get("saved"):
        raise CourseError(
            "No message was chosen, so nothing was read.", "Choose the messages you saved, then try again."
        )
    settings = incoming_mail.settings(home)
    course_trust.require(work.root)
    inbox = ImapFolder(settings, work.inbox_password.of(settings, work.root))
    try:
        return incoming_mail.plan_inbox(home, store, inbox, work.now())
    except CourseError:
        work.inbox_password.forget()  # it may have been wrong
        raise


ROUTES = (("/people/waiting/read", read, ("POST",)),)
