"""Reads one folder of a mailbox over TLS. Nothing there is marked, moved or deleted: the folder is opened for reading only."""

import imaplib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from course.adapters import smtp
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.model import InboxSettings

if TYPE_CHECKING:
    import imapclient

PASSWORD = "CPD23_IMAP_PASSWORD"  # noqa: S105 - the name of the variable, not a password
TIMEOUT = 60.0  # seconds that the server may take over one answer
MOST = 2000  # messages in one reading; what is left comes next time
AT_ONCE = 20  # messages in one answer
LARGEST = 1024 * 1024  # bytes of a message that are asked for


def password(settings: InboxSettings, root: Path) -> str:
    """The password of the inbox, from the environment or a file; PasswordNeeded where it is in neither place."""
    return smtp.password(settings, root, PASSWORD, "mail.inbox")


@dataclass(frozen=True, slots=True)
class InboxPosition:
    """How far an inbox was read: the server's UIDVALIDITY, and the UID of the last message."""

    place: str
    validity: int
    uid: int


@dataclass(slots=True)
class ImapFolder:
    """A folder of a mailbox. Use it as a context manager, then ask once for what is `new`."""

    settings: InboxSettings
    password: str
    timeout: float = TIMEOUT
    position: InboxPosition | None = field(default=None, init=False)
    found: int = field(default=0, init=False)  # how many messages are new
    client: "imapclient.IMAPClient | None" = field(default=None, init=False)

    def __enter__(self) -> Self:
        try:
            self.client = _connected(self.settings, self.password, self.timeout)
        except (OSError, imaplib.IMAP4.error, ValueError) as error:
            raise _told(error, self.settings) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self.client is not None:
            self.client.shutdown()
        self.client = None

    def new(self, place: str, validity: int, uid: int, since: date) -> Iterator[bytes]:
        """The messages after that UID, the oldest first; where the server numbers anew, those that came since that day.

        `found` says from the first one on how many there are, and `position` at the end how far that was."""
        assert self.client is not None
        try:
            now = int(self.open()[b"UIDVALIDITY"])
            known = now == validity
            asked = ["UID", f"{uid + 1}:*"] if known else ["SINCE", since]
            found = sorted(one for one in self.client.search(asked) if one > uid or not known)[:MOST]
            self.found = len(found)
            self.position = InboxPosition(place, now, found[-1] if found else uid if known else 0)
            for at in range(0, len(found), AT_ONCE):
                some = self.client.fetch(found[at : at + AT_ONCE], [f"BODY.PEEK[]<0.{LARGEST}>"])
                for _, parts in sorted(some.items()):
                    yield next((bytes(data) for name, data in parts.items() if name.startswith(b"BODY[")), b"")
        except (OSError, imaplib.IMAP4.error, ValueError, KeyError) as error:
            raise _told(error, self.settings) from error

    def open(self) -> Any:
        """Open the folder for reading only; what the server says of it. CourseError where there is no such folder."""
        assert self.client is not None
        try:
            return self.client.select_folder(self.settings.folder, readonly=True)
        except imaplib.IMAP4.error as error:
            raise CourseError(
                f"The folder {self.settings.folder!r} in the mailbox of {self.settings.user} can't be read.",
                "Check `folder` under [mail.inbox] in things/course.toml.",
            ) from error


def _connected(settings: InboxSettings, secret: str, timeout: float) -> "imapclient.IMAPClient":
    import imapclient

    direct = settings.security == "tls"
    trust = smtp.trust()
    client = imapclient.IMAPClient(
        settings.server, settings.port, ssl=direct, ssl_context=trust if direct else None, timeout=timeout
    )
    try:
        if not direct:
            client.starttls(trust)
        client.login(settings.user, secret)
    except BaseException:
        client.shutdown()
        raise
    return client


def _told(error: Exception, settings: InboxSettings) -> CourseError:
    import ssl

    from imapclient import exceptions

    where = f"{settings.server}:{settings.port}"
    if isinstance(error, exceptions.LoginError):
        return CourseError(
            f"The mail server {where} doesn't accept the password of the user {settings.user}.",
            Hint(
                "Some providers want an app password (Google) or allow none at all (Microsoft 365). If so, save the replies "
                "in your mail program and give the file: ",
                Action.READ_REPLIES,
            ),
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return CourseError(
            f"The certificate of the mail server {where} isn't valid: {error.verify_message}.",
            "Check the server's name under [mail.inbox]. If your network has its own certificates, set SSL_CERT_FILE to their file.",
        )
    return CourseError(
        f"The inbox at {where} can't be read: {error}.", "Check [mail.inbox] in things/course.toml, and try again."
    )
