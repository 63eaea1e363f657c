"""What participants hand in themselves: which of it counts, and what waits for the organiser."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple

from course.core import sentences
from course.core.model import (
    Claim,
    Confidence,
    Course,
    Credit,
    Evidence,
    HandIn,
    HandInRule,
    HandInWay,
    Participant,
    Post,
    PostKey,
    Progress,
    RuleId,
    Ruling,
    ToReview,
)
from course.core.posts import same_address

EVIDENCE = "hand-in"  # the kind of evidence
PRIVATE = "done in private"


class DatedHandIn(NamedTuple):
    """Something handed in, with the day on which it counts; sorts by its moment."""

    at: datetime
    key: PostKey
    day: date
    hand_in: HandIn
    post: PostKey | None  # the person's own post at the same address, where the feed has it
    trusted: bool  # it counts without the organiser's word
    title: str  # what it is, in words

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was handed in."""
        return (Evidence(EVIDENCE, self.hand_in.url or PRIVATE),)


class JudgedHandIn(NamedTuple):
    """Something handed in, the Things that it shows done, and whether the organiser is still to say."""

    item: DatedHandIn
    things: tuple[int, ...]
    waits: bool


def dated(
    hand_ins: Iterable[HandIn], posts: Iterable[Post], person: Participant, course: Course
) -> tuple[DatedHandIn, ...]:
    """What one person handed in, the oldest first."""
    hand_ins = tuple(hand_ins)
    at_page = {_page(post.url): post.key for post in posts if post.url} if hand_ins else {}
    return tuple(sorted(_dated(one, at_page, person.name, course) for one in hand_ins))


def _dated(one: HandIn, at_page: Mapping[str, PostKey], name: str, course: Course) -> DatedHandIn:
    day = one.at.astimezone(course.zone).date()
    trusted = course.hand_in is HandInRule.CREDIT and one.way is HandInWay.PAGE
    title = f"Handed in by {name} on {sentences.written(day)}"
    return DatedHandIn(one.at, one.key, day, one, at_page.get(_page(one.url)) if one.url else None, trusted, title)


def judged(
    items: Iterable[DatedHandIn],
    decided: Mapping[PostKey, Mapping[int, Ruling]],
    refused: Iterable[int],
    shown: Iterable[tuple[str, int]],
) -> Iterator[JudgedHandIn]:
    """What becomes of each; `refused` are Things refused as such, `shown` addresses with a Thing that they show done.

    An address that shows another Thing done already waits for the organiser, even where what is handed in counts at once.
    """
    refused = frozenset(refused)
    taken: dict[str, set[int]] = {}
    for url, thing in shown:
        taken.setdefault(_page(url), set()).add(thing)
    for item in items:
        thing, page = item.hand_in.thing, _page(item.hand_in.url)
        own = decided.get(item.key, {})
        accepted = tuple(sorted(number for number, ruling in own.items() if ruling.accepted))
        of_post = decided.get(item.post, {}).get(thing) if item.post else None
        if accepted or thing in own or of_post or thing in refused:
            yield JudgedHandIn(item, accepted, waits=False)
        elif item.trusted and not (page and taken.get(page, set()) - {thing}):
            accepted = (thing,)
            yield JudgedHandIn(item, accepted, waits=False)
        else:
            yield JudgedHandIn(item, (), waits=True)
        if page:
            taken.setdefault(page, set()).update(accepted)


def question(item: DatedHandIn) -> tuple[Post, Claim]:
    """What the organiser is asked, in the shape of a post that may be about a Thing."""
    one = item.hand_in
    post = Post(one.key, one.handle, "", one.url, item.title, one.at, one.at, "")
    return post, Claim(one.thing, Confidence.LIKELY, item.evidence, RuleId.HANDED_IN)


class HandInState(StrEnum):
    """What has become of something handed in."""

    COUNTED = "counted"
    WAITING = "waiting"
    NOT_COUNTED = "not-counted"


class HandedIn(NamedTuple):
    """Something handed in, its day in the course's zone, and what has become of it."""

    hand_in: HandIn
    day: date
    state: HandInState


def states(found: Iterable[HandIn], row: Progress, to_review: Iterable[ToReview], zone: tzinfo) -> tuple[HandedIn, ...]:
    """What one person handed in, with what has become of each by the day of the report."""
    done = {credit.thing for credit in row.credits}
    asked = {item.claim.thing for item in to_review if item.handle == row.participant.handle}
    return tuple(
        HandedIn(
            *(one, one.at.astimezone(zone).date()),
            HandInState.COUNTED
            if one.thing in done
            else HandInState.WAITING
            if one.thing in asked
            else HandInState.NOT_COUNTED,
        )
        for one in found
    )


def is_handed_in(credit: Credit) -> bool:
    """Whether a credit rests on nothing but what the participant handed in."""
    return credit.post is None and any(one.kind == EVIDENCE for one in credit.evidence)


def same(url: str, other: str) -> bool:
    """Whether two hand-ins of one Thing are the same: at the same page, or both in private."""
    return _page(url) == _page(other)


def _page(url: str) -> str:
    return same_address.page(url)
