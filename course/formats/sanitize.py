"""Text from outside made safe to show: names, lines, screens, pages, links, and what may be in an email.

This is the only place that knows which characters are harmful.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from course.core.errors import CourseError

JOINERS = "\u200c\u200d\ufe0f"  # needed in Persian, Indic scripts and emoji
LONGEST_MAIL_NAME = 60  # characters; a longer one is cut with an ellipsis
LONGEST_MAIL_LINE = 150
LONGEST_MAIL_LINK = 900  # a header line holds 998 octets, and no real link needs as much
_SPACE = frozenset({"Cc", "Zl", "Zp"})  # controls and ends of lines stand between words
_HIDDEN = frozenset({"Cf", "Cs", "Co", "Cn"})  # direction marks, lone surrogates, what no reader can show: left out
_MARKS_IN_A_ROW = 3  # more accents on one letter than any language needs hide the lines above and below
_PLAIN_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#][!-~]*)?")  # most addresses: nothing more to look at
_NOT_IN_MAIL_LINKS = re.compile(r"[\s<>\"'`\\{}|^\x00-\x1f\x7f]")


def clean(text: str, most: int = 500) -> str:
    """The text on one line, without anything that moves a cursor or turns the direction of writing."""
    text = text[:most]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(map(_shown, unicodedata.normalize("NFC", text))).split())


def name(text: str) -> str:
    """A name or an address that somebody typed, on one line: as `clean`, without piles of accents and stray joiners."""
    kept: list[str] = []
    marks = 0
    for letter in clean(text, len(text)):
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if letter in JOINERS:
            if letter != "\ufe0f" and kept and kept[-1].isalpha() and not kept[-1].isascii():
                kept.append(letter)
        elif marks <= _MARKS_IN_A_ROW:
            kept.append(letter)
    return " ".join("".join(kept).split()).rstrip(JOINERS)


def screen(text: str) -> str:
    """A whole answer for a terminal or a file: its lines and tabs stay, every other control and direction mark goes."""
    if text.isprintable():
        return text
    return "\n".join(map(_line, text.split("\n")))


def page(value: Any) -> Any:
    """What a template is about to put into a page, cleaned as a screen is; markup stays markup."""
    return type(value)(screen(value)) if isinstance(value, str) and not value.isprintable() else value


def _line(line: str) -> str:
    mark, ending = line.startswith("\ufeff"), line.endswith("\r")  # a table for spreadsheets has both
    body = line[mark : len(line) - ending]
    if body.isprintable():
        return line
    return "\ufeff" * mark + "".join(sign if sign == "\t" else _shown(sign) for sign in body) + "\r" * ending


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in _SPACE:
        return " "
    return "" if kind in _HIDDEN and sign not in JOINERS else sign


def web(address: str) -> str:
    """The address if it is http(s) with a host and without blanks; empty for any other."""
    if _PLAIN_WEB.fullmatch(address):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    fine = parts.scheme in ("http", "https") and parts.hostname and address.split() == [address]
    return address if fine else ""


def host(address: str) -> str:
    """The host of an http(s) address as people read it, without www.; empty for any other address."""
    found = urlsplit(address).hostname if web(address) else None
    return clean((found or "").removeprefix("www."))


# In emails ------------------------------------------------------------------------------------------


def mail_line(text: str, most: int = LONGEST_MAIL_LINE) -> str:
    """The text on one line of an email or its header: clean, without encoded words, cut with an ellipsis."""
    line = clean(text).replace("=?", "= ?")
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def mail_name(text: str) -> str:
    """A person's name for a greeting and a header; empty where nothing of it is left."""
    return mail_line(text, LONGEST_MAIL_NAME)


@lru_cache(maxsize=32768)  # the emails of a week hold the same links as those of the week before
def mail_link(address: str) -> str:
    """The address if it is a web address that can't be mistaken for anything else; empty otherwise."""
    if len(address) > LONGEST_MAIL_LINK or _NOT_IN_MAIL_LINKS.search(address):
        return ""
    if not address.isascii() and any(unicodedata.category(character).startswith("C") for character in address):
        return ""
    return web(address)


def mailbox(text: str) -> str:
    """The one email address that the text is, in ASCII; CourseError says what is wrong with anything else."""
    from email_validator import EmailNotValidError, validate_email

    try:
        valid = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, test_environment=True, strict=True
        )
    except EmailNotValidError as error:
        raise CourseError(f"{mail_line(text)!r} isn't a single email address: {error}") from error
    if valid.ascii_email is None:
        raise CourseError(f"{mail_line(text)!r} isn't an address that every mail server accepts.")
    return valid.ascii_email
