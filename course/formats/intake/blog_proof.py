"""Proof that a blog is somebody's own: a word that only they were told, in a place where only the blogger can write."""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256

from course.core.model import Entry
from course.core.people import visitors
from course.core.posts import same_address

META = "cpd23"  # the name of the meta tag
_LONGEST = 2**20  # characters of a page that are looked at
_LONGEST_TAG = 1000
_MOST_PLACES = 20
_BODY = re.compile(r"</head|<body")
_TAG = re.compile(r"<(meta|link)\b[^<>]{0,1000}>")
_ATTRIBUTE = re.compile(r"""([a-z:-]{1,30})\s{0,9}=\s{0,9}(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""")


def code(key: bytes, email: str, blog: str) -> str:
    """The word for this mailbox and this blog: `cpd23-` and ten letters. Another mailbox gets another word."""
    asked = f"blog\0{visitors.mailbox(email)}\0{same_address.canonical(blog)}"
    mark = hmac.new(key, asked.encode("utf-8", "replace"), sha256).digest()
    return f"cpd23-{b32encode(mark)[:10].decode().lower()}"


def in_page(page: str, word: str) -> bool:
    """Whether the head of a page holds the word, in <meta name="cpd23"> or <link rel="me">. Readers can write in the body only."""
    low = _BODY.split(page[:_LONGEST].lower(), 1)[0]
    at = low.find(word)
    for _ in range(_MOST_PLACES):
        if at < 0:
            break
        if _is_mark(low[low.rfind("<", max(0, at - _LONGEST_TAG), at) : at + _LONGEST_TAG], word):
            return True
        at = low.find(word, at + 1)
    return False


def in_posts(entries: Iterable[Entry], word: str) -> bool:
    """Whether a post of the feed holds the word, in its title, its text, a label or a link."""
    return any(
        word in part.lower() for one in entries for part in (one.title, one.text, *one.tags, *one.headings, *one.links)
    )


def _is_mark(rest: str, word: str) -> bool:
    """Whether the text begins with a tag of the right kind that holds the word."""
    tag = _TAG.match(rest)
    if not tag or word not in tag[0]:
        return False
    values = {name: double or single or bare for name, double, single, bare in reversed(_ATTRIBUTE.findall(tag[0]))}
    if tag[1] == "meta":
        return values.get("name") == META and word in values.get("content", "")
    return "me" in values.get("rel", "").split() and word in values.get("href", "")
