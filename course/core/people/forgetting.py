"""What must go with somebody who is forgotten, and how it is taken out of other people's words."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from course.core.model import Participant, Roster, Words
from course.core.people import joining, same_mailbox
from course.core.posts import blog_identity, same_address

GONE = "[...]"
_SHORTEST_NAME = 3
_SAFE_IN_SMALL_LETTERS = 5  # letters of a name of one word: "will" and "may" are words


@dataclass(frozen=True, slots=True)
class Traces:
    """By what somebody is recognised in other people's words and files."""

    places: frozenset[str]  # of their blogs
    needles: tuple[str, ...]  # words to look for, whatever their case: email, hosts, addresses
    name: str = ""  # to look for; "" where somebody else has the same name

    def terms(self) -> tuple[str, ...]:
        """Everything to search for."""
        return (*self.needles, *self.names())

    def names(self) -> tuple[str, ...]:
        """The name as it is written, and as a list would have it: "Berry, Ann"."""
        first, _, last = self.name.rpartition(" ")
        return tuple(filter(None, [self.name, f"{last}, {first}" if first else ""]))


def traces(person: Participant, former: Iterable[str], others: Roster) -> Traces:
    """The traces of one person; `former` are blogs that they had before, `others` everybody else."""
    blogs = [blog for blog in dict.fromkeys([*person.blogs, *former]) if "//" in blog]
    theirs = {blog_identity.blog_of(blog) for other in others.values() for blog in other.blogs}
    places = frozenset(blog_identity.blog_of(blog) for blog in blogs) - theirs
    shared_hosts = {same_address.host(blog) for other in others.values() for blog in other.blogs}
    hosts = {
        same_address.host(blog) for blog in blogs if not set("/?") & set(blog_identity.blog_of(blog))
    } - shared_hosts
    files = [blog for blog in dict.fromkeys([*person.blogs, *former]) if "//" not in blog]
    shared = any(joining.same_name(person.name, other.name) for other in others.values())
    name = "" if shared or len(person.name) < _SHORTEST_NAME else person.name
    files = [blog for blog in files if not any(blog in other.blogs for other in others.values())]
    email = "" if any(same_mailbox.same(person.email, other.email) for other in others.values()) else person.email
    found = {email or "", *places, *hosts, *files}
    return Traces(places, tuple(sorted(filter(None, found), key=lambda one: (-len(one), one))), name)


def home_of(urls: Iterable[str]) -> tuple[str, ...]:
    """The site on which most of somebody's posts stand, as an address: their blog may be kept as a file."""
    sites = Counter(
        address.partition("://")[0] + "://" + same_address.host(address) + "/" for address in urls if "://" in address
    )
    return tuple(site for site, count in sites.items() if 2 * count > sites.total())


def scrubbed(words: Words, who: Traces) -> Words:
    """A post of somebody else without these traces; the very same object where there are none."""
    links = tuple(link for link in words.links if not is_about(link, who))
    made = Words(
        cleared(words.title, who),
        cleared(words.url, who),
        tuple(cleared(tag, who) for tag in words.tags),
        tuple(cleared(heading, who) for heading in words.headings),
        links,
        cleared(words.text, who),
        words.reblog,
    )
    return words if made == words else made


def is_about(text: str, who: Traces) -> bool:
    """Whether an address leads to one of their blogs, or a text holds one of the needles."""
    if "//" in text and blog_identity.blog_of(text) in who.places:
        return True
    low = (unquote(text) if "%" in text else text).lower()
    return any(needle.lower() in low and _whole(needle).search(text) is not None for needle in who.needles)


def cleared(text: str, who: Traces) -> str:
    """A text with every trace replaced by [...]."""
    low = text.lower()
    for needle in who.needles:
        if needle.lower() in low or ("%" in low and needle.lower() in unquote(low)):
            text = _whole(needle).sub(GONE, text)
    for name in who.names():
        if name.split()[0].strip(",").lower() in low:
            text = _name(name).sub(GONE, text)
    return text


@lru_cache(64)
def _name(name: str) -> re.Pattern[str]:
    """A name in any capitals. A short name of one word may be a word as well: in small letters it is none."""
    words = r"\s+".join(map(re.escape, name.split()))
    if len(name.split()) == 1 and len(name) < _SAFE_IN_SMALL_LETTERS:
        return re.compile(rf"(?<!\w)(?:{words}|{re.escape(name.upper())})(?!\w)")
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


@lru_cache(64)
def _whole(needle: str) -> re.Pattern[str]:
    """The needle, with the rest of the address that it begins, where it is no part of another name."""
    return re.compile(
        rf"(?<![\w.+-])(?:https?://)?(?:www\.)?{_in_any_writing(needle)}(?![\w-])[^\s<>\"')]*", re.IGNORECASE
    )


def _in_any_writing(needle: str) -> str:
    """The needle with each sign that addresses may write as %XX, so written or not: %7Eann is ~ann."""
    return "".join(sign if sign.isalnum() else f"(?:{re.escape(sign)}|{_percent(sign)})" for sign in needle)


def _percent(sign: str) -> str:
    """A sign as %XX, whether addresses need it or not."""
    return "".join(f"%{byte:02X}" for byte in sign.encode())
