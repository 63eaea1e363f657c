"""Where letters leave: the outbox folder and the mail server."""

import contextlib
import os
import re
import smtplib
import socket
import ssl
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course.adapters import disk
from course.core.errors import CourseError
from course.core.model import MailSettings

TIMEOUT = 60.0  # seconds that the mail server may take over one answer
PASSWORD = "CPD23_SMTP_PASSWORD"  # noqa: S105 - the name of the variable, not a password
_LOOPBACK = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter: sent, refused, unknown, or planned where it is sure that it did not go."""

    state: str
    says: str = ""
    code: int = 0
    open: bool = True  # whether the connection may be used again


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for one recipient, as it goes over the wire (CRLF)."""

    sender: str
    to: str
    data: bytes


def step(_: str) -> None:
    """Called before each step that a kill could cut off; tests hand in one that fails."""


# The outbox folder -------------------------------------------------------------------------------


def own_templates(root: Path) -> Mapping[str, str]:
    """The templates of letters that the organiser keeps in the home, by file name."""
    folder = root / "templates" / "mail"
    files = sorted((*folder.glob("*.txt"), *folder.glob("*.html")))
    try:
        return {file.name: disk.read_bytes(file).decode("utf-8-sig") for file in files}
    except UnicodeDecodeError as error:
        raise CourseError(f"A file in {folder} is not UTF-8 text.", "Save it again with the encoding UTF-8.") from error


def read_outbox(folder: Path) -> Mapping[str, bytes]:
    """The files of a week's outbox by name; none where the folder is not there."""
    return {
        file.name: disk.read_bytes(file) for file in sorted(folder.glob("*")) if file.is_file() and file.name[0] != "."
    }


# The mail server ---------------------------------------------------------------------------------


def password(settings: MailSettings, root: Path, ask: Callable[[], str] | None) -> str:
    """The password of the mail account: from the environment, a file that only its owner can read, or asked."""
    if not settings.user:
        return ""
    if os.environ.get(PASSWORD):
        return os.environ[PASSWORD]
    if settings.password_file:
        return _password_in(root / Path(settings.password_file).expanduser())
    if ask:
        return ask()
    raise CourseError(
        f"The mail server wants the password of {settings.user}, and there is nobody to ask.",
        f'Set {PASSWORD}, or name a file: password_file = "PATH" under [mail] in things/course.toml.',
    )


def _password_in(path: Path) -> str:
    words = disk.read_bytes(path).decode("utf-8-sig", "replace").strip()
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise CourseError(f"Others on this computer can read the password in {path}.", f"Close it: chmod 600 {path}")
    return words


def wait(seconds: float) -> None:
    """Let so many seconds pass between two letters."""
    time.sleep(seconds)


def connect(settings: MailSettings, secret: str, timeout: float = TIMEOUT) -> smtplib.SMTP:
    """An open, safe connection that is logged in; CourseError says what to do when there is none."""
    where = f"{settings.server}:{settings.port}"
    if settings.user and settings.security == "none" and not _LOOPBACK.fullmatch(settings.server):
        raise CourseError("The password would travel readable.", 'Set security = "starttls" or "tls" under [mail].')
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
            settings.server, settings.port, local_hostname="[127.0.0.1]", timeout=timeout, context=_trust()
        )
    connection = smtplib.SMTP(settings.server, settings.port, local_hostname="[127.0.0.1]", timeout=timeout)
    try:
        if settings.security != "none":
            connection.starttls(context=_trust())
        connection.ehlo_or_helo_if_needed()
        # The last three bytes of a letter are a packet of their own: sent at once, they need not wait for an answer.
        assert connection.sock is not None
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        connection.close()
        raise
    return connection


def _trust() -> ssl.SSLContext:
    """The computer's own certificates, and those that SSL_CERT_FILE names."""
    context = ssl.create_default_context()
    named = os.environ.get("SSL_CERT_FILE")
    if named:
        context.load_verify_locations(named)
    return context


def _told(error: Exception, where: str, settings: MailSettings) -> CourseError:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return CourseError(
            f"The mail server {where} does not take the user {settings.user} with this password ({error.smtp_code}).",
            "Some providers want an app password (Google) or allow none at all (Microsoft 365): then send the drafts "
            "in outbox/ by your mail program.",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return CourseError(
            f"The certificate of the mail server {where} does not hold: {error.verify_message}.",
            "Is the name under [mail] right? If your network has its own certificates, name them in SSL_CERT_FILE.",
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return CourseError(
            f"The mail server {where} does not offer what is asked of it: {error}",
            'Try security = "tls" and port = 465 under [mail], or ask whoever runs the server.',
        )
    if isinstance(error, UnicodeEncodeError):
        return CourseError("The user or the password holds a letter that mail servers do not take.", "Use ASCII ones.")
    return CourseError(f"The mail server {where} cannot be used: {error}.", "Check [mail] in things/course.toml.")


def hand_over(
    connection: smtplib.SMTP,
    parcel: Parcel,
    claim: Callable[[], bool],
    before: Callable[[str], None] = step,
) -> Outcome:
    """Hand one letter to the server for one recipient; `claim` writes down that it is about to go, and may refuse."""
    body = re.sub(rb"(?m)^\.", b"..", parcel.data.removesuffix(b"\r\n") + b"\r\n")
    last_byte_gone = False
    try:
        before("mail")
        answer = connection.mail(parcel.sender)
        if not 200 <= answer[0] < 300:
            return _refused(connection, answer, by_name=False)
        before("rcpt")
        answer = connection.rcpt(parcel.to)
        if not 200 <= answer[0] < 300:
            return _refused(connection, answer)
        if not claim():
            connection.rset()
            return Outcome("planned", "it was claimed by another run")
        before("data")
        answer = connection.docmd("DATA")
        if answer[0] != 354:
            return _refused(connection, answer)
        before("body")
        connection.send(body)
        before("last byte")
        last_byte_gone = True
        connection.send(b".\r\n")
        before("answer")
        answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        return Outcome("unknown" if last_byte_gone else "planned", f"the connection broke: {error}", open=False)
    if 200 <= answer[0] < 300:
        return Outcome("sent", _words(answer[1]), answer[0])
    if not 400 <= answer[0] < 600:
        return Outcome("unknown", f"the server answered {answer[0]} {_words(answer[1])}", open=False)
    return _refused(connection, answer)


def _refused(connection: smtplib.SMTP, answer: tuple[int, bytes], by_name: bool = True) -> Outcome:
    """The server said no: to the letter, or (`by_name` false) to us as its sender."""
    code, words = answer
    still_open = code != 421
    try:
        connection.rset()
    except (OSError, smtplib.SMTPException):
        still_open = False
    if not 400 <= code < 600:
        return Outcome("planned", f"the server answered {code} {_words(words)}", open=False)
    return Outcome("refused" if by_name else "planned", f"{code} {_words(words)}", code, still_open)


def _words(answer: bytes) -> str:
    text = answer.decode("utf-8", "replace")
    return "".join(c if c.isprintable() else " " for c in text)[:200].strip()


def goodbye(connection: smtplib.SMTP) -> None:
    """End the connection; what is sent is sent, whatever the server says now."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()
