"""What the review shows and asks, and how an answer is understood."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from typing import Any

from course.core import sentences
from course.core.model import Claim, Course, Credit, Evidence, Handle, Participant, Post, Ruling, SelfReport
from course.formats import by_topic, human_dates, json_shapes, rule_texts, sanitize

NOTHING = "No posts are waiting for your decision."
KEYS = (
    "Type y for yes, n for no, a number (or several, like 6 7) for other Things, o to open the post, l for later, u to undo, "
    "q to stop, or ? to see these keys."
)
GROUP_KEYS = (
    "Type y for all, n for none, numbers (like 1 3) for those posts only, s to decide one by one, l for later, u to undo, "
    "q to stop, or ? to see these keys."
)
PAGE = 20  # credits by topic that are listed at a time
_CLEAR = 0.5  # the chance from which similar questions come together
_PLACES = {
    "title": "title", "slug": "address", "tag": "label", "heading": "heading", "opening": "opening", "mention": "text",
    "link": "link", "clue": "topic", "company": "company", "hand-in": "handed in",
}  # fmt: skip
_NUMBERS = re.compile(r"\d{1,3}(?:[\s,;&+]+\d{1,3}){0,30}", re.ASCII)


class Answer(StrEnum):
    """What can be said to a card."""

    YES = "y"
    NO = "n"
    LATER = "l"
    OPEN = "o"
    SINGLY = "s"
    UNDO = "u"
    QUIT = "q"
    HELP = "?"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that waits, with all its likely claims."""

    person: Participant
    post: Post
    day: date
    claims: tuple[Claim, ...]
    text: str = ""  # the post's own words

    @property
    def things(self) -> tuple[int, ...]:
        """The Things that are asked about."""
        return tuple(claim.thing for claim in self.claims)

    @property
    def ranked(self) -> tuple[Claim, ...]:
        """The claims by their chance, the best first; those by number, which have none, stay in front."""
        return tuple(sorted(self.claims, key=lambda claim: -(1.0 if claim.chance is None else claim.chance)))

    @property
    def yes(self) -> tuple[int, ...]:
        """The Things that a plain yes means: those by number, or the likeliest by topic."""
        numbered = tuple(claim.thing for claim in self.claims if claim.chance is None)
        return numbered or tuple(claim.thing for claim in self.ranked[:1])


@dataclass(frozen=True, slots=True)
class Alike:
    """Posts that look like the same Thing by their topic."""

    thing: int
    cards: tuple[Waiting, ...]


def together(waiting: Sequence[Waiting]) -> tuple[Waiting | Alike, ...]:
    """The questions, similar ones together where the first of them was."""
    groups: dict[int, list[Waiting]] = {}
    for one in waiting:
        if (thing := _clear(one)) is not None:
            groups.setdefault(thing, []).append(one)
    result: list[Waiting | Alike] = []
    for one in waiting:
        group = groups.get(_clear(one) or 0, [])
        if len(group) < 2:
            result.append(one)
        elif group[0] is one:
            result.append(Alike(_clear(one) or 0, tuple(group)))
    return tuple(result)


def _clear(waiting: Waiting) -> int | None:
    """The Thing that a post looks like, if only its topic tells and clearly."""
    best = waiting.ranked[0]
    clear = best.chance is not None and best.chance >= _CLEAR
    return best.thing if clear else None


def answer(typed: str, course: Course) -> Answer | tuple[int, ...] | None:
    """What was meant: a key, the numbers of Things, or None for what can't be understood."""
    said = typed.strip().casefold()
    if said and any(word.startswith(said) for word in ("yes", "no", "later", "open", "undo", "quit", "?")):
        return Answer(said[0])
    if _NUMBERS.fullmatch(said):
        numbers = tuple(sorted({int(number) for number in re.findall(r"\d+", said)}))
        return numbers if set(numbers) <= {thing.number for thing in course.things} else None
    return None


def group_answer(typed: str, count: int) -> Answer | tuple[int, ...] | None:
    """What was meant by an answer to so many posts together: a key, or the places of some of them."""
    said = typed.strip().casefold()
    if said and any(word.startswith(said) for word in ("yes", "no", "singly", "later", "undo", "quit", "?")):
        return Answer(said[0])
    if _NUMBERS.fullmatch(said):
        places = tuple(sorted({int(number) for number in re.findall(r"\d+", said)}))
        return places if set(places) <= set(range(1, count + 1)) else None
    return None


def group_card(group: Alike, place: int, count: int, course: Course) -> str:
    """Posts to decide on together, each with its evidence."""
    title = next((thing.title for thing in course.things if thing.number == group.thing), "")
    lines = [f"{place} of {count}  {len(group.cards)} posts that look like Thing {group.thing}, {title}"]
    for number, one in enumerate(group.cards, 1):
        best = one.ranked[0]
        name, day = sanitize.clean(one.person.name), human_dates.full(one.day)
        lines.append(f"  {number}. {by_topic.title(one.post.title, best.evidence)}  {name}, {day}")
        lines.append(f"     {by_topic.sentence(by_topic.reason(best.evidence, best.chance or 0.0))}")
        lines += [f"     {line}" for line in by_topic.line(one.text, best.evidence)]
        lines += [f"     {sanitize.clean(one.post.url)}"] * bool(one.post.url)
    return "\n".join([*lines, ""])


def card(waiting: Waiting, place: int, count: int, course: Course) -> str:
    """One post to decide on: who, title, date, each Thing with the quoted words, and the link."""
    post = waiting.post
    lines = [
        f"{place} of {count}  {sanitize.clean(waiting.person.name)} ({waiting.person.handle})",
        f"  {by_topic.title(post.title, waiting.ranked[0].evidence)}",
        f"  {human_dates.full(waiting.day)}{'' if post.published else ' (no date in the feed; this is when it was first seen)'}",
    ]
    titles = {thing.number: thing.title for thing in course.things}
    for claim in waiting.ranked:
        title = titles.get(claim.thing, "")
        if claim.chance is not None:
            why = by_topic.sentence(by_topic.reason(claim.evidence, claim.chance))
            lines.append(f"  Thing {claim.thing}, {title}? {why}")
            continue
        lines.append(f"  Thing {claim.thing}, {title}? {by_topic.sentence(rule_texts.text(claim.rule))}.")
        lines += [
            f"    {_PLACES.get(evidence.kind, evidence.kind)}: {_quoted(evidence)}" for evidence in claim.evidence
        ]
    lines += [f"  {line}" for line in by_topic.excerpt(waiting.text, waiting.ranked[0].evidence)]
    if len(waiting.things) > len(waiting.yes):
        lines.append(f"  If you answer y, only {sentences.things(waiting.yes)} will be credited.")
    return "\n".join([*lines, f"  {sanitize.clean(post.url)}", ""])


def render_listing(waiting: Sequence[Waiting], course: Course) -> str:
    """All posts that wait, one after another."""
    if not waiting:
        return f"{NOTHING}\n"
    cards = [card(one, place, len(waiting), course) for place, one in enumerate(waiting, 1)]
    return "\n".join(cards)


def render_json(waiting: Iterable[Waiting], zone: tzinfo) -> str:
    """The queue as JSON, in the rows of the report's `review` (INTERFACE 4)."""
    rows = [_row(one, claim, zone) for one in waiting for claim in one.claims]
    return json_shapes.document({"review": rows})


@dataclass(frozen=True, slots=True)
class Marked:
    """A decision that was made or undone, what it put out of force, and whether the Thing is credited now."""

    name: str
    handle: Handle
    thing: int
    decided: Ruling | SelfReport | None  # None: decisions were undone
    undone: tuple[Ruling | SelfReport, ...]
    credited: bool


def render_marked(marked: Marked) -> str:
    """What was decided or undone, and what holds now where that may surprise."""
    name = sanitize.clean(marked.name)
    lines = [f"{name}: {_decision(marked.decided)}"] if marked.decided else []
    lines += [f"Undone: {_former(one, name)}." for one in marked.undone if not _repeats(one, marked.decided)]
    wanted = _accepts(marked.decided) if marked.decided else None
    if wanted is None:
        lines.append(f"Thing {marked.thing} is {'credited' if marked.credited else 'not credited'} now.")
    elif wanted != marked.credited:
        still = "is still credited" if marked.credited else "is not credited yet"
        lines.append(f"Thing {marked.thing} {still}. To see why: cpd23 people show {marked.handle}")
    return "\n".join(lines) + "\n"


def _accepts(decision: Ruling | SelfReport) -> bool:
    return isinstance(decision, SelfReport) or decision.accepted


def _repeats(former: Ruling | SelfReport, decided: Ruling | SelfReport | None) -> bool:
    return decided is not None and _accepts(former) == _accepts(decided)


def _decision(decision: Ruling | SelfReport) -> str:
    """A decision in a sentence."""
    if isinstance(decision, SelfReport):
        evidence = f" Evidence: {sanitize.clean(decision.url)}" if decision.url else ""
        return f"Thing {decision.thing} marked as done.{evidence}"
    verb = "is credited" if decision.accepted else "isn't credited"
    return f"Thing {decision.thing} {verb}{' for this post.' if decision.post else ', whatever the posts say.'}"


def _former(decision: Ruling | SelfReport, name: str) -> str:
    """A decision that is out of force, as a noun."""
    if isinstance(decision, SelfReport):
        return f"your decision that {name} has done Thing {decision.thing}"
    what = "credit" if decision.accepted else "refusal"
    return f"your {what} of Thing {decision.thing} for {name}{' (one post)' if decision.post else ''}"


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
        **json_shapes.chance(claim),
    }


def _quoted(evidence: Evidence) -> str:
    return sanitize.clean(evidence.quote) if evidence.kind == "company" else f'"{sanitize.clean(evidence.quote)}"'


def render_opening(url: str) -> str:
    """That the post is opened in the browser, or can't be."""
    shown = sanitize.clean(url)
    return f"Opening {shown} in your browser." if sanitize.web(url) else "This post has no address to open."


def render_rulings(rulings: Iterable[Ruling], names: Mapping[Handle, str]) -> str:
    """What was just credited, and to whom; or whose posts are not about a Thing."""
    credited = [f"Thing {r.thing} for {sanitize.clean(names[r.handle])}" for r in rulings if r.accepted]
    refused = dict.fromkeys((r.post, r.handle) for r in rulings)
    if credited:
        return f"Credited: {', '.join(credited)}."
    authors = dict.fromkeys(sanitize.clean(names[handle]) for _, handle in refused)
    return f"Not credited: the {'post' if len(refused) == 1 else 'posts'} by {sentences.listed(authors)}."


def render_by_topic(recent: Sequence[tuple[str, Credit]], start: int = 0) -> str:
    """A page of the credits by topic of the last week, numbered, so that one can be undone."""
    posts = "1 post was" if len(recent) == 1 else f"{len(recent)} posts were"
    lines = [f"{posts} credited by topic in the last 7 days:"] if not start else []
    for place, (name, credit) in enumerate(recent[start : start + PAGE], start + 1):
        why = by_topic.reason(credit.evidence, credit.chance or 0.0)
        lines.append(f"  {place}. {by_topic.title(credit.title, credit.evidence)}  {sanitize.clean(name)}")
        lines.append(f"     Thing {credit.thing}: {why}")
    more = "press Enter for more, or type q to stop" if start + PAGE < len(recent) else "or press Enter to stop"
    return "\n".join([*lines, f"Type a number to undo that credit, {more}: "])


def render_decided(decided: int, left: int) -> str:
    """How many cards were decided, and what to do next."""
    following = "Next: cpd23 remind draft   emails affected by this will be redrafted\n" if decided else ""
    done = (
        f"You decided on {sentences.plural(decided, 'post')}." if decided else "You haven't decided on any posts yet."
    )
    done = f"{done} {left} {'is' if left == 1 else 'are'} left."
    return f"{done}\n{following}" if decided + left else f"{NOTHING}\n"
