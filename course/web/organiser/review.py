"""Review: does this post count? One post or one group of similar posts at a time, each answer undone by one key."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Response, abort, request

from course.adapters.store import Store
from course.core import sentences
from course.core.model import Evidence, Handle, PostKey, RuleId, Ruling
from course.core.progress import overview
from course.core.rounds import tasks
from course.core.rounds.tasks import TaskKind
from course.formats import by_topic, marked_text, rule_texts, sanitize
from course.formats.terminal.review import Alike, Answer, Waiting, together
from course.services.reporting import review
from course.services.rounds.snapshot import Snapshot
from course.web.organiser.workspace import NavPlace, Notice, Workspace

_BY_TOPIC = "credited-by-topic"  # how the page calls the list of what was credited without a question


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """What is asked next: one post, or several that look like one Thing; `name` is how the page calls it."""

    name: str
    item: Waiting | Alike

    @property
    def cards(self) -> tuple[Waiting, ...]:
        """The posts that it is about."""
        return self.item.cards if isinstance(self.item, Alike) else (self.item,)


def page(work: Workspace) -> Response:
    """The next question, or the one that is named; at the end what was decided."""
    now = work.snapshot()
    home = now.home
    asked = _questions(work, now)
    chosen = next((one for one in asked if one.name == request.args.get("item")), None)
    ahead = [one for one in asked if not _is_later(work, one)]
    question = chosen or (ahead[0] if ahead else None)
    if question is None or request.args.get("item") == _BY_TOPIC:
        return work.page(
            "review_done.html",
            now=now,
            made=_decided(work, now),
            ahead=len(ahead),
            later=[one for one in asked if _is_later(work, one)],
            by_topic=review.credited_by_topic(home, now.today),
            counted=sum(bool(row.credited) for row in now.report.posts),
            coming={task.kind: task.count for task in tasks.to_do(now.tasks)},
            kinds=TaskKind,
            reason=by_topic.reason,
            marked=marked_text.title,
        )
    with Store(home.database, write=False) as store:
        cards = review.with_text(store, question.cards)
    return work.page(
        "review_group.html" if isinstance(question.item, Alike) else "review.html",
        now=now,
        question=question,
        cards=[_shown(card) for card in cards],
        ahead=[one for one in ahead if one.name != question.name],
        later=[one for one in asked if _is_later(work, one) and one.name != question.name],
        credited=len(overview.by_topic(now.report)),
        done=len(work.rulings_made),
        things={thing.number: thing.title for thing in home.course.things},
        singly=request.args.getlist("singly"),
    )


def answer(work: Workspace) -> Response:
    """One answer: credit the ticked Things, no Thing, or later."""
    now, form = work.snapshot(), request.form
    singly = [number for number in form.getlist("singly") if number.isdecimal()]
    cards = [one for one in review.waiting(now.home, now.report) if card_name(one) in form.getlist("post")]
    if form.get("what") == "later":
        work.put_off.update(one.post.key for one in cards)
        return work.back(
            "review.page", Notice("Put off for now. You'll be asked again after the other posts."), singly=singly
        )
    if form.get("what") not in ("yes", "no"):
        abort(404)
    rulings = [ruling for card in cards for ruling in _rulings(now, card)]
    kept = review.keep(now.home, *rulings)
    work.rulings_made.extend(kept)
    return work.back("review.page", _notice(now, cards, kept), singly=singly)


def undo(work: Workspace) -> Response:
    """Take back the decisions that a form names, as far as they still hold."""
    now = work.snapshot()
    made = [one for one in work.rulings_made if _token(one) in request.form.getlist("ruling")]
    undone = review.take_back(now.home, made, now.today)
    for one in undone:
        work.rulings_made.remove(one)
    if not undone:
        return work.back("review.page", Notice("There was nothing to undo. The decision has changed since then."))
    posts = {one.post for one in undone}
    what = "decision on a post by" if len(posts) == 1 else f"decisions on {len(posts)} posts by"
    work.put_off.difference_update(posts)
    names = sentences.listed(sorted({_name(now, one.handle) for one in undone}))
    again = work.snapshot()
    item = next((one.name for one in _questions(work, again) if posts & {card.post.key for card in one.cards}), None)
    return work.back("review.page", Notice(f"Undone: your {what} {names}."), item=item)


def refuse_topic(work: Workspace) -> Response:
    """Take a credit by topic back; the course learns from that."""
    now = work.snapshot()
    for _, handle, credit in review.credited_by_topic(now.home, now.today):
        if f"{handle} {credit.thing}" == request.form.get("credit"):
            kept = review.refuse(now.home, handle, credit, now.today)
            work.rulings_made.extend(kept)
            said = f"Thing {credit.thing} is no longer credited to {_name(now, handle)}."
            tokens = tuple(("ruling", _token(one)) for one in kept)
            return work.back("review.page", Notice(said, "review.undo", tokens), item=_BY_TOPIC)
    return work.back("review.page", Notice("That credit had already been undone."), item=_BY_TOPIC)


# What the pages show --------------------------------------------------------------------------------


def card_name(card: Waiting) -> str:
    """How pages call a post: letters and digits, whatever its key is."""
    return sha256(f"{card.person.handle}\0{card.post.key}".encode("utf-8", "replace")).hexdigest()[:16]


def _questions(work: Workspace, now: Snapshot) -> list[ReviewItem]:
    """Everything that is asked, the longest waiting first; what was put off comes last."""
    apart = {int(number) for number in request.values.getlist("singly") if number.isdecimal()}
    asked = []
    for item in together(review.waiting(now.home, now.report)):
        if isinstance(item, Alike) and item.thing not in apart:
            asked.append(ReviewItem(f"thing-{item.thing}", item))
        else:
            asked += [ReviewItem(card_name(one), one) for one in (item.cards if isinstance(item, Alike) else (item,))]
    return sorted(asked, key=lambda one: _is_later(work, one))


def _is_later(work: Workspace, question: ReviewItem) -> bool:
    return all(card.post.key in work.put_off for card in question.cards)


def _shown(card: Waiting) -> dict[str, Any]:
    """A post as its page needs it: its words with the evidence marked, and why each Thing is asked about."""
    evidence = [one for claim in card.claims for one in claim.evidence]
    return {
        "name": card_name(card),
        "card": card,
        "title": marked_text.title(card.post.title or "(no title)", evidence),
        "paragraphs": marked_text.paragraphs(card.text, evidence),
        "claims": [(claim, _reasons(claim.rule, claim.chance, claim.evidence)) for claim in card.ranked],
        "link": sanitize.web(card.post.url),
        "asked": sorted(card.things),
    }


def _reasons(rule: RuleId, chance: float | None, evidence: Sequence[Evidence]) -> list[str]:
    """Why a Thing is asked about, a sentence each."""
    if chance is not None:
        return [by_topic.sentence(by_topic.reason(evidence, chance))]
    quoted = [f"{by_topic.sentence(sentences.where(one.kind))}: “{one.quote}”." for one in evidence if one.quote]
    return [f"{by_topic.sentence(rule_texts.text(rule))}.", *quoted]


def _rulings(now: Snapshot, card: Waiting) -> tuple[Ruling, ...]:
    """What the form decides about one post: for a group, only the posts that are ticked are credited."""
    form = request.form
    if form.get("what") == "no":
        return review.rulings(now.home, card, Answer.NO, now.today)
    if form.get("group"):
        ticked = card_name(card) in form.getlist("ticked")
        return review.rulings(now.home, card, Answer.YES, now.today) if ticked else ()
    known = {thing.number for thing in now.home.course.things}
    chosen = {int(one) for one in (*form.getlist("thing"), form.get("other", "")) if one.isdecimal()} & known
    return review.rulings(now.home, card, tuple(sorted(chosen)), now.today) if chosen else ()


def _notice(now: Snapshot, cards: Sequence[Waiting], kept: Sequence[Ruling]) -> Notice:
    """What was decided, with its undo."""
    tokens = tuple(("ruling", _token(one)) for one in kept)
    titles = {card.post.key: sanitize.clean(card.post.title) or "(no title)" for card in cards}
    credited = [one for one in kept if one.accepted]
    if not kept:
        return Notice(
            "Nothing was decided. Either nothing was ticked, or somebody else has already decided.",
            bad=True,
        )
    if not credited:
        aside = sentences.listed(f"“{title}”" for title in titles.values())
        return Notice(f"Not a Thing: {aside}.", "review.undo", tokens)
    if len(titles) == 1:
        what, name = sentences.things(one.thing for one in credited), _name(now, credited[0].handle)
        return Notice(f"You credited {what} to {name} for “{titles[credited[0].post]}”.", "review.undo", tokens)
    each = sentences.listed(f"{sentences.things([one.thing])} to {_name(now, one.handle)}" for one in credited)
    return Notice(f"You credited {each}.", "review.undo", tokens)


def _decided(work: Workspace, now: Snapshot) -> list[dict[str, Any]]:
    """What was decided in this run, the last first, one row a post."""
    rows: dict[tuple[Handle, PostKey], list[Ruling]] = {}
    for one in work.rulings_made:
        rows.setdefault((one.handle, one.post), []).append(one)
    titles = {row.post.key: row.post.title for row in now.report.posts}
    return [
        {
            "handle": handle,
            "name": _name(now, handle),
            "title": titles.get(post) or "(no title)",
            "things": [one.thing for one in made if one.accepted],
            "tokens": list(map(_token, made)),
        }
        for (handle, post), made in reversed(rows.items())
    ]


def _token(ruling: Ruling) -> str:
    """How a form calls a decision."""
    return sha256(json.dumps([ruling.handle, ruling.post, ruling.thing]).encode()).hexdigest()[:24]


def _name(now: Snapshot, handle: Handle) -> str:
    person = now.home.roster.get(handle)
    return sanitize.clean(person.name) if person else str(handle)


PLACES = (NavPlace("Review", "review.page", TaskKind.REVIEW, "waiting for your decision"),)
ROUTES = (
    ("/review", page, ("GET",)),
    ("/review/answer", answer, ("POST",)),
    ("/review/undo", undo, ("POST",)),
    ("/review/topic", refuse_topic, ("POST",)),
)
