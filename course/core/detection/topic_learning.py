"""Which Thing is a post without a number about? What the course's own posts teach, weighed with clues, path and calendar.

Everything is worked out from posts, claims and rulings: nothing here is told to us, so it may be forgotten at any time
and comes back the same (docs/decisions/learning.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from course.core.detection import course_terms, person_path, teaching, topic_evidence
from course.core.detection.alike_posts import AlikePosts
from course.core.detection.chance import Chances, Tally
from course.core.detection.course_terms import CourseTerms
from course.core.detection.learned_words import Features, Row, features, letters
from course.core.detection.person_path import Habits, Odds, Place
from course.core.detection.suggestions import ASKED, PROVEN, CoursePost, Suggestion
from course.core.detection.teaching import ReadWords
from course.core.detection.topic_evidence import Topic
from course.core.model import Course, Handle, PostKey, Words

_Rows = Mapping[str, Row]

_JUDGED = 130  # blogs whose own numbers are hidden, to count how often suggestions are right
_NEIGHBOUR = 0.9  # a post without a number this likely about a Thing is a neighbour to others
_SUGGESTED = 4  # Things for one post
_NOT_DONE = 0.15  # no chance is higher for a post that says it is not done
_EARLY = 1  # days before its opening on which a Thing may be seen


class _Judged(NamedTuple):
    """A post of somebody's with what its words make likely."""

    post: CoursePost
    topic: Topic
    place: Place
    likely: Sequence[float]  # of the Things in their order; the last is of nothing
    best: int  # the likeliest Thing
    score: float  # how likely that is, before it is asked how often such scores are right


class Learner:
    """One course, read once. `opens`: for each person, the day (ordinal) on which each Thing opens."""

    def __init__(
        self, course: Course, posts: Iterable[CoursePost], opens: Mapping[Handle, Mapping[int, int]], read: ReadWords
    ) -> None:
        self._terms = course_terms.of(course)
        self._without = _telling_numbers(self._terms)
        self._opens, self._read = opens, read
        self._people: dict[Handle, list[CoursePost]] = {}
        for post in posts:
            if opens.get(post.author):
                self._people.setdefault(post.author, []).append(post)
        taught = teaching.taught(self._people, self._without, read)
        self.words, self._own, self._ignored, self._doubted = taught
        self._odds = self._habits([thing.number for thing in course.things])

    def suggestions(self) -> Mapping[PostKey, tuple[Suggestion, ...]]:
        """For each post without a number that bears the course's mark, the likeliest Things, the likeliest first."""
        tally = Tally()
        for handle in teaching.some(self._own, _JUDGED, b"judge"):
            self._count_hidden(self._people[handle], tally)
        found: list[tuple[_Judged, _Rows]] = []
        for handle in sorted(self._people):
            own = self._people[handle]
            topics, rows = self._topics(handle, [post for post in own if post.unnumbered])
            if topics:
                found += [(one, rows) for one in self._judged(own, topics)]
        for one, _ in found:
            if one.post.author not in self._ignored:
                beside = any(post.things and not post.unnumbered for post in self._people[one.post.author])
                tally.unnumbered(one.score, one.likely[-1], beside=beside)
                if one.best == one.post.accepted or one.best in one.post.refused:
                    tally.ruled(one.score, one.best == one.post.accepted)
        chances = tally.chances()
        told = {one.post.key: self._suggested(one, rows, chances) for one, rows in found}
        return self._with_alike(told)

    def _habits(self, things: Sequence[int]) -> Odds:
        habits = Habits()
        for handle, own in self._people.items():
            if handle in self._ignored:
                continue
            opens = self._opens[handle]
            days = [
                (p.things[0], p.day)
                for p in own
                if len(p.things) == 1 and not p.unnumbered and p.key not in self._doubted
            ]
            habits.learn([(thing, day - opens[thing]) for thing, day in days if thing in opens])
        return habits.odds(things)

    def _count_hidden(self, own: Sequence[CoursePost], tally: Tally) -> None:
        """Judge somebody's numbered posts as though they had no numbers: all of them, every other one, some one by one."""
        numbered = [post for post in own if post.things and not post.unnumbered]
        topics, _ = self._topics(own[0].author, numbered)
        for beside, hidden in ((False, numbered), (True, numbered[::2]), *((True, [post]) for post in numbered[1::4])):
            if len(numbered) > beside:
                for one in self._judged(own, {post.key: topics[post.key] for post in hidden if post.key in topics}):
                    tally.hidden(one.score, one.best in one.post.things, beside=beside)

    def _judged(self, own: Sequence[CoursePost], topics: Mapping[PostKey, Topic]) -> list[_Judged]:
        """The likely Things of the posts with these topics, their numbers not looked at, each in its place among the others.

        Twice: what is very likely after the first time is a neighbour in the second, and is done by the post that
        speaks for it best.
        """
        certain = [0 if post.key in topics and post.accepted is None else max(post.things, default=0) for post in own]
        first = self._placed(own, topics, certain, {})
        likely = {one.post.key: one for one in first if one.score >= _NEIGHBOUR}
        if not likely:
            return first
        known = [sure or (likely[p.key].best if p.key in likely else 0) for sure, p in zip(certain, own, strict=True)]
        best: dict[int, tuple[float, PostKey]] = {}
        for key, one in likely.items():
            best[one.best] = max(best.get(one.best, (0.0, key)), (one.topic.worth(one.best), key))
        return self._placed(own, topics, known, {thing: key for thing, (_, key) in best.items()})

    def _placed(
        self,
        own: Sequence[CoursePost],
        topics: Mapping[PostKey, Topic],
        known: Sequence[int],
        best: Mapping[int, PostKey],
    ) -> list[_Judged]:
        """The likely Things of these topics; `known`: each post's Thing or 0; `best`: the posts by which Things are done."""
        beside, things, opens = person_path.neighbours(known), self._odds.things, self._opens[own[0].author]
        unnumbered = sum(post.unnumbered or post.key in topics for post in own)
        nothing = topic_evidence.nothing_before(len(own) - unnumbered, unnumbered)
        done = [
            (place, thing)
            for place, thing in enumerate(known)
            if thing and best.get(thing, own[place].key) == own[place].key
        ]
        result = []
        for place, post in enumerate(own):
            if post.key in topics:
                at = Place(*beside[place], {thing for other, thing in done if other != place})
                prior = self._odds.prior(post.day, opens, at)
                likely = topic_evidence.likelihoods(topics[post.key], prior, nothing)
                score = max(likely[:-1])
                result.append(_Judged(post, topics[post.key], at, likely, things[likely.index(score)], score))
        return result

    def _topics(self, handle: Handle, posts: Sequence[CoursePost]) -> tuple[Mapping[PostKey, Topic], _Rows]:
        """What one person's posts say of their topics, and the rows of the words that this person teaches, too.

        A post without a number has to bear the course's mark.
        """
        said = self._read([post.words for post in posts])
        read = {
            post.key: (words, self._features(post, words))
            for post in posts
            if (words := said.get(post.words)) is not None
            and (not post.unnumbered or topic_evidence.is_marked(words, self._terms))
        }
        if not read:
            return {}, {}
        taught = self._own.get(handle, {}).values()
        own = self.words.without(taught, frozenset().union(*(of for _, of in read.values()))) if taught else {}
        things = self._odds.things
        return {
            key: topic_evidence.topic_of(words, of, self._terms, self.words, own, things)
            for key, (words, of) in read.items()
        }, own

    def _features(self, post: CoursePost, words: Words) -> Features:
        """The words of the vocabulary in a post."""
        taught = self._own.get(post.author, {}).get(post.key)
        return taught[1] if taught else features(words, self._without, self.words.vocabulary)

    def _suggested(self, one: _Judged, own: _Rows, chances: Chances) -> tuple[Suggestion, ...]:
        """The likeliest Thing of a post, and beside one that is asked about, others that share what its chance leaves."""
        opens, things = self._opens[one.post.author], self._odds.things
        order = sorted(range(len(things)), key=lambda place: -one.likely[place])
        first = min(chances.of(one.score), _NOT_DONE) if one.topic.unfinished else chances.of(one.score)
        left = (1 - first) / max(1 - one.score, 1e-9)
        return tuple(
            Suggestion(
                things[place],
                round(first if things[place] == one.best else min(first, left * one.likely[place]), 4),
                topic_evidence.quotes(one.topic, things[place], self.words, own),
                before=one.place.before,
                was_open=one.post.day >= opens[things[place]] - _EARLY,
            )
            for place in order[: _SUGGESTED if ASKED <= first < PROVEN else 1]
        )

    def _with_alike(self, told: Mapping[PostKey, tuple[Suggestion, ...]]) -> Mapping[PostKey, tuple[Suggestion, ...]]:
        """The suggestions, the first of each post with how many numbered posts of others have its words."""
        alike = AlikePosts(self._own, {quote for found in told.values() for quote in found[0].quotes})
        authors = {post.key: handle for handle, own in self._people.items() for post in own if post.key in told}
        return {
            key: (replace(found[0], alike=alike.count(found[0].thing, found[0].quotes, authors[key])), *found[1:])
            for key, found in told.items()
        }


def _telling_numbers(terms: CourseTerms) -> frozenset[str]:
    """The words by which a post tells its number: nouns, words for numbers, the course's marks."""
    numbers = {word for noun in terms.nouns.values() for word in (*noun.cardinals, *noun.ordinals, *noun.last)}
    return frozenset({*terms.nouns, *numbers, *(part for hint in terms.hints for part in letters(hint))})
