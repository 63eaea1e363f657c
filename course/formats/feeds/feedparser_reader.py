"""Reads with feedparser what the fast reader declines. Runs in a child process with limits."""

import io
import re
from dataclasses import replace
from typing import Any

from course.core.model import Entry
from course.core.trouble_kind import TroubleKind
from course.formats.feeds import (
    decode,
    document_kinds,
    entries,
    exports,
    html_text,
    jsonfeed,
    split_posts,
    vocabulary,
)
from course.formats.feeds.entries import Raw
from course.formats.feeds.parsed import MOST_ENTRIES, Parsed

LARGEST_BROKEN = 2 * 2**20  # bytes: the lenient parser needs much time and memory
MOST_LABELS = 200  # feedparser's time grows with their square

_LONG_NAME = re.compile(
    rb"(<(?:[a-z]+:)?(?:author|creator|managingEditor|webMaster|name|email|contributor|publisher)\b[^<>]{0,300}>)"
    rb"(?:<!\[CDATA\[)?[^<]{300,}"
)
_LABEL = re.compile(rb"<((?:\w+:)?(?:category|subject|keywords))\b[^<>]*(?:/>|>(?:<!\[CDATA\[)?[^<]*(?:</\1>)?)")
_PREFIX = re.compile(rb"</?([A-Za-z][A-Za-z0-9_.-]{0,30}):[A-Za-z]")
_START = re.compile(rb"<(?:[A-Za-z]\w{0,20}:)?(?:rss|feed|RDF)(?=[\s>])")
_SPACES = {prefix: space for space, prefix in vocabulary.PREFIXES.items()}
# A base against which nothing is resolved, so that ids stay as they are written; with none at all, feedparser lets the
# xml:base of one element hold for all that follow it.
_NO_BASE = {"content-location": "none:"}
_FILE = re.compile(
    rb"%PDF|PK\x03\x04|\x89PNG|GIF8|\xff\xd8\xff|\x7fELF|ID3|OggS|RIFF|MZ|Rar!|7z\xbc\xaf|....ftyp", re.DOTALL
)
_ENDS = {"rss": b"</channel></rss>", "feed": b"</feed>"}


def arbitrate(body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> Parsed:
    """The feed, with only those entries whose mark is not known; what is wrong with it stands in `trouble`."""
    kind = document_kinds.sniff(body, content_type)
    if kind == "json":
        return jsonfeed.parse(body, url)
    found = decode.decoded(body, content_type)
    if kind != "feed":
        return Parsed(trouble=TroubleKind.NOT_A_FEED if _FILE.match(body) else _no_feed(kind, found, content_type))
    data = decode.xml(found.text)
    if data is None:
        return Parsed(trouble=TroubleKind.UNSAFE)
    parsed = _read(data, url, known)
    if found.doubtful and parsed.trouble == TroubleKind.MALFORMED:
        return Parsed(trouble=TroubleKind.BAD_ENCODING)
    return parsed


def _no_feed(kind: str, found: decode.Decoded, content_type: str) -> TroubleKind:
    """What it is instead: nothing, entity definitions before anything else, words in no encoding, or something else."""
    if kind == "empty":
        return TroubleKind.EMPTY
    if kind == "other" and decode.defines_entities(found.text):
        return TroubleKind.UNSAFE
    return TroubleKind.BAD_ENCODING if found.doubtful and "xml" in content_type.lower() else TroubleKind.NOT_A_FEED


def _read(data: bytes, url: str, known: frozenset[bytes]) -> Parsed:
    walk = split_posts.walked(data)
    if walk.error == TroubleKind.MALFORMED:
        numbered = decode.without_bad_numbers(html_text.with_good_entities(data.decode("utf-8"))).encode()
        if numbered != data:
            data, walk = numbered, split_posts.walked(numbered)
    if walk.error == TroubleKind.MALFORMED and walk.end:  # a free host's advertisement after the feed
        data = data[: walk.end]
        walk = split_posts.walked(data)
    if walk.error == TroubleKind.UNSAFE:
        return Parsed(trouble=TroubleKind.UNSAFE)
    if walk.error == TroubleKind.MALFORMED:
        return _whole(data, url)
    cut = walk.slices()
    trouble = None
    if walk.error == TroubleKind.CUT_OFF:
        trouble = TroubleKind.CUT_OFF
        if not cut.spans:
            return Parsed(trouble=trouble)
        data = data[: cut.spans[-1][1]] + _ENDS.get(walk.root, b"")
    elif len(walk.spans) > len(cut.spans):
        data = data[: cut.spans[-1][1]] + data[walk.spans[-1][1] :]
    if cut.spans and (which := exports.kind(data)):
        return _export(data, cut, url, which, trouble)
    fresh = [number for number, part in enumerate(cut.parts) if part not in known]
    found = _feedparser(_without(data, cut, known))
    if len(found.entries) != len(fresh):  # posts within posts, or somewhere else than usual
        return _parsed(_feedparser(data), url, trouble)
    return _parsed(found, url, trouble, tuple(cut.parts[number] for number in fresh), cut.parts)


def _export(data: bytes, cut: split_posts.Slices, url: str, which: str, trouble: TroubleKind | None) -> Parsed:
    """The published posts of a file that somebody downloaded from their blog."""
    kept, at = [], 0
    for wanted, (start, end) in zip(exports.published(data, cut, which), cut.spans, strict=True):
        kept += [data[at:start], exports.without_trappings(data[start:end]) if wanted else b""]
        at = end
    kept.append(data[at:])
    return replace(_parsed(_feedparser(b"".join(kept)), url, trouble), kind=which)


def _without(data: bytes, cut: split_posts.Slices, known: frozenset[bytes]) -> bytes:
    """The document without the posts that are known already."""
    kept, at = [], 0
    for part, (start, end) in zip(cut.parts, cut.spans, strict=True):
        if part in known:
            kept.append(data[at:start])
            at = end
    kept.append(data[at:])
    return b"".join(kept)


def _whole(data: bytes, url: str) -> Parsed:
    """A document that is no XML: feedparser's lenient way, without a last post that was cut off."""
    data = data[:LARGEST_BROKEN]
    found = _feedparser(data)
    ends = len(re.findall(rb"</(?:\w+:)?(?:item|entry)\s*>", data))
    closed = re.search(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>", data[-100_000:])
    if closed:
        return _parsed(found, url, None if found.entries else TroubleKind.MALFORMED)
    found.entries = found.entries[: max(ends, 0)]
    return _parsed(found, url, TroubleKind.CUT_OFF)


def _feedparser(data: bytes) -> Any:
    """What feedparser says about bytes; never about a name or an address."""
    import feedparser

    data = _with_prefixes(_LONG_NAME.sub(rb"\1", data))
    if data.count(b"category") + data.count(b"subject>") + data.count(b"keywords>") > MOST_LABELS:
        data = _fewer_labels(data)
    try:
        return feedparser.parse(
            io.BytesIO(data), response_headers=_NO_BASE, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception:  # one feed among many: whatever feedparser stumbles over, it is a feed nobody can read
        return feedparser.FeedParserDict(feed=feedparser.FeedParserDict(), entries=[], version="")


def _with_prefixes(data: bytes) -> bytes:
    """The document with those prefixes declared that somebody forgot to declare: for want of one, feedparser would guess."""
    used = set(_PREFIX.findall(data)) - {b"xml", b"xmlns"}
    missing = sorted(prefix for prefix in used if b"xmlns:" + prefix + b"=" not in data) if len(used) < 100 else []
    root = _START.search(data) if missing else None
    if not root:
        return data
    spaces = "".join(f' xmlns:{name}="{_SPACES.get(name, "none:" + name)}"' for name in map(bytes.decode, missing))
    return data[: root.end()] + spaces.encode() + data[root.end() :]


def _fewer_labels(data: bytes) -> bytes:
    """The first labels of each post; the rest go."""
    kept = []
    for post in re.split(rb"(?=<(?:item|entry)\b)", data):
        ends = [label.end() for label in _LABEL.finditer(post)]
        last = ends[MOST_LABELS] if len(ends) > MOST_LABELS else len(post)
        kept.append(post[:last] + _LABEL.sub(b"", post[last:]))
    return b"".join(kept)


def _parsed(
    found: Any, url: str, trouble: TroubleKind | None, marks: tuple[bytes, ...] = (), parts: tuple[bytes, ...] = ()
) -> Parsed:
    feed = found.feed
    version = str(dict.get(found, "version") or "")
    older = [address for rel, address in _links(feed) if rel in ("next", "prev-archive")]
    pages = [address for rel, address in _links(feed) if rel == "alternate"]
    site = entries.address(pages[-1], url) if pages else ""
    base = entries.base(site, url)
    if not found.entries and not version and trouble is None:
        trouble = TroubleKind.MALFORMED
    return Parsed(
        title=html_text.line(_text(feed, "title")),
        entries=tuple(_entry(post, base) for post in found.entries[:MOST_ENTRIES]),
        next_page=entries.address(older[0], url) or None if older else None,
        kind="atom" if version.startswith("atom") else "rss" if version.startswith("rss") else version,
        generator=html_text.line(_text(feed, "generator")),
        site=site,
        trouble=trouble,
        marks=marks,
        parts=parts,
    )


def _entry(post: Any, base: str) -> Entry:
    contents = dict.get(post, "content") or [{}]
    labels = [dict.get(tag, "label") or dict.get(tag, "term") or "" for tag in dict.get(post, "tags", [])]
    identity, link = _text(post, "id"), _text(post, "feedburner_origlink") or _page(post)
    raw = Raw(
        id=identity,
        link=link,
        title=_text(post, "title"),
        markup=str(dict.get(contents[0], "value") or "") or _text(post, "summary"),
        tags=labels,
        published=tuple(_text(post, name) for name in ("published", "updated", "created")),
        comments=_text(post, "slash_comments") or _text(post, "thr_total"),
    )
    return entries.entry(raw, base)


def _page(post: Any) -> str:
    """The address of the post's page. feedparser also takes the text of an enclosure, and a guid that is no address at all."""
    link, guid = _text(post, "link"), _text(post, "id")
    pages = [address for rel, address in _links(post) if rel == "alternate"]
    if pages:
        return link if link in pages else pages[-1]
    if any(address == link for _, address in _links(post)):
        link = guid
    return link if ":" in link or link.startswith(("/", "www.")) else ""


def _links(feed: Any) -> list[tuple[str, str]]:
    """The links of the feed itself that a person could follow: how each is meant, and its address."""
    links = [link for link in dict.get(feed, "links", []) if isinstance(dict.get(link, "href"), str)]
    return [
        (str(dict.get(link, "rel")), str(dict.get(link, "href")))
        for link in links
        if dict.get(link, "rel") != "alternate" or dict.get(link, "type") in ("text/html", "application/xhtml+xml")
    ]


def _text(context: Any, name: str) -> str:
    """A text of feedparser's; never its fallbacks from one name to another."""
    value = dict.get(context, name)
    return value if isinstance(value, str) else ""
