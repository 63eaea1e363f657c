"""What reading a feed gives."""

from dataclasses import dataclass

from course.core.model import Entry

MOST_ENTRIES = 10_000  # the honest large feed has 5,000


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed, read. `marks` names the bytes of each entry, `parts` those of every post of the document, in order."""

    title: str = ""
    entries: tuple[Entry, ...] = ()  # only those whose mark was not known
    next_page: str | None = None  # where the feed itself says older posts are; absolute
    kind: str = ""  # rss, atom, json, wxr, blogger; empty when it is no feed
    generator: str = ""
    site: str = ""  # the address of the blog that people read
    trouble: str | None = None  # a kind of INTERFACE 4; with `cut-off` the entries are those before the cut
    marks: tuple[bytes, ...] = ()  # parallel to entries; empty when the document could not be cut into posts
    parts: tuple[bytes, ...] = ()
