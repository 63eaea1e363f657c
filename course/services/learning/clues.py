"""Clues: which phrases would tell a Thing's posts, and which present clues mislead? From what people wrote."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from course.adapters.store import Store
from course.core.detection import course_terms, rules_version
from course.core.detection.topic_learning import Learner
from course.core.model import Thing
from course.core.progress import topic_claims
from course.services.course_home import Home

_MOST = 20
_MISLEADS = 3  # numbered posts about other Things in which a clue is met make it misleading, if they are more


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, and in how many blogs (or posts) it was met beside the Thing and beside others."""

    phrase: str
    here: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the course's numbered posts say of the clues of one Thing."""

    thing: Thing
    teachers: int  # blogs with a numbered post about it
    proposed: tuple[Phrase, ...]  # counted in blogs
    misleading: tuple[Phrase, ...]  # present clues, counted in posts


def propose(home: Home, thing: Thing, today: date) -> Proposal:
    """Read the numbered posts of the course, and compare what they say with the clues of a Thing."""
    course = home.course
    with Store(home.database, write=False) as store:
        posts, judged = store.posts(), store.claims(rules_version.fingerprint(course))
        own = {post.key: found for post in posts if (found := judged.get(post.words))}
        given = list(topic_claims.course_posts(course, home.roster, posts, own, store.rulings(), today))
        learner = Learner(course, given, topic_claims.opening_days(course, home.roster), store.contents)
        numbered = [post for post in given if len(post.things) == 1]
        met: dict[str, Counter[int]] = {}
        phrases = {clue: course_terms.lowercase_words(clue) for clue in (*thing.clues.strong, *thing.clues.weak)}
        for start in range(0, len(numbered), 500):
            some = numbered[start : start + 500]
            words = store.contents([post.words for post in some])
            for post in some:
                said = words[post.words]
                row = f" {' '.join(course_terms.lowercase_words(f'{said.title} . {said.text}'))} "
                for clue, parts in phrases.items():
                    if f" {' '.join(parts)} " in row:
                        met.setdefault(clue, Counter())[post.things[0]] += 1
    known = {" ".join(parts) for parts in phrases.values()}
    proposed = [
        Phrase(word.removeprefix("= "), here, elsewhere)
        for _, word, here, elsewhere in learner.words.telling(thing.number)
        if word.removeprefix("= ") not in known
    ]
    once = {one.phrase: one for one in reversed(proposed)}
    best = sorted(once.values(), key=lambda one: (one.elsewhere - one.here, one.phrase))[:_MOST]
    misleading = [
        Phrase(clue, counts[thing.number], counts.total() - counts[thing.number])
        for clue, counts in sorted(met.items())
        if counts.total() - counts[thing.number] >= max(_MISLEADS, counts[thing.number] + 1)
    ]
    return Proposal(thing, learner.words.teachers.get(thing.number, 0), tuple(best), tuple(misleading))
