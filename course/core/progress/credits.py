"""Which Things has somebody done, on which day, and what shows it?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import NamedTuple

from course.core.model import Claim, Confidence, Credit, Evidence, Post, PostKey, RuleId, Ruling, SelfReport, Source
from course.core.posts import believable_dates
from course.core.progress import hand_ins
from course.core.progress.hand_ins import DatedHandIn

NO_POST = PostKey("")  # a ruling on a Thing as such, whatever the posts say

Decisions = Mapping[PostKey, Mapping[int, Ruling]]


class Dated(NamedTuple):
    """A post with the day on which it counts; sorts by that moment."""

    at: datetime
    key: PostKey
    day: date
    post: Post
    in_run: bool


@dataclass(frozen=True, slots=True)
class PersonLedger:
    """Everything we were told about one person: posts oldest first; claims of their words now, and of former words."""

    posts: tuple[Dated, ...] = ()
    claims: Mapping[PostKey, tuple[Claim, ...]] = field(default_factory=lambda: MappingProxyType({}))
    former: Mapping[PostKey, tuple[Claim, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rulings: tuple[Ruling, ...] = ()
    self_reports: tuple[SelfReport, ...] = ()
    hand_ins: tuple[DatedHandIn, ...] = ()  # the oldest first


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody has done by a day: one credit a Thing, and the newest day of anything that showed a Thing done.

    `waiting`: what was handed in for Things without a credit, and waits for the organiser."""

    credits: tuple[Credit, ...]
    newest: date | None
    waiting: tuple[DatedHandIn, ...] = ()


def usable(post: Post) -> bool:
    """Whether the date that the feed gave can be believed."""
    return believable_dates.usable(post.published, post.first_seen)


def dated(posts: Iterable[Post], zone: tzinfo, window: tuple[date, date]) -> tuple[Dated, ...]:
    """The posts, oldest first; one without a usable date counts from when it was first seen."""
    first, last = window
    result = []
    for post in posts:
        at = post.published if post.published is not None and usable(post) else post.first_seen
        day = at.astimezone(zone).date()
        result.append(Dated(at, post.key, day, post, first <= day <= last))
    return tuple(sorted(result))


def decisions(rulings: Iterable[Ruling], as_of: date) -> Decisions:
    """What organisers had decided by a day; of two rulings on one post and Thing the later one counts."""
    result: dict[PostKey, dict[int, Ruling]] = {}
    for ruling in sorted(rulings, key=lambda ruling: ruling.on):
        if ruling.on <= as_of:
            result.setdefault(ruling.post, {})[ruling.thing] = ruling
    return result


def done(
    ledger: PersonLedger, numbers: frozenset[int], as_of: date, known: frozenset[tuple[PostKey, int]] | None = None
) -> Done:
    """What somebody has done by a day; `known` limits machine's credits to those that had been judged so."""
    decided = decisions(ledger.rulings, as_of) if ledger.rulings else {}
    shown = [credit for credit in _shown(ledger, decided, as_of, known) if credit.thing in numbers]
    first: dict[int, Credit] = {}
    for credit in shown:
        first.setdefault(credit.thing, credit)
    reported = [r for r in ledger.self_reports if r.on <= as_of and r.thing in numbers]
    for report in sorted(reported, key=lambda report: (report.on, report.url)):
        first[report.thing] = _earlier(first.get(report.thing), report)
    judged = _judged(ledger, decided, as_of, [*shown, *first.values()]) if ledger.hand_ins else ()
    handed = [credit for one in judged for credit in _handed_in(one, ledger) if credit.thing in numbers]
    for credit in handed:
        before = first.get(credit.thing, credit)
        first[credit.thing] = replace(before, on=min(before.on, credit.on))
    days = [*(credit.on for credit in (*shown, *handed)), *(report.on for report in reported)]
    left = (one.item for one in judged if one.waits and one.item.hand_in.thing in numbers - first.keys())
    return Done(tuple(first[thing] for thing in sorted(first)), max(days, default=None), tuple(left))


def _shown(
    ledger: PersonLedger, decided: Decisions, as_of: date, known: frozenset[tuple[PostKey, int]] | None
) -> Iterator[Credit]:
    """Everything that shows a Thing done, the oldest first: a Thing may come several times."""
    refused = _refused(decided)
    for item in ledger.posts:
        if item.day > as_of:
            break
        here = decided.get(item.key, {})
        for claim, gone in _sure(item, ledger) if item.in_run else ():
            known_so = gone or known is None or (item.key, claim.thing) in known or claim.rule is RuleId.COUNTED_ALIKE
            if known_so and claim.thing not in here and claim.thing not in refused:
                yield _credit(item, claim, gone)
        for ruling in here.values():
            if ruling.accepted:
                yield _ruled(ruling, item, ledger.claims.get(item.key, ()))
    if decided:
        kept = {item.key for item in ledger.posts} | {item.key for item in ledger.hand_ins}
        for post, rulings in decided.items():
            yield from (_ruled(r, None, ()) for r in rulings.values() if r.accepted and post not in kept)


def _refused(decided: Decisions) -> frozenset[int]:
    """The Things that were refused as such, whatever the posts say."""
    return frozenset(thing for thing, ruling in decided.get(NO_POST, {}).items() if not ruling.accepted)


def _judged(
    ledger: PersonLedger, decided: Decisions, as_of: date, earned: Iterable[Credit]
) -> tuple[hand_ins.JudgedHandIn, ...]:
    items = (item for item in ledger.hand_ins if item.day <= as_of)
    shown = ((credit.url, credit.thing) for credit in earned if credit.url)
    return tuple(hand_ins.judged(items, decided, _refused(decided), shown))


def _handed_in(judged: hand_ins.JudgedHandIn, ledger: PersonLedger) -> Iterator[Credit]:
    """The credits for something handed in: on that day, or on the earlier one of the post that it names."""
    item = judged.item
    kept = next((one for one in ledger.posts if one.key == item.post), None)
    for thing in judged.things:
        if kept is None:
            url, title = item.hand_in.url, item.title
            yield Credit(thing, item.day, Source.SELF_REPORT, url=url, title=title, evidence=item.evidence)
        else:
            post, day = kept.post, min(kept.day, item.day)
            shown = (post.key, post.url, post.title, item.evidence)
            yield Credit(thing, day, Source.SELF_REPORT, Confidence.SURE, *shown)


def _sure(item: Dated, ledger: PersonLedger) -> Sequence[tuple[Claim, bool]]:
    """The sure claims of a post, and whether only its older words made them."""
    now, then = ledger.claims.get(item.key, ()), ledger.former.get(item.key, ())
    if not now and not then:
        return ()
    sure = [(claim, False) for claim in now if claim.confidence is Confidence.SURE]
    if then:
        still = {claim.thing for claim, _ in sure}
        sure += [(c, True) for c in then if c.confidence is Confidence.SURE and c.thing not in still]
    return sure


def _credit(item: Dated, claim: Claim, gone: bool) -> Credit:
    post, by = item.post, Source.POST if claim.chance is None else Source.TOPIC
    shown = (post.key, post.url, post.title, claim.evidence)
    return Credit(
        *(claim.thing, item.day, by, Confidence.SURE, *shown, gone),
        chance=claim.chance,
        recorded=claim.recorded,
    )


def _ruled(ruling: Ruling, item: Dated | None, claims: Sequence[Claim]) -> Credit:
    of_thing = tuple(e for claim in claims if claim.thing == ruling.thing for e in claim.evidence)
    evidence = of_thing or (Evidence("ruling", ruling.why or "accepted by the organiser"),)
    if item is None:
        return Credit(ruling.thing, ruling.on, Source.RULING, evidence=evidence)
    post = item.post
    return Credit(ruling.thing, item.day, Source.RULING, Confidence.SURE, post.key, post.url, post.title, evidence)


def _earlier(credit: Credit | None, report: SelfReport) -> Credit:
    """A self-report stands until a post is seen; the earlier day stays, so that a post never makes anybody late."""
    if credit is None:
        evidence = (Evidence("self-report", report.why or "marked by the organiser"),)
        return Credit(report.thing, report.on, Source.SELF_REPORT, url=report.url, evidence=evidence)
    return replace(credit, on=min(credit.on, report.on))
