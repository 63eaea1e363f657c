"""The company a post keeps: what the same person did before and after it, and what was open then."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from course.core.detection import weigh_cues
from course.core.model import Claim, Confidence, Course, Evidence, Post, PostKey, Ruling
from course.core.progress import credits

_NEAR = timedelta(days=60)
_BEFORE_OPENING = timedelta(days=1)  # a Thing may be seen a little early


def in_company(
    own: Sequence[tuple[Post, tuple[Claim, ...]]],
    rulings: Iterable[Ruling],
    opens: Mapping[int, date],
    course: Course,
) -> Mapping[PostKey, tuple[Claim, ...]]:
    """One person's claims by post, with weak ones lifted to LIKELY where the posts around bear them out.

    A lift needs evidence in the post itself, and that the Thing was open. (By topic alone nothing is asked about a Thing
    that was not open yet, unless the topic is told well: the calendar says so, whatever the neighbours.) Clear topics
    need no more; faint ones need sure neighbours: one of the two Things before, earlier in time, and one of the two
    after, later in time. A number alone in the title needs one of these, which may be alone in its title too: a blog
    that counts so. Only the presence of a neighbour is asked for, so that no further post takes a lift away.
    """
    sure = _sure(own, rulings, course)
    alike = _days((claim.thing, day_of(post, course)) for post, claims in own for claim in claims if _in_series(claim))
    return {
        post.key: tuple(_lifted(post, claim, sure, alike, opens, course) for claim in claims) for post, claims in own
    }


def _in_series(claim: Claim) -> bool:
    return claim.rule.startswith(weigh_cues.SERIES)


def _days(found: Iterable[tuple[int, date]]) -> Mapping[int, list[date]]:
    """The days of each Thing, in their order."""
    days: dict[int, set[date]] = {}
    for thing, day in found:
        days.setdefault(thing, set()).add(day)
    return {thing: sorted(dates) for thing, dates in days.items()}


def day_of(post: Post, course: Course) -> date:
    """The day of a post in the course's zone: as published or, without a usable date, as first seen."""
    at = post.published if post.published is not None and credits.usable(post) else post.first_seen
    return at.astimezone(course.zone).date()


def _sure(
    own: Iterable[tuple[Post, tuple[Claim, ...]]], rulings: Iterable[Ruling], course: Course
) -> Mapping[int, list[date]]:
    """The days of each Thing's sure posts, as the organiser's word has them: accepted ones too, refused ones not."""
    found: list[tuple[int, date]] = []
    said = {(ruling.post, ruling.thing): ruling.accepted for ruling in rulings}
    for post, claims in own:
        sure = {claim.thing for claim in claims if claim.confidence is Confidence.SURE}
        ruled = {thing for key, thing in said if key == post.key}
        for thing in sure | ruled:
            if said.get((post.key, thing), True):
                found.append((thing, day_of(post, course)))
    return _days(found)


def _lifted(
    post: Post,
    claim: Claim,
    sure: Mapping[int, list[date]],
    alike: Mapping[int, list[date]],
    opens: Mapping[int, date],
    course: Course,
) -> Claim:
    day, opened = day_of(post, course), opens.get(claim.thing)
    early = opened is not None and day < opened - _BEFORE_OPENING
    if early and claim.rule == weigh_cues.TOPIC and not _well_told(claim, course):
        return replace(claim, confidence=Confidence.WEAK, rule=f"{claim.rule}, of a Thing not open yet")
    if claim.confidence is not Confidence.WEAK or early or not _bears(claim):
        return claim
    if claim.rule == weigh_cues.CLEAR_TOPIC:
        return replace(claim, confidence=Confidence.LIKELY, rule=f"{claim.rule} of a Thing that was open")
    if _in_series(claim):
        return _of_series(claim, day, (sure, alike))
    before = _neighbour(sure, (claim.thing - 1, claim.thing - 2), day - _NEAR, day)
    after = _neighbour(sure, (claim.thing + 1, claim.thing + 2), day, day + _NEAR)
    first, last = claim.thing == course.things[0].number, claim.thing == course.things[-1].number
    if not ((before or first) and (after or last) and (before or after)):
        return claim
    words = " and ".join(f"Thing {thing}" for thing in (before, after) if thing)
    company = Evidence("company", f"beside {words}")
    return replace(
        claim, confidence=Confidence.LIKELY, evidence=(*claim.evidence, company), rule=f"{claim.rule}, in company"
    )


def _of_series(claim: Claim, day: date, known: Sequence[Mapping[int, list[date]]]) -> Claim:
    """A number alone, lifted where the same blog has counted a Thing just below before or one just above later."""
    near = [_neighbour(days, (claim.thing - 1, claim.thing - 2), day - _NEAR, day) for days in known]
    near += [_neighbour(days, (claim.thing + 1, claim.thing + 2), day, day + _NEAR) for days in known]
    beside = next((thing for thing in near if thing), None)
    if beside is None:
        return claim
    company = Evidence("company", f"in a row with Thing {beside}")
    return replace(
        claim, confidence=Confidence.LIKELY, evidence=(*claim.evidence, company), rule=f"{claim.rule}, in company"
    )


def _well_told(claim: Claim, course: Course) -> bool:
    """Whether two phrases of the Thing were met, one of them strong: an everyday word is no sign of a Thing to come."""
    strong = {phrase for thing in course.things if thing.number == claim.thing for phrase in thing.clues.strong}
    quotes = {evidence.quote for evidence in claim.evidence}
    own = [quote for quote in quotes if not any(quote in other for other in quotes - {quote})]
    return len(own) > 1 and not strong.isdisjoint(own)


def _bears(claim: Claim) -> bool:
    """Whether a weak claim has evidence of the kind that company can bear out: its topic, a link, a faint number."""
    return _in_series(claim) or any(evidence.kind in ("clue", "link") for evidence in claim.evidence)


def _neighbour(sure: Mapping[int, list[date]], things: Iterable[int], start: date, end: date) -> int | None:
    """The first of these Things with a sure post between two days, both included."""
    for thing in things:
        days = sure.get(thing, [])
        if bisect_left(days, start) < bisect_right(days, end):
            return thing
    return None
