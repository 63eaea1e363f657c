"""Which Things does a post claim to be about? It is read once, then cues are found in it, then these are weighed."""

from dataclasses import replace

from course.core.detection import course_terms, find_cues, read_post, weigh_cues
from course.core.model import Claim, Confidence, Course, RuleId, Words


class Detector:
    """Detection for one course; making it takes some milliseconds, so make it once."""

    def __init__(self, course: Course) -> None:
        self._terms = course_terms.of(course)

    def claims(self, words: Words) -> tuple[Claim, ...]:
        """What the post itself seems to do, Thing by Thing, with the words that made us think so."""
        post = read_post.read(words, self._terms)
        cues = find_cues.find(post, self._terms)
        claims = weigh_cues.weigh(cues)
        return tuple(map(_as_a_reblog, claims)) if words.reblog else claims


def _as_a_reblog(claim: Claim) -> Claim:
    """The words are somebody else's, so they earn nothing by themselves: a person decides."""
    return (
        claim
        if claim.confidence is Confidence.WEAK
        else replace(claim, confidence=Confidence.LIKELY, rule=RuleId.REBLOG)
    )
