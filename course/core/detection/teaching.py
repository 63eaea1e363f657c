"""Who teaches what? The words of the posts that are about one Thing for certain, without those that all others contradict."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from course.core.detection.learned_words import Features, LearnedWords, Numbered, WordCounts, features
from course.core.detection.suggestions import CoursePost
from course.core.model import Handle, PostKey, Words

ReadWords = Callable[[Sequence[str]], Mapping[str, Words]]  # the words of posts by their hashes
Told = tuple[int, Features]  # the Thing of a post that teaches, and its words
_Numbered = tuple[PostKey, int, Numbered]

_TEACHERS = 250  # blogs; more would teach hardly more
_LESS = 0.9  # a step by which fewer people are chosen
_WORDS_AGAINST = 4.0  # what words must be worth to speak against a number,
_DOUBTFUL, _WRONG = 2.0, 3.0  # and how many times as much as what speaks for it: for one of several, and alone
_SEVERAL = 3  # such numbers of one person that may be more than slips


class Teaching(NamedTuple):
    """What the course's numbered posts teach."""

    words: LearnedWords
    own: Mapping[Handle, Mapping[PostKey, Told]]  # what each blog teaches, but for words that can tell nothing
    ignored: frozenset[Handle]  # people half of whose numbers the others contradict
    doubted: frozenset[PostKey]  # posts of the others whose numbers are contradicted clearly


def taught(people: Mapping[Handle, Sequence[CoursePost]], without: Collection[str], read: ReadWords) -> Teaching:
    """Read the posts that are about one Thing for certain (of very many blogs, those of some) and learn their words.

    Somebody half of whose numbers the others' words contradict is not listened to: whoever means to mislead changes nothing
    for anybody else. Then single posts are left out that the rest contradict. `without`: words by which a post tells
    its number.
    """
    counts = WordCounts()
    teachers = {handle for handle, own in people.items() if any(len(post.things) == 1 for post in own)}
    posts = {handle: _numbered(people[handle], counts, without, read) for handle in some(teachers, _TEACHERS, b"teach")}
    for own in posts.values():
        _count(own, counts.add)
    opposed = _opposed(posts, counts)
    ignored = frozenset(
        handle
        for handle, times in opposed.items()
        if _SEVERAL <= sum(each > _DOUBTFUL for each in times.values()) >= len(times) / 2
    )
    if ignored:
        for handle in ignored:
            _count(posts.pop(handle), counts.remove)
        opposed = _opposed(posts, counts)  # by those alone who are listened to
    doubted = frozenset(key for times in opposed.values() for key, each in times.items() if each > _WRONG)
    for handle, own in posts.items():
        if not doubted.isdisjoint(opposed[handle]):
            _count(own, counts.remove)
            posts[handle] = [one for one in own if one[0] not in doubted]
            _count(posts[handle], counts.add)
    words = LearnedWords(counts)
    names = counts.known(words.vocabulary)
    told = {handle: dict(_told(own, names)) for handle, own in posts.items()}
    return Teaching(words, told, ignored, doubted)


def some(handles: Iterable[Handle], most: int, to: bytes) -> list[Handle]:
    """These people, or so many of them that about `most` are left, in the order of their handles.

    Chosen by the hashes of their handles (others to teach than `to` judge by), so that hardly ever one person's being there
    decides which others are chosen.
    """
    everybody = sorted(handles)
    share = 1.0
    while share * len(everybody) > most:
        share *= _LESS
    if share == 1:
        return everybody
    least = int(share * 2**64)
    return [h for h in everybody if int.from_bytes(blake2b(h.encode(), digest_size=8, person=to).digest()) < least]


def _numbered(
    own: Iterable[CoursePost], counts: WordCounts, without: Collection[str], read: ReadWords
) -> Sequence[_Numbered]:
    posts = [post for post in own if len(post.things) == 1]
    said = read([post.words for post in posts])
    return [
        (post.key, post.things[0], counts.numbered(features(said[post.words], without)))
        for post in posts
        if post.words in said
    ]


def _count(own: Iterable[_Numbered], count: Callable[[int, Iterable[int]], None]) -> None:
    """Add or remove what one blog teaches about each Thing: a word that it says in several posts counts once."""
    by_thing: dict[int, list[Numbered]] = {}
    for _, thing, of in own:
        by_thing.setdefault(thing, []).append(of)
    for thing, several in by_thing.items():
        count(thing, several[0] if len(several) == 1 else set().union(*several))


def _opposed(
    posts: Mapping[Handle, Sequence[_Numbered]], counts: WordCounts
) -> Mapping[Handle, Mapping[PostKey, float]]:
    """How many times as much each post's words, as the others use them, speak for another Thing as for the one named."""
    words = LearnedWords(counts)
    names = counts.known(words.vocabulary)
    return {
        handle: {key: _opposition(thing, words.worth_to_others(of, thing)) for key, (thing, of) in _told(own, names)}
        for handle, own in posts.items()
    }


def _told(numbered: Iterable[_Numbered], names: Mapping[int, str]) -> Iterator[tuple[PostKey, Told]]:
    known = frozenset(names)
    for key, thing, of in numbered:
        yield key, (thing, frozenset(map(names.__getitem__, known.intersection(of))))


def _opposition(thing: int, worth: Mapping[int, float]) -> float:
    most = max(worth.values(), default=0.0)
    return most / max(worth.get(thing, 0.0), 0.01) if most > _WORDS_AGAINST else 0.0
