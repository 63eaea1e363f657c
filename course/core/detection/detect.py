"""Which Things does a post claim to be about? It is read once, then cues are found in it, then these are weighed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from course.core.detection import course_terms, find_cues, read_post, weigh_cues
from course.core.model import Claim, Confidence, Course, RuleId, Words

AT_ONCE = 500  # versions of posts whose words are in memory at the same time
_ADDRESSED = re.compile(r"\s*(?:(?:RT|R to|RT by|via)\s+|[♻\U0001f501]\ufe0f?\s*)?[@＠](?P<name>[\w.-]+)")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


class Detector:
    """Detection for one course; making it takes some milliseconds, so make it once."""

    def __init__(self, course: Course) -> None:
        self._terms = course_terms.of(course)
        self._tags = frozenset(tag.casefold().lstrip("#") for tag in course.tags)
        self._words_at_least = {t.number: t.words_at_least for t in course.things if t.words_at_least}

    def claims(self, words: Words) -> tuple[Claim, ...]:
        """What the post itself seems to do, Thing by Thing, with the words that made us think so."""
        post = read_post.read(words, self._terms)
        cues = find_cues.find(post, self._terms)
        claims = weigh_cues.weigh(cues)
        if not words.title:
            claims = tuple(map(_in_the_opening, claims))
        if self._passes_on_or_replies(words):
            return tuple(replace(claim, confidence=Confidence.WEAK, rule=RuleId.BOOST_OR_REPLY) for claim in claims)
        if words.reblog:
            return tuple(_asked_about(claim, RuleId.REBLOG) for claim in claims)
        return tuple(map(partial(self._long_enough, _length(words.text)), claims)) if self._words_at_least else claims

    def _passes_on_or_replies(self, words: Words) -> bool:
        """Whether a message without a title begins with somebody's name: a boost, or a reply to them; the course's own is no reply."""
        is_message = not words.title and len(words.text) <= read_post.SHORT_MESSAGE
        found = _ADDRESSED.match(words.text) if is_message else None
        return found is not None and found["name"].casefold() not in self._tags

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


def _in_the_opening(claim: Claim) -> Claim:
    """A claim about a post without a title: what was taken for one is its first line."""
    found = (replace(one, kind="opening") if one.kind == "title" else one for one in claim.evidence)
    return replace(claim, evidence=tuple(found))


def _length(text: str) -> int:
    """How many words a text has; where words aren't divided, its signs are counted."""
    return len(_WORD.findall(text))
