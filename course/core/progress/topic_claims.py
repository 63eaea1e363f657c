"""Claims by topic: what the learner makes of posts without a number, beside what the posts themselves say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from course.core.detection.suggestions import ASKED, PROVEN, CoursePost, Suggestion
from course.core.model import (
    Claim,
    Confidence,
    Course,
    Evidence,
    Handle,
    Learned,
    Post,
    PostKey,
    Roster,
    RuleId,
    Ruling,
)
from course.core.progress import course_blog, course_weeks, credits

_BESIDE = 0.04  # a second or third Thing of a post that is asked about
_NUMBERED = frozenset({"title", "slug", "tag", "heading", "opening", "mention"})  # evidence that names a number
_KEPT = frozenset({RuleId.OWN_TITLE, RuleId.LOOKS_BACK})  # the learner has no say in these

Claims = Mapping[PostKey, tuple[Claim, ...]]


class TopicCredit(NamedTuple):
    """A credit by topic as it was recorded. It stays until a ruling or an edit of the post takes it away."""

    post: PostKey
    thing: int
    on: date  # the day on which it was recorded
    words: str  # the hash of the version that earned it
    chance: float
    evidence: tuple[Evidence, ...]


def by_number(claim: Claim) -> bool:
    """Whether a number speaks for a claim; otherwise only the topic does."""
    return any(evidence.kind in _NUMBERED for evidence in claim.evidence)


def course_posts(
    course: Course, roster: Roster, posts: Iterable[Post], claims: Claims, rulings: Iterable[Ruling], as_of: date
) -> Iterator[CoursePost]:
    """The posts of the run up to a day, person by person in their order, with what is certain of each."""
    by_person: dict[Handle, list[Post]] = {}
    for post in posts:
        by_person.setdefault(post.author, []).append(post)
    decided = credits.decisions(rulings, as_of)
    is_organisers = course_blog.contains(course)
    for handle in sorted(by_person):
        person = roster.get(handle)
        if person is None or person.cohort not in course.cohorts:
            continue
        window = course_weeks.window(course.cohorts[person.cohort], person, course)
        for item in credits.dated(by_person[handle], course.zone, window):
            if item.in_run and item.day <= as_of and not is_organisers(item.post):
                said = decided.get(item.key, {}) if decided else {}
                yield _course_post(item, claims.get(item.key, ()), said)


def _course_post(item: credits.Dated, claims: Sequence[Claim], said: Mapping[int, Ruling]) -> CoursePost:
    numbered = [claim for claim in claims if claim.confidence is not Confidence.WEAK and by_number(claim)]
    sure = [claim.thing for claim in numbered if claim.confidence is Confidence.SURE]
    refused = frozenset(thing for thing, ruling in said.items() if not ruling.accepted)
    accepted = [thing for thing, ruling in said.items() if ruling.accepted]
    things = tuple(sorted({*sure, *accepted} - refused))
    return CoursePost(
        *(item.key, item.post.author, item.day.toordinal(), item.post.words, things, not numbered),
        *(accepted[0] if accepted and not numbered else None, refused),
    )


def opening_days(course: Course, roster: Roster) -> Mapping[Handle, Mapping[int, int]]:
    """For each person the day (ordinal) on which each Thing opens; one mapping for all who share it."""
    shared: dict[object, Mapping[int, int]] = {}
    result = {}
    for handle, person in roster.items():
        if person.cohort in course.cohorts:
            cohort = course.cohorts[person.cohort]
            first = course_weeks.week_one(cohort, person)
            if first not in shared:
                days = course_weeks.opens(cohort, person, course)
                shared[first] = {thing: day.toordinal() for thing, day in days.items()}
            result[handle] = shared[first]
    return result


def suggested(found: Mapping[PostKey, Sequence[Suggestion]], learned: Learned) -> Claims:
    """What was learned of each post, as claims by topic."""
    return {key: tuple(_claims(suggestions, learned)) for key, suggestions in found.items()}


def with_topics(claims: Claims, topical: Claims, recorded: Iterable[TopicCredit], learned: Learned) -> Claims:
    """The claims of each post with those by topic: where the learner has judged, its word stands for the clues'."""
    result = dict(claims)
    for key, found in topical.items():
        if any(claim.rule is RuleId.BOOST_OR_REPLY for claim in claims.get(key, ())):
            continue
        own = [
            claim
            for claim in claims.get(key, ())
            if by_number(claim) or claim.rule in _KEPT or _said_so(claim, learned)
        ]
        taken = {claim.thing: claim for claim in own if claim.confidence is not Confidence.WEAK}
        told = (_beside(claim, taken.get(claim.thing)) for claim in found)
        result[key] = _together(own, [claim for claim in told if claim is not None])
    for credit in recorded:
        claim = Claim(credit.thing, Confidence.SURE, credit.evidence, RuleId.LEARNED_TOPIC, credit.chance, credit.on)
        result[credit.post] = _together(_settled(result.get(credit.post, ())), [claim])
    return result


def _beside(claim: Claim, own: Claim | None) -> Claim | None:
    """The learner's claim beside another about the same Thing, which goes before it. What is asked about because of the
    post's title stays so, and is asked with the learner's chance."""
    if own is None:
        return claim
    if own.rule is RuleId.OWN_TITLE and own.confidence is Confidence.LIKELY:
        return replace(own, chance=claim.chance)
    return None


def _settled(claims: Iterable[Claim]) -> list[Claim]:
    """The claims of a post that is credited: nothing is asked any more about what only its topic tells."""
    return [
        replace(c, confidence=Confidence.WEAK) if c.confidence is Confidence.LIKELY and not by_number(c) else c
        for c in claims
    ]


def _said_so(claim: Claim, learned: Learned) -> bool:
    """A text that tells the topic of "this Thing" is believed, unless every credit without a number must be proven."""
    return claim.confidence is Confidence.SURE and learned is not Learned.CREDIT


def _together(own: Iterable[Claim], topical: Sequence[Claim]) -> tuple[Claim, ...]:
    things = {claim.thing for claim in topical}
    kept = [claim for claim in own if claim.thing not in things]
    return tuple(sorted((*kept, *topical), key=lambda claim: claim.thing))


def _claims(suggestions: Sequence[Suggestion], learned: Learned) -> Iterator[Claim]:
    first = suggestions[0] if suggestions else None
    for suggestion in suggestions:
        if suggestion is first:
            proven = suggestion.chance >= PROVEN and learned is Learned.CREDIT
            asked = suggestion.chance >= ASKED
        else:
            proven, asked = False, first is not None and ASKED <= first.chance < PROVEN and suggestion.chance >= _BESIDE
        confidence = Confidence.SURE if proven else Confidence.LIKELY if asked else Confidence.WEAK
        if confidence is not Confidence.WEAK or suggestion is first:
            rule = RuleId.LEARNED_TOPIC if confidence is not Confidence.WEAK else RuleId.LEARNED_TOPIC_FAINT
            yield Claim(suggestion.thing, confidence, evidence(suggestion), rule, suggestion.chance)


def evidence(suggestion: Suggestion) -> tuple[Evidence, ...]:
    """Why a post may be about a Thing, as it is shown."""
    thing, (right, made) = suggestion.thing, suggestion.alike
    shown = [Evidence("topic", quote) for quote in suggestion.quotes]
    if made:
        were = f"{right} of {made} posts with these words {'was' if right == 1 else 'were'}"
        if made == 1:
            were = f"the only post with these words {'was' if right else 'was not'}"
        shown.append(Evidence("alike", f"{were} about Thing {thing}"))
    path = f"Thing {suggestion.before} was done before, and " if suggestion.before else ""
    open_ = f"Thing {thing} was open" if suggestion.was_open else f"Thing {thing} was not open yet"
    shown.append(Evidence("path", path + open_))
    return tuple(shown)


def to_record(claims: Claims, words: Mapping[PostKey, str], on: date) -> Iterator[TopicCredit]:
    """The credits by topic among these claims that have not been recorded yet; `words`: each post's present version."""
    for key in sorted(claims):
        for claim in claims[key]:
            if claim.chance is not None and claim.confidence is Confidence.SURE and claim.recorded is None:
                yield TopicCredit(key, claim.thing, on, words[key], claim.chance, claim.evidence)
