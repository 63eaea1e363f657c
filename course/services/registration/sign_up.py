"""Joining by the form: look at a blog, send the link, let a confirmed sign-up wait, and take it in with --accept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import EmailMessage
from typing import Any, Literal

from course.adapters import disk, randomness
from course.adapters.store import Store
from course.adapters.store.people import hashed
from course.core.errors import Busy, CourseError
from course.core.model import Trouble
from course.core.people import joining
from course.core.people.joining import SignUp
from course.core.trouble_kind import TroubleKind
from course.formats import sanitize
from course.formats.intake import blog_proof as proof_words
from course.formats.intake import sign_up_rows, texts
from course.formats.letters import sign_up_emails
from course.formats.terminal.inspect_blog import Seen
from course.services.people import importing
from course.services.registration import blog_proof, private_pages
from course.services.registration.form import Form
from course.services.tracking import inspect_blog

SAME_WORDS = frozenset(
    (TroubleKind.REFUSED_ADDRESS, TroubleKind.DNS, TroubleKind.NO_CONNECTION, TroubleKind.TLS, TroubleKind.TIMEOUT)
)
SHOWN = 3  # posts on "Is this you?"
MOST_WAITING = 500  # confirmed sign-ups that nobody has taken in


def look(form: Form, blog: str, now: datetime) -> Seen:
    """What is on a blog, for a stranger: everything that can't be reached is described alike."""
    seen = inspect_blog.look(blog, form.home().course, now, allow_private=form.allow_private)
    if seen.trouble and seen.trouble.kind in SAME_WORDS:
        alike = Trouble(TroubleKind.NO_CONNECTION, now, *texts.COULD_NOT_READ)
        seen = replace(seen, trouble=alike, for_participant=texts.COULD_NOT_READ)
    return replace(seen, posts=seen.posts[:SHOWN])  # what waits for its page is small, however large the blog


def email_for(form: Form, told: SignUp, token: str, now: datetime) -> tuple[EmailMessage, str]:
    """The email that fits a sign-up: confirm; or, where the email or the blog is here already, what to do."""
    home = form.home()
    email, course = sanitize.mailbox(told.email or ""), home.course
    holder = private_pages.owner_of(home, email)
    if holder and holder.email:  # to the address on the roster: what we take for one mailbox may be two elsewhere
        link = private_pages.new_link(form, holder, now)
        return sign_up_emails.here_already(course, holder.email, link, now), sanitize.mailbox(holder.email)
    if any(joining.owner(blog, home.roster) for blog in told.blogs):
        return sign_up_emails.taken(course, email, now), email
    return sign_up_emails.confirm(course, email, f"{form.address}/c/{token}", now), email


@dataclass(frozen=True, slots=True)
class Welcome:
    """What follows a confirmation: the hash of the private link; "" where the email's link had been used before."""

    name: str
    link: str


def confirm(form: Form, token: str, told: SignUp, until: datetime, now: datetime) -> Welcome:
    """Let the sign-up wait, once, and send the welcome; CourseError where far too many wait already."""
    home = form.home()
    secret = randomness.secret()
    data = {**as_data(told), "link": hashed(secret), "linked": now.isoformat()}
    with Store(home.database) as store:
        if len(store.waiting()) >= MOST_WAITING:
            raise CourseError("Too many sign-ups are waiting for the organiser.", "Try again in a few days.")
        if not store.confirm(token, until, data, now):
            return Welcome(told.name, "")
    link = f"{form.address}/me/{secret}"
    email = sanitize.mailbox(told.email or "")
    form.mail.put(lambda: (sign_up_emails.welcome(home.course, email, told.name, link, now), email))
    return Welcome(told.name, hashed(secret))


def word_for(form: Form, told: SignUp) -> str:
    """The word by which somebody shows that the blog is theirs; "" where nobody is taken in by it, or there is no blog."""
    return proof_words.code(form.key, told.email or "", told.blogs[0]) if form.accept and told.blogs else ""


Proof = Literal["in", "waits", "not-found"]


def prove(form: Form, link: str, now: datetime) -> Proof:
    """Look for the word on the blog of a waiting sign-up; where it is there and nothing else is doubtful, take them in."""
    home = form.home()
    with Store(home.database, write=False) as store:
        found = private_pages.waiting_with(store, link)
    if found is None or not form.accept:
        return "not-found"
    number, data = found
    told = from_data(form, data, home.today(now))
    if not blog_proof.shown(told.blogs[0], word_for(form, told), home.course, now, form.allow_private):
        return "not-found"
    with Store(home.database) as store:
        store.mark_waiting(number, {**data, "proved": now.isoformat()})
    return "in" if take_in(form, number, now) else "waits"


def take_in(form: Form, number: int, now: datetime) -> bool:
    """Take one proved sign-up in; False where something speaks against it, or another run works in the home: it waits."""
    try:
        with disk.lock(form.root):
            made = importing.take_waiting_locked(form.root, now, only=frozenset((number,)))
    except Busy:
        return False
    return not made.doubts


def as_data(told: SignUp) -> dict[str, Any]:
    """A sign-up as it is signed into a link, and as it waits. The form has asked about an email that looks mistyped."""
    email = told.email or ""
    return {
        "name": told.name,
        "email": email,
        **({sign_up_rows.EMAIL_IS_RIGHT: email} if joining.mail_guess(email) else {}),
        "blogs": list(told.blogs),
        **({"cohort": told.cohort} if told.cohort else {}),
        **({"groups": ";".join(told.groups)} if told.groups else {}),
        "show": str(told.show),
        "reminders": "yes" if told.reminders else "no",
        "agreed": told.agreed.isoformat() if told.agreed else "yes",
    }


def from_data(form: Form, data: Mapping[str, Any], today: date) -> SignUp:
    """The sign-up that a signed link carries, checked again; CourseError where something in it isn't valid."""
    told = sign_up_rows.from_waiting(0, data, form.home().course, today)
    if not isinstance(told, SignUp):
        raise CourseError(f"This sign-up can't be used: {told.why}")
    if not told.email:
        raise CourseError("This sign-up has no email.")
    return told
