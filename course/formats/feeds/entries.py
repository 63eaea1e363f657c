"""Turn what a feed reader has read into an Entry: the one place where markup becomes plain text.

The quick reader and feedparser both end here, so they agree when they read the same words.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urljoin, urlsplit

from course.core.model import Entry
from course.formats.feeds import dates, html_text

MOST_TAGS, LONGEST_TAG = 100, 100
LONGEST_ID = 1000
_MANY_COMMENTS = 10**9
_REBLOG = re.compile(
    r"<[a-z]\w{0,15}\s[^<>]{0,300}?\bclass\s{0,5}=\s{0,5}[\"']?[^\"'<>]{0,200}?"
    r"\b(?:wpcom-reblog-snapshot|reblog-(?:post|from|source|content)|reblogged-content|reblogger-note|tumblr_(?:re)?blog)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Raw:
    """A post as it stands in its feed, XML undone and nothing else."""

    id: str = ""
    link: str = ""
    title: str = ""
    markup: str = ""  # the content, or the summary where there is none
    tags: list[str] = field(default_factory=list)
    published: tuple[str, ...] = ()  # the first usable one counts
    comments: str = ""


def entry(raw: Raw, base: str) -> Entry:
    """The post, made plain; a relative link is resolved against `base`."""
    found = html_text.plain(raw.markup)
    return Entry(
        id=identity(raw.id),
        url=address(raw.link, base),
        title=html_text.line(raw.title),
        tags=tags(raw.tags),
        headings=found.headings,
        links=found.links,
        text=found.text,
        published=dates.first(*raw.published),
        comments=count(raw.comments),
        reblog=is_reblog(raw.markup),
    )


def is_reblog(markup: str) -> bool:
    """Whether a post passes on somebody else's, by the markup of WordPress.com and Tumblr."""
    return ("reblog" in markup or "tumblr_blog" in markup) and _REBLOG.search(markup) is not None


def identity(words: str) -> str:
    """The id, without blanks around it and without controls; a monstrous one is named by its hash."""
    words = words.strip()
    if not words.isprintable():
        words = html_text.line(words, LONGEST_ID + 1)
    if len(words) <= LONGEST_ID:
        return words
    return blake2b(words.encode("utf-8", "replace"), digest_size=20).hexdigest()


def address(link: str, base: str) -> str:
    """The post's own page, absolute and http(s), or an empty string; without a scheme it is relative, or begins with a host."""
    link = link.strip()
    if "&amp;" in link:
        link = html.unescape(link)
    found = html_text.web_address(link)
    first = link.split("/")[0]
    if found or not link or ":" in first:
        return found
    try:
        host = urlsplit(base).netloc
        if _HOST.match(link) or (host and first.lower() == host.lower()):
            return html_text.web_address(f"{urlsplit(base).scheme or 'https'}://{link}")
        return html_text.web_address(urljoin(base, link))
    except ValueError:
        return ""


_HOST = re.compile(r"www\.[^/\s.]+\.[^/\s]", re.IGNORECASE)
_NOBODYS = re.compile(
    r"https?://(?:localhost|0\.0\.0\.0|127\.|(?:www\.)?example\.(?:com|org|net)|yoursite)", re.IGNORECASE
)


def base(site: str, url: str) -> str:
    """What relative links are resolved against: the blog's own address where the feed gives one, else the feed's.

    Generators whose settings were never filled in give an address of nobody's."""
    return url if not site or _NOBODYS.match(site) else site


def tags(words: Iterable[str]) -> tuple[str, ...]:
    """The labels as they are written, each once."""
    found: dict[str, str] = {}
    for word in words:
        label = html_text.line(word, LONGEST_TAG)
        if label:
            found.setdefault(label.casefold(), label)
            if len(found) == MOST_TAGS:
                break
    return tuple(found.values())


def count(words: str) -> int | None:
    """How many comments, where the feed says so."""
    words = words.strip()
    return min(int(words), _MANY_COMMENTS) if words.isascii() and words.isdigit() and len(words) < 20 else None
