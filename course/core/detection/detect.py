"""Which Things does a post claim to be about? It is read once, then cues are found in it, then these are weighed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from course.core.detection import course_terms, find_cues, read_post, weigh_cues
from course.core.model import Claim, Confidence, Course, RuleId, Words

AT_ONCE = 500  # versions of posts whose words are in memory at the same time


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

    def judged(
        self, hashes: Sequence[str], words: Callable[[Sequence[str]], Mapping[str, Words]]
    ) -> Iterator[Mapping[str, tuple[Claim, ...]]]:
        """The claims of many versions of posts by their hashes, some hundred at a time; `words` reads the versions."""
        for start in range(0, len(hashes), AT_ONCE):
            read = words(hashes[start : start + AT_ONCE])
            yield {hash_: self.claims(said) for hash_, said in read.items()}


def _as_a_reblog(claim: Claim) -> Claim:
    """The words are somebody else's, so they earn nothing by themselves: a person decides."""
    return (
        claim
        if claim.confidence is Confidence.WEAK
        else replace(claim, confidence=Confidence.LIKELY, rule=RuleId.REBLOG)
    )
