"""The people of a simulated course: how each of them writes, counts, and keeps to the calendar."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from course.core.model import Course, Handle, Post, PostKey, Words
from simulation.vocabulary import Concept, Vocabulary, Zipf, vocabulary

NUMBERS = (("always", 0.46), ("never", 0.26), ("sometimes", 0.28))
_NOTHING = (("hobby", 0.35), ("event", 0.25), ("before", 0.15), ("chatter", 0.15), ("round-up", 0.10))
_MARKED = {"thing": 0.96, "hobby": 0.15, "event": 0.5, "before": 0.9, "chatter": 0.8, "round-up": 0.6}
_SHARE_OF_NOTHING = 0.10
_NO_CLUE, _OTHERS_CLUE = 0.37, 0.13  # of the posts about a Thing
_WRONG_NUMBER, _FORGOTTEN, _TWO, _SLIP = 0.004, 0.03, 0.015, 0.008
_LATE = 80  # days after the end of the course: whoever is later than that has stopped
_LATER = (
    "Next week I will look at it properly.",
    "I have not tried it yet, and will do so tomorrow.",
    "This is only the before post: I am about to start.",
)
_CHATTER = (
    "I am behind with my Things again.",
    "So many posts to read in this course!",
    "Holidays are over and I must catch up.",
    "Thank you for all the comments.",
)
_TITLES = (
    "{a}",
    "{a} and {b}",
    "On {a}",
    "{a}: {b}",
    "Still {a}",
    "My {a} {b}",
    "{a}?",
    "A week of {a}",
    "{a} {b} {c}",
)
_COUNTED = (
    "Thing {n}: {t}",
    "CPD23 Thing {n} - {t}",
    "Thing {n}",
    "{t} (Thing {n})",
    "Thing {n}. {t}",
    "cpd23: Thing {n}",
)


@dataclass(frozen=True, slots=True)
class Simulated:
    """A post with the truth about it."""

    post: Post
    words: Words
    things: frozenset[int]  # that it completes
    numbered: bool
    kind: str  # thing, or what sort of nothing
    clued: bool  # whether any clue phrase was put in


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody writes."""

    everyday: Zipf
    favourites: Zipf
    synonyms: Mapping[int, Mapping[int, int]]  # Thing, concept: which synonym is theirs
    hobby: tuple[str, ...]
    length: float  # words of a usual post
    topicality: float
    counts: str
    showy: float  # how often a title tells the topic
    lag: float  # days after a Thing opened


def posts(course: Course, blogs: int, seed: int = 23) -> tuple[Simulated, ...]:
    """Everything that so many people wrote in this course's first fixed cohort, in the order of the blogs."""
    dice = random.Random(seed)
    words = vocabulary([thing.number for thing in course.things], dice)
    everyday = Zipf(words.everyday)
    result: list[Simulated] = []
    for number in range(blogs):
        writer = _Writer(course, words, _voice(words, everyday, dice), Handle(f"p{number:04}"), dice)
        result += writer.posts()
    return tuple(result)


def _voice(words: Vocabulary, everyday: Zipf, dice: random.Random) -> Voice:
    own = dice.sample(words.everyday, 400)
    return Voice(
        everyday,
        Zipf(own, 0.8),
        {
            thing: {n: min(int(dice.expovariate(0.9)), len(concept) - 1) for n, concept in enumerate(concepts)}
            for thing, concepts in words.topics.items()
        },
        dice.choice(words.hobbies),
        min(900.0, 330 * dice.lognormvariate(0, 0.35)),
        dice.uniform(0.5, 1.5),
        dice.choices([name for name, _ in NUMBERS], [share for _, share in NUMBERS])[0],
        dice.uniform(0.1, 0.8),
        dice.choice((2.0, 4.0, 8.0, 20.0, 45.0)),
    )


class _Writer:
    """One person, from the first post to the last."""

    def __init__(self, course: Course, words: Vocabulary, voice: Voice, handle: Handle, dice: random.Random) -> None:
        self.course, self.words, self.voice, self.handle, self.dice = course, words, voice, handle, dice
        self.things = {thing.number: thing for thing in course.things}
        cohort = next(cohort for cohort in course.cohorts.values() if cohort.starts)
        assert cohort.starts
        self.starts = cohort.starts
        self.until = (cohort.ends or self.starts + timedelta(weeks=course.last_week)) + timedelta(days=_LATE)
        self.made = 0

    def posts(self) -> Iterator[Simulated]:
        """The posts about Things, and among them those about nothing."""
        plan = list(self._plan())
        for place, (day, things) in enumerate(plan):
            yield self._thing(day, things)
            if self.dice.random() < _SHARE_OF_NOTHING / (1 - _SHARE_OF_NOTHING):
                following = plan[place + 1][1][0] if place + 1 < len(plan) else things[0]
                yield self._nothing(day + timedelta(days=self.dice.randint(0, 6)), following)

    def _plan(self) -> Iterator[tuple[date, tuple[int, ...]]]:
        """Which Things are done on which day: mostly in order, some skipped, swapped, or taken together."""
        dice = self.dice
        numbers = list(self.things)
        last = len(numbers) if dice.random() < 0.62 else dice.randint(3, len(numbers) - 1)
        chosen = [number for number in numbers[:last] if dice.random() > 0.07]
        for place in range(len(chosen) - 1):
            if dice.random() < 0.05:
                chosen[place], chosen[place + 1] = chosen[place + 1], chosen[place]
        day, place = self.starts, 0
        while place < len(chosen):
            two = place + 1 < len(chosen) and dice.random() < _TWO
            together = tuple(chosen[place : place + 1 + two])
            opens = self.starts + timedelta(weeks=max(self.things[n].week for n in together) - 1)
            day = max(day, opens) + timedelta(
                days=int(dice.expovariate(1 / self.voice.lag)) if dice.random() < 0.6 else 0
            )
            if day > self.until:
                break
            yield day, together
            place += len(together)

    def _thing(self, day: date, things: tuple[int, ...]) -> Simulated:
        dice, voice = self.dice, self.voice
        length = max(60, int(voice.length * dice.lognormvariate(0, 0.4)))
        share = min(0.2, max(0.012, dice.betavariate(2.2, 38) * voice.topicality))
        drawn = dice.random()
        clues: list[str] = []
        if drawn > _NO_CLUE + _OTHERS_CLUE:
            clues = [clue for thing in things for clue in self._clues(thing)]
        if (clues and dice.random() < 0.25) or _NO_CLUE < drawn <= _NO_CLUE + _OTHERS_CLUE:
            clues += self._clues(dice.choice([n for n in self.things if n not in things]))[:1]
        body = [word for thing in things for word in self._topic(thing, int(length * share / len(things)))]
        body += self._digressions(length, max(things))
        numbered = {"always": dice.random() > _FORGOTTEN, "never": False, "sometimes": dice.random() < 0.5}[
            voice.counts
        ]
        topic = clues[:1] if clues and dice.random() < 0.5 else []
        title = self._title([*topic, *self._topic(things[0], 2)] if dice.random() < voice.showy else [])
        lead = ""
        if numbered:
            count = " and ".join(map(str, things))
            if dice.random() < _WRONG_NUMBER:
                count = str(dice.choice(list(self.things)))
            if dice.random() < 0.9:
                title = dice.choice(_COUNTED).format(n=count, t=title)
            else:
                lead = f"This post is about Thing {count}. "
        return self._post(
            day, title, lead + self._text(body, length, clues), frozenset(things), "thing", numbered, clues
        )

    def _nothing(self, day: date, following: int) -> Simulated:
        dice = self.dice
        kind = dice.choices([name for name, _ in _NOTHING], [share for _, share in _NOTHING])[0]
        length = max(60, int(self.voice.length * dice.lognormvariate(0, 0.4)))
        clues: list[str] = []
        body: list[str] = []
        said = ""
        if kind in ("hobby", "event"):
            body = [dice.choice(self.voice.hobby) for _ in range(int(length * (0.08 if kind == "hobby" else 0.03)))]
        if kind == "event":
            about = dice.choice(list(self.things))
            body += self._topic(about, int(length * dice.uniform(0.005, 0.035)))
            clues = self._clues(about)[:2] if dice.random() < 0.6 else []
        elif kind == "before":
            body = self._topic(following, int(length * dice.uniform(0.005, 0.03)))
            clues = self._clues(following)[:1] if dice.random() < 0.5 else []
            said = dice.choice(_LATER) + " "
        elif kind == "chatter":
            said = dice.choice(_CHATTER) + " "
        elif kind == "round-up":
            several = dice.sample(list(self.things), min(len(self.things), dice.randint(3, 6)))
            body = [word for thing in several for word in self._topic(thing, int(length * 0.012))]
        title = self._title(body[:2] if dice.random() < self.voice.showy else [])
        return self._post(day, title, said + self._text(body, length, clues), frozenset(), kind, False, clues)

    def _post(
        self, day: date, title: str, text: str, things: frozenset[int], kind: str, numbered: bool, clues: Sequence[str]
    ) -> Simulated:
        marked = self.dice.random() < _MARKED[kind]
        self.made += 1
        key, url = f"{self.handle}-{self.made:03}", f"https://{self.handle}.example/{self.made}"
        words = Words(title, url, (self.course.tags[0],) if marked else (), (), (), text)
        at = datetime(day.year, day.month, day.day, 6 + self.made % 16, self.made % 60, tzinfo=UTC)
        post = Post(PostKey(key), self.handle, f"https://{self.handle}.example/", url, title, at, at, f"w-{key}")
        return Simulated(post, words, things, numbered, kind, bool(clues))

    def _clues(self, thing: int) -> list[str]:
        """One to four clue phrases of a Thing, mostly one."""
        told = self.things[thing].clues
        phrases = [*told.strong, *told.strong, *told.weak]
        return (
            [self.dice.choice(phrases) for _ in range(min(4, 1 + int(self.dice.expovariate(1.2))))] if phrases else []
        )

    def _topic(self, thing: int, count: int) -> list[str]:
        """Words about a Thing: a handful of its concepts, most of them in the person's own synonym."""
        concepts: tuple[Concept, ...] = self.words.topics[thing]
        own = self.voice.synonyms[thing]
        angle = [min(int(self.dice.expovariate(1 / 18)), len(concepts) - 1) for _ in range(self.dice.randint(3, 9))]
        said = []
        for _ in range(max(1, count)):
            number = self.dice.choice(angle)
            concept = concepts[number]
            said.append(concept[own[number]] if self.dice.random() < 0.85 else self.dice.choice(concept))
        return said

    def _digressions(self, length: int, thing: int) -> list[str]:
        said: list[str] = []
        if self.dice.random() < 0.35:
            said += self._topic(self.dice.choice([n for n in self.things if n <= thing]), int(length * 0.015))
        if self.dice.random() < 0.4:
            said += [self.dice.choice(self.voice.hobby) for _ in range(int(length * 0.02))]
        return said

    def _everyday(self, count: int) -> list[str]:
        """Words of no topic, a third of them the person's own favourites, now and then with a slip of the key."""
        dice, favourite = self.dice, count * 3 // 10
        said = self.voice.favourites.draw(favourite, dice) + self.voice.everyday.draw(count - favourite, dice)
        for place in dice.sample(range(count), int(count * _SLIP + dice.random())):
            word = said[place]
            at = dice.randrange(len(word) - 1)
            said[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return said

    def _title(self, told: Sequence[str]) -> str:
        words = [*told, *self._everyday(3)]
        return self.dice.choice(_TITLES).format(a=words[0], b=words[1], c=words[2]).capitalize()

    def _text(self, body: Sequence[str], length: int, clues: Sequence[str]) -> str:
        """Sentences in which the words of the topic are strewn among everyday ones."""
        words = [*body, *clues, *self._everyday(max(0, length - len(body)))]
        self.dice.shuffle(words)
        sentences, at = [], 0
        while at < len(words):
            size = self.dice.randint(5, 22)
            sentences.append(" ".join(words[at : at + size]).capitalize() + ".")
            at += size
        return "".join(s + ("\n" if n % 5 == 4 else " ") for n, s in enumerate(sentences)).strip()
