"""The words of emails to participants that aren't in templates/mail/. Translate this file and those templates together."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from course.core import sentences
from course.core.letters.seen_posts import SeenAs
from course.core.model import Show, Source, WeekKind

NO_TITLE = "(without a title)"
POST_WITHOUT_TITLE = "A post without a title"

# What an email says about the reader: each goes on from words of a template -----------------------------

_SEEN: Mapping[SeenAs, str] = MappingProxyType(  # after the title of a post
    {
        SeenAs.COUNTS: " counts for {things}",
        SeenAs.CHECKING: ": we're checking whether it's about {things}",
        SeenAs.DONE_BEFORE: " is about {things}, which you'd already done",
        SeenAs.NO_THING: ": we found no Thing in it. If it's about a Thing, add the number to the title",
    }
)
OTHER_SOURCES: Mapping[Source, str] = MappingProxyType(
    {
        Source.SELF_REPORT: "What you handed in",
        Source.RULING: "What your organiser marked as done",
    }
)
SEEN_BY: Mapping[Show, str] = MappingProxyType(  # after "Who can see you:"
    {
        Show.PUBLIC: "everyone can see your name, your blog and your counted posts on the course's pages.",
        Show.COURSE: "other participants can see your name, your blog and your counted posts. Nobody else can.",
        Show.PRIVATE: "only your organiser can see your name and your progress.",
    }
)
WEEK_KINDS: Mapping[WeekKind, str] = MappingProxyType(  # after "This week:"
    {
        WeekKind.ORDINARY: "no new Thing",
        WeekKind.CATCH_UP: "time to catch up",
        WeekKind.REFLECTION: "time to look back",
        WeekKind.BREAK: "a break",
    }
)


def seen(seen_as: SeenAs, things: Sequence[int]) -> str:
    """What became of a post, to follow its title."""
    return _SEEN[seen_as].format(things=sentences.things(things))


def one_of(things: Sequence[int]) -> str:
    """Things of which one is enough."""
    return " or ".join(thing(number) for number in things)


def thing(number: int) -> str:
    """A Thing by its number."""
    return f"Thing {number}"


def week(number: int) -> str:
    """A week of the course."""
    return f"Week {number}"


# The week's message for everybody -------------------------------------------------------------------------


def begins(course: str, day: str) -> str:
    """The title of the message before the course."""
    return f"{course} begins on {day}"


def week_with_things(course: str, number: int, things: Sequence[int], title: str) -> str:
    """The title of a week with Things; `title` is that of its only one, else empty."""
    named = sentences.things(things)
    return f"{course}, week {number}: {named}, {title}" if title else f"{course}, week {number}: {named}"


def week_without_things(course: str, number: int, kind: WeekKind) -> str:
    """The title of a week in which no Thing opens."""
    return f"{course}, week {number}: {WEEK_KINDS[kind]}"


def minutes(number: int) -> str:
    """How long a Thing takes."""
    return f"about {sentences.plural(number, 'minute')}"


def done_when(what: str) -> str:
    """What has to be done for a Thing."""
    return f"You're done when: {what}"


def how_to_post(examples: Sequence[str], tag: str) -> str:
    """How to write a post that counts, with examples of titles; `tag` is empty where the course has none."""
    titles = " or ".join(f'"{example}"' for example in examples)
    write = f"When you've done it, write about it on your blog and put the number in the title, for example {titles}."
    return f"{write} Tag it {tag}." if tag else write


# Emails about joining: subject and text ---------------------------------------------------------------------

HOW_TO_COUNT = 'Put "Thing 1" in the title, or use the tag thing1. For two Things in one post, write "Things 8 and 9".'
_PRIVATE = "This link is private, so please don't share it. It works for 30 days."


def confirm(course: str, short: str, link: str) -> tuple[str, str]:
    """The email with the link to confirm."""
    return (
        f"Confirm that you want to join {short}",
        f"""Hello,

Somebody, probably you, wants to join {course} with this email address.

To confirm that you want to join, open this link:
{link}

The link works for three days. We keep nothing about you until you use it.
If this wasn't you, please ignore this email.
""",
    )


def welcome(course: str, short: str, name: str, link: str) -> tuple[str, str]:
    """The email that follows the confirmation."""
    return (
        f"Welcome to {short}",
        f"""Hello {name},

Welcome to {course}.

How a post counts
{HOW_TO_COUNT}

Your own page
{link}

Your page shows which of your posts count. There you can also pause, leave, stop the
reminders, and see everything we keep about you.
{_PRIVATE} After that, you can ask for a new one on the same page.
""",
    )


def here_already(course: str, short: str, link: str) -> tuple[str, str]:
    """The email for somebody who signs up a second time."""
    return (
        f"You're already in {short}",
        f"""Hello,

Somebody, probably you, has just signed up for {course} with this email address.
You are already a participant, so nothing was changed.

Your own page
{link}
{_PRIVATE}

Do you have a new blog or a new email address? Reply to this email.
""",
    )


def own_page(course: str, short: str, link: str) -> tuple[str, str]:
    """The email with a new private link."""
    return (
        f"Your page in {short}",
        f"""Hello,

Here is the link to your own page in {course}:
{link}
{_PRIVATE}

If you didn't ask for this link, please ignore this email.
""",
    )


def taken(course: str, short: str) -> tuple[str, str]:
    """The email for somebody who signs up with a blog that is in the course under another email."""
    return (
        f"Joining {short}",
        f"""Hello,

Somebody, probably you, wants to join {course} with this email address.

The blog they gave is already in the course, so nothing was changed. If it's your blog, reply to this email.
If this wasn't you, please ignore this email.
""",
    )
