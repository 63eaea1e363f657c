"""What became of one post, in sentences: which Things it counts for, what waits, and why the rest doesn't count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from course.core import sentences
from course.core.model import Claim, Confidence, Credit, Evidence, PostKey, PostRow, RuleId, Ruling
from course.core.progress.credits import NO_POST
from course.formats import by_topic, human_dates, rule_texts, sanitize

NAMES_NONE = "We found no number, link or clue in it that points to a Thing."
OUTSIDE = "It was written outside the days of this run, so it doesn't count here."


class VerdictKind(StrEnum):
    """What may become of a post and a Thing."""

    CREDITED = "credited"
    WAITING = "waiting"
    REFUSED = "refused"
    NOT_COUNTED = "not counted"


@dataclass(frozen=True, slots=True)
class PostVerdict:
    """What became of a post and one Thing (None: any Thing), and why, in whole sentences."""

    kind: VerdictKind
    thing: int | None
    why: str


@dataclass(frozen=True, slots=True)
class PersonDecisions:
    """What is needed beside the post itself: the person's credits, the rulings in force, and what is asked about."""

    credits: Mapping[int, Credit]
    rulings: Mapping[tuple[PostKey, int], Ruling]  # the last one on each matter
    asked: frozenset[tuple[PostKey, int]]
    organiser: str


def decisions(
    credits: Iterable[Credit], rulings: Sequence[Ruling], asked: Iterable[tuple[PostKey, int]], organiser: str
) -> PersonDecisions:
    """The same, put in order; the rulings come in the order in which they were made."""
    last = {(ruling.post, ruling.thing): ruling for ruling in rulings}
    return PersonDecisions({one.thing: one for one in credits}, last, frozenset(asked), organiser)


def verdicts(row: PostRow, known: PersonDecisions) -> tuple[PostVerdict, ...]:
    """What became of the post, Thing by Thing; at least one."""
    claims = {claim.thing: claim for claim in row.claims}
    ruled = {thing for key, thing in known.rulings if key == row.post.key}
    found = tuple(_verdict(row, thing, claims.get(thing), known) for thing in sorted({*claims, *ruled, *row.credited}))
    return found or (PostVerdict(VerdictKind.NOT_COUNTED, None, NAMES_NONE if row.in_run else OUTSIDE),)


def reasons(claim: Claim) -> str:
    """Why a post may be about a Thing: the rule, and the words that it rests on."""
    if claim.chance is not None:
        return _sentence(by_topic.reason(claim.evidence, claim.chance))
    rule = rule_texts.text(claim.rule)
    quoted = "; ".join(_quoted(claim.evidence[:3], rule))
    return _sentence(f"{rule}: {quoted}" if quoted else rule)


def _verdict(row: PostRow, thing: int, claim: Claim | None, known: PersonDecisions) -> PostVerdict:
    key = row.post.key
    ruling, credit = known.rulings.get((key, thing)), known.credits.get(thing)
    if thing in row.credited:
        return PostVerdict(VerdictKind.CREDITED, thing, _why_credited(claim, ruling, credit, known))
    if ruling and not ruling.accepted:
        return PostVerdict(
            VerdictKind.REFUSED, thing, f"{_who(ruling, known)} decided this on {_day(ruling)}.{_note(ruling)}"
        )
    if (key, thing) in known.asked and claim:
        return PostVerdict(VerdictKind.WAITING, thing, reasons(claim))
    return PostVerdict(VerdictKind.NOT_COUNTED, thing, _why_not(row, thing, claim, known))


def _why_credited(claim: Claim | None, ruling: Ruling | None, credit: Credit | None, known: PersonDecisions) -> str:
    if ruling and ruling.accepted:
        return f"{_who(ruling, known)} credited it on {_day(ruling)}.{_note(ruling)}"
    if credit and credit.words_gone:
        return "The post was about this Thing when we read it. It has been changed since, but the credit stays."
    return reasons(claim) if claim else "Credited."


def _why_not(row: PostRow, thing: int, claim: Claim | None, known: PersonDecisions) -> str:
    credit, refused = known.credits.get(thing), known.rulings.get((NO_POST, thing))
    if credit:
        return f"Thing {thing} was already credited on {human_dates.written(credit.on)}, and a Thing counts only once."
    if refused and not refused.accepted:
        return f"{_who(refused, known)} decided on {_day(refused)} that Thing {thing} isn't credited, whatever the posts say."
    if not row.in_run:
        return OUTSIDE
    if claim and claim.rule is RuleId.COURSE_BLOG:
        return "This post is on the course's own blog, so the organiser wrote it."
    if claim and claim.chance is not None:
        return f"It might be about Thing {thing}, but its topic doesn't fit well enough to ask you."
    if claim and claim.confidence is Confidence.WEAK:
        quoted = "; ".join(_quoted(claim.evidence[:2]))
        return f"Thing {thing} is only mentioned: {quoted}." if quoted else f"Thing {thing} is only mentioned."
    return f"It may be about Thing {thing}, but nobody has decided."


def _quoted(evidence: Iterable[Evidence], rule: str = "") -> Iterator[str]:
    """'“Thing 6” in the title', the place only where the rule doesn't name it; what isn't a quote is said as it is."""
    for one in evidence:
        words = sanitize.clean(one.quote)
        if one.kind in ("company", "ruling", "self-report", "hand-in"):
            yield words
        elif words:
            where = sentences.where(one.kind)
            yield f"“{words}”" if where in rule else f"“{words}” {where}"


def _who(ruling: Ruling, known: PersonDecisions) -> str:
    return "You" if ruling.by == known.organiser else sanitize.clean(ruling.by)


def _day(ruling: Ruling) -> str:
    return human_dates.written(ruling.on)


def _note(ruling: Ruling) -> str:
    """The reason that was given; one that only says where the decision was made is left out."""
    return f" Reason: {sanitize.clean(ruling.why)}" if ruling.why and ruling.why != "review" else ""


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".") + "."
