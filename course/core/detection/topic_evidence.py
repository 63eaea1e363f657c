"""What one post without a number says of its topic, and how likely that makes each Thing."""

import re
from collections.abc import Mapping, Sequence
from math import exp, log
from typing import NamedTuple

from course.core.detection import course_terms, mention_roles, tokens, topic_cues
from course.core.detection.course_terms import CourseTerms
from course.core.detection.learned_words import Features, LearnedWords
from course.core.model import Words

NOTHING = 0  # among Things: the post is about none

# What a unit of evidence is worth, in log-odds; fitted on recorded and simulated posts.
_OF_WORDS = 0.6
_OF_CLUES = 1.3
_NOTHING_OF_ALL = 0.1  # of somebody's posts, how many are about nothing
_NOTHING_OF_ONE = 0.15  # of a post without a number, if nothing is known of its writer
_WORDLESS = 2.0  # log-odds for nothing of a post in which nothing speaks for a Thing
_TOPIC_ASIDE = 0.4  # of the posts about nothing, how many speak of a Thing's topic nevertheless,
_WORTH_ASIDE = 0.95  # and how strongly, against a post about the Thing
_MOST_CLUES = 8.0
_TITLE_ALONE = 1.5  # what the words of a first or last post in its title are worth, in clues
_READ = 2_400  # characters
_FIRST = 200  # characters in which it is said that something is not done
_QUOTES = 4
_NOT_YET = 2.0  # log-odds for nothing of a post that begins with plans
_PLANS = re.compile(
    r"\b(?:next (?:week|time|thing)|tomorrow|not (?:\w+ )?(?:yet|tried|started)|haven'?t (?:\w+ )?(?:yet|tried|started)|yet to|about to|"
    r"(?:will|going to|plan to|want to) (?:try|look|start|do so|explore|set)|before post|look(?:ing)? forward to)\b"
)


class Topic(NamedTuple):
    """A post as the learner has read it: weights of words and clues by Thing, each with what was said."""

    words: Mapping[int, Sequence[tuple[float, str]]]
    clues: Mapping[int, tuple[float, Sequence[str]]]
    unfinished: bool = False  # it says that the thing is still to be done
    plans: bool = False  # it begins with what will be done

    def worth(self, thing: int) -> float:
        """How much speaks for a Thing, in log-odds."""
        words = sum([weight for weight, _ in self.words.get(thing, ())])
        clues = self.clues[thing][0] if thing in self.clues else 0.0
        return _OF_WORDS * words + _OF_CLUES * min(_MOST_CLUES, clues)

    def quotes(self, thing: int) -> tuple[str, ...]:
        """The phrases that speak for a Thing, the strongest first: clues, then learned words."""
        said = list(self.clues.get(thing, (0.0, ()))[1])
        said += [word.removeprefix("= ") for _, word in self.words.get(thing, ())]
        shown: list[str] = []
        for quote in dict.fromkeys(said):
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
    words: Words, of: Features, terms: CourseTerms, learned: LearnedWords, own: Mapping[str, Sequence[int]]
) -> Topic:
    """Everything that a post says of its topic; `own`: what its blog teaches, which does not count here."""
    opening = f"{words.title}. {words.text[:_FIRST]}"
    planned = _PLANS.search(opening.lower().replace("’", "'")) is not None
    return Topic(learned.weights(of, own), clues_of(words, terms), mention_roles.unfinished(opening), planned)


def nothing_before(numbered: int, unnumbered: int) -> float:
    """How likely a post without a number is to be about nothing, before it is read: who counts otherwise, counts Things."""
    posts = numbered + unnumbered
    return min(0.85, max(0.05, (_NOTHING_OF_ALL * posts + _NOTHING_OF_ONE) / (unnumbered + 1)))


def likelihoods(topic: Topic, things: Sequence[int], prior: Sequence[float], nothing: float) -> Mapping[int, float]:
    """How likely the post is to be about each Thing, or about NOTHING (together 1).

    `prior`: of the Things, in logarithms; `nothing`: how likely that is before a word is read.

    A post about nothing may well speak of a Thing's topic (a conference report, what will be tried next week). So words
    alone are not enough: the Thing has to be likely by path and calendar, too.
    """
    something = log(1 - nothing)
    odds = [before + something for before in prior]
    aside = 0.0
    for place, thing in enumerate(things):
        if thing in topic.words or thing in topic.clues:
            worth = topic.worth(thing)
            odds[place] += worth
            aside += exp(_WORTH_ASIDE * worth)
    not_one = log(nothing) + log(exp(_WORDLESS) + _TOPIC_ASIDE * aside / len(things))
    odds.append(not_one + _NOT_YET if topic.plans else not_one)
    best = max(odds)
    raised = [exp(value - best) for value in odds]
    whole = sum(raised)
    return dict(zip((*things, NOTHING), [value / whole for value in raised], strict=True))
