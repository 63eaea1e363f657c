"""What is new in a feed, and what is an old post under a new address?"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from course.core.model import Entry, Handle, Post, PostKey, Words
from course.core.posts import believable_dates, post_identity
from course.core.posts import post_content as wording
from course.core.posts.feed_state import Known, PostChange
from course.core.posts.post_identity import Document, MatchKey

LONGEST_TEXT = 65_536  # bytes of a post's plain text


@dataclass(frozen=True, slots=True)
class FeedReading:
    """One blog as it was just read, beside what is kept of its author."""

    author: Handle
    blog: str
    now: datetime
    entries: Sequence[Entry] = ()  # new or changed
    standing: Collection[str] = ()  # keys of posts in the same document that are unchanged, byte for byte
    elsewhere: Collection[str] = ()  # other addresses that the roster gives this author now
    whole: bool = False  # it is the first page, read to its end: what ought to be there and is not, is gone


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What is to be kept of a reading, and under which key each entry stands."""

    keeping: tuple[PostChange, ...]
    keys: tuple[PostKey, ...]  # of the entries; "" where there is nothing in one
    gone: tuple[PostKey, ...]
    back: tuple[PostKey, ...]


class _Said(NamedTuple):
    """An entry with its words, their bytes and hash, its date as the store writes it, and its place in the reading."""

    place: int
    entry: Entry
    words: Words
    data: bytes
    hash: str
    published: str | None


def reconcile(reading: FeedReading, before: Sequence[Known], words: Callable[[str], Words]) -> Reconciled:
    """Each entry as a new post, another version of a known one, or nothing; `words` gives a version by its hash."""
    said = _in_order(reading.entries, reading.author)
    standing = [post for post in before if post.key in reading.standing]
    kept = [post for post in before if post.key not in reading.standing]
    now, of_standing, of_kept = _faces(said, standing, kept, words)
    repeats = post_identity.repeats([*of_standing, *now])
    unique = [number for number in range(len(said)) if number + len(standing) not in repeats]
    missing = _missing(reading, said, standing, kept)
    found = post_identity.pairs(Document([now[n] for n in unique], of_standing, of_kept, frozenset(missing)))
    names: list[str] = [*(post.key for post in standing), *[""] * len(said)]  # of standing posts, then of all said
    taken = {post.key for post in before}
    keeping: list[PostChange] = []
    for rank, number in enumerate(unique):
        match = kept[found[rank]] if rank in found else None
        names[len(standing) + number] = key = match.key if match else _key(reading.author, said[number], taken)
        taken.add(key)
        if match is None or match.blog not in reading.elsewhere:
            keeping.extend(_keeping(reading, said[number], PostKey(key), match))
    for repeat, first in sorted(repeats.items()):
        names[repeat] = names[first]
    keys = [PostKey("")] * len(reading.entries)
    for one, name in zip(said, names[len(standing) :], strict=True):
        keys[one.place] = PostKey(name)
    gone = sorted(PostKey(kept[i].key) for i in missing if kept[i].key not in keys and not kept[i].gone)
    back = sorted(PostKey(post.key) for post in standing if post.gone)
    return Reconciled(tuple(keeping), tuple(keys), tuple(gone), tuple(back))


def _in_order(entries: Sequence[Entry], author: Handle) -> list[_Said]:
    """The entries with anything in them, made storable, in an order that does not depend on the feed's."""
    result = []
    for place, raw in enumerate(entries):
        entry = _storable(raw)
        if entry.id or entry.url or entry.title or entry.text:
            words = words_of(entry)
            data = wording.joined(words)
            published = entry.published.isoformat(timespec="seconds") if entry.published else None
            result.append(_Said(place, entry, words, data, wording.hash_of(data, author), published))
    return sorted(result, key=lambda one: (one.published or "", one.entry.id, one.entry.url, one.hash))


def _faces(
    said: Sequence[_Said], standing: Sequence[Known], kept: Sequence[Known], words: Callable[[str], Words]
) -> tuple[list[MatchKey], list[MatchKey], list[MatchKey]]:
    def text(hash_: str) -> str:
        return words(hash_).text

    return (
        [post_identity.match_key(one.entry, one.published, one.hash) for one in said],
        [post_identity.known_match_key(post, text) for post in standing],
        [post_identity.known_match_key(post, text) for post in kept],
    )


def known(item: PostChange) -> Known:
    """What is to be kept, as it will be known from then on."""
    post = item.post
    return Known(
        *(post.key, post.blog, item.id, post.url, post.title),
        post.published.isoformat(timespec="seconds") if post.published else None,
        *(post.first_seen.isoformat(timespec="seconds"), post.words, post.comments, None),
    )


def later(before: PostChange, item: PostChange) -> PostChange:
    """What is to be kept of a post that one visit met twice."""
    return replace(item, new=before.new)


def words_of(entry: Entry) -> Words:
    """All that detection reads of an entry; a text is cut at 64 KB."""
    text = entry.text
    if len(text) * 4 > LONGEST_TEXT and len(encoded := text.encode("utf-8", "replace")) > LONGEST_TEXT:
        text = encoded[:LONGEST_TEXT].decode("utf-8", "ignore")
    return Words(entry.title, entry.url, entry.tags, entry.headings, entry.links, text, entry.reblog)


def _missing(
    reading: FeedReading, said: Sequence[_Said], standing: Sequence[Known], kept: Sequence[Known]
) -> list[int]:
    """Which kept posts of this blog ought to stand on the first page: they are newer than the oldest there."""
    dates = [one.published for one in said if one.published] + [one.published for one in standing if one.published]
    if not reading.whole or not dates:
        return []
    oldest = min(dates)
    return [
        index
        for index, post in enumerate(kept)
        if post.blog == reading.blog and post.published is not None and post.published > oldest
    ]


def _keeping(reading: FeedReading, said: _Said, key: PostKey, match: Known | None) -> Sequence[PostChange]:
    """The entry as it is to be kept; nothing when it is kept like that already."""
    entry = said.entry
    if match is None:
        post = Post(
            *(key, reading.author, reading.blog, entry.url, entry.title, entry.published, reading.now),
            *(said.hash, entry.comments),
        )
        return [PostChange(post, entry.id, said.words, said.data, True)]
    seen = datetime.fromisoformat(match.first_seen)
    published = _first_date(match.published, entry.published, seen)
    comments = match.comments if entry.comments is None else entry.comments
    now = (said.hash, entry.id, reading.blog, comments, published.isoformat(timespec="seconds") if published else None)
    if now == (match.words, match.id, match.blog, match.comments, match.published) and not match.gone:
        return []
    post = Post(key, reading.author, reading.blog, entry.url, entry.title, published, seen, said.hash, comments)
    return [PostChange(post, entry.id, said.words, said.data, False)]


def _first_date(before: str | None, now: datetime | None, seen: datetime) -> datetime | None:
    """The first usable date that the feed gave: a post that is re-dated later does not move."""
    first = datetime.fromisoformat(before) if before else None
    return first if now is None or believable_dates.usable(first, seen) else now


def _key(author: Handle, said: _Said, taken: Collection[str]) -> PostKey:
    """A key of twenty letters, made of what the entry said when it was first seen."""
    entry, near = said.entry, wording.near(author)
    told = "\0".join((author, entry.id, entry.url, entry.title, said.published or ""))
    for number in range(len(taken) + 1):
        more = f"\0{said.hash}\0{number}" if number else ""
        key = near + blake2b((told + more).encode("utf-8", "replace"), digest_size=8).hexdigest()[:15]
        if key not in taken:
            return PostKey(key)
    raise AssertionError("more keys than posts")


def _storable(entry: Entry) -> Entry:
    """The entry without halves of characters, which no database takes, and its date to the second."""
    texts = (entry.id, entry.url, entry.title)
    if not all(map(_is_storable, texts)):
        fixed = [text.encode("utf-8", "replace").decode() for text in texts]
        entry = replace(entry, id=fixed[0], url=fixed[1], title=fixed[2])
    if entry.published and entry.published.microsecond:
        entry = replace(entry, published=entry.published.replace(microsecond=0))
    return entry


def _is_storable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
