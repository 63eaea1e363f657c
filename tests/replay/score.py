"""Precision and recall per pair of post and Thing, for all posts and by kind."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from replay import records
from replay.engine import Answer
from replay.records import Record


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a group of posts. A pair is a post and a Thing that its label says it completes."""

    posts: int
    pairs: int
    automatic: int  # pairs that the engine credits by itself
    right: int  # those of them that the labels have too
    asked: int  # pairs of the labels not credited, but claimed as likely
    named: int  # pairs of the labels neither credited nor asked, of a post that waits in the queue for another Thing
    queued: int  # posts in the review queue
    idle: int  # posts that complete nothing
    idle_credited: int  # those of them with an automatic credit

    @property
    def precision(self) -> float | None:
        """Of the automatic credits, how many are right."""
        return _share(self.right, self.automatic)

    @property
    def recall(self) -> float | None:
        """Of the pairs of the labels, how many are credited automatically."""
        return _share(self.right, self.pairs)

    @property
    def to_review(self) -> float | None:
        """Of the pairs of the labels, how many are only asked about."""
        return _share(self.asked, self.pairs)

    @property
    def reached(self) -> float | None:
        """Of the pairs of the labels, how many are credited or asked about."""
        return _share(self.right + self.asked, self.pairs)

    @property
    def neither(self) -> float | None:
        """Of the pairs of the labels, how many are neither credited nor asked about."""
        return _share(self.pairs - self.right - self.asked, self.pairs)

    @property
    def in_queue(self) -> float | None:
        """Of the posts, how many are in the review queue."""
        return _share(self.queued, self.posts)

    @property
    def idle_share(self) -> float | None:
        """Of the posts that complete nothing, how many are credited."""
        return _share(self.idle_credited, self.idle)

    def data(self) -> dict[str, Any]:
        """All of it, for JSON."""
        rates = ("precision", "recall", "to_review", "reached", "neither", "in_queue", "idle_share")
        return asdict(self) | {name: getattr(self, name) for name in rates}


def figures(answers: Iterable[Answer]) -> Figures:
    """The figures of these posts."""
    rows = [(a, records.gold(a.record)) for a in answers]
    idle = [a for a, gold in rows if not gold]
    return Figures(
        posts=len(rows),
        pairs=sum(len(gold) for _a, gold in rows),
        automatic=sum(len(a.automatic) for a, _gold in rows),
        right=sum(len(a.automatic & gold) for a, gold in rows),
        asked=sum(len((a.asked - a.automatic) & gold) for a, gold in rows),
        named=sum(len(gold - a.automatic - a.asked) for a, gold in rows if a.queued),
        queued=sum(bool(a.queued) for a, _gold in rows),
        idle=len(idle),
        idle_credited=sum(bool(a.automatic) for a in idle),
    )


Test = Callable[[Record], bool]


def bar(record: Record) -> bool:
    """The posts that the bar is set for: titles seen, participants', labels sure."""
    return record.title_seen and record.role == "participant" and record.certainty == "sure"


def bare(record: Record) -> bool:
    """The participants' posts of the cpd23 runs that show no number, their labels sure or not."""
    return record.of_cpd23 and record.topic_only and record.role == "participant"


SUBSETS: dict[str, Test] = {
    "all": lambda _record: True,
    "bar": bar,
    "bare": bare,
    "cpd23": lambda record: record.of_cpd23,
    "title seen": lambda record: record.title_seen,
    "title not seen": lambda record: not record.title_seen,
    "numbered": lambda record: bool(records.gold(record)) and not record.topic_only,
    "unnumbered": lambda record: bool(records.gold(record)) and record.topic_only,
    "one Thing": lambda record: len(records.gold(record)) == 1,
    "several Things": lambda record: len(records.gold(record)) > 1,
    "no Thing": lambda record: not records.gold(record),
    "participants": lambda record: record.role == "participant",
    "hidden": lambda record: record.hidden,
    "organisers": lambda record: record.role == "organiser",
    "sure": lambda record: record.certainty == "sure",
    "judgement": lambda record: record.certainty == "judgement",
    "unnumbered cpd23": bare,
    "unnumbered cpd23, title seen": lambda record: bare(record) and record.title_seen,
}


def groups(answers: Sequence[Answer]) -> dict[str, Figures]:
    """The figures of each group that has posts: the fixed ones, then by the labels' kinds, then by course."""
    tests = {name: test for name, test in SUBSETS.items() if name != "bare"}
    kinds = sorted({kind for a in answers for kind in a.record.kind})
    homes = sorted({a.record.home for a in answers})
    tests |= {f"kind {kind}": _has(kind) for kind in kinds} | {"kind plain": lambda record: not record.kind}
    tests |= {f"course {home}": _of(home) for home in homes}
    chosen = {name: [a for a in answers if test(a.record)] for name, test in tests.items()}
    return {name: figures(rows) for name, rows in chosen.items() if rows}


@dataclass(frozen=True, slots=True)
class Aim:
    """One line of the bar: what is measured, how it came out, what it must be."""

    what: str
    value: float | None
    aim: float
    least: bool  # whether the aim is the least that will do; otherwise the most

    @property
    def met(self) -> bool:
        """Whether it will do; nothing measured will do."""
        return self.value is None or (self.value >= self.aim if self.least else self.value <= self.aim)


def aims(answers: Sequence[Answer]) -> tuple[Aim, ...]:
    """The bar of detection, measured on the posts it is set for."""
    main = figures(a for a in answers if bar(a.record))
    none = figures(a for a in answers if bare(a.record))
    idle = 0.0 if main.idle_credited <= 1 else main.idle_share
    return (
        Aim("automatic credits, precision", main.precision, 0.985, True),
        Aim("automatic credits, recall", main.recall, 0.93, True),
        Aim("credited or asked", main.reached, 0.98, True),
        Aim("posts that complete nothing and are credited (one is forgiven)", idle, 0.01, False),
        Aim("posts in the review queue, of these", main.in_queue, 0.10, False),
        Aim("posts in the review queue, of all", figures(answers).in_queue, 0.10, False),
        Aim("unnumbered cpd23 posts: credited or asked", none.reached, 0.85, True),
        Aim("unnumbered cpd23 posts: automatic credits, precision", none.precision, 0.95, True),
    )


@dataclass(frozen=True, slots=True)
class Miss:
    """A pair on which engine and label differ, with all that the engine saw in the post."""

    sort: str
    thing: int
    answer: Answer


SORTS = ("wrong credit", "neither credited nor asked", "asked", "asked in vain", "not in the report")


def misses(answers: Iterable[Answer]) -> tuple[Miss, ...]:
    """Every pair that is not simply right, the worst first."""
    found = [miss for answer in answers for miss in _misses(answer)]
    return tuple(sorted(found, key=lambda m: (SORTS.index(m.sort), m.answer.record.home, m.answer.record.id, m.thing)))


def _misses(answer: Answer) -> Iterable[Miss]:
    gold = records.gold(answer.record)
    if not answer.found:
        yield Miss("not in the report", 0, answer)
    for thing in sorted(gold | answer.automatic | answer.queued):
        if thing in answer.automatic:
            if thing not in gold:
                yield Miss("wrong credit", thing, answer)
        elif thing not in gold:
            yield Miss("asked in vain", thing, answer)
        else:
            yield Miss("asked" if thing in answer.asked else "neither credited nor asked", thing, answer)


def _has(kind: str) -> Test:
    return lambda record: kind in record.kind


def _of(home: str) -> Test:
    return lambda record: record.home == home


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
