"""What a decision is asked with, and how it is answered."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from typing import Any

from course.core.model import Claim, Course, Evidence, Participant, Post, Ruling, SelfReport
from course.formats import human_dates, json_shapes, rule_texts, sanitize

KEYS = "y yes, n no, a number (or several: 6 7) for other Things, l later, q stop"
_PLACES = {
    "title": "title", "slug": "address", "tag": "label", "heading": "heading", "opening": "opening", "mention": "text",
    "link": "link", "clue": "topic", "company": "company",
}  # fmt: skip
_NUMBERS = re.compile(r"\d{1,3}(?:[\s,;&+]+\d{1,3}){0,30}", re.ASCII)


class Answer(StrEnum):
    """What can be said to a card."""

    YES = "y"
    NO = "n"
    LATER = "l"
    QUIT = "q"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that waits, with all its likely claims."""

    person: Participant
    post: Post
    day: date
    claims: tuple[Claim, ...]

    @property
    def things(self) -> tuple[int, ...]:
        """The Things that are asked about."""
        return tuple(claim.thing for claim in self.claims)


def answer(typed: str, course: Course) -> Answer | tuple[int, ...] | None:
    """What was meant: a key, the numbers of Things, or None for what cannot be understood."""
    said = typed.strip().casefold()
    if said and any(word.startswith(said) for word in ("yes", "no", "later", "quit")):
        return Answer(said[0])
    if _NUMBERS.fullmatch(said):
        numbers = tuple(sorted({int(number) for number in re.findall(r"\d+", said)}))
        return numbers if set(numbers) <= {thing.number for thing in course.things} else None
    return None


def card(waiting: Waiting, place: int, count: int, course: Course) -> str:
    """One post to decide on: who, title, date, each Thing with the quoted words, and the link."""
    post = waiting.post
    lines = [
        f"{place} of {count}  {sanitize.clean(waiting.person.name)} ({waiting.person.handle})",
        f"  {sanitize.clean(post.title) or '(no title)'}",
        f"  {human_dates.full(waiting.day)}{'' if post.published else ' (no date in the feed: first seen then)'}",
    ]
    titles = {thing.number: thing.title for thing in course.things}
    for claim in waiting.claims:
        lines.append(f"  Thing {claim.thing}, {titles.get(claim.thing, '')}? {rule_texts.text(claim.rule)}")
        lines += [
            f"    {_PLACES.get(evidence.kind, evidence.kind)}: {_quoted(evidence)}" for evidence in claim.evidence
        ]
    return "\n".join([*lines, f"  {sanitize.clean(post.url)}", ""])


def listing(waiting: Sequence[Waiting], course: Course) -> str:
    """All posts that wait, one after another."""
    if not waiting:
        return "Nothing waits for a decision.\n"
    cards = [card(one, place, len(waiting), course) for place, one in enumerate(waiting, 1)]
    return "\n".join(cards)


def data(waiting: Iterable[Waiting], zone: tzinfo) -> str:
    """The queue as JSON, in the rows of the report's `review` (INTERFACE 4)."""
    rows = [_row(one, claim, zone) for one in waiting for claim in one.claims]
    return json_shapes.document({"review": rows})


def said(decision: Ruling | SelfReport, name: str) -> str:
    """A decision in one line."""
    if isinstance(decision, SelfReport):
        where = f", as told at {sanitize.clean(decision.url)}" if decision.url else ", without a post"
        return f"{sanitize.clean(name)}: Thing {decision.thing} is done{where}.\n"
    verb = "is credited" if decision.accepted else "is not credited"
    where = "for this post" if decision.post else "whatever the posts say"
    return f"{sanitize.clean(name)}: Thing {decision.thing} {verb} {where}.\n"


def _row(waiting: Waiting, claim: Claim, zone: tzinfo) -> dict[str, Any]:
    post = waiting.post
    return {
        "handle": post.author,
        "post": post.key,
        "url": post.url,
        "title": post.title,
        "published": json_shapes.published(post, zone),
        "thing": claim.thing,
        "confidence": str(claim.confidence),
        "rule": claim.rule,
        "evidence": json_shapes.evidence(claim.evidence),
    }


def _quoted(evidence: Evidence) -> str:
    return sanitize.clean(evidence.quote) if evidence.kind == "company" else f'"{sanitize.clean(evidence.quote)}"'
