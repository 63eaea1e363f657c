"""From a web page to the addresses of its feeds: one bounded pass, and what is known about platforms."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from course.core.posts import blog_identity
from course.formats.feeds import decode, html_text
from course.formats.intake import feed_addresses

LARGEST = 2**20  # bytes of a page that are looked at
MOST_TRIES = 4
_MOST_TAGS = 20_000
_MOST_FOUND = 20

_TOKEN = re.compile(r"<!--|<(script|style|textarea|template|title|link|base|meta|a)\b", re.IGNORECASE)
# What a quoted value holds ends no tag: title="Ann <3 books". One that is long, or goes on in the next line, was never closed.
_IN_A_TAG = re.compile(r"""=\s{0,20}(?:"[^"<>]{0,4000}"|'[^'<>]{0,4000}'|"[^"\n]{0,300}"|'[^'\n]{0,300}')|[<>]""")
_MOST_VALUES = 60  # in quotes, in one tag
_ATTRIBUTE = re.compile(r"""([A-Za-z:-]{1,30})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SKIPPED = {
    name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "template", "title")
}
_TYPES = {
    "application/atom+xml": "atom", "application/x.atom+xml": "atom", "application/rss+xml": "rss",
    "application/rdf+xml": "rss", "application/xml": "rss", "text/xml": "rss", "text/rss": "rss",
    "application/feed+json": "json", "application/json": "json",
}  # fmt: skip
_LIKE_A_FEED = re.compile(
    r"(?:/(?:feed|rss|atom|rss2|feeds/posts/(?:default|summary)|blog-feed\.xml|data/(?:rss|atom))/?"
    r"|\.(?:rss|atom|rdf)|/(?:feed|rss|atom|index)\.(?:xml|json)|/feed/(?:atom|rss2?|rdf)/?)$",
    re.IGNORECASE,
)
_QUERY_OF_A_FEED = re.compile(
    r"(?:^|&)(?:feed=(?:rss2?|atom|rdf)|alt=(?:rss|atom)|format=rss|type=rss)(?:&|$)", re.IGNORECASE
)
_COMMENTS = re.compile(
    r"\b(?:comments?|commentaires?|kommentar\w*|comentarios?|comentários?|commenti|reacties|replies)\b", re.IGNORECASE
)
_TITLE_PARTS = re.compile(r"\s*[»›|–—·:]\s*|\s-\s")


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page names."""

    url: str
    title: str = ""
    kind: str = ""  # atom, rss, json
    comments: bool = False  # it holds what readers answered, not posts
    own: bool = False  # the page shows one label or author, and this is its feed


@dataclass(frozen=True, slots=True)
class PageFeeds:
    """What a web page tells about its feeds."""

    feeds: tuple[Found, ...] = ()  # in the order in which to try them; comments last
    generator: str = ""
    title: str = ""
    guesses: tuple[str, ...] = ()  # where this platform usually has one
    own: tuple[
        str, ...
    ] = ()  # the feeds of the label or author that the page shows: named, or else where they would be

    @property
    def tries(self) -> tuple[str, ...]:
        """At most four addresses to look at, the likeliest first; never a feed of comments, nor more than the page shows."""
        if any(found.own for found in self.feeds):
            return self.own[:MOST_TRIES]
        named = [*self.own, *(found.url for found in self.feeds if not found.comments)]
        comments = {found.url for found in self.feeds if found.comments}
        found = dict.fromkeys([*named[: MOST_TRIES - 1], *self.guesses, *named])
        return tuple(address for address in found if address not in comments)[:MOST_TRIES]


class _Link(NamedTuple):
    """A link that may be a feed's, as the page has it."""

    url: str
    title: str
    kind: str
    anchor: bool  # something to click on, not a statement about the page


@dataclass(slots=True)
class _Notes:
    base: str
    links: list[_Link] = field(default_factory=list)
    generator: str = ""
    title: str = ""
    based: bool = False


def page(body: bytes, url: str) -> PageFeeds:
    """What the page at `url` tells: its feeds, generator and title. Linear in its length, whatever it holds."""
    notes = _Notes(url)
    for name, attributes, inside in _tags(decode.decoded(body[:LARGEST]).text):
        _READERS[name](notes, attributes, inside)
    feeds = _ranked(notes, url)
    own = tuple(found.url for found in feeds if found.own)
    named = any(not found.comments for found in feeds)
    if not own and (
        not named or feed_addresses.platform(url, notes.generator) == "blogger"
    ):  # there no label's page names its feed
        own = feed_addresses.part_guesses(url, notes.generator)
    usual = guesses(url, notes.generator)
    if named:  # then a feed further up is somebody else's, or everybody's
        folder = urljoin(url, ".")
        usual = tuple(address for address in usual if address.startswith(folder))
    return PageFeeds(feeds[:_MOST_FOUND], notes.generator, notes.title, usual, own)


def _ranked(notes: _Notes, url: str) -> tuple[Found, ...]:
    """Each feed once, in the order in which to try them: the page's own, the site's, those of its labels, those of comments."""
    part, blog = blog_identity.part_of(url), blog_identity.blog_of(url)
    parts = {link.url for link in notes.links if not link.anchor and blog_identity.part_of(link.url)}
    ranked: list[tuple[int, Found]] = []
    for link in notes.links:
        comments = _is_of_comments(link, url, notes.title)
        of_a_part = bool(blog_identity.part_of(link.url))
        own = (
            bool(part)
            and of_a_part
            and not comments
            and (blog_identity.blog_of(link.url) == blog or parts == {link.url})
        )
        path = urlsplit(url).path.rstrip("/")
        below = bool(path) and urlsplit(link.url).path.startswith(
            path + "/"
        )  # a post's page lists the feed of its own comments
        rank = 8 if comments else 0 if own else 6 if of_a_part else 2 if below else 1 if link.kind == "json" else 0
        found = Found(link.url, html_text.line(link.title, 200), link.kind, comments, own)
        ranked.append((rank + (4 if link.anchor else 0), found))
    ranked.sort(key=lambda pair: pair[0])  # stable: within a rank, as the page has them
    return tuple({found.url: found for _, found in reversed(ranked)}.values())[::-1]


def _is_of_comments(link: _Link, url: str, title: str) -> bool:
    """Whether a feed holds comments: by what its address adds to the page's, or by its title without the name of the site."""
    place, own = urlsplit(link.url), urlsplit(url).path.split("/")[:-1]
    folders = place.path.split("/")
    shared = next(
        (n for n, (one, other) in enumerate(zip(folders, own, strict=False)) if one != other),
        min(len(own), len(folders)),
    )
    if _COMMENTS.search("/".join(folders[shared:])) or _COMMENTS.search(place.query):
        return True
    words = _TITLE_PARTS.split(link.title)
    return any(_COMMENTS.search(part) for part in words if " " not in part.strip() or part.strip() not in title)


def guesses(url: str, generator: str = "") -> tuple[str, ...]:
    """Where the feed of this address would be on its platform, the likeliest first; at most four."""
    return feed_addresses.guesses(url, generator)[:MOST_TRIES]


def _tags(text: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """The tags that matter, in small letters, with their attributes; what stands in comments and scripts is no tag."""
    at = 0
    for _ in range(_MOST_TAGS):
        token = _TOKEN.search(text, at)
        if not token:
            return
        at = token.end()
        if token[1] is None:
            at = text.find("-->", at) + 3
            if at < 3:
                return
            continue
        tag = _tag(text, at)
        if tag is None:
            continue
        name, inside = token[1].lower(), ""
        attributes, at = tag
        if name in _SKIPPED:
            closing = _SKIPPED[name].search(text, at)
            if not closing:
                return
            inside, at = text[at : min(closing.start(), at + 2000)], closing.end()
        if name in _READERS:
            yield name, _attributes(attributes), inside


def _tag(text: str, at: int) -> tuple[str, int] | None:
    """What stands in a tag from here on, and where the tag ends; None for one that is broken."""
    for found in islice(_IN_A_TAG.finditer(text, at), _MOST_VALUES):
        if found[0] == ">":
            return text[at : found.start()], found.end()
        if found[0] == "<":
            break
    return None


def _attributes(words: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(words[:8000]):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return found


def _base(notes: _Notes, attributes: Mapping[str, str], _inside: str) -> None:
    if not notes.based and attributes.get("href"):
        notes.base, notes.based = _joined(notes.base, attributes["href"]) or notes.base, True


def _meta(notes: _Notes, attributes: Mapping[str, str], _inside: str) -> None:
    if attributes.get("name", "").lower() == "generator" and not notes.generator:
        notes.generator = html_text.line(attributes.get("content", ""), 100)


def _title(notes: _Notes, _attributes: Mapping[str, str], inside: str) -> None:
    notes.title = notes.title or html_text.line(inside, 300)


def _link(notes: _Notes, attributes: Mapping[str, str], _inside: str) -> None:
    rel = attributes.get("rel", "").lower().split()
    content = attributes.get("type", "").lower().split(";")[0].strip()
    kind = _TYPES.get(content, "")
    if "feed" in rel and content in ("", *_TYPES):  # a page may be a "feed" of another kind
        kind = kind or "rss"
    elif "alternate" not in rel or "stylesheet" in rel:
        return
    href = attributes.get("href", "")
    if not kind or "/wp-json" in href or "oembed" in href:
        return
    surely = "feed" in rel or any(word in content for word in ("rss", "atom", "feed"))
    if surely or _like_a_feed(href):  # application/json and text/xml are also other things
        _note(notes, href, attributes.get("title", ""), kind)


def _anchor(notes: _Notes, attributes: Mapping[str, str], _inside: str) -> None:
    href = attributes.get("href", "")
    if not href or len(notes.links) > 10 * _MOST_FOUND:
        return
    url = _joined(notes.base, href)
    host = urlsplit(url).hostname if url else ""
    if host and _like_a_feed(url) and (host == urlsplit(notes.base).hostname or host == "feeds.feedburner.com"):
        _note(notes, href, attributes.get("title", ""), "", anchor=True)


def _note(notes: _Notes, href: str, title: str, kind: str, *, anchor: bool = False) -> None:
    url = _joined(notes.base, href)
    if url and len(notes.links) <= 20 * _MOST_FOUND:
        notes.links.append(_Link(url, title, kind, anchor))


def _like_a_feed(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(
        _LIKE_A_FEED.search(parts.path)
        or _QUERY_OF_A_FEED.search(parts.query)
        or parts.netloc == "feeds.feedburner.com"
    )


def _joined(base: str, href: str) -> str:
    try:
        return html_text.web_address(urljoin(base, href.strip()).partition("#")[0])
    except ValueError:
        return ""


_READERS = {"base": _base, "meta": _meta, "title": _title, "link": _link, "a": _anchor}
