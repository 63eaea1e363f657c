"""What reading a feed gives."""

from dataclasses import dataclass, fields

from course.core.model import Entry
from course.core.trouble_kind import TroubleKind

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
    trouble: TroubleKind | None = None  # with `cut-off` the entries are those before the cut
    marks: tuple[bytes, ...] = ()  # parallel to entries; empty when the document could not be cut into posts
    parts: tuple[bytes, ...] = ()

    def __getstate__(self) -> list[object]:
        """The fields for the way back from a worker, which may send dataclasses and plain values but no enums."""
        values = (getattr(self, each.name) for each in fields(self))
        return [value.value if isinstance(value, TroubleKind) else value for value in values]

    def __setstate__(self, state: list[object]) -> None:
        for each, value in zip(fields(self), state, strict=True):
            known = TroubleKind(str(value)) if each.name == "trouble" and value is not None else value
            object.__setattr__(self, each.name, known)
