"""The words of the participants' web pages that aren't in their templates. Translate this file and templates/ together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from course.core import sentences
from course.core.model import Claim, Confidence, Show
from course.core.people.joining import LONGEST_NAME, NameTrouble
from course.core.progress.hand_ins import HandInState
from course.core.progress.overview import Mark
from course.core.progress.people_matrix import ThingCell
from course.formats import human_dates, sanitize

NO_TITLE = "(without a title)"

# Joining --------------------------------------------------------------------------------------------

FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {"blog": "Blog address", "name": "Name to show", "email": "Email", "agreed": "What we keep about you"}
)
SHOWS = (  # each choice with what it means
    (
        "public",
        "Everyone",
        "Your name, blog and counted posts are on the course's public pages, and the other participants see them.",
    ),
    (
        "course",
        "People in this course",
        "The other participants see your name, blog and counted posts, in their emails and in the members' area. "
        "None of it is on public pages.",
    ),
    ("private", "Only the organiser", "No other participant sees you. You can still read what the others write."),
)
NAMES: Mapping[NameTrouble, str] = MappingProxyType(
    {
        NameTrouble.MISSING: "Type the name you'd like us to show. A pen name is fine.",
        NameTrouble.NO_LETTERS: "Type a name that has letters in it. A pen name is fine.",
        NameTrouble.TOO_LONG: f"Please use at most {LONGEST_NAME} characters. A pen name is fine.",
        NameTrouble.EMAIL: "This is an email address, and other people would see it. Type a name instead. A pen name is fine.",
        NameTrouble.WEB_ADDRESS: "This is a web address. Type a name instead. A pen name is fine.",
        NameTrouble.LIKE_AN_ADDRESS: "This looks like a web address. If it's a name, put a space after each dot.",
    }
)
NO_EMAIL = "We need your email to send you the link."
BAD_EMAIL = "This isn't a valid email address. Please check it for typing mistakes."
REFUSED_EMAIL = "Some mail servers don't accept this address. Please give another one."
NOT_AGREED = "Please read what we keep about you, and tick the box."


def taking_part(starts: date | None, ends: date | None) -> str:
    """When a cohort takes part; without a start, whenever each person likes."""
    if starts is None:
        return "At my own pace, starting when I like"
    if ends is None:
        return f"Together with others, from {human_dates.written(starts)}"
    return f"Together with others, from {human_dates.written(starts)} to {human_dates.written(ends)}"


def counts_for(claims: Iterable[Claim]) -> str:
    """What a post that we found on the blog would count for."""
    best = sorted(claims, key=lambda one: (-one.confidence, one.thing))
    sure = [one for one in best if one.confidence is Confidence.SURE]
    likely = [str(one.thing) for one in best if one.confidence is Confidence.LIKELY]
    if sure:
        return " ".join(
            f'Counts for Thing {one.thing}: we found "{_quote(one)}" {sentences.where(one.evidence[0].kind)}.'
            for one in sure
        )
    if likely:
        return f"May count for {_one_of(likely[:3])}: the organiser will decide."
    if best:
        return f'Only mentions a Thing: we found "{_quote(best[0])}" {sentences.where(best[0].evidence[0].kind)}.'
    return "Doesn't mention a Thing."


def _one_of(numbers: Sequence[str]) -> str:
    """'Thing 1', 'Thing 1, 2 or 3'."""
    first, last = ", ".join(numbers[:-1]), numbers[-1]
    return f"Thing {first} or {last}" if first else f"Thing {last}"


def _quote(claim: Claim) -> str:
    return sanitize.clean(claim.evidence[0].quote)[:40]


def begins(starts: date | None, minutes: int) -> str:
    """When to start, and how long a Thing takes; `starts` is None where anybody can start today."""
    takes = f"Each Thing takes about {minutes} minutes."
    return f"Thing 1 opens on {human_dates.full(starts)}. {takes}" if starts else f"You can start right away. {takes}"


# Their own page -------------------------------------------------------------------------------------

MARKS: Mapping[Mark, tuple[str, str]] = MappingProxyType(  # the sign of each in the trail, and its name in the key
    {
        Mark.DONE: ("✓", "done"),
        Mark.WAITING: ("?", "waiting for the organiser"),
        Mark.OWED: ("!", "was due"),
        Mark.OPEN: ("○", "open"),
        Mark.EXCUSED: ("–", "not due"),
        Mark.NOT_OPEN: ("·", "not open yet"),
    }
)
WHICH_EMAIL = "Type the email address you joined with."
SEEN_FROM_NOW: Mapping[Show, str] = MappingProxyType(
    {
        Show.PUBLIC: "From now on, everybody can see you. You'll be on the public pages when they are next updated.",
        Show.COURSE: "From now on, the people in this course can see you. "
        "If you're on the public pages, you'll disappear from them at the next update.",
        Show.PRIVATE: "From now on, no other participant can see you. "
        "If you're on the public pages, you'll disappear from them at the next update.",
    }
)
LEFT = "You have left the course. You won't get any more emails."
BACK = "Welcome back."
NO_REMINDERS = "You won't get any more reminders."
PAUSE_UNTIL = "Choose the last day of the pause. It can be up to two years from today."
WORD_FOUND = "We found the word. You're in the course now."
WORD_FOUND_WAITS = "We found the word. The organiser still has to check your sign-up. We'll read your blog after that."
WORD_NOT_FOUND = "We haven't found the word yet. Is the post public? It can take a few minutes to appear in the feed."
MEMBERS_ONLY = "Only people who are taking part at the moment can see the pages about the others."


def mark(cell: ThingCell) -> str:
    """What one Thing is for the reader: 'done on 4 November 2026', 'opens on 3 May 2027'."""
    day = human_dates.written(cell.on) if cell.on else ""
    words = {
        Mark.DONE: f"done on {day}",
        Mark.WAITING: "waiting for the organiser",
        Mark.OWED: f"was due on {day}",
        Mark.OPEN: f"open, due on {day}" if day else "open",
        Mark.EXCUSED: "not due",
        Mark.NOT_OPEN: f"opens on {day}" if day else "not open yet",
    }
    return words[cell.mark]


def paused(until: date) -> str:
    """A pause that has been kept."""
    return f"Your pause lasts until {human_dates.full(until)}."


# Handing in -----------------------------------------------------------------------------------------

HAND_IN_STATES: Mapping[HandInState, str] = MappingProxyType(
    {
        HandInState.COUNTED: "counted",
        HandInState.WAITING: "waiting for the organiser",
        HandInState.NOT_COUNTED: "not counted",
    }
)
WHAT_TO_HAND_IN = "Choose the Thing. Then paste the address of your post, or tick “I did it in private”."
TAKEN_BACK = "You've taken it back."
ALREADY_DECIDED = "The organiser has already decided on this. If you'd like it changed, write to them."


def handed_in_before(thing: int) -> str:
    """The same was handed in before."""
    return f"You have already handed that in for Thing {thing}. The list below shows whether it counts."


def handed_in(thing: int, organiser: str) -> str:
    """Something was handed in; `organiser` is who looks at it first, empty where it counts at once."""
    if organiser:
        return f"You've handed in Thing {thing}. {organiser} will look at it."
    return f"You've handed in Thing {thing}. It counts."


# What went wrong: heading and text, by HTTP status ----------------------------------------------------

PROBLEMS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: ("That didn't work", "The page was open for too long, or cookies are switched off. Please start again."),
        404: ("There is nothing here", "The link is incomplete, has expired, or has been used already."),
        405: ("There is nothing here", "You can't open this address directly. Please use the form."),
        413: ("That's too long", "Something in the form is longer than we can accept. Please shorten it."),
        422: ("That didn't work", "Something on the page is no longer valid. Please start again."),
        429: (
            "Please wait a little",
            "There were too many attempts from your network or with this email address. Try again in an hour.",
        ),
        503: ("Please try again", "We can't save this right now, so nothing was kept. Try again in a few minutes."),
    }
)
OTHER_PROBLEM = ("Something went wrong", "It isn't your fault. Please try again later.")
