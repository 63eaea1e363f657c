"""What the registration pages do: look at a blog, send the letter, let a confirmed sign-up wait, heed people's wishes."""

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from course.adapters import randomness, smtp
from course.adapters.store import Store
from course.adapters.store.people import hashed
from course.core.errors import Busy, CourseError
from course.core.letters.model import LetterState
from course.core.model import Handle, Participant
from course.core.people import joining
from course.core.people.joining import SignUp
from course.formats.intake import sign_up_rows
from course.formats.letters import mime, sign_up_emails
from course.formats.terminal.inspect_blog import Seen
from course.formats.terminal.people_list import Record
from course.services import course_home as homes
from course.services.course_home import Home
from course.services.letters import send
from course.services.people import edit_person, importing, pending_changes, unsubscribe_links
from course.services.tracking import inspect_blog

MAIL_TIMEOUT = 20.0  # seconds; somebody sits before a page and waits
SAME_WORDS = frozenset(("refused-address", "dns", "no-connection", "tls", "timeout"))
CANNOT_READ = "Nothing could be read at this address."
CANNOT_READ_NEXT = "Open your blog in a browser, copy the address from there, and see that everybody can read it."
_AT_ONCE = threading.BoundedSemaphore(4)  # blogs that are looked at at the same time

Post = Callable[[EmailMessage, str], bool]  # a letter and its recipient; whether it was handed over


@dataclass(frozen=True, slots=True)
class Office:
    """Where the pages work: which home, under which web address, and how letters leave."""

    root: Path
    address: str  # without a slash at the end
    accept: bool
    post: Post

    def home(self) -> Home:
        """The home as its files are now."""
        return homes.open_home(self.root)


def by_smtp(home: Home, secret: str) -> Post:
    """Hand letters to the course's mail server; CourseError, at once, where there is none."""
    server = send.settings(home)
    sender = str(mime.sender(home.course).addr_spec)

    def post(letter: EmailMessage, to: str) -> bool:
        try:
            with smtp.Mailer(server, secret, MAIL_TIMEOUT) as mailer:
                return mailer.send(smtp.Envelope(sender, to, letter.as_bytes())).state is LetterState.SENT
        except CourseError:
            return False

    return post


def look(office: Office, blog: str, now: datetime) -> Seen:
    """What is seen on a blog, in the words for a stranger: what could not be reached is all told alike."""
    home = office.home()
    if not _AT_ONCE.acquire(timeout=10):
        raise CourseError("Many people are signing up just now.", "Try again in a minute.")
    try:
        seen = inspect_blog.look(blog, home.course, now)
    finally:
        _AT_ONCE.release()
    if seen.trouble and seen.trouble.kind in SAME_WORDS:
        return replace(seen, trouble=replace(seen.trouble, kind="", says=CANNOT_READ, next=CANNOT_READ_NEXT))
    return seen


def send_link(office: Office, told: SignUp, token: str, now: datetime) -> bool:
    """Send the letter that fits: confirm; or, where email or blog is here already, what to do. The page says the same."""
    home = office.home()
    email = told.email or ""
    course = home.course
    with Store(home.database) as store:
        holder = next((p for p in home.roster.values() if (p.email or "").lower() == email.lower()), None)
        if holder:
            link = f"{office.address}/me/{private_link(store, holder.handle, now)}"
            letter = sign_up_emails.here_already(course, email, holder.name, link, now)
        elif any(joining.owner(blog, home.roster) for blog in told.blogs):
            letter = sign_up_emails.taken(course, email, told.blogs[0], now)
        else:
            letter = sign_up_emails.confirm(course, email, told.name, f"{office.address}/c/{token}", now)
    return office.post(letter, email)


def private_link(store: Store, handle: Handle, now: datetime) -> str:
    """A new secret that opens one person's pages; older ones go on working."""
    secret = randomness.secret()
    store.save_link(secret, handle, now)
    return secret


@dataclass(frozen=True, slots=True)
class Welcome:
    """What somebody sees who has confirmed: the private secret; "" where the link had been used before."""

    name: str
    secret: str
    taken_in: bool


def confirm(office: Office, token: str, told: SignUp, until: datetime, now: datetime) -> Welcome:
    """Let the sign-up wait, once; with --accept it is taken in where nothing speaks against it. Sends the welcome."""
    home = office.home()
    secret = randomness.secret()
    data = {**as_data(told), "link": hashed(secret)}
    with Store(home.database) as store:
        if not store.confirm(token, until, data, now):
            return Welcome(told.name, "", taken_in=False)
    taken_in = office.accept and take_in(office, now)
    link = f"{office.address}/me/{secret}"
    office.post(sign_up_emails.welcome(home.course, told.email or "", told.name, link, now), told.email or "")
    return Welcome(told.name, secret, taken_in)


def take_in(office: Office, now: datetime) -> bool:
    """Take in what waits and nothing speaks against; False where another run works in the home: then it goes on waiting."""
    try:
        made = importing.take_waiting(office.root, now, offline=True)
    except Busy:
        return False
    return not made.doubts


def as_data(told: SignUp) -> dict[str, Any]:
    """A sign-up as it is signed into a link, and as it waits."""
    return {
        "name": told.name,
        "email": told.email or "",
        "blogs": list(told.blogs),
        "show": str(told.show),
        "reminders": "yes" if told.reminders else "no",
        "agreed": told.agreed.isoformat() if told.agreed else "yes",
    }


def from_data(office: Office, data: Mapping[str, Any], today: date) -> SignUp:
    """The sign-up that a signed link carries, checked again; CourseError where it will not do."""
    told = sign_up_rows.from_data(0, data, office.home().course, today)
    if not isinstance(told, SignUp):
        raise CourseError(told.why, "Go back and put it right.")
    if not told.email:
        raise CourseError("Without an email there is nowhere to send the link.", "Go back and give one.")
    return told


# The private pages ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's own page: their record; or, while they wait to be taken in, their name alone."""

    record: Record | None
    name: str
    person: Participant | None = None


def own(office: Office, secret: str, now: datetime) -> Own | None:
    """Whose page a secret opens; None where it opens nobody's."""
    home = office.home()
    with Store(home.database) as store:
        handle = store.holder(secret)
        if handle in home.roster and handle is not None:
            heeded = pending_changes.heeded(home, store)
            record = edit_person.record(heeded, store, handle, home.today(now))
            return Own(record, record.person.name, record.person)
        mark = hashed(secret)
        waiting = next((data for data in store.waiting().values() if data.get("link") == mark), None)
    return Own(None, str(waiting["name"])) if waiting else None


def wish(office: Office, secret: str, settings: Mapping[str, Any], now: datetime) -> bool:
    """Keep a wish for somebody's own place (and carry it out, with --accept); False where the secret opens nothing."""
    with Store(office.home().database) as store:
        handle = store.holder(secret)
    return handle is not None and wish_of(office, handle, settings, now)


def wish_of(office: Office, handle: Handle, settings: Mapping[str, Any], now: datetime) -> bool:
    """The same for somebody by handle; False where nobody on the roster has it."""
    home = office.home()
    if handle not in home.roster:
        return False
    with Store(home.database) as store:
        store.save_wish(handle, settings, now)
    if office.accept:
        with contextlib.suppress(Busy):  # then it waits for the next run
            pending_changes.take_in(office.root)
    return True


def may_stop(office: Office, key: bytes, secret: str) -> Handle | None:
    """Whose reminders a link may stop: the link of a letter, or somebody's private one."""
    home = office.home()
    with Store(home.database) as store:
        handle = unsubscribe_links.holder(key, secret) or store.holder(secret)
    return handle if handle in home.roster else None
