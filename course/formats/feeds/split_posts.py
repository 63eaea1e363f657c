"""A feed cut into its posts by expat's byte offsets, each with a mark that changes when its bytes do."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from xml.parsers import expat

from course.core.trouble_kind import TroubleKind
from course.formats.feeds.parsed import MOST_ENTRIES

MOST_ATTRIBUTES = 200  # on one element; real feeds have under 40
DEEPEST = 200

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_CUT = frozenset(
    expat.errors.codes[word]
    for word in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)


@dataclass(frozen=True, slots=True)
class Slices:
    """The posts of a document, in its order."""

    head: bytes  # names what holds for every post: encoding, and the start tags of root and channel
    parts: tuple[bytes, ...]  # a mark for each post, which changes with `head` too
    spans: tuple[tuple[int, int], ...]  # where each post stands in the document


class RefusedError(Exception):
    """The document is not one that may be cut."""


def slices(body: bytes) -> Slices | None:
    """The document cut into posts; None where expat refuses it, or where it has a DOCTYPE."""
    walk = walked(body)
    return None if walk.error else walk.slices()


def mark(head: bytes, part: bytes) -> bytes:
    """The name of a post's bytes within the context `head`."""
    return sha256(head + part).digest()[:16]


def context(body: bytes, root: int, first: int) -> bytes:
    """The name of what holds for every post: the encoding, and all from the root to the first child of the channel."""
    declared = _DECLARED.match(body[:300].lstrip(b"\xef\xbb\xbf \t\r\n"))
    encoding = declared[1].lower() if declared else b"utf-8"
    return sha256(encoding + b"\n" + body[root:first]).digest()[:16]


def walked(body: bytes) -> "Walk":
    """The document's posts as far as expat reads it; `error` says why it stopped."""
    walk = Walk(body)
    try:
        walk.parser.Parse(body, True)
    except expat.ExpatError as error:
        walk.error = TroubleKind.CUT_OFF if error.code in _CUT and not walk.end else TroubleKind.MALFORMED
    except RefusedError as refusal:
        walk.error = str(refusal)
    except (LookupError, ValueError):  # an encoding that Python does not know
        walk.error = TroubleKind.MALFORMED
    del walk.parser  # the two would keep each other and the document alive
    return walk


def end_of(body: bytes, at: int, name: str) -> int:
    """Where an element ends, given where expat reports its end: the start of its end tag, or of `<item/>` the end itself."""
    tag = body[at : at + 80].partition(b">")[0].strip()
    is_tag = tag.startswith(b"</") and _local(tag[2:].decode("utf-8", "replace")) == _local(name)
    return body.find(b">", at) + 1 if is_tag else at


class Walk:
    """One pass over a document that notes where its posts begin and end."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.error = ""
        self.root = ""
        self.root_at = self.first_at = -1
        self.spans: list[tuple[int, int]] = []
        self.end = 0  # where the root ends, once its end tag was seen
        self._depth = self._at = 0
        self._post_depth = 1
        self.parser = parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def slices(self) -> Slices:
        """The posts seen so far; of a monstrous number, the first."""
        head = context(self.body, max(self.root_at, 0), max(self.first_at, 0))
        spans = tuple(self.spans[:MOST_ENTRIES])
        return Slices(head, tuple(mark(head, self.body[start:end]) for start, end in spans), spans)

    def _doctype(self, *_: Any) -> None:
        raise RefusedError("doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth
        self._depth = depth + 1
        if depth < 3 and self.first_at < 0:
            self._note_head(name, depth)
        if depth == self._post_depth and _local(name) in ("item", "entry"):
            self._at = self.parser.CurrentByteIndex
        if depth > DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise RefusedError(TroubleKind.UNSAFE)

    def _note_head(self, name: str, depth: int) -> None:
        if depth == 0:
            self.root, self.root_at = _local(name), self.parser.CurrentByteIndex
            self._post_depth = 2 if self.root == "rss" else 1
        elif depth == self._post_depth:
            self.first_at = self.parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        depth = self._depth = self._depth - 1
        if depth == self._post_depth and self._at and _local(name) in ("item", "entry"):
            self.spans.append((self._at, end_of(self.body, self.parser.CurrentByteIndex, name)))
            self._at = 0
        if depth == 0:
            self.end = end_of(self.body, self.parser.CurrentByteIndex, name)


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name
