"""Hands messages to the mail server."""

import contextlib
import os
import re
import smtplib
import socket
import ssl
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from course.adapters import disk, user_settings
from course.core.errors import CourseError
from course.core.letters.model import LetterState
from course.core.model import InboxSettings, MailSettings

TIMEOUT = 60.0  # seconds that the mail server may take over one answer
PASSWORD = "CPD23_SMTP_PASSWORD"  # noqa: S105 - the name of the variable, not a password
_LOOPBACK = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1")


class PasswordNeeded(CourseError):
    """The password of the mail account is stored nowhere: somebody has to type it."""


class LoginRefused(CourseError):
    """The mail server does not take the user with this password."""


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """What became of a message. `state` is PLANNED where it certainly wasn't sent and may be tried again."""

    state: LetterState
    says: str = ""
    code: int = 0  # the server's reply code; 0 where there was no reply
    open: bool = True  # whether the connection can be used again


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message for one recipient, as it goes over the wire (CRLF)."""

    sender: str
    recipient: str
    message: bytes


def password(settings: MailSettings | InboxSettings, root: Path, variable: str = PASSWORD, table: str = "mail") -> str:
    """The password of a mail account, from the environment or a file that only its owner can read; "" if none is used.

    PasswordNeeded where it is in neither place.
    """
    if not settings.user:
        return ""
    if os.environ.get(variable):
        return os.environ[variable]
    if settings.password_file:
        return _password_in(root, root / Path(settings.password_file).expanduser())
    raise PasswordNeeded(
        f"The mail server needs the password of {settings.user}, but no terminal is attached to ask for it.",
        f'Set {variable}, or give a file: password_file = "PATH" under [{table}] in things/course.toml.',
    )


def _password_in(root: Path, path: Path) -> str:
    """The password in a file inside the home, or in the user's own folder for settings: nowhere else is one read."""
    allowed = (root.resolve(), user_settings.folder().resolve())
    if not any(path.resolve().is_relative_to(place) for place in allowed):
        raise CourseError(
            f"The password file {path} is neither in the course folder nor in {allowed[1]}, so it is not read.",
            "Move it to one of these two places, and give the new path in things/course.toml.",
        )
    words = disk.read_bytes(path).decode("utf-8-sig", "replace").strip()
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise CourseError(
            f"Others on this computer can read the password in {path}.", f"Make it private: chmod 600 {path}"
        )
    return words


@dataclass(slots=True)
class Mailer:
    """A mail account. It connects when the first message goes, and connects again after a broken connection.

    Use it as a context manager: leaving it ends the connection, politely unless something went wrong.
    """

    settings: MailSettings
    password: str = ""
    timeout: float = TIMEOUT  # seconds
    wait: Callable[[float], None] = time.sleep
    connection: smtplib.SMTP | None = field(default=None, init=False)

    def connect(self) -> None:
        """Open the connection if there is none; CourseError says what to do when that fails."""
        if self.connection is None:
            self.connection = connect(self.settings, self.password, self.timeout)

    def send(self, envelope: Envelope, claim: Callable[[], bool] = lambda: True) -> SendOutcome:
        """Hand over one message. `claim` is called just before its text goes, and may refuse by returning False."""
        self.connect()
        assert self.connection is not None
        outcome = hand_over(self.connection, envelope, claim)
        if not outcome.open:
            self.close()
        return outcome

    def pause(self) -> None:
        """Wait as long as `per_minute` asks for between two messages."""
        self.wait(60 / max(1, self.settings.per_minute))

    def close(self) -> None:
        """End the connection, if there is one."""
        if self.connection is not None:
            goodbye(self.connection)
        self.connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None and self.connection is not None:
            self.connection.close()  # in the middle of a message there is no polite word to end with
            self.connection = None
        self.close()


def connect(settings: MailSettings, secret: str, timeout: float = TIMEOUT) -> smtplib.SMTP:
    """An open, safe connection that is logged in; CourseError says what to do when there is none."""
    where = f"{settings.server}:{settings.port}"
    if settings.user and settings.security == "none" and not _LOOPBACK.fullmatch(settings.server):
        raise CourseError("The password would be sent unencrypted.", 'Set security = "starttls" or "tls" under [mail].')
    connection: smtplib.SMTP | None = None
    try:
        connection = _open(settings, timeout)
        if settings.user:
            connection.login(settings.user, secret)
        return connection
    except (OSError, smtplib.SMTPException, ValueError) as error:
        if connection:
            connection.close()
        raise _told(error, where, settings) from error


def _open(settings: MailSettings, timeout: float) -> smtplib.SMTP:
    # The name we greet with is an address literal: asking the network for our own name can take half a minute.
    if settings.security == "tls":
        return smtplib.SMTP_SSL(
            settings.server, settings.port, local_hostname="[127.0.0.1]", timeout=timeout, context=trust()
        )
    connection = smtplib.SMTP(settings.server, settings.port, local_hostname="[127.0.0.1]", timeout=timeout)
    try:
        if settings.security != "none":
            connection.starttls(context=trust())
        connection.ehlo_or_helo_if_needed()
        # The last three bytes of a letter are a packet of their own: sent at once, they need not wait for an answer.
        assert connection.sock is not None
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        connection.close()
        raise
    return connection


def trust() -> ssl.SSLContext:
    """The computer's own certificates, and those that SSL_CERT_FILE names."""
    context = ssl.create_default_context()
    named = os.environ.get("SSL_CERT_FILE")
    if named:
        context.load_verify_locations(named)
    return context


def _told(error: Exception, where: str, settings: MailSettings) -> CourseError:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return LoginRefused(
            f"The mail server {where} doesn't accept the password of the user {settings.user} ({error.smtp_code}).",
            "Some providers want an app password (Google) or allow none at all (Microsoft 365). If so, send the drafts "
            "in outbox/ from your mail program.",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return CourseError(
            f"The certificate of the mail server {where} isn't valid: {error.verify_message}.",
            "Check the server's name under [mail]. If your network has its own certificates, set SSL_CERT_FILE to their file.",
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return CourseError(
            f"The mail server {where} doesn't support what [mail] asks for: {error}",
            'Try security = "tls" and port = 465 under [mail], or ask whoever runs the server.',
        )
    if isinstance(error, UnicodeEncodeError):
        return CourseError(
            "The user name or the password has a character that mail servers don't accept.",
            "Use only ASCII characters.",
        )
    return CourseError(f"The mail server {where} can't be used: {error}.", "Check [mail] in things/course.toml.")


def hand_over(connection: smtplib.SMTP, envelope: Envelope, claim: Callable[[], bool]) -> SendOutcome:
    """Hand one message to the server; `claim` is called just before its text goes, and may refuse by returning False."""
    body = re.sub(rb"(?m)^\.", b"..", envelope.message.removesuffix(b"\r\n") + b"\r\n")
    last_byte_gone = False
    try:
        answer = connection.mail(envelope.sender)
        if not 200 <= answer[0] < 300:
            return _refused(connection, answer, by_name=False)
        answer = connection.rcpt(envelope.recipient)
        if not 200 <= answer[0] < 300:
            return _refused(connection, answer)
        if not claim():
            connection.rset()
            return SendOutcome(LetterState.PLANNED, "another run is sending it")
        answer = connection.docmd("DATA")
        if answer[0] != 354:
            return _refused(connection, answer)
        connection.send(body)
        last_byte_gone = True
        connection.send(b".\r\n")
        answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        return SendOutcome(
            LetterState.UNKNOWN if last_byte_gone else LetterState.PLANNED,
            f"the connection was lost: {error}",
            open=False,
        )
    if 200 <= answer[0] < 300:
        return SendOutcome(LetterState.SENT, _words(answer[1]), answer[0])
    if not 400 <= answer[0] < 600:
        return SendOutcome(LetterState.UNKNOWN, f"the server answered {answer[0]} {_words(answer[1])}", open=False)
    return _refused(connection, answer)


def _refused(connection: smtplib.SMTP, answer: tuple[int, bytes], by_name: bool = True) -> SendOutcome:
    """The server said no: to the letter, or (`by_name` false) to us as its sender."""
    code, words = answer
    still_open = code != 421
    try:
        connection.rset()
    except (OSError, smtplib.SMTPException):
        still_open = False
    if not 400 <= code < 600:
        return SendOutcome(LetterState.PLANNED, f"the server answered {code} {_words(words)}", open=False)
    return SendOutcome(
        LetterState.REFUSED if by_name else LetterState.PLANNED, f"{code} {_words(words)}", code, still_open
    )


def _words(answer: bytes) -> str:
    text = answer.decode("utf-8", "replace")
    return "".join(c if c.isprintable() else " " for c in text)[:200].strip()


def goodbye(connection: smtplib.SMTP) -> None:
    """End the connection; what is sent is sent, whatever the server says now."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()
