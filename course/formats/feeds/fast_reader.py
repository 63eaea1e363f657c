"""A fast reader for well-formed RSS 2.0 and Atom 1.0. It declines whatever is unusual, and repairs nothing.

It answers only where it surely says what feedparser would say; docs/decisions/parsing.md has the list.
"""

from typing import Any, NamedTuple
from xml.parsers import expat

from course.formats.feeds import entries, html_text, split_posts, vocabulary
from course.formats.feeds.entries import Raw
from course.formats.feeds.parsed import MOST_ENTRIES, Parsed
from course.formats.feeds.vocabulary import ATOM, GENERIC, XML

LARGEST_FIELD = 1_000_000  # characters in one element
_TEXT_TYPES = frozenset(("text", "html", "text/html", "text/plain"))
_BARE = frozenset(("link", "slash", "total", "original"))  # with attributes, feedparser keeps those and not the text
_BASELESS = frozenset(("content", "summary", "title"))  # a base address there is for the links inside alone
_XML_BASE = f"{XML} base"
_WEB = ("http://", "https://")


class DeclinedError(Exception):
    """Something here that feedparser must judge; the words say what, for those who improve this reader."""


def quick(body: bytes, url: str, known: frozenset[bytes] = frozenset()) -> Parsed | None:
    """The feed, with only those entries whose mark is not known; None: ask `arbitrate`."""
    try:
        return read(body, url, known)
    except (DeclinedError, expat.ExpatError, UnicodeError):
        return None


def read(body: bytes, url: str, known: frozenset[bytes]) -> Parsed:
    """The same; DeclinedError or ExpatError says why not."""
    if b"<!DOCTYPE" in body[:4096] or _has_c1(body):
        raise DeclinedError("a DOCTYPE, or control characters that feedparser maps")
    reader = _Reader(body, url, known)
    try:
        reader.parser.Parse(body, True)
    except split_posts.RefusedError as refusal:
        raise DeclinedError(str(refusal)) from None
    finally:
        del reader.parser  # it knows the reader's handlers: the two would keep each other and the document alive
    return reader.parsed()


def _has_c1(body: bytes) -> bool:
    """Whether C1 controls stand in the document, as bytes or as numbers: feedparser reads them as windows-1252."""
    return bool(vocabulary.C1_BYTES.search(body) or vocabulary.C1_NUMBERS.search(body))


class _RawPost(NamedTuple):
    start: int  # bytes of the document
    end: int
    words: dict[str, str]  # what its children say, by the names that the vocabulary gives them
    tags: list[str]


class _Reader:
    """Two pairs of handlers, swapped as expat goes down: between posts, and in a post.

    Posts are only collected on the way and made plain afterwards, for many of a kind in a row are quicker done.
    """

    def __init__(self, body: bytes, url: str, known: frozenset[bytes]) -> None:
        self.body, self.url, self.known = body, url, known
        self.posts: list[_RawPost] = []
        self.head: dict[str, str] = {}
        self.next_page = ""
        self.words: list[str] = []  # text since the last child that is listened to began
        self.child = ""  # the name under which the text of the open child is kept; empty: passed over
        self.depth = 0  # of elements that are open outside of posts
        self.inner = 0  # of elements that are open within a post
        self.root_at = self.post_at = 0
        self.context = b""
        self.atom = False
        self.post_name = ""
        self.post_depth = 0
        self.children: dict[str, str] = {}
        self.raw: dict[str, str] = {}
        self.tags: list[str] = []
        self.parser = self._parser()

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._root
        parser.EndElementHandler = self._head_end
        parser.CharacterDataHandler = self.words.append
        return parser

    def parsed(self) -> Parsed:
        """What was read."""
        parts = [split_posts.mark(self.context, self.body[post.start : post.end]) for post in self.posts]
        fresh = [(part, _judged(post)) for part, post in zip(parts, self.posts, strict=True) if part not in self.known]
        return Parsed(
            title=html_text.line(self.head.get("title", "")),
            entries=tuple([entries.entry(raw, self.url) for _, raw in fresh]),
            next_page=entries.address(self.next_page, self.url) or None,
            kind="atom" if self.atom else "rss",
            generator=html_text.line(self.head.get("generator", "")),
            site=entries.address(self.head.get("link", ""), self.url),
            marks=tuple([part for part, _ in fresh]),
            parts=tuple(parts),
        )

    # Before the first post, between posts and after them ----------------------------------------

    def _refuse(self, *_: Any) -> None:
        raise DeclinedError("a DOCTYPE or an entity of its own")

    def _declaration(self, version: str, encoding: str | None, _standalone: int) -> None:
        if version != "1.0" or (encoding or "utf-8").lower() != "utf-8":
            raise DeclinedError("not UTF-8")

    def _namespace(self, prefix: str | None, uri: str) -> None:
        if prefix is None:
            if uri not in vocabulary.DEFAULTS:
                raise DeclinedError(f"namespace {uri}")
        elif vocabulary.PREFIXES.get(uri) != prefix:
            raise DeclinedError(f"namespace {uri} as {prefix}")

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rss" and attributes.get("version") == "2.0":
            self.children, self.post_name, self.post_depth = vocabulary.RSS, "item", 2
        elif name == f"{ATOM} feed" and "version" not in attributes:
            self.atom = True
            self.children, self.post_name, self.post_depth = vocabulary.ATOM_ENTRY, f"{ATOM} entry", 1
        else:
            raise DeclinedError(f"root {name}")
        _check(attributes)
        self.root_at = self.parser.CurrentByteIndex
        self.depth = 1
        self.parser.StartElementHandler = self._head_start

    def _head_start(self, name: str, attributes: dict[str, str]) -> None:
        depth = self.depth
        if depth == self.post_depth:
            if not self.context:
                self.context = split_posts.context(self.body, self.root_at, self.parser.CurrentByteIndex)
            if name == self.post_name:
                self._post_start(attributes)
                return
            self._head_child(name, attributes)
        elif depth < self.post_depth:
            if name != "channel" or attributes or self.context:
                raise DeclinedError(f"{name} outside the channel")
        elif self.child or (name not in vocabulary.HEAD_NESTED and name.partition(" ")[0] not in GENERIC):
            raise DeclinedError(f"{name} in the head")
        if attributes:
            _check(attributes)
        self.depth = depth + 1

    def _head_child(self, name: str, attributes: dict[str, str]) -> None:
        what = vocabulary.HEAD.get(name)
        if what == "link":
            self._head_link(attributes)
        elif what:
            if what in self.head or attributes.get("type", "text") not in _TEXT_TYPES or "mode" in attributes:
                raise DeclinedError(f"two of {name}, or an odd type")
            self._listen(what)
        elif what is None and name.partition(" ")[0] not in GENERIC:
            raise DeclinedError(f"{name} in the head")

    def _head_link(self, attributes: dict[str, str]) -> None:
        href = attributes.get("href")
        if href is None:
            if "link" in self.head or attributes:
                raise DeclinedError("two links")
            self._listen("link")
            return
        rel = attributes.get("rel", "alternate").lower()
        if rel in ("next", "prev-archive"):
            self.next_page = self.next_page or href
        elif rel == "alternate" and attributes.get("type", "text/html").lower() == "text/html":
            if "link" in self.head:
                raise DeclinedError("two alternate links")
            self.head["link"] = href

    def _head_end(self, _name: str) -> None:
        self.depth -= 1
        if self.child and self.depth == self.post_depth:
            if self.child in self.head:
                raise DeclinedError("two links")
            self.head[self.child] = self._heard()
            self.child = ""

    # In a post ----------------------------------------------------------------------------------

    def _post_start(self, attributes: dict[str, str]) -> None:
        if attributes and any(name.partition(" ")[0] not in GENERIC for name in attributes):
            raise DeclinedError("attributes on a post")
        self.post_at = self.parser.CurrentByteIndex
        self.raw, self.tags = {}, []
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.inner:
            self._nested_start(name, attributes)
            return
        self.inner = 1
        what = self.children.get(name)
        if what is None:
            if name.partition(" ")[0] not in GENERIC:
                raise DeclinedError(f"{name} in a post")
        elif what == "a-link":
            self._post_link(attributes)
        elif what == "category":
            self._category(attributes)
        elif what == "export":
            raise DeclinedError("an export")
        elif what:
            if attributes:
                _check_text(what, attributes)
            self.child = what
            self.words.clear()
        if attributes and what not in _BASELESS:
            _check(attributes)

    def _post_link(self, attributes: dict[str, str]) -> None:
        if "href" not in attributes or "url" in attributes or "uri" in attributes:
            raise DeclinedError("a link without href")
        rel = attributes.get("rel", "alternate").lower()
        if rel == "alternate":
            if "link" in self.raw or attributes.get("type", "text/html").lower() != "text/html":
                raise DeclinedError("two alternate links, or one that is no page")
            self.raw["link"] = attributes["href"]

    def _category(self, attributes: dict[str, str]) -> None:
        if attributes.get("scheme", "").endswith("#kind"):
            raise DeclinedError("an export")
        self.tags.append(attributes.get("label") or attributes.get("term") or "")
        self._listen("nothing")

    def _nested_start(self, name: str, attributes: dict[str, str]) -> None:
        if self.child or (name not in vocabulary.NESTED and name.partition(" ")[0] not in GENERIC):
            raise DeclinedError(f"{name} within a child of a post")
        if name == vocabulary.MEDIA_TITLE and "title" not in self.raw:
            raise DeclinedError("a title for something within a post that has none")
        if attributes:
            _check(attributes)
        self.inner += 1

    def _end(self, name: str) -> None:
        inner = self.inner
        if not inner:
            self._post_end(name)
            return
        self.inner = inner - 1
        child = self.child
        if child:
            self.child = ""
            words = self._heard()
            if child == "tag":
                self.tags.append(words)
            elif child in self.raw or (child == "nothing" and words.strip()):
                raise DeclinedError(f"two of {name}, or words in it")
            elif child != "nothing":
                self.raw[child] = words

    def _post_end(self, name: str) -> None:
        if len(self.posts) < MOST_ENTRIES:
            end = split_posts.end_of(self.body, self.parser.CurrentByteIndex, name.rpartition(" ")[2])
            self.posts.append(_RawPost(self.post_at, end, self.raw, self.tags))
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._head_start, self._head_end

    # Text ---------------------------------------------------------------------------------------

    def _listen(self, child: str) -> None:
        self.child = child
        self.words.clear()

    def _heard(self) -> str:
        words = "".join(self.words)
        if not words.isascii():
            _check_double_decoding(words)
        if len(words) > LARGEST_FIELD:
            raise DeclinedError("too large")
        return words


def _judged(post: _RawPost) -> Raw:
    """The post as feedparser would hand it over; DeclinedError where that is not sure."""
    get = post.words.get
    identity, link = get("id", "").strip(), (get("original") or get("link", "")).strip()
    if not identity or ":///" in identity or not link.startswith(_WEB) or ":///" in link:
        raise DeclinedError("no id, or no absolute link")
    if "&" in link and ";" in link:
        raise DeclinedError("entities in a link")
    markup = get("content", "")
    if not markup or markup.isspace():
        markup = get("summary", "")
    published = (get("published", ""), get("updated", ""))
    comments = get("slash", "") or get("total", "")
    return Raw(identity, link, get("title", ""), markup, post.tags, published, comments)


def _check(attributes: dict[str, str]) -> None:
    if "base" in attributes or _XML_BASE in attributes or len(attributes) > 60:
        raise DeclinedError("a base address, or very many attributes")


def _check_text(what: str, attributes: dict[str, str]) -> None:
    """Text may say that it is text or HTML; a guid, whether it is a link; a label, whose it is."""
    if what in ("title", "content", "summary"):
        if attributes.get("type", "text") not in _TEXT_TYPES or "mode" in attributes or "src" in attributes:
            raise DeclinedError("a type that is not text")
    elif what in _BARE or (what == "tag" and attributes.keys() - {"domain"}):
        raise DeclinedError("attributes on a label or a link")


def _check_double_decoding(words: str) -> None:
    """feedparser repairs UTF-8 that was read as Latin-1 and written as UTF-8 again."""
    try:
        words.strip().encode("latin-1").decode("utf-8")
    except UnicodeError:
        return
    raise DeclinedError("text that decodes twice")
