"""What the learner makes of a simulated course, against the truth."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from course.core.detection.detect import Detector
from course.core.detection.topic_learning import Learner
from course.core.model import Claim, Confidence, Course, Handle, Learned, Participant, PostKey, Words
from course.core.progress import topic_claims
from simulation.blogs import Simulated

LAST_DAY = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Measured:
    """Every post with its claims, and the CPU seconds that learning took."""

    posts: Sequence[Simulated]
    claims: Mapping[PostKey, tuple[Claim, ...]]
    seconds: float


def roster(course: Course, posts: Sequence[Simulated]) -> Mapping[Handle, Participant]:
    """Everybody, in the first fixed cohort, from its first day."""
    cohort = next(cohort for cohort in course.cohorts.values() if cohort.starts)
    assert cohort.starts
    handles = sorted({post.post.author for post in posts})
    return MappingProxyType({h: Participant(h, h, cohort.name, cohort.starts) for h in handles})


def measured(course: Course, posts: Sequence[Simulated], learned: Learned = Learned.CREDIT) -> Measured:
    """Judge each post by itself, then learn, and put both together."""
    course = replace(course, learned=learned)
    people = roster(course, posts)
    detector = Detector(course)
    own = {one.post.key: detector.claims(one.words) for one in posts}
    words = {one.post.words: one.words for one in posts}

    def read(hashes: Sequence[str]) -> Mapping[str, Words]:
        return {hash_: words[hash_] for hash_ in hashes}

    began = time.process_time()
    given = list(topic_claims.course_posts(course, people, [one.post for one in posts], own, (), LAST_DAY))
    found = Learner(course, given, topic_claims.opening_days(course, people), read).suggestions()
    seconds = time.process_time() - began
    return Measured(posts, topic_claims.with_topics(own, topic_claims.suggested(found, learned), (), learned), seconds)


def table(found: Measured) -> str:
    """The figures that the course is to show, in words."""
    unnumbered = [one for one in found.posts if not one.numbered]
    pairs = sum(len(one.things) for one in unnumbered)
    credited = [(one, claim) for one in unnumbered for claim in found.claims[one.post.key] if _sure(claim)]
    right = sum(claim.thing in one.things for one, claim in credited)
    queue = [one for one in found.posts if any(c.confidence is Confidence.LIKELY for c in found.claims[one.post.key])]
    wrong = Counter(one.kind for one, claim in credited if claim.thing not in one.things)
    asked = sum(
        thing in {c.thing for c in found.claims[one.post.key] if c.confidence is not Confidence.WEAK}
        for one in unnumbered
        for thing in one.things
    )
    kinds = dict(Counter(one.kind for one in queue))
    lines = [
        f"{len(found.posts)} posts, {len(unnumbered)} without a number, {pairs} Things in these; learned in {found.seconds:.2f} s of CPU",
        f"credited without a number: {right / pairs:.3f} of the Things, precision {right / max(1, len(credited)):.4f}, wrong {dict(wrong)}",
        f"credited or asked: {asked / pairs:.3f}; queue {len(queue) / len(found.posts):.3f} of the posts, {kinds}",
    ]
    return "\n".join(lines) + "\n" + calibration([found])


def calibration(several: Sequence[Measured]) -> str:
    """Of first suggestions, by the tenth of their chance: the mean chance and the share that was right, all courses together.

    `by luck`: how far the two differ in two of three courses if every chance is exact.
    """
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for found in several:
        for tenth, rows in _tenths([one for one in found.posts if not one.numbered], found.claims).items():
            tenths.setdefault(tenth, []).extend(rows)
    lines = ["chance      posts   mean  right   differ  by luck"]
    for tenth, rows in sorted(tenths.items()):
        mean, share = sum(c for c, _ in rows) / len(rows), sum(ok for _, ok in rows) / len(rows)
        luck = sum(c * (1 - c) for c, _ in rows) ** 0.5 / len(rows)
        lines.append(
            f"{tenth / 10:.1f}-{tenth / 10 + 0.1:.1f} {len(rows):9} {mean:6.3f} {share:6.3f} {mean - share:+8.3f}   {luck:.3f}"
        )
    return "\n".join(lines) + "\n"


def _sure(claim: Claim) -> bool:
    return claim.confidence is Confidence.SURE


def _tenths(
    posts: Sequence[Simulated], claims: Mapping[PostKey, tuple[Claim, ...]]
) -> Mapping[int, list[tuple[float, bool]]]:
    """First suggestions by the tenth of their chance, each with whether it is right."""
    result: dict[int, list[tuple[float, bool]]] = {}
    for one in posts:
        chances = [(claim.chance, claim.thing) for claim in claims[one.post.key] if claim.chance is not None]
        if chances:
            chance, thing = max(chances)
            result.setdefault(min(9, int(chance * 10)), []).append((chance, thing in one.things))
    return result
