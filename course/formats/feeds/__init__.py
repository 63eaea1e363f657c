"""Feeds: bytes from strangers to entries.

`quick` reads what is well-formed and usual; `arbitrate` (feedparser, in a child process) reads the rest. Most rounds find
nothing new, so neither is loaded before there is something to read.
"""

from course.formats.feeds.document_kinds import sniff
from course.formats.feeds.paging import older
from course.formats.feeds.parsed import Parsed
from course.formats.feeds.volatile_parts import noiseless

__all__ = ["Parsed", "arbitrate", "noiseless", "older", "parse", "quick", "sniff"]


def quick(body: bytes, url: str, known: frozenset[bytes] = frozenset()) -> Parsed | None:
    """The feed, only entries whose mark is not known; None where `arbitrate` has to read it."""
    from course.formats.feeds import fast_reader

    return fast_reader.quick(body, url, known)


def arbitrate(body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> Parsed:
    """The feed as feedparser judges it, only entries whose mark is not known: to be run in a process with limits."""
    from course.formats.feeds import feedparser_reader

    return feedparser_reader.arbitrate(body, url, content_type, known)


def parse(body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> Parsed:
    """The feed, read in this process: for local files and tests."""
    return quick(body, url, known) or arbitrate(body, url, content_type, known)
