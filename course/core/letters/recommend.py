"""Which posts of others go into which emails: on what the reader has done or is doing, unanswered ones first.

No two readers get the same ones where that can be helped, nobody gets a post twice, and sooner or later every post is
recommended to somebody.
"""

import heapq
import zlib
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from course.core.letters.model import Nudge, NudgeKind
from course.core.model import Handle, Progress, Report
from course.core.people import runs
from course.core.publishing import circle
from course.core.publishing.public_view import Shown

AT_MOST = 3  # in one email
PATIENCE = 14  # days after which a post that nobody has got may go to anybody for whom its Thing is open
ANSWERED = 2  # a post with comments waits until those without have been recommended twice
_WITHOUT = frozenset(
    {
        NudgeKind.WELCOME,
        NudgeKind.CANNOT_READ,
        NudgeKind.NO_BLOG,
        NudgeKind.NOT_SURE,
        NudgeKind.WRITTEN,
        NudgeKind.EXTRA,
    }
)


Recommended = Mapping[str, Collection[Handle]]  # in earlier emails: the readers by the key of each post


@dataclass(slots=True)
class _Recipient:
    """Somebody who gets an email, and what is in it so far."""

    handle: Handle
    person: Handle  # the first run of the same person
    things: frozenset[int]  # done, or to do now
    open: frozenset[int]  # also those of the weeks before
    posts: list[Shown] = field(default_factory=list)

    def may_get(self, post: Shown, author: Handle, before: Collection[Handle], *, open_too: bool) -> bool:
        """Whether it is on one of their Things, by somebody who isn't in the email yet, and new to them."""
        return (
            self.person != author
            and not (self.open if open_too else self.things).isdisjoint(post.things)
            and self.handle not in before
            and all(other.author != post.author for other in self.posts)
        )


class _Ring:
    """The readers in a circle, by a number made of their handle: when one joins or leaves, most others keep their posts."""

    def __init__(self, readers: list[_Recipient]) -> None:
        self._readers = readers
        self._numbers = [zlib.crc32(reader.handle.encode()) for reader in readers]
        self._with: list[list[int]] = [list(range(len(readers))), *([] for _ in range(AT_MOST))]  # places by posts held
        self.room = AT_MOST * len(readers)

    def give(self, post: Shown, author: Handle, before: Collection[Handle], *, open_too: bool = False) -> bool:
        """Put the post into the email of one of those whose email holds the fewest: the first who may get it, beginning
        at the post's own place in the circle. False where nobody may."""
        first = bisect_left(self._numbers, zlib.crc32(post.key.encode()))
        for count, places in enumerate(self._with[:AT_MOST]):
            start = bisect_left(places, first)
            for at in (*range(start, len(places)), *range(start)):
                place = places[at]
                if self._readers[place].may_get(post, author, before, open_too=open_too):
                    self._readers[place].posts.append(post)
                    del places[at]
                    insort(self._with[count + 1], place)
                    self.room -= 1
                    return True
        return False


def recommendations(report: Report, nudges: Iterable[Nudge], before: Recommended) -> Mapping[Handle, tuple[Shown, ...]]:
    """The posts for everybody who gets one of these emails (of a report made with posts), unanswered and new ones first."""
    roster = {row.participant.handle: row.participant for row in report.rows}
    rows = {row.participant.handle: row for row in report.rows}
    readers = [
        _Recipient(nudge.handle, runs.first_run(roster, nudge.handle), *_things(rows[nudge.handle], nudge, report))
        for nudge in sorted(nudges, key=lambda nudge: (zlib.crc32(nudge.handle.encode()), nudge.handle))
        if nudge.kind not in _WITHOUT
    ]
    if readers:
        gone = {row.post.key for row in report.posts if row.post.gone}
        posts = [post for post in circle.members(report).posts if post.key not in gone]
        authors = {post.author: runs.first_run(roster, post.author) for post in posts}
        _share(posts, readers, authors, before, report.as_of)
    return {reader.handle: tuple(sorted(reader.posts, key=_order)) for reader in readers if reader.posts}


def _things(row: Progress, nudge: Nudge, report: Report) -> tuple[frozenset[int], frozenset[int]]:
    """What somebody has done or is to do now, and the same with all Things that have opened for them."""
    week = row.week or 0
    own = {*(credit.thing for credit in row.credits), *nudge.things}
    now = {thing.number for thing in report.course.things if thing.week == week}
    opened = {thing.number for thing in report.course.things if thing.week <= week}
    return frozenset(own | now), frozenset(own | opened)


def _share(
    posts: Iterable[Shown],
    readers: list[_Recipient],
    authors: Mapping[Handle, Handle],
    before: Recommended,
    as_of: date,
) -> None:
    """Give one post after another to one reader, the least recommended first, until all emails are full."""
    heap = [(_weight(post, before), -post.at.timestamp(), post.key, post) for post in posts]
    heapq.heapify(heap)
    ring, given = _Ring(readers), set[str]()
    while heap and ring.room:
        weight, newest, key, post = heapq.heappop(heap)
        had = before.get(key, ())
        was_given = ring.give(post, authors[post.author], had)
        if not (was_given or had or key in given) and (as_of - post.on).days >= PATIENCE:
            was_given = ring.give(post, authors[post.author], had, open_too=True)
        if was_given:
            given.add(key)
            heapq.heappush(heap, (weight + 1, newest, key, post))


def _weight(post: Shown, before: Recommended) -> int:
    return len(before.get(post.key, ())) + (ANSWERED if post.comments else 0)


def _order(post: Shown) -> tuple[bool, float, str]:
    return bool(post.comments), -post.at.timestamp(), post.key
