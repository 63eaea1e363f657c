"""What may stand in a letter: one line of plain words, a web link, exactly one address."""

import re
import unicodedata
from urllib.parse import urlsplit

from course.core.errors import CourseError

LONGEST_NAME = 60  # characters; a longer one is cut with an ellipsis
LONGEST_TITLE = 150
LONGEST_LINK = 900  # a header line holds 998 octets, and no real link needs as much
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_DROPPED = frozenset({"Cc", "Cs", "Co", "Cn"})  # controls, lone surrogates, private and unassigned characters


def one_line(words: str, most: int = LONGEST_TITLE) -> str:
    """The words on one line: no controls, no marks that turn the direction of writing, no encoded words, cut."""
    spaced = "".join(
        " " if character.isspace() or character in "\x85\u2028\u2029" else character for character in words
    )
    kept = "".join(c for c in spaced if c not in _DIRECTIONS and unicodedata.category(c) not in _DROPPED)
    line = " ".join(unicodedata.normalize("NFC", kept).replace("=?", "= ?").split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def name(words: str) -> str:
    """A person's name as it may stand in a greeting and in a header; empty where nothing of it is left."""
    return one_line(words, LONGEST_NAME)


def link(address: str) -> str:
    """The address if it is a web address that cannot be mistaken for anything else; empty otherwise."""
    if len(address) > LONGEST_LINK or re.search(r"[\s<>\"'`\\{}|^\x00-\x1f\x7f]", address):
        return ""
    if any(character in _DIRECTIONS or unicodedata.category(character) in _DROPPED for character in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


def address(words: str) -> str:
    """The one address that the words are, in ASCII; CourseError says what is wrong with anything else."""
    from email_validator import EmailNotValidError, validate_email

    try:
        valid = validate_email(
            words, check_deliverability=False, allow_smtputf8=False, test_environment=True, strict=True
        )
    except EmailNotValidError as error:
        raise CourseError(f"{one_line(words)!r} is not one email address: {error}") from error
    if valid.ascii_email is None:
        raise CourseError(f"{one_line(words)!r} is not an address that every mail server takes.")
    return valid.ascii_email
