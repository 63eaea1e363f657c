"""Names, handles and addresses of people who join: made and compared. The text was cleaned by who read it."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from course.core.errors import CourseError, MailboxTaken
from course.core.hints import Action, Hint, ToDo
from course.core.model import Course, Handle, Participant, Roster, Show
from course.core.people import runs, same_mailbox
from course.core.posts import blog_identity, same_address

LONGEST_NAME = 80  # letters: more does not fit on a certificate
LONGEST_ADDRESS = 1000
LONGEST_HANDLE = 40
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_RESERVED = {
    *("con", "prn", "aux", "nul", "index", "assets", "feed", "opml", "calendar"),
    *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)),
}  # names of devices on Windows, and of our own pages
_LOOKS_LIKE = {  # a Latin letter, and what can't be told from it on a screen
    "a": "аαɑ", "b": "ьв", "c": "сϲ", "d": "ԁ", "e": "еєёε", "g": "ɡ", "h": "һн", "j": "јϳ", "k": "кκ", "m": "м",
    "n": "пη", "o": "оοσ0ө", "p": "рρ", "q": "ԛ", "s": "ѕ5", "t": "тτ", "u": "υμս", "v": "ѵν", "w": "ԝωш", "x": "хχ",
    "y": "уγү", "l": "iı1|!ӏіїι",
}  # fmt: skip
_ALIKE = str.maketrans({alike: letter for letter, many in _LOOKS_LIKE.items() for alike in many})
# Mail programs make links of such words; "J. R. Marsh" and "No. 5" are none.
_HOST_NAME = re.compile(r"[^\W_]\.[^\W\d_]{2,}|\d\.\d+\.\d|\bwww\.|:/")
_DOTS = str.maketrans({"\u3002": ".", "\uff61": ".", "\u2024": ".", "\ufe52": "."})
_USUAL_MAIL = (
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "yahoo.com", "yahoo.co.uk",
    "icloud.com", "me.com", "aol.com", "btinternet.com", "protonmail.com", "gmx.de", "web.de",
)  # fmt: skip
_REAL_MAIL = re.compile(  # services of their own and services' other countries, which look like slips of the usual ones
    r"(?:y|e|rocket)?mail\.com|gmx\.(?:net|com)|proton\.me"
    r"|(?:yahoo|hotmail|outlook|live|gmx|aol|icloud|protonmail)\.(?:com?\.)?(?!(?:co|cm|om)$)[a-z]{2}"
)


@dataclass(frozen=True, slots=True)
class SignUp:
    """What somebody who joins has told; nothing of it is proved yet."""

    name: str
    blogs: tuple[str, ...] = ()
    email: str | None = None
    cohort: str = ""  # empty: the course's usual one
    handle: str = ""  # empty: made from the name
    groups: tuple[str, ...] = ()
    show: Show = Show.COURSE
    reminders: bool = True
    joined: date | None = None  # None: today
    agreed: date | None = None
    certificate_name: str | None = None
    earlier: Handle | None = None  # the same person's entry in the run before
    shares_mailbox: bool = False  # the organiser wants this entry although its mailbox is somebody's already
    bare: frozenset[str] = field(
        default=frozenset(), compare=False
    )  # blogs that were typed without http:// or https://


# Names ----------------------------------------------------------------------------------------------


class NameTrouble(StrEnum):
    """Why a name can't be shown."""

    MISSING = "missing"
    NO_LETTERS = "no-letters"
    TOO_LONG = "too-long"
    EMAIL = "email"
    WEB_ADDRESS = "web-address"
    LIKE_AN_ADDRESS = "like-an-address"


_FOR_ORGANISERS = MappingProxyType(
    {
        NameTrouble.MISSING: "The name is missing.",
        NameTrouble.NO_LETTERS: "The name has no letters.",
        NameTrouble.TOO_LONG: f"The name is too long: at most {LONGEST_NAME} characters are allowed.",
        NameTrouble.EMAIL: "The name is an email address, but other people see names.",
        NameTrouble.WEB_ADDRESS: "The name is a web address.",
        NameTrouble.LIKE_AN_ADDRESS: "The name looks like a web address. Put a space after each dot.",
    }
)


def wrong_name(name: str) -> NameTrouble | None:
    """Why a cleaned name can't be shown; None where it can."""
    if not name:
        return NameTrouble.MISSING
    if not any(letter.isalnum() for letter in name):
        return NameTrouble.NO_LETTERS
    if len(name) > LONGEST_NAME:
        return NameTrouble.TOO_LONG
    if re.search(r"\S@\S+\.\S", name):
        return NameTrouble.EMAIL
    if re.search(r"https?://", name, re.IGNORECASE):
        return NameTrouble.WEB_ADDRESS
    if _HOST_NAME.search(unicodedata.normalize("NFKC", name).translate(_DOTS)):
        return NameTrouble.LIKE_AN_ADDRESS
    return None


def name_trouble(name: str) -> str:
    """The same as a sentence for organisers; "" where the name can be shown."""
    trouble = wrong_name(name)
    return _FOR_ORGANISERS[trouble] if trouble else ""


@lru_cache(65536)
def skeleton(name: str) -> str:
    """What is left of a name when letters that look alike are one: two names with one skeleton can be confused."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_ALIKE)
    letters = "".join(letter for letter in plain if letter.isalnum())
    return letters.replace("rn", "m").replace("vv", "w")


def alike(name: str, people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Those whose names can be taken for this one, the very same name included."""
    mine = skeleton(name)
    return tuple(person for person in people if mine and skeleton(person.name) == mine)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals and blanks: two people may well be called so."""
    return _compared(one) == _compared(other)


def _compared(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def mixed(name: str) -> bool:
    """Whether one word of a name mixes Latin letters with Greek or Cyrillic ones."""
    for word in name.split():
        scripts = {unicodedata.name(letter, "").split()[0] for letter in word if letter.isalpha()}
        if "LATIN" in scripts and scripts & {"GREEK", "CYRILLIC"}:
            return True
    return False


def handle(name: str, blogs: Iterable[str], taken: Collection[str]) -> Handle:
    """A free handle made of the name; where it has no Latin letters, of the blog's host; where there is none, person."""
    hosts = (same_address.host(blog).partition(".")[0] for blog in blogs)
    stem = next((made for words in (name, *hosts) if (made := slug(words))), "person")
    if stem in _RESERVED:
        stem = f"{stem}-1"
    number, free = 1, stem
    while free in taken or free in _RESERVED:
        number += 1
        free = f"{stem[: LONGEST_HANDLE - 6]}-{number}"
    return Handle(free)


def slug(words: str) -> str:
    """The words as a name for handles and files: a-z, 0-9 and -; empty where they have no Latin letter and no digit."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LATIN))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "").replace("’", "")
    return re.sub(r"[^a-z0-9]+", "-", plain[:400]).strip("-")[:LONGEST_HANDLE].strip("-")


# Addresses ------------------------------------------------------------------------------------------


def owner(address: str, roster: Roster, but: str = "") -> Participant | None:
    """Who has this blog on the roster already, all runs of the person with the handle `but` aside."""
    mine = blog_identity.blog_of(address)
    for person in roster.values():
        if not _is(person, but, roster) and any(blog_identity.blog_of(blog) == mine for blog in person.blogs):
            return person
    return None


def mailbox_holder(email: str, roster: Roster, but: str = "") -> Participant | None:
    """Who has the mailbox of this address already, all runs of the person with the handle `but` aside."""
    for person in roster.values():
        if same_mailbox.same(person.email, email) and not _is(person, but, roster):
            return person
    return None


def _is(person: Participant, handle: str, roster: Roster) -> bool:
    return bool(handle) and runs.same_person(roster, person.handle, Handle(handle))


def refuse_taken_mailbox(email: str, roster: Roster, but: str = "") -> None:
    """MailboxTaken where the mailbox is somebody's already: one mailbox gets one email a week."""
    if other := mailbox_holder(email, roster, but):
        raise MailboxTaken(
            f"{other.name} ({other.handle}) already uses this mailbox, and each mailbox gets one email a week.",
            Hint(
                "If it's the same person in a later run: ",
                ToDo(Action.REGISTER_AGAIN, other.handle),
                ". If somebody else shares the mailbox: ",
                Action.SHARE_MAILBOX,
            ),
        )


def mail_guess(email: str) -> str:
    """The address that was meant where the domain of a usual mail service is mistyped; "" when nothing is suspicious."""
    local, _, domain = email.rpartition("@")
    if domain.lower() in _USUAL_MAIL or _REAL_MAIL.fullmatch(domain.lower()):
        return ""
    close = get_close_matches(domain.lower(), _USUAL_MAIL, 1, cutoff=0.85)
    return f"{local}@{close[0]}" if close else ""


def masked(email: str) -> str:
    """An address that others may glance at: n...@example.org."""
    local, at, domain = email.partition("@")
    return f"{local[:1]}...{at}{domain}"


# People ---------------------------------------------------------------------------------------------


def usual_cohort(course: Course, today: date) -> str:
    """The cohort for somebody who names none: the fixed one that is running or comes next, else the first of the file."""
    fixed = sorted((c for c in course.cohorts.values() if c.starts), key=lambda c: (c.starts or date.max, c.name))
    open_ones = [c.name for c in fixed if (c.late_until or c.ends or date.max) >= today]
    return (
        open_ones[0]
        if open_ones
        else next((c.name for c in course.cohorts.values() if not c.fixed), next(iter(course.cohorts)))
    )


def participant(told: SignUp, course: Course, roster: Roster, today: date) -> Participant:
    """The sign-up as a participant; CourseError says why it can't be one, and names who has the blog already."""
    if trouble := name_trouble(told.name):
        raise CourseError(trouble, "Give a name. A pen name is fine.")
    for blog in told.blogs:
        if other := owner(blog, roster, but=told.earlier or ""):
            raise CourseError(
                f"{blog} is already on the roster as the blog of {other.name} ({other.handle}).",
                Hint("See: ", ToDo(Action.SHOW_PERSON, other.handle)),
            )
    if told.email and not told.shares_mailbox:
        refuse_taken_mailbox(told.email, roster, but=told.earlier or "")
    cohort = told.cohort or usual_cohort(course, today)
    if cohort not in course.cohorts:
        raise CourseError(f"There is no cohort {cohort!r}.", f"Known: {', '.join(course.cohorts)}.")
    if told.handle and told.handle in roster:
        raise CourseError(
            f"The handle {told.handle} is taken by {roster[Handle(told.handle)].name}.", "Choose another handle."
        )
    joined = told.joined or today
    if told.earlier:
        _check_later_run(roster[told.earlier], cohort, joined)
    stem = runs.first_run(roster, told.earlier) if told.earlier else told.name
    return Participant(
        Handle(told.handle) if told.handle else handle(stem, told.blogs, roster),
        told.name,
        cohort,
        joined,
        tuple(dict.fromkeys(told.blogs)),
        told.email,
        tuple(dict.fromkeys(group for group in told.groups if group)),
        told.show,
        told.reminders,
        agreed=told.agreed,
        certificate_name=told.certificate_name or None,
        earlier=told.earlier,
    )


def in_later_run(before: Participant, told: SignUp) -> SignUp:
    """The sign-up of somebody who comes back: what it leaves open is taken from the entry in the run before."""
    return replace(
        told,
        name=told.name or before.name,
        blogs=told.blogs or before.blogs,
        email=told.email if told.email is not None else before.email,
        groups=told.groups or before.groups,
        show=before.show,
        reminders=before.reminders,
        agreed=told.agreed or before.agreed,
        certificate_name=told.certificate_name or before.certificate_name,
        earlier=before.handle,
    )


def _check_later_run(before: Participant, cohort: str, joined: date) -> None:
    """CourseError where an entry can't be a later run of another one."""
    if before.cohort == cohort:
        raise CourseError(
            f"{before.name} ({before.handle}) is in {cohort} already.",
            Hint("Give the cohort of the new run: ", Action.CHOOSE_COHORT),
        )
    if joined <= before.joined:
        raise CourseError(
            f"{before.name} ({before.handle}) joined on {before.joined}, and a later run must begin after that.",
            Hint("Give a later first day: ", Action.CHOOSE_FIRST_DAY),
        )
