"""What may stand in a letter: one line of plain words, a web link, exactly one address."""

import re
import unicodedata

from course.core.errors import CourseError
from course.formats import sanitize

LONGEST_NAME = 60  # characters; a longer one is cut with an ellipsis
LONGEST_TITLE = 150
LONGEST_LINK = 900  # a header line holds 998 octets, and no real link needs as much


def one_line(words: str, most: int = LONGEST_TITLE) -> str:
    """The words on one line: no controls, no marks that turn the direction of writing, no encoded words, cut."""
    line = sanitize.clean(words).replace("=?", "= ?")
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def name(words: str) -> str:
    """A person's name as it may stand in a greeting and in a header; empty where nothing of it is left."""
    return one_line(words, LONGEST_NAME)


def link(address: str) -> str:
    """The address if it is a web address that cannot be mistaken for anything else; empty otherwise."""
    if len(address) > LONGEST_LINK or re.search(r"[\s<>\"'`\\{}|^\x00-\x1f\x7f]", address):
        return ""
    if any(unicodedata.category(character).startswith("C") for character in address):
        return ""
    return sanitize.web(address)


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
