"""A course folder is trusted once by each user before it may send mail or have private addresses read.

Somebody else may have made the folder: it names a mail server, a file with a password, addresses inside the network.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from course.adapters import disk, letter_files, user_settings
from course.core.errors import PartlyDone
from course.core.hints import Action, Hint
from course.core.model import Course
from course.formats.files import things


class NotTrusted(PartlyDone):
    """The folder asks for something that this user has not allowed."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What a folder asks for: a line for people and the very value, of each."""

    lines: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Another one whenever any of it changes."""
        return hashlib.sha256(json.dumps(self.values).encode()).hexdigest()


def asks(root: Path, course: Course) -> Asks:
    """What a folder asks for; nothing where it does no more than read public blogs and write into itself."""
    found: list[tuple[str, str]] = []
    if mail := course.mail:
        who = f" as {mail.user}" if mail.user else ""
        found.append(
            (
                f"Emails go through {mail.server}:{mail.port} ({mail.security}){who}.",
                f"mail {mail.server}:{mail.port} {mail.security} {mail.user}",
            )
        )
        if mail.password_file:
            found.append((f"The password is read from {mail.password_file}.", f"password {mail.password_file}"))
    if inbox := course.inbox:
        place = f"{inbox.server}:{inbox.port} ({inbox.security}) as {inbox.user}"
        found.append((f"Replies are read from {place}, folder {inbox.folder}.", f"inbox {place} {inbox.folder}"))
        if inbox.password_file:
            found.append((f"The password is read from {inbox.password_file}.", f"password {inbox.password_file}"))
    if private := course.fetch.allow_private:
        found.append((f"Private addresses may be read: {', '.join(private)}.", f"private {sorted(private)}"))
    for name, words in letter_files.own_templates(root).items():
        mark = hashlib.sha256(words.encode()).hexdigest()
        found.append((f"Emails use the folder's own text: templates/mail/{name}.", f"words {name} {mark}"))
    roster = root / disk.ROSTER_FILE
    if roster.is_symlink():
        found.append((f"participants.toml is a link to {roster.resolve()}.", f"link {roster.resolve()}"))
    return Asks(tuple(line for line, _ in found), tuple(value for _, value in found))


def is_trusted(root: Path, course: Course) -> bool:
    """Whether this user has allowed all that the folder asks for now, or it asks for nothing."""
    wanted = asks(root, course)
    return not wanted.lines or user_settings.trusted().get(str(root.resolve())) == wanted.fingerprint


def not_allowed(root: Path) -> Asks | None:
    """What a folder asks for as long as this user has not allowed it; None where it is allowed, or asks for nothing."""
    course, _ = things.parse(disk.read_home(root))  # as it is written: an open home has been restricted already
    return asks(root, course) if course is not None and not is_trusted(root, course) else None


def require(root: Path) -> None:
    """NotTrusted (exit code 4) where the folder may not send anything yet."""
    if not_allowed(root):
        raise NotTrusted(
            "You haven't trusted this course folder on this computer yet, or it asks for something new, so nothing is sent.",
            Hint("See what it asks for, and allow it: ", Action.TRUST),
        )


def restricted(root: Path, course: Course) -> Course:
    """The course with no more private addresses to read than this user has allowed."""
    if not course.fetch.allow_private or is_trusted(root, course):
        return course
    return replace(course, fetch=replace(course.fetch, allow_private=()))


def grant(root: Path, course: Course) -> None:
    """Remember that this user allows what the folder asks for now."""
    user_settings.trust(root, asks(root, course).fingerprint)
