"""Evidence weighed on ladders of rules; the first rung that holds decides about a Thing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import ClassVar, NamedTuple

from course.core.model import Claim, Confidence, Evidence

SURE, LIKELY, WEAK = Confidence.SURE, Confidence.LIKELY, Confidence.WEAK
_FEW = 8  # sections of one post; more are a list of the course
_ROW = 3  # Things that one post may take together without a heading or a number in the title
_MOST_QUOTES = 6
_RUNNING = frozenset({"opening", "mention"})
_TEXT = _RUNNING | {"heading"}
_PLACES = {"title": 0, "slug": 1, "tag": 2, "heading": 3, "opening": 4, "mention": 5, "link": 6, "clue": 7}


class Sign(str):
    """What a piece of evidence says about its Thing.

    No enum: until Python 3.12 to name a member of one takes ten times as long, and a post asks for some two hundred.
    """

    __slots__ = ()

    PLAIN: ClassVar["Sign"]  # in a title, heading, tag, address: this is what the post is about
    SUBJECT: ClassVar["Sign"]  # "Thing 13 is about ..."
    DONE: ClassVar["Sign"]  # "so that is Thing 13 done"
    STRONG: ClassVar["Sign"]  # a clue that hardly fits another Thing
    BARE: ClassVar["Sign"]  # a number without a noun
    LABEL: ClassVar["Sign"]  # a number like a label, counted in the writer's own way: "Task 8: feeds", "Wikis, #16"
    DOUBTFUL: ClassVar["Sign"]  # worth asking, or believing when something else says the same
    HEDGED: ClassVar["Sign"]  # worth asking, and no more: "Before Thing 6", "Thing 7 next week"
    SERIES: ClassVar["Sign"]  # a number alone, or with another noun, that may count Things: "6/23", "Step 5"
    FAINT: ClassVar["Sign"]  # worth something only beside something else
    ASIDE: ClassVar["Sign"]  # named, no more
    AGAINST: ClassVar["Sign"]  # promised, missed, recalled, somebody else's


Sign.PLAIN = Sign("plain")
Sign.SUBJECT = Sign("subject")
Sign.DONE = Sign("done")
Sign.STRONG = Sign("strong")
Sign.BARE = Sign("bare")
Sign.LABEL = Sign("label")
Sign.DOUBTFUL = Sign("doubtful")
Sign.HEDGED = Sign("hedged")
Sign.SERIES = Sign("series")
Sign.FAINT = Sign("faint")
Sign.ASIDE = Sign("aside")
Sign.AGAINST = Sign("against")


_AGAINST = frozenset({Sign.AGAINST})
_NAMING = frozenset({Sign.SUBJECT, Sign.DONE, Sign.ASIDE})
_NO_SIGNS: AbstractSet[Sign] = frozenset()
_NO_THINGS: frozenset[int] = frozenset()


class Trace(NamedTuple):
    """One piece of evidence about one Thing."""

    thing: int
    kind: str
    quote: str
    sign: Sign


class Facts(NamedTuple):
    """What matters of the post beside its traces."""

    last: int
    looks_back: bool = False  # its title looks back on several Things
    unfinished: bool = False  # its opening says that the thing itself is still to be done
    titled: bool = False  # its title or a label bears the course's tag or its count of Things; likewise
    marked: bool = False  # it bears the course's tag or its count of Things; asked only where the title names no Thing
    this_thing: bool = False  # it speaks of "this Thing"; likewise


class Case(NamedTuple):
    """One Thing in one post: its own signs, and what the post says about others."""

    thing: int
    facts: Facts
    signs: Mapping[str, AbstractSet[Sign]]  # by kind of evidence
    plain: Mapping[str, frozenset[int]]  # by kind: the Things that the post names plainly there
    named: frozenset[int]  # the Things that the running text names without speaking against them
    subjects: frozenset[int]  # the Things that the running text is about
    told: frozenset[int]  # all the Things that headings and text name, in whatever part

    def has(self, kind: str, *signs: Sign) -> bool:
        """Whether there is evidence of this kind with one of these signs."""
        return not self.signs.get(kind, _NO_SIGNS).isdisjoint(signs)

    @property
    def titled(self) -> frozenset[int]:
        """The Things that the title names plainly."""
        return self.plain.get("title", _NO_THINGS)

    @property
    def in_text(self) -> bool:
        """Whether heading, opening or text say that the post is about this Thing."""
        return (
            self.thing in self.subjects
            or self.has("heading", Sign.PLAIN)
            or self.has("opening", Sign.SUBJECT, Sign.DONE)
        )

    @property
    def outside(self) -> bool:
        """Whether address or tag name this Thing."""
        return self.has("slug", Sign.PLAIN, Sign.DOUBTFUL) or self.has("tag", Sign.PLAIN, Sign.DOUBTFUL)

    @property
    def sections(self) -> frozenset[int]:
        """The Things that have a heading of their own."""
        return self.plain.get("heading", _NO_THINGS)

    @property
    def listing(self) -> bool:
        """Whether the post looks back on several Things, so that headings and subjects are a list."""
        return len(self.told) > _FEW or (self.facts.looks_back and len(self.sections | self.subjects) > 1)

    @property
    def sole(self) -> bool:
        """Whether nothing else is named, or only Things in a row with it: "Things 6 and 7 together"."""
        return _row_of(self.named | {self.thing})


def _row_of(things: frozenset[int]) -> bool:
    return max(things) - min(things) + 1 == len(things) <= _ROW


class Rule(NamedTuple):
    """A rung of the ladder."""

    name: str
    confidence: Confidence
    holds: Callable[[Case], bool]


def _doubtful(case: Case) -> bool:
    return case.has("title", Sign.DOUBTFUL, Sign.BARE)


def _borne_out(case: Case) -> bool:
    """A doubtful number that something else names too, or whose topic stands beside it in the title."""
    beside = case.has("title", Sign.DOUBTFUL) and case.has("clue", Sign.PLAIN) and not case.facts.unfinished
    return _doubtful(case) and (case.in_text or case.outside or beside)


def _bare(case: Case) -> bool:
    """The post shows that it is one of those that count Things, or it is about the topic of this one."""
    shown = case.facts.marked or case.facts.this_thing or case.has("clue", Sign.SUBJECT, Sign.STRONG, Sign.DOUBTFUL)
    return case.has("title", Sign.BARE) and shown


def _label(case: Case) -> bool:
    """As with a bare number; but a mark that stands in the text alone says nothing of another noun's number."""
    shown = case.facts.titled or case.facts.this_thing or case.has("clue", Sign.SUBJECT, Sign.STRONG, Sign.DOUBTFUL)
    return case.has("title", Sign.LABEL) and (shown or case.in_text or case.outside)


def _series(case: Case) -> bool:
    shown = case.facts.marked or case.facts.this_thing or "clue" in case.signs or case.in_text
    return case.has("title", Sign.SERIES) and (shown or case.thing in case.named)


def _series_told(case: Case) -> bool:
    """A number alone that is the number of the topic, in a post with the course's mark."""
    told = case.has("clue", Sign.SUBJECT, Sign.STRONG) and not (case.facts.unfinished or case.facts.looks_back)
    return case.has("title", Sign.SERIES) and told


def _beside(case: Case) -> bool:
    """Another section beside the title's own, in a row with it: title `Thing 12`, headings `Thing 12` and `Thing 13`."""
    if not case.has("heading", Sign.PLAIN) or case.facts.looks_back or not case.titled <= case.sections:
        return False
    together = case.sections | case.titled
    return max(together) - min(together) + 1 == len(together) <= 4


def _not_done(case: Case) -> bool:
    return case.facts.unfinished and case.has("title", Sign.PLAIN, Sign.BARE, Sign.LABEL)


_TOPIC = (Sign.SUBJECT, Sign.STRONG, Sign.DOUBTFUL)


def _only(case: Case) -> bool:
    """The text names this Thing and no other, without speaking against it."""
    named = case.has("opening", Sign.SUBJECT, Sign.DONE, Sign.ASIDE) or case.has("mention", Sign.DONE, Sign.ASIDE)
    return case.sole and named and not case.facts.looks_back


def _with_topic(case: Case) -> bool:
    """The topic stands in the title, or the text does more than name the Thing in passing."""
    told = case.has("clue", Sign.PLAIN) or case.has("opening", Sign.SUBJECT, Sign.DONE)
    agreed = _only(case) and case.named == {case.thing} and case.has("clue", *_TOPIC)
    return agreed and told and not case.facts.unfinished


def _topic(case: Case) -> bool:
    """A look back names many Things in passing, each with its topic."""
    passing = case.facts.looks_back and ("opening" in case.signs or "mention" in case.signs)
    return case.has("clue", Sign.STRONG) and not passing


def _in_other_words(case: Case) -> bool:
    faint = case.has("title", Sign.FAINT) or case.has("opening", Sign.FAINT)
    told = case.has("title", Sign.FAINT) and case.has("clue", Sign.FAINT) and not case.facts.looks_back
    return faint and (case.in_text or case.facts.marked or told)


SERIES = "number alone in the title"  # company lifts it if others of the blog are alike
TOPIC = "topic, in a post with the course's mark"
CLEAR_TOPIC = "clear topic"  # company lifts it if the Thing was open


def _own_heading(case: Case) -> bool:
    return case.has("heading", Sign.PLAIN) and len(case.sections) <= _FEW and not case.listing


def _opens(case: Case) -> bool:
    sure = not (case.listing or case.facts.unfinished or (case.facts.looks_back and len(case.named) > 1))
    return sure and case.has("opening", Sign.SUBJECT) and _row_of(case.subjects)


def _says(case: Case) -> bool:
    return case.thing in case.subjects and len(case.subjects) <= _FEW and not case.listing


def _alone(case: Case) -> bool:
    return case.facts.marked and case.sole and _says(case) and not case.facts.unfinished


def _linked(case: Case) -> bool:
    return case.has("link", Sign.PLAIN) and len(case.plain.get("link", ())) == 1


# What the title itself says of a Thing.
IN_TITLE: Sequence[Rule] = (
    Rule(
        "the title speaks of a Thing of another kind",
        WEAK,
        lambda case: case.signs.get("title") == _AGAINST,
    ),
    Rule("number in the title, but the opening says it is not done", LIKELY, _not_done),
    Rule("number in the title", SURE, lambda case: case.has("title", Sign.PLAIN)),
    Rule("number in the title, borne out", SURE, _borne_out),
    Rule("bare number in the title of a post with the course's mark or the topic", SURE, _bare),
    Rule("number counted in another way, in a title with the course's mark or the topic", SURE, _label),
    Rule("number alone in the title, of the topic, with the course's mark", SURE, _series_told),
    Rule("number counted in another way, in the title", LIKELY, lambda case: case.has("title", Sign.BARE, Sign.LABEL)),
    Rule("doubtful number in the title", LIKELY, lambda case: _doubtful(case) or case.has("title", Sign.HEDGED)),
)
BORNE_OUT = Rule(f"{SERIES}, borne out", LIKELY, _series)

# A Thing beside those that the title names: asked about at most, unless it has a section in a row with theirs.
BESIDE_TITLE: Sequence[Rule] = (
    Rule("section beside the title's Thing", SURE, _beside),
    Rule("heading beside the title's Thing", LIKELY, lambda case: _own_heading(case) and min(case.titled) < case.thing),
    Rule("named beside the title's Thing", WEAK, lambda _case: True),
)

# The title names no Thing, but something else may.
BY_NUMBER: Sequence[Rule] = (
    Rule("heading of its own", SURE, _own_heading),
    Rule("number in the address", SURE, lambda case: case.has("slug", Sign.PLAIN)),
    Rule("number in a tag", SURE, lambda case: case.has("tag", Sign.PLAIN)),
    Rule("the opening says what it is about", SURE, _opens),
    Rule("the only Thing that the post is about", SURE, _alone),
    Rule("the only Thing named, and its topic", SURE, _with_topic),
    BORNE_OUT,
    Rule("the post says it is about it", LIKELY, _says),
    Rule("the only Thing named", LIKELY, _only),
    Rule("address or tag name it", LIKELY, lambda case: case.outside),
)

# No number anywhere.
BY_TOPIC: Sequence[Rule] = (
    Rule("the opening tells the topic of this Thing", SURE, lambda case: case.has("clue", Sign.SUBJECT)),
    Rule("link to the Thing's page", LIKELY, _linked),
    Rule(TOPIC, LIKELY, _topic),
    Rule("the first or the last Thing, in other words", LIKELY, _in_other_words),
    Rule(CLEAR_TOPIC, WEAK, lambda case: case.has("clue", Sign.DOUBTFUL) and not case.facts.looks_back),
    Rule("faint topic", WEAK, lambda case: "clue" in case.signs),
    Rule(SERIES, WEAK, lambda case: case.has("title", Sign.SERIES)),
    Rule("mentioned", WEAK, lambda _case: True),
)


BESIDE, ALONE = (*IN_TITLE, BORNE_OUT, *BESIDE_TITLE), (*IN_TITLE, *BY_NUMBER, *BY_TOPIC)


def _decided(case: Case) -> Rule:
    if case.titled:
        ladder = BESIDE if "title" in case.signs else BESIDE_TITLE
    else:
        ladder = BY_TOPIC if case.signs.keys() <= {"clue", "link"} else ALONE
    return next(rule for rule in ladder if rule.holds(case))


def weigh(traces: Iterable[Trace], facts: Facts) -> tuple[Claim, ...]:
    """A claim for every Thing with evidence, in the order of the numbers, each by the first rule that holds."""
    by_thing: dict[int, list[Trace]] = {}
    for trace in dict.fromkeys(traces):
        by_thing.setdefault(trace.thing, []).append(trace)
    signs = {thing: _signs(own) for thing, own in by_thing.items()}
    plain, named, subjects, told = _overview(signs)
    claims = []
    for thing, own in sorted(by_thing.items()):
        rule = _decided(Case(thing, facts, signs[thing], plain, named, subjects, told))
        claims.append(Claim(thing, rule.confidence, _evidence(own), rule.name))
    return tuple(claims)


def _signs(traces: Iterable[Trace]) -> Mapping[str, AbstractSet[Sign]]:
    signs: dict[str, set[Sign]] = {}
    for _, kind, _, sign in traces:
        signs.setdefault(kind, set()).add(sign)
    return signs


def _overview(
    signs: Mapping[int, Mapping[str, AbstractSet[Sign]]],
) -> tuple[Mapping[str, frozenset[int]], frozenset[int], frozenset[int], frozenset[int]]:
    """What the post says of all its Things: plainly, by kind; named, subject, and told in its text."""
    plain: dict[str, set[int]] = {}
    named: set[int] = set()
    subjects: set[int] = set()
    told: set[int] = set()
    for thing, kinds in signs.items():
        for kind, own in kinds.items():
            if Sign.PLAIN in own:
                plain.setdefault(kind, set()).add(thing)
            if kind in _TEXT:
                told.add(thing)
            if kind in _RUNNING and not _NAMING.isdisjoint(own):
                named.add(thing)
            if kind in _RUNNING and Sign.SUBJECT in own:
                subjects.add(thing)
    frozen = {kind: frozenset(found) for kind, found in plain.items()}
    return frozen, frozenset(named), frozenset(subjects), frozenset(told)


_PLACE = itemgetter(0)


def _evidence(traces: Iterable[Trace]) -> tuple[Evidence, ...]:
    """What is shown: each quote once, the strongest places first."""
    quotes = dict.fromkeys([(_PLACES[kind], kind, quote) for _, kind, quote, _ in traces])
    shown = sorted(quotes, key=_PLACE)[:_MOST_QUOTES]
    return tuple([Evidence(kind, quote) for _, kind, quote in shown])
