"""A blog that counts Things in a way of its own (#18, #19 ... #22): one question for the whole blog, then it is believed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from course.core.model import Claim, Confidence, Evidence, PostKey, RuleId, Ruling
from course.core.progress.credits import Dated, PersonLedger

_FEWEST = 3  # Things in a row; fewer may be chance
_REFUSALS = 2  # after so many "no" and no "yes" nobody is asked about the rest
_IN_ORDER = 0.8  # of the steps from post to post; somebody may post a Thing late
_RULES = frozenset(
    {RuleId.OWN_WAY_ASKED, RuleId.NUMBER_ALONE, RuleId.NUMBER_ALONE_BORNE_OUT, RuleId.NUMBER_ALONE_IN_ROW}
)
_NUMBER = re.compile(r"\d")


class Counted(NamedTuple):
    """One number of a blog that counts in its own way."""

    post: PostKey
    thing: int
    quote: str


class Verdicts(NamedTuple):
    """What the organiser has said so far about the posts of one blog."""

    accepted: tuple[Counted, ...]
    refused: tuple[Counted, ...]

    @property
    def believed(self) -> bool:
        """Whether the blog is believed."""
        return len(self.accepted) > len(self.refused)


def series(ledger: PersonLedger, as_of: date) -> tuple[tuple[Counted, ...], ...]:
    """The blogs that count in their own way: at least three Things, nearly all in the order of time."""
    by_way: dict[tuple[str, str], list[Counted]] = {}
    for item in ledger.posts:
        if item.in_run and item.day <= as_of:
            for claim in ledger.claims.get(item.key, ()):
                if claim.rule in _RULES and (quote := _quote(claim)):
                    way = _NUMBER.split(quote, maxsplit=1)[0].strip().casefold()
                    by_way.setdefault((item.post.blog, way), []).append(Counted(item.key, claim.thing, quote))
    return tuple(tuple(row) for _, row in sorted(by_way.items()) if _in_order([one.thing for one in row]))


def _quote(claim: Claim) -> str:
    """The figures of a title on which a claim rests; '' where it rests on something else."""
    return next((one.quote for one in claim.evidence if one.kind == "title" and _NUMBER.search(one.quote)), "")


def _in_order(things: Sequence[int]) -> bool:
    steps = [one <= other for one, other in pairwise(things)]
    return len(set(things)) >= _FEWEST and sum(steps) >= _IN_ORDER * len(steps)


def verdicts(row: Iterable[Counted], rulings: Iterable[Ruling], as_of: date) -> Verdicts:
    """What was decided by a day about the posts of one blog; of two decisions on one matter the later counts."""
    made = sorted((ruling for ruling in rulings if ruling.on <= as_of), key=lambda ruling: ruling.on)
    accepted = {(ruling.post, ruling.thing): ruling.accepted for ruling in made}
    decided = [(one, accepted.get((one.post, one.thing))) for one in row]
    return Verdicts(
        tuple(one for one, yes in decided if yes is True),
        tuple(one for one, yes in decided if yes is False),
    )


def believing(ledger: PersonLedger, as_of: date) -> PersonLedger:
    """The same with the posts of believed blogs as sure claims."""
    if not any(ruling.accepted for ruling in ledger.rulings):
        return ledger
    sure: dict[tuple[PostKey, int], Counted] = {}
    for row in series(ledger, as_of):
        so_far = verdicts(row, ledger.rulings, as_of)
        if so_far.believed:
            sure.update({(one.post, one.thing): so_far.accepted[0] for one in row if one not in so_far.accepted})
    if not sure:
        return ledger
    claims = {item.key: ledger.claims.get(item.key, ()) for item in ledger.posts}
    for key in {key for key, _ in sure}:
        claims[key] = tuple(_believed(claim, sure.get((key, claim.thing))) for claim in claims[key])
    return replace(ledger, claims=claims)


def _believed(claim: Claim, like: Counted | None) -> Claim:
    if like is None:
        return claim
    evidence = (*claim.evidence, Evidence("company", f"like “{like.quote}”, which was accepted"))
    return replace(claim, confidence=Confidence.SURE, evidence=evidence, rule=RuleId.COUNTED_ALIKE)


def one_question(
    waiting: Sequence[tuple[Dated, Claim]], ledger: PersonLedger, as_of: date
) -> Iterator[tuple[Dated, Claim]]:
    """What waits for a decision, with one question for each blog that counts in its own way: about its first post."""
    silent: set[tuple[PostKey, int]] = set()
    asked: Mapping[tuple[PostKey, int], str] = {}
    if sum(claim.rule in _RULES for _, claim in waiting) > 1:
        silent, asked = _questions({(item.key, claim.thing) for item, claim in waiting}, ledger, as_of)
    for item, claim in waiting:
        here = (item.key, claim.thing)
        if here in asked:
            evidence = (*claim.evidence, Evidence("company", f"how this blog numbers its posts: {asked[here]}"))
            yield item, replace(claim, evidence=evidence)
        elif here not in silent:
            yield item, claim


def _questions(
    waiting: set[tuple[PostKey, int]], ledger: PersonLedger, as_of: date
) -> tuple[set[tuple[PostKey, int]], Mapping[tuple[PostKey, int], str]]:
    """What is not asked, and what is asked instead with all the quotes of its blog."""
    silent: set[tuple[PostKey, int]] = set()
    asked: dict[tuple[PostKey, int], str] = {}
    for row in series(ledger, as_of):
        so_far = verdicts(row, ledger.rulings, as_of)
        if so_far.accepted:
            continue  # yes and no: each post is a question of its own
        open_ones = [(one.post, one.thing) for one in row if (one.post, one.thing) in waiting]
        silent |= set(open_ones)
        if open_ones and len(so_far.refused) < _REFUSALS:
            asked[open_ones[0]] = ", ".join(dict.fromkeys(one.quote for one in row))
    return silent - asked.keys(), asked
