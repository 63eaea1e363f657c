"""Emails that the organiser writes to several people: the file they write, and how it is kept in the outbox."""

import json
import re
from collections.abc import Iterator, Mapping

from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.letters import one_offs
from course.core.letters.model import Audience, OneOff
from course.core.model import Standing
from course.formats.files import toml_reader

NAME = re.compile(r"written-([1-9]\d?)\.json", re.ASCII)
MOST = 99
LONGEST_SUBJECT = 150  # characters
LONGEST = 20_000  # characters of a text


def parse(data: bytes, path: str, to: Audience, extra: bool) -> OneOff:
    """The email in a Markdown file whose first line is "Subject: ..."; CourseError names the line of a mistake."""
    text, broken = toml_reader.decode(data, path)
    if broken:
        raise CourseError(str(broken))
    first, _, body = text.lstrip().partition("\n")
    found = re.match(r"(?:subject\s*:|#)\s*(\S.*)", first.strip(), re.IGNORECASE)
    if not found or not body.strip():
        missing = "its first line isn't the subject" if not found else "there is no text below the subject"
        raise CourseError(
            f"{path}:1: {missing}.",
            'Write "Subject: " and the subject on the first line, and the text of the email below it.',
        )
    subject = found[1].strip()
    if len(subject) > LONGEST_SUBJECT or len(body) > LONGEST:
        raise CourseError(f"{path}:1: this is too long for an email.", f"Keep the text under {LONGEST} characters.")
    return OneOff(subject, body.strip(), to, extra)


def render(one: OneOff) -> bytes:
    """The email as it is kept in the outbox."""
    values = {
        "schema": 1,
        "to": one_offs.written(one.to),
        "extra": one.extra,
        "subject": one.subject,
        "text": one.text,
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


def kept(files: Mapping[str, bytes], folder: str) -> tuple[OneOff, ...]:
    """The emails that are kept among the files of an outbox folder, in the order of their numbers."""
    return tuple(_read(files[name], f"{folder}/{name}") for _, name in sorted(_numbered(files)))


def next_name(files: Mapping[str, bytes]) -> str:
    """A name that none of the files has; CourseError where there are too many."""
    taken = {number for number, _ in _numbered(files)}
    number = next((number for number in range(1, MOST + 1) if number not in taken), None)
    if number is None:
        raise CourseError(f"You have already written {MOST} emails.", "Delete those that you don't need.")
    return f"written-{number}.json"


def _numbered(files: Mapping[str, bytes]) -> Iterator[tuple[int, str]]:
    return ((int(found[1]), name) for name in files if (found := NAME.fullmatch(name)))


def _read(data: bytes, path: str) -> OneOff:
    try:
        values = json.loads(data)
        subject, text, extra = values["subject"], values["text"], values["extra"]
        if not (isinstance(subject, str) and isinstance(text, str) and isinstance(extra, bool)):
            raise TypeError
        return OneOff(subject, text, _audience(values["to"]), extra)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CourseError(
            f"{path} can't be read.", Hint("Delete it, and write the email again: ", Action.WRITE_EMAIL)
        ) from None


def _audience(written: str) -> Audience:
    if written == one_offs.EVERYBODY:
        return Audience()
    kind, colon, name = written.partition(":")
    if not colon:
        raise ValueError(written)
    return {
        "group": lambda: Audience(group=name),
        "cohort": lambda: Audience(cohort=name),
        "standing": lambda: Audience(standing=Standing(name)),
    }[kind]()
