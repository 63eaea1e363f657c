"""What somebody can do next, as a value: a command for the command line, a place to click for the app."""

from enum import StrEnum
from typing import NamedTuple, Self


class Action(StrEnum):
    """Something that an error, a skip or a report advises. Each side has a table that puts all of these into words."""

    # the course
    BEGIN = "begin"
    BEGIN_THERE = "begin there"  # in a folder that is named
    DEMO = "demo"
    DEMO_THERE = "demo there"
    OPEN_ELSEWHERE = "open elsewhere"
    CHECK = "check"
    MAKE_PRIVATE = "make private"
    TRUST = "trust"
    REPORT = "report"
    READ_BLOGS = "read blogs"
    READ_BLOG = "read blog"  # of one person
    READ_ALL_BLOGS = "read all blogs"  # also those that were read a moment ago
    REVIEW = "review"
    MARK = "mark"
    DESCRIBE = "describe"  # in words, where a post has no address
    LIST_THINGS = "list things"
    SHOW_THING = "show thing"
    CERTIFICATES = "certificates"
    CLOSE = "close"
    LIST_WHAT_CLOSES = "list what closes"

    # people
    LIST_PEOPLE = "list people"
    SHOW_PERSON = "show person"
    REGISTER = "register"
    REGISTER_AGAIN = "register again"  # somebody of an earlier run
    CHOOSE_COHORT = "choose cohort"
    CHOOSE_FIRST_DAY = "choose first day"
    SHARE_MAILBOX = "share mailbox"
    SKIP_BLOG = "skip blog"  # add somebody without a look at their blog
    GIVE_BLOG = "give blog"  # to somebody
    MOVE_BLOG = "move blog"  # of the person who is named
    FOLLOW_BLOG = "follow blog"  # to where it has moved
    PAUSE = "pause"
    RESUME = "resume"
    STOP_EMAILS = "stop emails"
    CHANGE_EMAIL = "change email"  # the address of the person who is named
    IMPORT_FILE = "import file"
    MAP_COLUMN = "map column"
    TAKE_IN_SIGN_UPS = "take in sign ups"

    # emails
    LIST_EMAILS = "list emails"
    DRAFT = "draft"
    APPROVE = "approve"
    LIST_TO_SEND = "list to send"
    LIST_SENT = "list sent"
    NOTE_SENT = "note sent"  # by one's own mail program
    RECOVER = "recover"
    WRITE_EMAIL = "write email"
    WRITE_EXTRA = "write extra"  # in addition to the weekly email
    SEND_EXTRA = "send extra"
    MAKE_EXTRA = "make extra"  # of an email that is being written
    OTHER_WEEK = "other week"
    LIST_REPLIES = "list replies"
    READ_REPLIES = "read replies"  # from files
    DISMISS_REPLY = "dismiss reply"
    CHOOSE_THING = "choose thing"


class ToDo(NamedTuple):
    """An action and what it is about: a handle, a number, a folder."""

    action: Action
    about: str = ""


class Hint(
    tuple[str | ToDo, ...]
):  # a tuple, since every command loads it, and a dataclass takes a millisecond to make
    """A sentence that says what to do: its text, with actions where each side puts its own words."""

    __slots__ = ()

    def __new__(cls, *parts: "str | Action | ToDo | Hint") -> Self:
        """Text and actions in their order; a Hint among them gives its own parts."""
        found: list[str | ToDo] = []
        for part in (one for given in parts for one in (given if isinstance(given, Hint) else (given,))):
            if isinstance(part, Action):
                found.append(ToDo(part))
            elif isinstance(part, str) and found and isinstance(found[-1], str):
                found[-1] += part
            else:
                found.append(part)
        return super().__new__(cls, found)

    def __str__(self) -> str:
        """For a log, which belongs to no side: the actions by their names."""
        return "".join(part if isinstance(part, str) else part.action for part in self)


def joined(first: object, then: str | Hint) -> str | Hint:
    """What went wrong and what to do, one after the other; a plain text where there is nothing but text."""
    if isinstance(then, Hint):
        return Hint(f"{first} ", then)
    return f"{first} {then}".strip()
