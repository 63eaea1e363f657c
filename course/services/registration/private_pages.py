"""Somebody's own pages: the private link that opens them, the session that replaces it, and what they may change."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from course.adapters import randomness
from course.adapters.store import Store
from course.adapters.store.people import hashed
from course.core.errors import Busy
from course.core.model import Handle, Participant
from course.core.people import runs, visitors
from course.formats import sanitize
from course.formats.letters import sign_up_emails
from course.formats.terminal.people_list import Record
from course.services import course_home
from course.services.course_home import Home
from course.services.people import edit_person, pending_changes, unsubscribe_links
from course.services.registration import limits
from course.services.registration.form import Form

LINK = timedelta(days=30)  # for which a private link in an email opens the pages
SESSION = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Somebody's own page: their record; or, while they wait to be taken in, only what they signed up with."""

    record: Record | None
    name: str
    person: Participant | None = None
    waiting: Mapping[str, Any] | None = None
    cohort: tuple[Participant, ...] = ()  # everybody in theirs, with what they have just changed


def owner_of(home: Home, email: str) -> Participant | None:
    """Who on the roster has this mailbox."""
    wanted = visitors.mailbox(email)
    return next((one for one in home.roster.values() if one.email and visitors.mailbox(one.email) == wanted), None)


def new_link(form: Form, person: Participant, now: datetime) -> str:
    """A new private link to somebody's pages."""
    secret = randomness.secret()
    with Store(form.home().database) as store:
        store.save_hash(hashed(secret), person.handle, now)
    return f"{form.address}/me/{secret}"


def email_with_link(form: Form, email: str, now: datetime) -> tuple[EmailMessage, str] | None:
    """The email with a fresh link for whoever has this mailbox; None where nobody here has it."""
    home = form.home()
    person = owner_of(home, email)
    if person is None or person.email is None:
        return None
    letter = sign_up_emails.own_page(home.course, person.email, new_link(form, person, now), now)
    return letter, sanitize.mailbox(person.email)


def sign_in(form: Form, secret: str, now: datetime) -> str | None:
    """The cookie that replaces a private link; None where the link opens nothing, or is too old."""
    mark = hashed(secret)
    with Store(form.home().database, write=False) as store:
        found = store.link_holder(mark, now - LINK) is not None or _waits_since(store, mark, now - LINK)
    return begin_session(form, mark, now) if found else None


def begin_session(form: Form, link: str, now: datetime) -> str:
    """A new cookie for the private link with this hash."""
    cookie = randomness.secret()
    form.state.begin_session(hashed(cookie), link, now + SESSION, now)
    return cookie


def session_link(form: Form, cookie: str, now: datetime) -> str | None:
    """The hash of the private link behind a cookie, while the session lasts."""
    return form.state.session(hashed(cookie), now) if cookie else None


def sign_out(form: Form, cookie: str) -> None:
    """End one session."""
    form.state.end_session(hashed(cookie))


def own_page(form: Form, link: str, now: datetime) -> OwnPage | None:
    """Whose page the private link with this hash opens; None where it was revoked or the person is gone."""
    home = form.home()
    with Store(home.database, write=False) as store:
        handle = store.link_holder(link)
        if handle is not None and handle in home.roster:
            current = course_home.with_pending_changes(home, store)
            record = edit_person.record(current, store, handle, home.today(now))
            cohort = tuple(one for one in current.roster.values() if one.cohort == record.person.cohort)
            return OwnPage(record, record.person.name, record.person, cohort=cohort)
        found = waiting_with(store, link)
    return OwnPage(None, str(found[1]["name"]), waiting=found[1]) if found else None


def holder(form: Form, link: str) -> Handle | None:
    """Who on the roster has the private link with this hash."""
    home = form.home()
    with Store(home.database, write=False) as store:
        handle = store.link_holder(link)
    return handle if handle in home.roster else None


def waiting_with(store: Store, link: str) -> tuple[int, Mapping[str, Any]] | None:
    """The number and the data of the waiting sign-up whose private link has this hash."""
    return next(((number, data) for number, data in store.waiting().items() if data.get("link") == link), None)


def _waits_since(store: Store, link: str, since: datetime) -> bool:
    found = waiting_with(store, link)
    return found is not None and datetime.fromisoformat(found[1].get("linked") or since.isoformat()) >= since


def revoke(form: Form, handle: Handle) -> None:
    """Let no private link and no session of this person open anything any more."""
    with Store(form.home().database) as store:
        store.drop_links(handle)


def stop_reminders(form: Form, handle: Handle, now: datetime) -> None:
    """Send somebody no reminders any more, in none of their runs; a second click changes nothing, and no limit stands in the way."""
    home = form.home()
    with Store(home.database, write=False) as store:
        roster = course_home.with_pending_changes(home, store).roster
    for other in [one for one in roster if runs.same_person(roster, handle, one) and roster[one].reminders]:
        _keep(form, other, {"reminders": False}, now)


def change(form: Form, handle: Handle, settings: Mapping[str, Any], now: datetime) -> bool:
    """Keep a change that somebody wants for their own place; False where there were too many today."""
    if not form.limiter.take("change", limits.CHANGES, now, person=handle):
        return False
    _keep(form, handle, settings, now)
    return True


def _keep(form: Form, handle: Handle, settings: Mapping[str, Any], now: datetime) -> None:
    """With --accept it goes into the roster at once; otherwise with the next run, and emails follow it from now on."""
    with Store(form.home().database) as store:
        store.save_wish(handle, settings, now)
    if form.accept:
        with contextlib.suppress(Busy):  # then it waits for the next run
            pending_changes.take_in(form.root)


def may_stop(form: Form, secret: str) -> Handle | None:
    """Whose reminders the link of an email stops."""
    return unsubscribe_links.holder(form.key, secret, form.home().roster)
