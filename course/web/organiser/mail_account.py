"""The ways in which emails may leave: from here, once the folder is trusted and has a mail server, or by hand."""

from collections.abc import Callable
from typing import Any

from course.adapters.smtp import Mailer
from course.core.errors import CourseError
from course.core.model import MailSettings
from course.services import course_trust
from course.services.course_home import Home
from course.services.letters import send
from course.services.rounds.week_emails import WeekEmails
from course.web.organiser import places
from course.web.organiser.workspace import Workspace


def values(work: Workspace, found: WeekEmails) -> dict[str, Any]:
    """What the page says about sending; reading this connects to nothing."""
    home = work.snapshot().home
    server = home.course.mail
    ready = len(found.planned.ready) if found.planned else 0
    names = found.weekly.names
    asks = course_trust.not_allowed(work.root)
    wanted, stored = _password(work, server) if server and not asks else (False, "")
    return {
        "server": server,
        "asks": asks.lines if asks else (),
        "ready": ready,
        "held": [(names.get(skip.handle, skip.handle), places.shown(skip.why)) for skip in _held(found)],
        "refused": places.trouble(found.refused),
        "minutes": -(-ready // max(1, server.per_minute)) if server else 0,
        "password_wanted": wanted,
        "password_trouble": stored,
        "password_known": work.mail_password.is_known,
    }


def _held(found: WeekEmails) -> Any:
    return found.planned.held if found.planned else ()


def _password(work: Workspace, server: MailSettings) -> tuple[bool, str]:
    """Whether the password has to be typed; and why a stored one can't be used."""
    try:
        return work.mail_password.is_wanted(server, work.root), ""
    except CourseError as error:
        return False, places.trouble(error)


def mailer(work: Workspace, home: Home, wait: Callable[[float], Any]) -> Mailer:
    """The mail account of a folder that is trusted; CourseError where it can't be used. `wait` pauses between emails."""
    settings = send.settings(home)
    course_trust.require(work.root)
    return Mailer(settings, work.mail_password.of(settings, work.root), wait=wait)
