"""Which Thing is a post without a number about? What the course's own posts teach, weighed with clues, path and calendar.

Everything is worked out from posts, claims and rulings: nothing here is told to us, so it may be forgotten at any time
and comes back the same (docs/decisions/learning.md).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from course.core.detection import course_terms, person_path, topic_evidence
from course.core.detection.chance import Chances, Tally
from course.core.detection.course_terms import CourseTerms
from course.core.detection.learned_words import Features, LearnedWords, features, letters
from course.core.detection.person_path import Habits, Odds, Place
from course.core.detection.suggestions import CoursePost, Suggestion
from course.core.detection.topic_evidence import NOTHING, Topic
from course.core.model import Course, Handle, PostKey, Words

ReadWords = Callable[[Sequence[str]], Mapping[str, Words]]  # the words of posts by their hashes
Likelihoods = Mapping[int, float]

_TEACHERS = 1000  # blogs; more would teach nothing new
_JUDGED = 130  # blogs whose own numbers are hidden, to count how often suggestions are right
_NEIGHBOUR = 0.9  # a post without a number this likely about a Thing is a neighbour to others
_TRIED = 4  # posts of a blog that are looked at, to see whether its numbers can be believed
_WORDS_AGAINST = 4.0  # what words must be worth to speak against a number
_SUGGESTED = 3  # Things for one post
_NOT_DONE = 0.5  # no chance is higher for a post that says it is not done
_EARLY = 1  # days before its opening on which a Thing may be seen


class _Judged(NamedTuple):
    """A post of somebody's with what its words make likely."""

    post: CoursePost
    topic: Topic
    place: Place
    likely: Likelihoods
    best: int  # the likeliest Thing

    @property
    def score(self) -> float:
        """How likely that is, before it is asked how often such scores are right."""
        return self.likely[self.best]


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
        self._taught: dict[PostKey, Features] = {}
        self._own: dict[Handle, Mapping[int, Features]] = {}
        self._ignored: set[Handle] = set()
        self._teach()
        self.words = self._learn_words()
        if self._contradicted():
            self.words = self._learn_words()
        self._taught = {key: of & self.words.vocabulary for key, of in self._taught.items()}
        self._odds = self._habits([thing.number for thing in course.things])

    def suggestions(self) -> Mapping[PostKey, tuple[Suggestion, ...]]:
        """For each post without a number that bears the course's mark, the likeliest Things, the likeliest first."""
        tally = Tally()
        for handle in _some(self._own, _JUDGED):
            self._count_hidden(self._people[handle], tally)
        found: list[_Judged] = []
        for handle in sorted(self._people):
            own = self._people[handle]
            if topics := self._topics([post for post in own if post.unnumbered]):
                found += self._judged(own, topics)
        for one in (one for one in found if one.post.author not in self._ignored):
            tally.unnumbered(one.score, one.likely[NOTHING])
            if one.best == one.post.accepted or one.best in one.post.refused:
                tally.ruled(one.score, one.best == one.post.accepted)
        chances, alike = tally.chances(), AlikePosts(self._taught, self._people)
        return {one.post.key: self._suggested(one, chances, alike) for one in found}

    def _teach(self) -> None:
        """Read the posts that are about one Thing for certain; of very many blogs, those of some."""
        teachers = {handle for handle, own in self._people.items() if any(len(post.things) == 1 for post in own)}
        same: dict[str, str] = {}  # every word once in memory
        for handle in _some(teachers, _TEACHERS):
            posts = [post for post in self._people[handle] if len(post.things) == 1]
            said = self._read([post.words for post in posts])
            own: dict[int, list[Features]] = {}
            for post in posts:
                if post.words in said:
                    of = features(said[post.words], self._without)
                    self._taught[post.key] = of = frozenset(map(same.setdefault, of, of))
                    own.setdefault(post.things[0], []).append(of)
            self._own[handle] = {thing: of[0].union(*of[1:]) for thing, of in own.items()}

    def _learn_words(self) -> LearnedWords:
        return LearnedWords((thing, of) for own in self._own.values() for thing, of in own.items())

    def _contradicted(self) -> bool:
        """Stop listening to those whose numbers nearly all others contradict; whether there are any.

        Somebody who miscounts, or means to mislead, changes nothing for anybody else.
        """
        for handle in list(self._own):
            posts = [post for post in self._people[handle] if post.key in self._taught]
            if len(posts) < _TRIED:
                continue
            own = self.words.own(self._own[handle])
            tried = posts[:: len(posts) // _TRIED][:_TRIED]
            if sum(self._speaks_against(post, own) for post in tried) >= _TRIED - 1:
                self._ignored.add(handle)
        for handle in self._ignored:
            del self._own[handle]
            for post in self._people[handle]:
                self._taught.pop(post.key, None)
        return bool(self._ignored)

    def _speaks_against(self, post: CoursePost, own: Mapping[str, Sequence[int]]) -> bool:
        """Whether the others' words speak half as much again for another Thing as for the number of a post."""
        found = self.words.weights(self._taught[post.key], own)
        worth = {thing: sum([weight for weight, _ in words]) for thing, words in found.items()}
        return max(worth.values(), default=0.0) > max(_WORDS_AGAINST, 1.5 * worth.get(post.things[0], 0.0))

    def _habits(self, things: Sequence[int]) -> Odds:
        habits = Habits()
        for handle, own in self._people.items():
            if handle in self._ignored:
                continue
            opens = self._opens[handle]
            days = [(post.things[0], post.day) for post in own if len(post.things) == 1 and not post.unnumbered]
            habits.learn([(thing, day - opens[thing]) for thing, day in days if thing in opens])
        return habits.odds(things)

    def _count_hidden(self, own: Sequence[CoursePost], tally: Tally) -> None:
        """Judge somebody's numbered posts as though they had no numbers: first all of them, then every other one."""
        numbered = [post for post in own if len(post.things) == 1 and not post.unnumbered]
        topics = self._topics(numbered)
        for known, hidden in ((False, numbered), (True, numbered[::2])):
            if len(numbered) > known:
                for one in self._judged(own, {post.key: topics[post.key] for post in hidden if post.key in topics}):
                    tally.hidden(one.score, one.best == one.post.things[0])

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
        beside = person_path.neighbours(known)
        unnumbered = sum(post.unnumbered or post.key in topics for post in own)
        nothing = topic_evidence.nothing_before(len(own) - unnumbered, unnumbered)
        result = []
        for place, post in enumerate(own):
            if post.key in topics:
                done = {
                    thing
                    for other, thing in enumerate(known)
                    if thing and other != place and best.get(thing, own[other].key) == own[other].key
                }
                at = Place(*beside[place], done)
                prior = self._odds.prior(post.day, self._opens[post.author], at)
                likely = topic_evidence.likelihoods(topics[post.key], self._odds.things, prior, nothing)
                top = max(self._odds.things, key=likely.__getitem__)
                result.append(_Judged(post, topics[post.key], at, likely, top))
        return result

    def _topics(self, posts: Sequence[CoursePost]) -> Mapping[PostKey, Topic]:
        """What one person's posts say of their topics; a post without a number has to bear the course's mark."""
        if not posts:
            return {}
        said = self._read([post.words for post in posts])
        taught = self.words.own(self._own.get(posts[0].author, {}))
        result = {}
        for post in posts:
            words = said.get(post.words)
            if words is not None and (not post.unnumbered or topic_evidence.is_marked(words, self._terms)):
                of = self._taught.get(post.key) or features(words, self._without)
                result[post.key] = topic_evidence.topic_of(words, of, self._terms, self.words, taught)
        return result

    def _suggested(self, one: _Judged, chances: Chances, alike: "AlikePosts") -> tuple[Suggestion, ...]:
        """The likeliest Things of a post. What the first leaves of the chance, the others share as they are likely."""
        opens = self._opens[one.post.author]
        order = sorted((t for t in one.likely if t != NOTHING), key=lambda thing: (-one.likely[thing], thing))
        first = min(chances.of(one.score), _NOT_DONE) if one.topic.unfinished else chances.of(one.score)
        left = (1 - first) / max(1 - one.score, 1e-9)
        return tuple(
            Suggestion(
                thing,
                round(first if thing == one.best else min(first, left * one.likely[thing]), 4),
                quotes := one.topic.quotes(thing),
                alike.count(thing, quotes, one.post.author) if thing == one.best else (0, 0),
                one.place.before,
                one.post.day >= opens[thing] - _EARLY,
            )
            for thing in order[:_SUGGESTED]
        )


class AlikePosts:
    """Numbered posts by their words: how many with such words were about a Thing?"""

    def __init__(self, taught: Mapping[PostKey, Features], people: Mapping[Handle, Sequence[CoursePost]]) -> None:
        self._posts: list[tuple[int, Handle]] = []
        self._with: dict[str, list[int]] = {}
        for handle in sorted(people):
            for post in people[handle]:
                if post.key in taught:
                    for feature in taught[post.key]:
                        self._with.setdefault(feature, []).append(len(self._posts))
                    self._posts.append((post.things[0], handle))

    def count(self, thing: int, quotes: Sequence[str], without: Handle) -> tuple[int, int]:
        """Of the other blogs' posts with at least two of these phrases (of one, with that): about the Thing, and all."""
        met = Counter(number for quote in quotes for number in self._with.get(quote, ()))
        least = min(2, len(quotes))
        posts = [self._posts[number] for number, times in met.items() if times >= least]
        others = [about for about, handle in posts if handle != without]
        return others.count(thing), len(others)


def _some(handles: Iterable[Handle], most: int) -> list[Handle]:
    """At most so many people, chosen by their handles' hashes and in the order of the handles."""
    chosen = sorted(handles)
    if len(chosen) > most:
        chosen = sorted(sorted(chosen, key=lambda h: blake2b(h.encode(), digest_size=8).digest())[:most])
    return chosen


def _telling_numbers(terms: CourseTerms) -> frozenset[str]:
    """The words by which a post tells its number: nouns, words for numbers, the course's marks."""
    numbers = {word for noun in terms.nouns.values() for word in (*noun.cardinals, *noun.ordinals, *noun.last)}
    return frozenset({*terms.nouns, *numbers, *(part for hint in terms.hints for part in letters(hint))})
