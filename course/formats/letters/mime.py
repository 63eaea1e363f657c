"""From a letter to a message: a draft for a mail program, and the same as it goes out."""

import binascii
import functools
import hashlib
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import quote

from course.core.errors import CourseError
from course.core.model import Course, Organiser
from course.formats import jinja_environment, sanitize
from course.formats.letters import compose
from course.formats.letters.compose import Letter

# A longer limit than the usual 78 keeps List-Unsubscribe in one piece: folded, it would become encoded words.
POLICY = policy.SMTP.clone(max_line_length=998)


def sender(course: Course) -> Address:
    """From whom the letters come; CourseError where the organiser's address is not exactly one."""
    return _sender(course.organiser)


@functools.cache
def _sender(organiser: Organiser) -> Address:
    try:
        address = sanitize.mailbox(organiser.email)
    except CourseError as error:
        raise CourseError(f"things/course.toml: organiser: {error}", "Correct the organiser's `email`.") from error
    return Address(sanitize.mail_name(organiser.name), addr_spec=address)


def signed_sender(letter: Letter, course: Course) -> Address:
    """The same address under the name of who signs the letter."""
    return _signed_sender(letter, course.organiser)


def _signed_sender(letter: Letter, organiser: Organiser) -> Address:
    return Address(sanitize.mail_name(letter.signer.name), addr_spec=_sender(organiser).addr_spec)


def _inbox(course: Course) -> Address:
    """Where replies are read: at the inbox, where it has an address of its own, else at the organiser's."""
    if course.inbox is None or not course.inbox.address:
        return sender(course)
    try:
        address = sanitize.mailbox(course.inbox.address)
    except CourseError as error:
        raise CourseError(f"things/course.toml: inbox: {error}", "Correct `address` under [mail.inbox].") from error
    return Address(sanitize.mail_name(course.organiser.name), addr_spec=address)


def _answered_by(letter: Letter, course: Course) -> list[Address]:
    """Where replies go: to the inbox or the organiser of the course, and to whoever signs the letter."""
    to, own = [_inbox(course)], letter.signer.email
    if own and own != course.organiser.email:
        to.append(Address(sanitize.mail_name(letter.signer.name), addr_spec=sanitize.mailbox(own)))
    return to


def draft(letter: Letter, course: Course) -> bytes:
    """The letter as a file that opens as a draft in a mail program: none of the headers of sending."""
    return _draft(letter, course.organiser)


@functools.lru_cache(maxsize=compose.MOST_KEPT)
def _draft(letter: Letter, organiser: Organiser) -> bytes:
    message = EmailMessage(policy=POLICY)
    message["X-Unsent"] = "1"
    message["From"] = _signed_sender(letter, organiser)
    message["To"] = Address(letter.name, addr_spec=letter.address)
    message["Subject"] = letter.subject
    message["MIME-Version"] = "1.0"
    mark = _boundary(letter)
    message["Content-Type"] = f'multipart/alternative; boundary="{mark}"'
    message["Content-Language"] = "en"
    parts = (_part("plain", letter.text), _part("html", letter.html))
    message.set_payload("".join(f"--{mark}\r\n{part}\r\n" for part in parts) + f"--{mark}--\r\n")
    if [str(one.addr_spec) for one in message["To"].addresses] != [letter.address]:
        raise CourseError(f"The email to {letter.name} would go to an address other than {letter.address}.")
    return message.as_bytes()


def _boundary(letter: Letter) -> str:
    """A mark between the parts, the same each time, that no line of the parts can be (they hold no "=_")."""
    return "=_" + hashlib.sha256(letter.nudge.key.encode()).hexdigest()[:24]


def _part(kind: str, words: str) -> str:
    """One of the two parts, put together by hand: quoted-printable has 76 columns, whatever the policy of headers."""
    data = "\r\n".join(words.splitlines()).encode() + b"\r\n"
    body = binascii.b2a_qp(data, istext=True).decode("ascii")
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable'
    return f"{head}\r\n\r\n{body}"


def outgoing(data: bytes, letter: Letter, course: Course, now: datetime, unsubscribe: str = "") -> bytes:
    """The draft as it goes out: dated, with the headers of RFC 2369, 3834, 5322, 8058; CourseError if it was bent."""
    message = message_from_bytes(data, policy=POLICY)
    _only(message, letter, course)
    for header in ("X-Unsent", "Date", "Message-ID", "References", "In-Reply-To", "Sender", "Return-Path"):
        del message[header]
    home = sanitize.mailbox(course.organiser.email).rpartition("@")[2]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(letter, course)
    if letter.code:  # replies repeat it, also where the mail server writes a Message-ID of its own
        message["References"] = f"<{letter.code}@{home}>"
    message["Reply-To"] = _answered_by(letter, course)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message["Precedence"] = "bulk"
    message["List-Id"] = f"<letters.{jinja_environment.slug(course.title)}.{home}>"
    message["List-Unsubscribe"] = ", ".join(_ways_out(letter, course, unsubscribe))
    if sanitize.mail_link(unsubscribe).startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message.as_bytes()


def _only(message: EmailMessage, letter: Letter, course: Course) -> None:
    """Refuse a draft that was changed to go to anybody else, or to come from somebody else."""
    if message.defects:
        raise CourseError(f"the draft for {letter.name} is no longer a valid email: draft it again")
    to = [str(one.addr_spec) for header in message.get_all("To", []) for one in header.addresses]
    come_from = [str(one.addr_spec) for header in message.get_all("From", []) for one in header.addresses]
    if to != [letter.address] or message["Cc"] or message["Bcc"]:
        raise CourseError(f"the draft for {letter.name} must go to their email in the roster, and to nobody else")
    if come_from != [str(sender(course).addr_spec)]:
        raise CourseError(f"the draft for {letter.name} isn't from the organiser")


def message_id(letter: Letter, course: Course) -> str:
    """The same each time a letter is made, so that a receiver can drop a second copy; with its code, where it has one."""
    mark = letter.code or hashlib.sha256(f"{course.title}\n{letter.nudge.key}".encode()).hexdigest()[:16]
    home = sanitize.mailbox(course.organiser.email).rpartition("@")[2]
    return f"<{letter.nudge.week}.{letter.nudge.kind}.{mark}@{home}>"


def _ways_out(letter: Letter, course: Course, unsubscribe: str) -> list[str]:
    """By an email that a mail program sends at a click, its subject holding the code; and by one click on the web."""
    address = str(_inbox(course).addr_spec)
    subject = quote(f"STOP {letter.code}".strip())
    mailto = f"<mailto:{quote(address, safe='@.+-_')}?subject={subject}>"
    return [f"<{unsubscribe}>", mailto] if sanitize.mail_link(unsubscribe) else [mailto]


def rehearsal(data: bytes, letter: Letter, course: Course, now: datetime) -> bytes:
    """The draft as a test to the organiser alone, its subject saying for whom it is meant."""
    message = message_from_bytes(data, policy=POLICY)
    subject = str(message["Subject"])
    for header in ("X-Unsent", "Date", "Message-ID", "To", "Cc", "Bcc", "Subject"):
        del message[header]
    message["To"] = sender(course)
    message["Subject"] = f"[TEST for {letter.name or letter.nudge.handle}] {subject}"
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"
    return message.as_bytes()


def fingerprint(data: bytes) -> str:
    """What a letter is: a digest of the whole draft, by which a later change is noticed."""
    return hashlib.sha256(data).hexdigest()


def draft_parts(data: bytes) -> tuple[str, str, str]:
    """The subject, the plain text and the page of a draft, as it stands in the outbox."""
    message = message_from_bytes(data, policy=POLICY)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    text = plain.get_content() if plain else ""
    return str(message["Subject"] or ""), text.replace("\r\n", "\n"), page.get_content() if page else ""
