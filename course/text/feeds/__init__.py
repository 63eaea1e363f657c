"""Feeds: bytes from strangers to entries.

`quick` reads what is well-formed and usual; `arbitrate` (feedparser, in a child process) reads the rest.
"""

from course.text.feeds.kinds import sniff
from course.text.feeds.noise import noiseless
from course.text.feeds.paging import older
from course.text.feeds.parsed import Parsed
from course.text.feeds.reader import quick
from course.text.feeds.slicing import Slices, slices

__all__ = ["Parsed", "Slices", "arbitrate", "noiseless", "older", "parse", "quick", "slices", "sniff"]


def arbitrate(body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> Parsed:
    """The feed as feedparser judges it, only entries whose mark is not known: to be run in a process with limits."""
    from course.text.feeds import arbiter

    return arbiter.arbitrate(body, url, content_type, known)


def parse(body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> Parsed:
    """The feed, read in this process: for local files and tests."""
    return quick(body, url, known) or arbitrate(body, url, content_type, known)
