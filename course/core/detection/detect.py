"""Which Things does a post claim to be about? It is read once, then cues are found in it, then these are weighed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from course.core.detection import course_terms, find_cues, read_post, weigh_cues
from course.core.model import Claim, Confidence, Course, RuleId, Words

AT_ONCE = 500  # versions of posts whose words are in memory at the same time
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


class Detector:
    """Detection for one course; making it takes some milliseconds, so make it once."""

    def __init__(self, course: Course) -> None:
        self._terms = course_terms.of(course)
        self._words_at_least = {t.number: t.words_at_least for t in course.things if t.words_at_least}

    def claims(self, words: Words) -> tuple[Claim, ...]:
        """What the post itself seems to do, Thing by Thing, with the words that made us think so."""
        post = read_post.read(words, self._terms)
        cues = find_cues.find(post, self._terms)
        claims = weigh_cues.weigh(cues)
        if words.reblog:
            return tuple(_asked_about(claim, RuleId.REBLOG) for claim in claims)
        return tuple(map(partial(self._long_enough, _length(words.text)), claims)) if self._words_at_least else claims

    def _long_enough(self, length: int, claim: Claim) -> Claim:
        """A post that is shorter than the course asks for earns nothing by itself: its feed may show a part of it only."""
        short = claim.confidence is Confidence.SURE and length < self._words_at_least.get(claim.thing, 0)
        return _asked_about(claim, RuleId.TOO_SHORT) if short else claim

    def judged(
        self, hashes: Sequence[str], words: Callable[[Sequence[str]], Mapping[str, Words]]
    ) -> Iterator[Mapping[str, tuple[Claim, ...]]]:
        """The claims of many versions of posts by their hashes, some hundred at a time; `words` reads the versions."""
        for start in range(0, len(hashes), AT_ONCE):
            read = words(hashes[start : start + AT_ONCE])
            yield {hash_: self.claims(said) for hash_, said in read.items()}


def _asked_about(claim: Claim, rule: RuleId) -> Claim:
    """A claim that a person decides about; a weak one stays as it is."""
    return claim if claim.confidence is Confidence.WEAK else replace(claim, confidence=Confidence.LIKELY, rule=rule)


def _length(text: str) -> int:
    """How many words a text has; where words aren't divided, its signs are counted."""
    return len(_WORD.findall(text))
