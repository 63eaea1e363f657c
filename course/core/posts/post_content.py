"""The words of a post as bytes: to be kept, and to be known again by their hash."""

import functools
from hashlib import blake2b, sha256

from course.core.model import Words

_REBLOG = " reblog"


def joined(words: Words) -> bytes:
    """The words in one piece: a line with how many tags and headings there are and how long each field is, then all fields.

    A reblog has a mark at the end of that line."""
    fields = (words.title, words.url, words.text, *words.tags, *words.headings, *words.links)
    lengths = " ".join(map(str, map(len, fields)))
    head = f"{len(words.tags)} {len(words.headings)} {lengths}{_REBLOG if words.reblog else ''}\n"
    return (head + "".join(fields)).encode("utf-8", "replace")


def parted(data: bytes) -> Words:
    """The words that `joined` put together."""
    head, _, rest = data.decode().partition("\n")
    tags, headings, *lengths = map(int, head.removesuffix(_REBLOG).split(" "))
    fields, at = [], 0
    for length in lengths:
        fields.append(rest[at : at + length])
        at += length
    title, url, text, *lists = fields
    split = tags + headings
    reblog = head.endswith(_REBLOG)
    return Words(title, url, tuple(lists[:tags]), tuple(lists[tags:split]), tuple(lists[split:]), text, reblog)


def hash_of(data: bytes, author: str) -> str:
    """The name of a version of somebody's post, from its bytes: it changes when anything does that detection reads."""
    return near(author) + sha256(data).hexdigest()[:20]


@functools.cache
def near(author: str) -> str:
    """The beginning of all names that belong to one person: what is read together then lies together in the store."""
    return blake2b(author.encode("utf-8", "replace"), digest_size=3).hexdigest()[:5]
