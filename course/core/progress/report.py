"""Where does everybody stand on one day? From what we were told, with today's plan and rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from course.core.model import (
    BlogHealth,
    Changes,
    Claim,
    Confidence,
    Course,
    Credit,
    HandIn,
    Handle,
    Ledger,
    Participant,
    Post,
    PostKey,
    PostRow,
    Progress,
    Report,
    Roster,
    Ruling,
    SelfReport,
    Standing,
    ToReview,
)
from course.core.progress import (
    counting_blogs,
    course_blog,
    credits,
    feed_health,
    hand_ins,
    neighbouring_posts,
    standing,
)
from course.core.progress.hand_ins import DatedHandIn
from course.core.progress.personal_plans import PersonalPlans
from course.core.progress.standing_inputs import Case

CHANGES = timedelta(days=7)  # what changed is counted from so long ago, unless a day is named


@dataclass(slots=True)
class _Pile:
    """What the ledger has about one person, before it is put in order."""

    posts: list[Post] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    self_reports: list[SelfReport] = field(default_factory=list)
    hand_ins: list[HandIn] = field(default_factory=list)
    health: list[BlogHealth] = field(default_factory=list)


class PersonFacts(NamedTuple):
    """All that one person's part of a report is made from: the same facts make the same part."""

    person: Participant
    pile: _Pile
    claims: Mapping[PostKey, tuple[Claim, ...]]
    former: Mapping[PostKey, tuple[Claim, ...]]
    known: frozenset[tuple[PostKey, int]] | None


class Earlier(NamedTuple):
    """Where a person stood on the day from which changes are counted."""

    standing: Standing
    credits: tuple[Credit, ...]


class PersonPart(NamedTuple):
    """One person's part of a report."""

    facts: PersonFacts
    row: Progress
    before: Earlier | None  # where the report is to say what changed
    reviews: tuple[ToReview, ...]
    posts: tuple[PostRow, ...]


class ReportFrame(NamedTuple):
    """What all parts of a report share."""

    course: Course
    as_of: date
    since: date | None  # the day from which changes are counted; None for a report without them
    with_posts: bool


class ReportParts(NamedTuple):
    """A report in parts, in the order of the handles."""

    frame: ReportFrame
    people: Mapping[Handle, PersonPart]


def report(
    course: Course, roster: Roster, ledger: Ledger, as_of: date, since: date | None = None, with_posts: bool = False
) -> Report:
    """Where everybody stands, what waits for a decision, and what changed since a day, if one is given."""
    return together(parts(roster, ledger, ReportFrame(course, as_of, since, with_posts)))


def parts(roster: Roster, ledger: Ledger, frame: ReportFrame, last: ReportParts | None = None) -> ReportParts:
    """The report in parts. Of an earlier report in the same frame, `last`, each part stays whose facts are as they were."""
    piles, plans = _piles(ledger), PersonalPlans(frame.course)
    before = last.people if last and last.frame == frame else {}
    known: dict[PostKey, list[tuple[PostKey, int]]] = {}
    for pair in ledger.known or ():
        known.setdefault(pair[0], []).append(pair)
    people = {}
    for handle in sorted(roster):
        if roster[handle].cohort not in frame.course.cohorts:
            continue
        facts = _facts(roster[handle], piles.get(handle) or _Pile(), ledger, known)
        part = before.get(handle)
        people[handle] = part if part and part.facts == facts else _part(facts, frame, plans)
    return ReportParts(frame, people)


def together(parts: ReportParts) -> Report:
    """The whole report."""
    frame, every = parts.frame, parts.people.values()
    return Report(
        frame.course,
        frame.as_of,
        tuple(part.row for part in every),
        tuple(chain.from_iterable(part.reviews for part in every)),
        tuple(chain.from_iterable(part.posts for part in every)),
        _changes(frame.since, parts.people) if frame.since else None,
    )


def _changes(since: date, people: Mapping[Handle, PersonPart]) -> Changes:
    then = [(handle, part.row, part.before) for handle, part in people.items() if part.before]
    return Changes(
        since,
        tuple((handle, credit) for handle, row, before in then for credit in _new(row.credits, before.credits)),
        tuple(
            (handle, before.standing, row.standing)
            for handle, row, before in then
            if row.standing is not before.standing
        ),
        tuple((handle, credit) for handle, row, before in then for credit in _new(before.credits, row.credits)),
    )


def _part(facts: PersonFacts, frame: ReportFrame, plans: PersonalPlans) -> PersonPart:
    course, as_of = frame.course, frame.as_of
    case = _case(facts, course, plans)
    since = frame.since
    before = _earlier(course, _believing(case, since), since, facts.known) if since else None
    case = _believing(case, as_of)
    done = credits.done(case.ledger, frozenset(case.plan.opens), as_of)
    row = standing.progress(course, case, done, as_of)
    judged = _judged(case, course, as_of)
    reviews = tuple(_to_review(case, row, judged, done.waiting, as_of))
    return PersonPart(
        facts, row, before, reviews, tuple(_post_rows(case, row, judged, as_of)) if frame.with_posts else ()
    )


def _piles(ledger: Ledger) -> Mapping[Handle, _Pile]:
    piles: dict[Handle, _Pile] = {}
    for post in ledger.posts:
        piles.setdefault(post.author, _Pile()).posts.append(post)
    for ruling in ledger.rulings:
        piles.setdefault(ruling.handle, _Pile()).rulings.append(ruling)
    for self_report in ledger.self_reports:
        piles.setdefault(self_report.handle, _Pile()).self_reports.append(self_report)
    for hand_in in ledger.hand_ins:
        piles.setdefault(hand_in.handle, _Pile()).hand_ins.append(hand_in)
    for blog in ledger.health:
        piles.setdefault(blog.handle, _Pile()).health.append(blog)
    return piles


def _facts(
    person: Participant, pile: _Pile, ledger: Ledger, known: Mapping[PostKey, list[tuple[PostKey, int]]]
) -> PersonFacts:
    keys = [post.key for post in pile.posts]
    return PersonFacts(
        person,
        pile,
        {key: ledger.claims[key] for key in keys if key in ledger.claims},
        {key: ledger.former[key] for key in keys if key in ledger.former},
        None if ledger.known is None else frozenset(pair for key in keys for pair in known.get(key, ())),
    )


def _case(facts: PersonFacts, course: Course, plans: PersonalPlans) -> Case:
    person, pile, plan = facts.person, facts.pile, plans.of(facts.person)
    posts = credits.dated(pile.posts, course.zone, plan.window)
    told = (tuple(pile.rulings), tuple(pile.self_reports), hand_ins.dated(pile.hand_ins, pile.posts, person, course))
    claims, former = (course_blog.without_credits(course, pile.posts, each) for each in (facts.claims, facts.former))
    own = credits.PersonLedger(posts, claims, former, *told)
    return Case(person, plan, own, feed_health.current(person, pile.health))


def _believing(case: Case, day: date) -> Case:
    """The same person as the organiser had decided by a day about blogs that count in a way of their own."""
    ledger = counting_blogs.believing(case.ledger, day)
    return case if ledger is case.ledger else replace(case, ledger=ledger)


def _earlier(course: Course, case: Case, day: date, known: frozenset[tuple[PostKey, int]] | None) -> Earlier:
    done = credits.done(case.ledger, frozenset(case.plan.opens), day, known)
    return Earlier(standing.standing(standing.facts(course, case, done, day)), done.credits)


def _new(now: Iterable[Credit], then: Iterable[Credit]) -> Iterator[Credit]:
    had = {credit.thing for credit in then}
    return (credit for credit in now if credit.thing not in had)


def _judged(case: Case, course: Course, as_of: date) -> Mapping[PostKey, tuple[Claim, ...]]:
    """The claims of each post that counts by then, with the person's neighbouring posts considered."""
    ledger = case.ledger
    own = [(item.post, ledger.claims.get(item.key, ())) for item in ledger.posts if item.in_run and item.day <= as_of]
    if not any(claim.confidence is Confidence.WEAK for _, claims in own for claim in claims):
        return ledger.claims  # neighbouring posts raise weak claims and nothing else
    rulings = [ruling for ruling in ledger.rulings if ruling.on <= as_of]
    opens = case.plan.opens if case.plan.cohort.fixed else {}  # who sets the pace is never too early
    return {
        **{post.key: claims for post, claims in own},
        **neighbouring_posts.with_neighbours(own, rulings, opens, course),
    }


def _to_review(
    case: Case,
    row: Progress,
    judged: Mapping[PostKey, tuple[Claim, ...]],
    handed_in: Iterable[DatedHandIn],
    as_of: date,
) -> Iterator[ToReview]:
    """Likely claims without a ruling, and what was handed in, on Things without a credit, of people still with us."""
    if standing.gone(row.participant, as_of):
        return
    have = {credit.thing for credit in row.credits}
    ruled = {(ruling.post, ruling.thing) for ruling in case.ledger.rulings if ruling.on <= as_of}
    as_such = credits.decisions(case.ledger.rulings, as_of).get(credits.NO_POST, {})
    refused = {thing for thing, ruling in as_such.items() if not ruling.accepted}
    waiting = [
        (item, claim)
        for item in case.ledger.posts
        if item.in_run and item.day <= as_of
        for claim in judged.get(item.key, ())
        if claim.confidence is Confidence.LIKELY and claim.thing not in have | refused
        if (item.key, claim.thing) not in ruled
    ]
    asked = set()
    for item, claim in counting_blogs.one_question(waiting, case.ledger, as_of):
        asked.add((item.key, claim.thing))
        yield ToReview(row.participant.handle, item.post, claim)
    for one in handed_in:
        if (one.post, one.hand_in.thing) not in asked:  # the same post, asked about already
            yield ToReview(row.participant.handle, *hand_ins.question(one))


def _post_rows(
    case: Case, row: Progress, judged: Mapping[PostKey, tuple[Claim, ...]], as_of: date
) -> Iterator[PostRow]:
    held: dict[PostKey, set[int]] = {}
    for credit in row.credits:
        if credit.post is not None:
            held.setdefault(credit.post, set()).add(credit.thing)
    for item in case.ledger.posts:
        if item.day <= as_of:
            claims = judged.get(item.key) or case.ledger.claims.get(item.key, ())
            yield PostRow(item.post, item.in_run, claims, frozenset(held.get(item.key, ())))
