"""What a person's other posts and the calendar say about a claim: they can raise a weak one to a question."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from course.core.model import Claim, Confidence, Course, Evidence, Post, PostKey, RuleId, Ruling
from course.core.progress import credits

_NEAR = timedelta(days=60)
_BEFORE_OPENING = timedelta(days=1)  # a Thing may be seen a little early
_TOPICAL = (RuleId.TOPIC, RuleId.OWN_TITLE)
_ALONE = (RuleId.NUMBER_ALONE, RuleId.NUMBER_ALONE_BORNE_OUT)

_Days = Mapping[int, Sequence[date]]  # the days of each Thing, in their order


def with_neighbours(
    own: Sequence[tuple[Post, tuple[Claim, ...]]],
    rulings: Iterable[Ruling],
    opens: Mapping[int, date],
    course: Course,
) -> Mapping[PostKey, tuple[Claim, ...]]:
    """One person's claims by post, with weak ones raised to LIKELY where the posts around bear them out.

    A raise needs evidence in the post itself, and that the Thing was open. (By topic alone nothing is asked about a Thing
    that was not open yet, unless the topic is told well: the calendar says so, whatever the neighbours.) Clear topics
    need no more; faint ones need sure neighbours: one of the two Things before, earlier in time, and one of the two
    after, later in time. A number alone in the title needs one of these, which may be alone in its title too: a blog
    that counts so. Only the presence of a neighbour is asked for, so that no further post lowers a claim.
    """
    sure = _sure(own, rulings, course)
    alone = _days((claim.thing, day_of(post, course)) for post, claims in own for claim in claims if _alone(claim))
    return {
        post.key: tuple(_raised(post, claim, sure, alone, opens, course) for claim in claims) for post, claims in own
    }


def _alone(claim: Claim) -> bool:
    """Whether the claim rests on a number alone in the title."""
    return claim.rule in _ALONE


def _days(dated: Iterable[tuple[int, date]]) -> _Days:
    days: dict[int, set[date]] = {}
    for thing, day in dated:
        days.setdefault(thing, set()).add(day)
    return {thing: sorted(dates) for thing, dates in days.items()}


def day_of(post: Post, course: Course) -> date:
    """The day of a post in the course's zone: as published or, without a usable date, as first seen."""
    at = post.published if post.published is not None and credits.usable(post) else post.first_seen
    return at.astimezone(course.zone).date()


def _sure(own: Iterable[tuple[Post, tuple[Claim, ...]]], rulings: Iterable[Ruling], course: Course) -> _Days:
    """The days of each Thing's sure posts, by the organiser's rulings too: accepted ones count, refused ones don't."""
    dated: list[tuple[int, date]] = []
    accepted = {(ruling.post, ruling.thing): ruling.accepted for ruling in rulings}
    for post, claims in own:
        sure = {claim.thing for claim in claims if claim.confidence is Confidence.SURE}
        ruled = {thing for key, thing in accepted if key == post.key} if accepted else set()
        for thing in sure | ruled:
            if accepted.get((post.key, thing), True):
                dated.append((thing, day_of(post, course)))
    return _days(dated)


def _raised(post: Post, claim: Claim, sure: _Days, alone: _Days, opens: Mapping[int, date], course: Course) -> Claim:
    topical = claim.rule in _TOPICAL
    if claim.confidence is not Confidence.WEAK and not topical:
        return claim
    day, opened = day_of(post, course), opens.get(claim.thing)
    early = opened is not None and day < opened - _BEFORE_OPENING
    if early and topical and not _well_told(claim, course):
        return replace(claim, confidence=Confidence.WEAK, rule=RuleId.TOPIC_TOO_EARLY)
    if claim.confidence is not Confidence.WEAK or early or not _can_be_raised(claim):
        return claim
    if claim.rule is RuleId.CLEAR_TOPIC:
        return replace(claim, confidence=Confidence.LIKELY, rule=RuleId.CLEAR_TOPIC_OPEN)
    if _alone(claim):
        return _in_row(claim, day, (sure, alone))
    before = _neighbour(sure, (claim.thing - 1, claim.thing - 2), day - _NEAR, day)
    after = _neighbour(sure, (claim.thing + 1, claim.thing + 2), day, day + _NEAR)
    first, last = claim.thing == course.things[0].number, claim.thing == course.things[-1].number
    if not ((before or first) and (after or last) and (before or after)):
        return claim
    neighbours = " and ".join(f"Thing {thing}" for thing in (before, after) if thing)
    return _asked(claim, f"beside {neighbours}", RuleId.BETWEEN_NEIGHBOURS)


def _in_row(claim: Claim, day: date, known: Sequence[_Days]) -> Claim:
    """A number alone, raised where the same blog has counted a Thing just below before or one just above later."""
    near = [_neighbour(days, (claim.thing - 1, claim.thing - 2), day - _NEAR, day) for days in known]
    near += [_neighbour(days, (claim.thing + 1, claim.thing + 2), day, day + _NEAR) for days in known]
    beside = next((thing for thing in near if thing), None)
    return claim if beside is None else _asked(claim, f"in a row with Thing {beside}", RuleId.NUMBER_ALONE_IN_ROW)


def _asked(claim: Claim, neighbours: str, rule: RuleId) -> Claim:
    evidence = (*claim.evidence, Evidence("company", neighbours))
    return replace(claim, confidence=Confidence.LIKELY, evidence=evidence, rule=rule)


def _well_told(claim: Claim, course: Course) -> bool:
    """Whether two phrases of the Thing were met, one of them strong: an everyday word is no sign of a Thing to come."""
    if claim.rule is RuleId.OWN_TITLE:
        return any(" " in evidence.quote for evidence in claim.evidence)  # "Wikis" is an everyday word
    strong = {phrase for thing in course.things if thing.number == claim.thing for phrase in thing.clues.strong}
    quotes = {evidence.quote for evidence in claim.evidence}
    own = [quote for quote in quotes if not any(quote in other for other in quotes - {quote})]
    return len(own) > 1 and not strong.isdisjoint(own)


def _can_be_raised(claim: Claim) -> bool:
    """Whether a weak claim has evidence that neighbours can bear out: its topic, a link, a number alone."""
    if claim.rule in (RuleId.BOOST_OR_REPLY, RuleId.COURSE_BLOG):
        return False
    return _alone(claim) or any(evidence.kind in ("clue", "link") for evidence in claim.evidence)


def _neighbour(days: _Days, things: Iterable[int], start: date, end: date) -> int | None:
    """The first of these Things with one of its days between two days, both included."""
    for thing in things:
        own = days.get(thing, ())
        if bisect_left(own, start) < bisect_right(own, end):
            return thing
    return None
