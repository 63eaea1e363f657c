"""The third stage: cues are weighed into claims. The first rule of a ladder that holds decides about a Thing."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import NamedTuple, get_args

from course.core.detection.cues import Cue, CueHit, Cues, Place, PostContext
from course.core.detection.rules import Rule, decide
from course.core.model import Claim, Confidence, Evidence, RuleId

SURE, LIKELY, WEAK = Confidence.SURE, Confidence.LIKELY, Confidence.WEAK
_FEW = 8  # sections of one post; more are a list of the course
_ROW = 3  # Things that one post may take together without a heading or a number in the title
_MOST_QUOTES = 6
_RUNNING = frozenset({"opening", "mention"})
_TEXT = _RUNNING | {"heading"}
_PLACES: Mapping[Place, int] = {place: rank for rank, place in enumerate(get_args(Place))}
_AGAINST: frozenset[Cue] = frozenset({"against"})
_NAMING: frozenset[Cue] = frozenset({"subject", "done", "aside"})
_NO_CUES: AbstractSet[Cue] = frozenset()
_NO_THINGS: frozenset[int] = frozenset()


class ThingEvidence(NamedTuple):
    """One Thing in one post: its own cues, and what the post says about others."""

    thing: int
    context: PostContext
    cues: Mapping[Place, AbstractSet[Cue]]
    plain: Mapping[Place, frozenset[int]]  # by place: the Things that the post names plainly there
    named: frozenset[int]  # the Things that the running text names without speaking against them
    subjects: frozenset[int]  # the Things that the running text is about
    in_body: frozenset[int]  # all the Things that headings and text name, in whatever part

    def has(self, place: Place, *cues: Cue) -> bool:
        """Whether one of these cues is in this place."""
        return not self.cues.get(place, _NO_CUES).isdisjoint(cues)

    @property
    def titled(self) -> frozenset[int]:
        """The Things that the title names plainly."""
        return self.plain.get("title", _NO_THINGS)

    @property
    def in_text(self) -> bool:
        """Whether heading, opening or text say that the post is about this Thing."""
        return self.thing in self.subjects or self.has("heading", "plain") or self.has("opening", "subject", "done")

    @property
    def outside(self) -> bool:
        """Whether address or tag name this Thing."""
        return self.has("slug", "plain", "doubtful") or self.has("tag", "plain", "doubtful")

    @property
    def sections(self) -> frozenset[int]:
        """The Things that have a heading of their own."""
        return self.plain.get("heading", _NO_THINGS)

    @property
    def listing(self) -> bool:
        """Whether the post looks back on several Things, so that headings and subjects are a list."""
        return len(self.in_body) > _FEW or (self.context.looks_back and len(self.sections | self.subjects) > 1)

    @property
    def sole(self) -> bool:
        """Whether nothing else is named, or only Things in a row with it: "Things 6 and 7 together"."""
        return _row_of(self.named | {self.thing})


def _row_of(things: frozenset[int]) -> bool:
    return max(things) - min(things) + 1 == len(things) <= _ROW


def _doubtful(evidence: ThingEvidence) -> bool:
    return evidence.has("title", "doubtful", "bare")


def _borne_out(evidence: ThingEvidence) -> bool:
    """A doubtful number that something else names too, or whose topic stands beside it in the title."""
    beside = evidence.has("title", "doubtful") and evidence.has("clue", "plain") and not evidence.context.unfinished
    return _doubtful(evidence) and (evidence.in_text or evidence.outside or beside)


def _bare(evidence: ThingEvidence) -> bool:
    """The post shows that it is one of those that count Things, or it is about the topic of this one."""
    shown = (
        evidence.context.marked or evidence.context.this_thing or evidence.has("clue", "subject", "strong", "doubtful")
    )
    return evidence.has("title", "bare") and shown


def _label(evidence: ThingEvidence) -> bool:
    """As with a bare number; but a mark that stands in the text alone says nothing of another noun's number."""
    shown = (
        evidence.context.titled or evidence.context.this_thing or evidence.has("clue", "subject", "strong", "doubtful")
    )
    return evidence.has("title", "label") and (shown or evidence.in_text or evidence.outside)


def _series(evidence: ThingEvidence) -> bool:
    shown = evidence.context.marked or evidence.context.this_thing or "clue" in evidence.cues or evidence.in_text
    return evidence.has("title", "series") and (shown or evidence.thing in evidence.named)


def _series_of_topic(evidence: ThingEvidence) -> bool:
    """A number alone that is the number of the topic, in a post with the course's mark."""
    topic = evidence.has("clue", "subject", "strong") and not (
        evidence.context.unfinished or evidence.context.looks_back
    )
    return evidence.has("title", "series") and topic


def _beside(evidence: ThingEvidence) -> bool:
    """Another section beside the title's own, in a row with it: title `Thing 12`, headings `Thing 12` and `Thing 13`."""
    if not evidence.has("heading", "plain") or evidence.context.looks_back or not evidence.titled <= evidence.sections:
        return False
    together = evidence.sections | evidence.titled
    return max(together) - min(together) + 1 == len(together) <= 4


def _not_done(evidence: ThingEvidence) -> bool:
    return evidence.context.unfinished and evidence.has("title", "plain", "bare", "label")


_TOPIC: tuple[Cue, ...] = ("subject", "strong", "doubtful")


def _only(evidence: ThingEvidence) -> bool:
    """The text names this Thing and no other, without speaking against it."""
    named = evidence.has("opening", "subject", "done", "aside") or evidence.has("mention", "done", "aside")
    return evidence.sole and named and not evidence.context.looks_back


def _with_topic(evidence: ThingEvidence) -> bool:
    """The topic stands in the title, or the text does more than name the Thing in passing."""
    more = evidence.has("clue", "plain") or evidence.has("opening", "subject", "done")
    agreed = _only(evidence) and evidence.named == {evidence.thing} and evidence.has("clue", *_TOPIC)
    return agreed and more and not evidence.context.unfinished


def _topic(evidence: ThingEvidence) -> bool:
    """A look back names many Things in passing, each with its topic."""
    passing = evidence.context.looks_back and ("opening" in evidence.cues or "mention" in evidence.cues)
    return evidence.has("clue", "strong") and not passing


def _in_other_words(evidence: ThingEvidence) -> bool:
    faint = evidence.has("title", "faint") or evidence.has("opening", "faint")
    agrees = evidence.has("title", "faint") and evidence.has("clue", "faint") and not evidence.context.looks_back
    return faint and (evidence.in_text or evidence.context.marked or agrees)


def _own_heading(evidence: ThingEvidence) -> bool:
    return evidence.has("heading", "plain") and len(evidence.sections) <= _FEW and not evidence.listing


def _opens(evidence: ThingEvidence) -> bool:
    sure = not (
        evidence.listing or evidence.context.unfinished or (evidence.context.looks_back and len(evidence.named) > 1)
    )
    return sure and evidence.has("opening", "subject") and _row_of(evidence.subjects)


def _says(evidence: ThingEvidence) -> bool:
    return evidence.thing in evidence.subjects and len(evidence.subjects) <= _FEW and not evidence.listing


def _alone(evidence: ThingEvidence) -> bool:
    return evidence.context.marked and evidence.sole and _says(evidence) and not evidence.context.unfinished


def _linked(evidence: ThingEvidence) -> bool:
    return evidence.has("link", "plain") and len(evidence.plain.get("link", ())) == 1


Ladder = Sequence[Rule[RuleId, ThingEvidence, Confidence]]

# What the title itself says of a Thing.
IN_TITLE: Ladder = (
    Rule(
        RuleId.OTHER_KIND_OF_THING,
        "Extra Thing 3",
        WEAK,
        lambda evidence: evidence.cues.get("title") == _AGAINST,
    ),
    Rule(RuleId.NOT_DONE, "Thing 6, over a text that begins: This is the before post", LIKELY, _not_done),
    Rule(RuleId.NUMBER_IN_TITLE, "Thing 6: maps", SURE, lambda evidence: evidence.has("title", "plain")),
    Rule(RuleId.NUMBER_BORNE_OUT, "23 Things 6, over a text that begins: Thing 6 is about maps", SURE, _borne_out),
    Rule(RuleId.BARE_NUMBER, "#5 maps, over a text with the mark", SURE, _bare),
    Rule(RuleId.OWN_WAY_OF_COUNTING, "Task 8: RSS and I", SURE, _label),
    Rule(
        RuleId.NUMBER_ALONE_AND_TOPIC,
        "Nine, over a text with the mark and the clues of Thing 9",
        SURE,
        _series_of_topic,
    ),
    Rule(RuleId.OWN_WAY_ASKED, "Task 8: maps", LIKELY, lambda evidence: evidence.has("title", "bare", "label")),
    Rule(
        RuleId.DOUBTFUL_NUMBER,
        "Before Thing 6",
        LIKELY,
        lambda evidence: _doubtful(evidence) or evidence.has("title", "hedged"),
    ),
)
BORNE_OUT: Rule[RuleId, ThingEvidence, Confidence] = Rule(
    RuleId.NUMBER_ALONE_BORNE_OUT, "6/23, over a text with the mark", LIKELY, _series
)

# A Thing beside those that the title names: asked about at most, unless it has a section in a row with theirs.
BESIDE_TITLE: Ladder = (
    Rule(RuleId.SECTION_BESIDE_TITLE, "Thing 6, over the headings Thing 6 and Thing 7", SURE, _beside),
    Rule(
        RuleId.HEADING_BESIDE_TITLE,
        "Thing 6, over the heading Thing 9",
        LIKELY,
        lambda evidence: _own_heading(evidence) and min(evidence.titled) < evidence.thing,
    ),
    Rule(RuleId.NAMED_BESIDE_TITLE, "Thing 6, over: Everyone else is on Thing 9", WEAK, lambda _evidence: True),
)

# The title names no Thing, but something else may.
BY_NUMBER: Ladder = (
    Rule(RuleId.OWN_HEADING, "A pun, over the heading Thing 7", SURE, _own_heading),
    Rule(
        RuleId.NUMBER_IN_ADDRESS, "A pun, at /thing-6-maps.html", SURE, lambda evidence: evidence.has("slug", "plain")
    ),
    Rule(RuleId.NUMBER_IN_LABEL, "A pun, with the label thing6", SURE, lambda evidence: evidence.has("tag", "plain")),
    Rule(RuleId.OPENING_IS_ABOUT, "A pun, over: Thing 13 is about maps", SURE, _opens),
    Rule(RuleId.ONLY_SUBJECT, "A pun, over a long text with the mark: Thing 9 is about notes", SURE, _alone),
    Rule(RuleId.ONLY_NAMED_AND_TOPIC, "Evernote, over: My notes (Thing 9)", SURE, _with_topic),
    BORNE_OUT,
    Rule(RuleId.SAYS_IT_IS_ABOUT, "A pun, over a long text: Thing 9 is about notes", LIKELY, _says),
    Rule(RuleId.ONLY_NAMED, "A pun, over: My notes (Thing 9)", LIKELY, _only),
    Rule(RuleId.ADDRESS_OR_LABEL, "Things, no 5, at /things-no-5", LIKELY, lambda evidence: evidence.outside),
)

# No number anywhere.
BY_TOPIC: Ladder = (
    Rule(
        RuleId.OPENING_TELLS_TOPIC,
        "A pun, over: This Thing is all about honey",
        SURE,
        lambda evidence: evidence.has("clue", "subject"),
    ),
    Rule(RuleId.LINK_TO_THING, "A pun, with a link to the page of Thing 3", LIKELY, _linked),
    Rule(RuleId.OWN_TITLE, "Wikis", LIKELY, lambda evidence: evidence.has("clue", "own title")),
    Rule(
        RuleId.LOOKS_BACK,
        "Looking back, over a text with the mark",
        LIKELY,
        lambda evidence: evidence.has("clue", "looks back"),
    ),
    Rule(RuleId.TOPIC, "Honey, over a text with the mark", LIKELY, _topic),
    Rule(RuleId.FIRST_OR_LAST_THING, "The last Thing, over a text with the mark", LIKELY, _in_other_words),
    Rule(
        RuleId.CLEAR_TOPIC,
        "Honey from my hive, without the mark",
        WEAK,
        lambda evidence: evidence.has("clue", "doubtful") and not evidence.context.looks_back,
    ),
    Rule(RuleId.FAINT_TOPIC, "A pun, over: I like honey", WEAK, lambda evidence: "clue" in evidence.cues),
    Rule(RuleId.NUMBER_ALONE, "6/23", WEAK, lambda evidence: evidence.has("title", "series")),
    Rule(RuleId.MENTIONED, "A pun, over: As I said in Thing 3", WEAK, lambda _evidence: True),
)


BESIDE, ALONE = (*IN_TITLE, BORNE_OUT, *BESIDE_TITLE), (*IN_TITLE, *BY_NUMBER, *BY_TOPIC)


def _decided(evidence: ThingEvidence) -> Rule[RuleId, ThingEvidence, Confidence]:
    if evidence.titled:
        ladder = BESIDE if "title" in evidence.cues else BESIDE_TITLE
    else:
        ladder = BY_TOPIC if evidence.cues.keys() <= {"clue", "link"} else ALONE
    return decide(ladder, evidence) or ladder[-1]


def weigh(cues: Cues) -> tuple[Claim, ...]:
    """A claim for every Thing with evidence, in the order of the numbers, each by the first rule that holds.

    Topics are weighed only where no number is sure.
    """
    claims = _weighed(cues.by_number, cues.context)
    if not cues.by_topic or any(claim.confidence is SURE for claim in claims):
        return claims
    return _weighed((*cues.by_number, *cues.by_topic), cues.context)


def _weighed(hits: Iterable[CueHit], context: PostContext) -> tuple[Claim, ...]:
    by_thing: dict[int, list[CueHit]] = {}
    for hit in dict.fromkeys(hits):
        by_thing.setdefault(hit.thing, []).append(hit)
    cues = {thing: _by_place(own) for thing, own in by_thing.items()}
    plain, named, subjects, in_body = _overview(cues)
    claims = []
    for thing, own in sorted(by_thing.items()):
        rule = _decided(ThingEvidence(thing, context, cues[thing], plain, named, subjects, in_body))
        claims.append(Claim(thing, rule.verdict, _quotes(own), rule.name))
    return tuple(claims)


def _by_place(hits: Iterable[CueHit]) -> Mapping[Place, AbstractSet[Cue]]:
    cues: dict[Place, set[Cue]] = {}
    for _, place, _, cue in hits:
        cues.setdefault(place, set()).add(cue)
    return cues


def _overview(
    cues: Mapping[int, Mapping[Place, AbstractSet[Cue]]],
) -> tuple[Mapping[Place, frozenset[int]], frozenset[int], frozenset[int], frozenset[int]]:
    """What the post says of all its Things: plainly, by place; named and subject in running text; anywhere below the title."""
    plain: dict[Place, set[int]] = {}
    named: set[int] = set()
    subjects: set[int] = set()
    in_body: set[int] = set()
    for thing, places in cues.items():
        for place, own in places.items():
            if "plain" in own:
                plain.setdefault(place, set()).add(thing)
            if place in _TEXT:
                in_body.add(thing)
            if place in _RUNNING and not _NAMING.isdisjoint(own):
                named.add(thing)
            if place in _RUNNING and "subject" in own:
                subjects.add(thing)
    frozen = {place: frozenset(things) for place, things in plain.items()}
    return frozen, frozenset(named), frozenset(subjects), frozenset(in_body)


_RANK = itemgetter(0)


def _quotes(hits: Iterable[CueHit]) -> tuple[Evidence, ...]:
    """What is shown: each quote once, the strongest places first."""
    quotes = dict.fromkeys([(_PLACES[place], place, quote) for _, place, quote, _ in hits])
    shown = sorted(quotes, key=_RANK)[:_MOST_QUOTES] if len(quotes) > 1 else quotes
    return tuple([Evidence(place, quote) for _, place, quote in shown])
