"""Feeds: bytes from strangers to entries.

`quick` reads what is well-formed and usual; `arbitrate` (feedparser, in a child process) reads the rest.
"""

from course.formats.feeds.document_kinds import sniff
from course.formats.feeds.fast_reader import quick
from course.formats.feeds.paging import older
from course.formats.feeds.parsed import Parsed
from course.formats.feeds.split_posts import Slices, slices
from course.formats.feeds.volatile_parts import noiseless

__all__ = ["Parsed", "Slices", "arbitrate", "noiseless", "older", "parse", "quick", "slices", "sniff"]


def arbitrate(body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> Parsed:
    """The feed as feedparser judges it, only entries whose mark is not known: to be run in a process with limits."""
    from course.formats.feeds import feedparser_reader

    return feedparser_reader.arbitrate(body, url, content_type, known)


def parse(body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> Parsed:
    """The feed, read in this process: for local files and tests."""
    return quick(body, url, known) or arbitrate(body, url, content_type, known)
