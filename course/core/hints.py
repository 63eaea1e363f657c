"""What somebody can do next, as a value: a command for the command line, a place to click for the app."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Action(StrEnum):
    """Something that an error, a skip or a report advises. Each side has a table that puts all of these into words."""

    # the course
    BEGIN = auto()
    BEGIN_THERE = auto()  # in a folder that is named
    DEMO = auto()
    DEMO_THERE = auto()
    OPEN_ELSEWHERE = auto()
    CHECK = auto()
    MAKE_PRIVATE = auto()
    TRUST = auto()
    REPORT = auto()
    READ_BLOGS = auto()
    READ_BLOG = auto()  # of one person
    READ_ALL_BLOGS = auto()  # also those that were read a moment ago
    REVIEW = auto()
    MARK = auto()
    DESCRIBE = auto()  # in words, where a post has no address
    LIST_THINGS = auto()
    SHOW_THING = auto()
    CERTIFICATES = auto()
    CLOSE = auto()
    LIST_WHAT_CLOSES = auto()

    # people
    LIST_PEOPLE = auto()
    SHOW_PERSON = auto()
    REGISTER = auto()
    REGISTER_AGAIN = auto()  # somebody of an earlier run
    CHOOSE_COHORT = auto()
    CHOOSE_FIRST_DAY = auto()
    SHARE_MAILBOX = auto()
    SKIP_BLOG = auto()  # add somebody without a look at their blog
    GIVE_BLOG = auto()  # to somebody
    MOVE_BLOG = auto()  # of the person who is named
    FOLLOW_BLOG = auto()  # to where it has moved
    PAUSE = auto()
    RESUME = auto()
    STOP_EMAILS = auto()
    CHANGE_EMAIL = auto()  # the address of the person who is named
    IMPORT_FILE = auto()
    MAP_COLUMN = auto()
    TAKE_IN_SIGN_UPS = auto()

    # emails
    LIST_EMAILS = auto()
    DRAFT = auto()
    APPROVE = auto()
    LIST_TO_SEND = auto()
    LIST_SENT = auto()
    NOTE_SENT = auto()  # by one's own mail program
    RECOVER = auto()
    WRITE_EMAIL = auto()
    WRITE_EXTRA = auto()  # in addition to the weekly email
    SEND_EXTRA = auto()
    MAKE_EXTRA = auto()  # of an email that is being written
    OTHER_WEEK = auto()
    LIST_REPLIES = auto()
    READ_REPLIES = auto()  # from files
    DISMISS_REPLY = auto()
    CHOOSE_THING = auto()


@dataclass(frozen=True, slots=True)
class ToDo:
    """An action and what it is about: a handle, a number, a folder."""

    action: Action
    about: str = ""


@dataclass(frozen=True, slots=True, init=False)
class Hint:
    """A sentence that says what to do: its text, with actions where each side puts its own words."""

    parts: tuple[str | ToDo, ...]

    def __init__(self, *parts: "str | Action | ToDo | Hint") -> None:
        found: list[str | ToDo] = []
        for part in (one for given in parts for one in (given.parts if isinstance(given, Hint) else (given,))):
            if isinstance(part, Action):
                found.append(ToDo(part))
            elif isinstance(part, str) and found and isinstance(found[-1], str):
                found[-1] += part
            else:
                found.append(part)
        object.__setattr__(self, "parts", tuple(found))

    def __str__(self) -> str:
        """For a log, which belongs to no side: the actions by their names."""
        return "".join(part if isinstance(part, str) else part.action.replace("_", " ") for part in self.parts)


def joined(first: object, then: str | Hint) -> str | Hint:
    """What went wrong and what to do, one after the other; a plain text where there is nothing but text."""
    if isinstance(then, Hint):
        return Hint(f"{first} ", then)
    return f"{first} {then}".strip()
