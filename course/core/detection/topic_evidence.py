"""What one post without a number says of its topic, and how likely that makes each Thing."""

import re
from collections.abc import Mapping, Sequence
from math import exp, fsum
from operator import mul
from typing import NamedTuple

from course.core.detection import course_terms, mention_roles, tokens, topic_cues
from course.core.detection.course_terms import CourseTerms
from course.core.detection.learned_words import Features, LearnedWords, Row
from course.core.model import Words

# What a unit of evidence is worth, in log-odds; fitted on recorded and simulated posts.
_OF_WORDS = 0.8
_OF_CLUES = 1.3
_NOTHING_OF_ALL = 0.08  # of somebody's posts, how many are about nothing
_NOTHING_OF_ONE = 0.15  # of a post without a number, if nothing is known of its writer
_WORDLESS = 2.0  # log-odds for nothing of a post in which nothing speaks for a Thing
_TOPIC_ASIDE = 0.4  # of the posts about nothing, how many speak of a Thing's topic nevertheless,
_WORTH_ASIDE = 0.95  # and how strongly, against a post about the Thing
_MOST_CLUES = 8.0
_TITLE_ALONE = 1.5  # what the words of a first or last post in its title are worth, in clues
_READ = 2_400  # characters
_FIRST = 200  # characters in which it is said that something is not done
_QUOTES, _WEIGHED = 4, 12  # phrases that are shown, and from which they are taken
_NOT_YET = 7.4  # a post that begins with plans is so many times as probably about nothing
_PLANS = re.compile(
    r"\b(?:next (?:week|time|thing)|tomorrow|not (?:\w+ )?(?:yet|tried|started)|haven'?t (?:\w+ )?(?:yet|tried|started)|yet to|about to|"
    r"(?:will|going to|plan to|want to) (?:try|look|start|do so|explore|set)|before post|look(?:ing)? forward to)\b"
)


class Topic(NamedTuple):
    """A post as the learner has read it: what speaks for each Thing, in log-odds, and what says that it is unfinished."""

    of: Features  # its words of the vocabulary
    clues: Mapping[int, tuple[float, Sequence[str]]]
    worths: Mapping[int, float]
    odds: Sequence[float]  # the same in the order of the Things, as powers of e
    nothing: float  # the same for a post about nothing, as a power of e
    unfinished: bool = False  # it says that the thing is still to be done

    def worth(self, thing: int) -> float:
        """How much speaks for a Thing, in log-odds."""
        return self.worths.get(thing, 0.0)


def quotes(topic: Topic, thing: int, learned: LearnedWords, own: Mapping[str, Row]) -> tuple[str, ...]:
    """The phrases of a post that speak for a Thing, the strongest first: clues, then learned words."""
    said = list(topic.clues.get(thing, (0.0, ()))[1])
    said += [word.removeprefix("= ") for word in learned.speaking(thing, topic.of, own)]
    shown: list[str] = []
    for quote in dict.fromkeys(said[:_WEIGHED]):
        if not any(quote in other for other in shown):
            shown = [other for other in shown if other not in quote.split()] + [quote]
    return tuple(shown[:_QUOTES])


def clues_of(words: Words, terms: CourseTerms) -> Mapping[int, tuple[float, Sequence[str]]]:
    """What the clues of the Thing files, and how first and last posts are titled, are worth for each Thing."""
    title, low = tokens.plain(words.title[: tokens.LONGEST_TITLE]), tokens.small(words.text[:_READ])
    found: dict[int, tuple[float, Sequence[str]]] = {}
    for topic in topic_cues.topics_of(words, title, low, terms):
        phrases: dict[str, str] = {}  # "catch up" and "catch-up" are one
        for quote in topic.quotes:
            phrases.setdefault(" ".join(course_terms.lowercase_words(quote)), quote)
        once = tuple(phrases.values())
        twice = sum([worth for quote, worth in topic.quotes.items() if quote not in once])
        found[topic.thing] = (topic.score - twice, once)
    for thing, phrase in topic_cues.first_or_last(title.casefold(), terms):
        worth, quotes = found.get(thing, (0.0, ()))
        found[thing] = (worth + _TITLE_ALONE, (*quotes, phrase))
    return found


def is_marked(words: Words, terms: CourseTerms) -> bool:
    """Whether a post bears the course's mark in title, tags or text."""
    return any(
        terms.marks(text.lower()) for text in (words.title, " ".join(words.tags[:50])[:1000], words.text[:_READ])
    )


def topic_of(
    words: Words, of: Features, terms: CourseTerms, learned: LearnedWords, own: Mapping[str, Row], things: Sequence[int]
) -> Topic:
    """Everything that a post says of its topic; `own`: the rows of what its blog teaches, which does not count here.

    A post about nothing may well speak of a Thing's topic (a conference report, what will be tried next week). So words
    alone are not enough: the Thing has to be likely by path and calendar, too.
    """
    opening = f"{words.title}. {words.text[:_FIRST]}"
    clues = clues_of(words, terms)
    worths = {thing: _OF_WORDS * worth for thing, worth in learned.worth(of, own).items()}
    for thing, (score, _) in clues.items():
        worths[thing] = worths.get(thing, 0.0) + _OF_CLUES * min(_MOST_CLUES, score)
    aside = fsum([exp(_WORTH_ASIDE * worth) for worth in worths.values()])
    nothing = exp(_WORDLESS) + _TOPIC_ASIDE * aside / len(things)
    if _PLANS.search(opening.lower().replace("’", "'")):
        nothing *= _NOT_YET
    odds = [exp(worths[thing]) if thing in worths else 1.0 for thing in things]
    return Topic(of, clues, worths, odds, nothing, mention_roles.unfinished(opening))


def nothing_before(numbered: int, unnumbered: int) -> float:
    """How likely a post without a number is to be about nothing, before it is read: who counts otherwise, counts Things."""
    posts = numbered + unnumbered
    return min(0.85, max(0.05, (_NOTHING_OF_ALL * posts + _NOTHING_OF_ONE) / (unnumbered + 1)))


def likelihoods(topic: Topic, prior: Sequence[float], nothing: float) -> Sequence[float]:
    """How likely the post is to be about each Thing, in their order, and last, about nothing (together 1).

    `prior`: how likely each Thing is before a word is read; `nothing`: likewise. A post is worth so little that no power of
    e is too large for a number.
    """
    raised = list(map(mul, prior, topic.odds))
    raised.append(topic.nothing * nothing / (1 - nothing))
    whole = sum(raised)
    return [value / whole for value in raised]
