"""The values that pass between the tracker and the store: a blog's state, a visit's result, a changed post."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from course.core.model import Handle, Post, PostKey, Trouble, Words
from course.core.trouble_kind import TroubleKind


class FeedState(NamedTuple):
    """What the store knows of one blog of one person before a visit; times as the store writes them (ISO, UTC)."""

    handle: str
    blog: str  # the roster's address
    feed: str | None = None  # where its feed was found
    read_at: str | None = None  # last try
    good_at: str | None = None  # last good read
    failures: int = 0
    kind: TroubleKind | None = None  # of the present trouble, with since, says and next
    since: str | None = None
    says: str | None = None
    next: str | None = None
    moved_to: str | None = None
    retry_at: str | None = None  # not before, by the server's own wish (Retry-After)
    etag: str | None = None
    modified: str | None = None
    validated_at: str | None = None  # the address that gave these two
    body: bytes | None = None  # hash of the bytes last read
    noiseless: bytes | None = None  # the same without build dates and counters
    whole_at: str | None = None  # last read without validators
    older: str | None = None  # "PAGE ADDRESS" of the next older page; "" when none is left, None when nobody has looked


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next read of a feed cheap: kept with the posts it stands for, in one transaction.

    The first three are kept as they are here; of the others, None leaves what there was."""

    etag: str | None = None
    modified: str | None = None
    validated_at: str | None = None
    body: bytes | None = None
    noiseless: bytes | None = None
    slices: bytes | None = None  # the posts of the last read: mark and key of each
    whole_at: datetime | None = None
    older: str | None = None


@dataclass(frozen=True, slots=True)
class PostChange:
    """A post to keep: new, or known in other words. `id` is the feed's own."""

    post: Post
    id: str
    words: Words
    data: bytes  # the same in one piece
    new: bool


@dataclass(frozen=True, slots=True)
class VisitResult:
    """One read of one blog, as it is to be kept; `validators` None leaves the old ones as they are."""

    handle: Handle
    blog: str
    at: datetime
    feed: str | None = None
    trouble: Trouble | None = None
    failures: int = 0
    moved_to: str | None = None
    retry_at: datetime | None = None
    good: bool = False
    validators: Validators | None = None
    keeping: tuple[PostChange, ...] = ()
    gone: tuple[PostKey, ...] = ()  # no longer in the feed though it should be
    back: tuple[PostKey, ...] = ()  # in the feed again


class Version(NamedTuple):
    """The words of a post as they stood from a moment on."""

    seen_at: datetime
    hash: str
    words: Words


class Known(NamedTuple):
    """What telling posts apart needs of a post that is kept; times as the store writes them (ISO, UTC)."""

    key: str
    blog: str
    id: str
    url: str
    title: str
    published: str | None
    first_seen: str
    words: str
    comments: int | None
    gone: str | None
