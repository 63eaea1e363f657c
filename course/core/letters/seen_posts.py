"""Was my post seen? What came in since somebody's last email, and whether each counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from course.core.model import Confidence, Post, PostKey, PostRow, Progress, RuleId, Source, ToReview
from course.core.progress import hand_ins

HANDED_IN = Source.SELF_REPORT


class SeenAs(StrEnum):
    """What became of a post."""

    COUNTS = "counts"
    CHECKING = "checking"  # the organiser is asked
    DONE_BEFORE = "done-before"  # another post of theirs has the credit
    NO_THING = "no-thing"  # nothing in it names a Thing


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post, or something handed in, that has come in."""

    key: str
    title: str
    url: str
    seen_as: SeenAs
    things: tuple[int, ...]
    source: Source = Source.POST  # a self-report was handed in; a ruling here was marked as done by the organiser

    @property
    def is_news(self) -> bool:
        """Whether it is worth an email of its own: a post on a Thing. What was handed in is on one's own page."""
        return self.source is Source.POST and self.seen_as is not SeenAs.NO_THING


def seen(
    row: Progress, posts: Iterable[PostRow], to_review: Iterable[ToReview], since: datetime | None, zone: tzinfo
) -> tuple[OwnPost, ...]:
    """What came in after `since` (None: ever) from posts of this run and hand-ins, the newest first."""
    asked = list(to_review)
    waiting = {(item.post.key, item.claim.thing) for item in asked}
    done = {credit.thing for credit in row.credits}
    found = [
        (_when(kept.post), _post(kept, done, waiting))
        for kept in posts
        if kept.in_run and (since is None or kept.post.first_seen > since)
    ]
    found += [
        (
            _when(item.post),
            OwnPost(item.post.key, "", item.post.url, SeenAs.CHECKING, (item.claim.thing,), HANDED_IN),
        )
        for item in asked
        if item.claim.rule is RuleId.HANDED_IN and (since is None or item.post.first_seen > since)
    ]
    ordered = [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].key), reverse=True)]
    return (*ordered, *_by_hand(row, {one.key for one in ordered}, since, zone))


def _when(post: Post) -> tuple[datetime, datetime]:
    """When we saw a post first, and of those seen together when each was published."""
    return post.first_seen, post.published or post.first_seen


def _post(kept: PostRow, done: Collection[int], waiting: Iterable[tuple[PostKey, int]]) -> OwnPost:
    post = kept.post
    asked = tuple(sorted(thing for key, thing in waiting if key == post.key))
    sure = tuple(sorted(claim.thing for claim in kept.claims if claim.confidence is Confidence.SURE))
    if kept.credited:
        return OwnPost(post.key, post.title, post.url, SeenAs.COUNTS, tuple(sorted(kept.credited)))
    if asked:
        return OwnPost(post.key, post.title, post.url, SeenAs.CHECKING, asked)
    if before := tuple(thing for thing in sure if thing in done):
        return OwnPost(post.key, post.title, post.url, SeenAs.DONE_BEFORE, before)
    return OwnPost(post.key, post.title, post.url, SeenAs.NO_THING, ())


def _by_hand(row: Progress, listed: set[str], since: datetime | None, zone: tzinfo) -> Iterable[OwnPost]:
    """Things credited without a post of theirs that is in the list: handed in, or entered by the organiser."""
    first = since.astimezone(zone).date() if since else None
    for credit in row.credits:
        if credit.by is Source.SELF_REPORT and credit.post not in listed and (first is None or credit.on >= first):
            source = HANDED_IN if hand_ins.is_handed_in(credit) else Source.RULING
            yield OwnPost(f"thing-{credit.thing}", "", credit.url, SeenAs.COUNTS, (credit.thing,), source)
