"""Which blogs are to be read now?"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b

from course.core.model import Handle, Roster
from course.core.posts import blog_platforms
from course.core.posts.feed_state import FeedState
from course.core.trouble_kind import TroubleKind

GONE_EVERY = timedelta(hours=84)  # twice a week: a blog that is gone is named after three failures over seven days


@dataclass(frozen=True, slots=True)
class DueQuery:
    """What a run was asked to read."""

    now: datetime
    today: date
    every: timedelta
    people: Collection[Handle] | None = None  # None: everybody
    everything: bool = False  # also what was read a moment ago


@dataclass(frozen=True, slots=True)
class AlwaysDue:
    """Addresses that are never read too early: files of the home, and private places that may be read."""

    file: Callable[[str], bool]
    private: Callable[[str], bool]

    def matches(self, blog: "Blog") -> bool:
        """Whether this blog is such a one."""
        return self.file(blog.address) or self.private(blog.state.feed or blog.address)


@dataclass(frozen=True, slots=True)
class Blog:
    """One blog to be read."""

    handle: Handle
    address: str
    state: FeedState
    elsewhere: frozenset[str]  # the other blogs that the roster gives the same person


def due(
    roster: Roster, states: Mapping[tuple[str, str], FeedState], asked: DueQuery, always: AlwaysDue
) -> tuple[Blog, ...]:
    """The blogs to be read, neighbours far apart. A server's wish to be left alone counts in any case.

    Who withdrew is not read any more; who pauses is. Sites that have no feeds are never read."""
    now = asked.now.isoformat(timespec="seconds")
    chosen = asked.everything or asked.people is not None
    result = [
        blog
        for blog in _blogs(roster, states, asked)
        if blog.state.read_at is None
        or (
            (blog.state.retry_at is None or blog.state.retry_at <= now)
            and (chosen or _is_long_ago(blog, asked) or blog.state.read_at > now or always.matches(blog))
        )
    ]
    return tuple(sorted(result, key=lambda blog: (_shuffled(blog), blog.handle, blog.address)))


def _is_long_ago(blog: Blog, asked: DueQuery) -> bool:
    return (blog.state.read_at or "") <= (asked.now - _pause(blog, asked)).isoformat(timespec="seconds")


def _pause(blog: Blog, asked: DueQuery) -> timedelta:
    """How long a blog is left alone; one of which the site says that it is gone for good, longer."""
    return max(asked.every, GONE_EVERY) if blog.state.kind == TroubleKind.GONE else asked.every


def waves(blogs: Iterable[Blog]) -> tuple[tuple[Blog, ...], ...]:
    """The blogs in waves, one blog of a person in each: what one blog told is known before the person's next is read."""
    result: list[list[Blog]] = []
    seen: Counter[Handle] = Counter()
    for blog in blogs:
        if seen[blog.handle] == len(result):
            result.append([])
        result[seen[blog.handle]].append(blog)
        seen[blog.handle] += 1
    return tuple(map(tuple, result))


def next_due(roster: Roster, states: Mapping[tuple[str, str], FeedState], asked: DueQuery) -> datetime | None:
    """When the next blog is due; None where there is none."""
    moments = [
        max(
            datetime.fromisoformat(blog.state.read_at) + _pause(blog, asked),
            datetime.fromisoformat(blog.state.retry_at or blog.state.read_at),
        )
        for blog in _blogs(roster, states, asked)
        if blog.state.read_at
    ]
    return min(moments, default=None)


def _blogs(roster: Roster, states: Mapping[tuple[str, str], FeedState], asked: DueQuery) -> Iterator[Blog]:
    for handle, person in roster.items():
        if any(day is not None and day <= asked.today for day in (person.withdrawn, person.next_run)):
            continue
        if asked.people is not None and handle not in asked.people:
            continue
        for address in dict.fromkeys(person.blogs):
            if blog_platforms.feedless(address):
                continue
            state = states.get((handle, address)) or FeedState(handle, address)
            yield Blog(handle, address, state, frozenset(person.blogs) - {address})


def _shuffled(blog: Blog) -> bytes:
    """An order that has nothing to do with names: platforms and friends are not visited in one burst."""
    return blake2b(f"{blog.handle} {blog.address}".encode("utf-8", "replace"), digest_size=8).digest()
