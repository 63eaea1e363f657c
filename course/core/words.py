"""The words of a post as bytes: to be kept, and to be known again by their hash."""

from hashlib import blake2b

from course.core.model import Words

_FIELD, _ITEM = "\x1e", "\x1f"  # ASCII's own separators of records and units; no text from a feed holds them
_BLANKS = str.maketrans({_FIELD: " ", _ITEM: " "})


def joined(words: Words) -> bytes:
    """The words in one piece, from which `parted` makes them again."""
    row = (words.title, words.url, words.text)
    lists = (words.tags, words.headings, words.links)
    whole = _FIELD.join((*row, *map(_ITEM.join, lists)))
    between = sum(len(items) - 1 for items in lists if items)
    if whole.count(_FIELD) != 5 or whole.count(_ITEM) != between:
        clean = [_ITEM.join(item.translate(_BLANKS) for item in items) for items in lists]
        whole = _FIELD.join((*(field.translate(_BLANKS) for field in row), *clean))
    return whole.encode("utf-8", "replace")


def parted(data: bytes) -> Words:
    """The words that `joined` put together."""
    title, url, text, *lists = data.decode().split(_FIELD)
    tags, headings, links = (tuple(items.split(_ITEM)) if items else () for items in lists)
    return Words(title, url, tags, headings, links, text)


def hash_of(data: bytes) -> str:
    """The name of a version, from its bytes: it changes when anything does that detection reads."""
    return blake2b(data, digest_size=12).hexdigest()
