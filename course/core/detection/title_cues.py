"""What a number in a title is worth: the subject, promised, not done, somebody else's, a joke."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from course.core.detection import mention_roles, numbers_with_noun, numbers_without_noun, put_off, token_queries
from course.core.detection.course_terms import CourseTerms
from course.core.detection.cues import Cue, CueHit
from course.core.detection.numbers_with_noun import Form, Mention
from course.core.detection.read_post import Line
from course.core.detection.rules import Rule, decide
from course.core.detection.tokens import Token, wordset

_HEDGES = wordset(
    "before towards toward not no skip skipping skipped missing missed avoiding until pre preparing prepare awaiting"
    " waiting without almost nearly postponing delaying ignoring dreading re"
)
_BACKWARD = wordset("after following since from beyond like unlike than revisited again previous as revisiting update")
_BEHIND = frozenset({"after", "beyond", "since"})
_PAUSES = frozenset({":", ";", ".", "?", "!", "(", "|", "-", ","})
_JOKE = frozenset({1, 2})
_JOINS = frozenset({"&", "+", ",", "/", "and", "|", ";", "(", "-", ":", ".", "¤", "og", "en", "und"})
_COUNTED = frozenset({"things", "thing", "¤"})
_BY_FORM: Mapping[Form, Cue] = {"plain": "plain", "bare": "bare", "label": "label", "loose": "doubtful"}
_ASKED: frozenset[Cue] = frozenset({"plain", "bare", "label", "doubtful"})
_PREPOSITIONS = wordset("in on of at for with from by is was to and vs")
_TWINS = re.compile(
    r"\b(?:seuss|cat in the hat|twins?|triplets|dress(?:ed|es|ing)? up|fancy dress|costumes?|kittens?|puppies|"
    r"pupp(?:y|ies)|"
    r"hamsters|guinea pigs|grandchildren|nephews?|nieces?|toddlers?|babies|world book day|story ?time)\b"
)
_WORK = frozenset({"task", "activity", "exercise", "assignment", "item", "discovery", "opdracht", "oppgave", "opgave"})
_TASKS = _WORK | {"lesson"}
_PLURALS = {
    "activities": "activity",
    "discoveries": "discovery",
    "opdrachten": "opdracht",
    "oppgaver": "oppgave",
    "opgaver": "opgave",
}


def of_the_hat(text: str) -> bool:
    """Whether a text speaks of the Thing One and Thing Two out of the children's book."""
    return _TWINS.search(text.casefold()) is not None


def find(title: Line, terms: CourseTerms) -> Iterator[CueHit]:
    """The Things of a title, with what each is worth there."""
    text, row = title
    mentions = numbers_with_noun.mentions(row, terms)
    for mention, cue in _with_noun(mentions, row, text):
        yield from mention.hits("title", text, cue)
    if not any(mention.form in ("plain", "counted") for mention in mentions):
        for mention in numbers_without_noun.mentions(row, terms):
            yield from mention.hits("title", text, _without_noun(mention, row, text))


class TitleMention(NamedTuple):
    """A Thing in a title, and what stands around it."""

    mention: Mention
    row: Sequence[Token]
    led_by: Sequence[str]  # up to three words before it, as far as no pause stands between
    last: str  # the last of these
    put_off: bool  # the title speaks of it as coming, not done, or other people's

    @property
    def hedged(self) -> bool:
        """Whether it is put off, somebody else's, or led by a word such as "before"."""
        return (
            self.put_off or mention_roles.possessive(self.row, self.mention.first) or bool(_HEDGES & set(self.led_by))
        )

    @property
    def by_rank(self) -> bool:
        """Whether it is the last Thing, or one of the first, so that it may be any thing: "the third thing"."""
        one = self.mention
        return one.form == "last" or (one.form == "ordinal" and set(one.numbers) <= {1, 2, 3} and one.words)

    @property
    def named_so(self) -> bool:
        """`The third Thing`: a capital that other words of the title do not have."""
        others = [token for token in self.row[1:] if token.low.isalpha() and token.low not in {"thing", "things"}]
        capital = self.row[self.mention.after - 1].raw[:1].isupper() and any(token.raw.islower() for token in others)
        return capital and (self.mention.form == "ordinal" or pauses(self.row, self.mention.after))

    @property
    def ordinary(self) -> bool:
        """Small things, seven: a plural in small letters behind a word of its own, with one number, in a title without mark."""
        noun, first = self.row[self.mention.first], self.mention.first
        own = first >= 1 and _own_word(self.row[first - 1].low)
        plural = noun.raw.islower() and noun.low.endswith("s") and len(self.mention.numbers) == 1
        return own and plural and all(token.low != "¤" for token in self.row)

    @property
    def looks_back(self) -> bool:
        """Whether a word such as "following" leads to it."""
        return self.last in _BACKWARD and self.mention.first > 1


TitleRules = Sequence[Rule[str, TitleMention, Cue]]

ANY_NOUN: TitleRules = (
    Rule("another kind of Thing", "Extra Thing 3", "against", lambda t: t.last in mention_roles.OTHER),
    Rule("one's own", "My own Thing 4: bees", "hedged", lambda t: t.last == "own"),
    Rule(
        "from one to another",
        "From Thing 8 to Thing 9",
        "hedged",
        lambda t: t.last == "from" and t.mention.first == 1 and len(t.mention.numbers) > 1,
    ),
)
OWN_NOUN: TitleRules = (
    *ANY_NOUN,
    Rule("one of the first, with a capital", "The third Thing", "bare", lambda t: t.by_rank and t.named_so),
    Rule("one of the first, or the last", "The third thing", "faint", lambda t: t.by_rank),
    Rule("hedged", "Before Thing 6", "hedged", lambda t: t.hedged),
    Rule("ordinary things", "All manner of things 12", "hedged", lambda t: t.ordinary),
    Rule("doubtful form", "23 Things 6", "doubtful", lambda t: t.mention.form in ("loose", "counted")),
    Rule("after it", "Life beyond Thing 23", "hedged", lambda t: t.last in _BEHIND),
    Rule(
        "looked back on, before something else",
        "Bees again following Thing 6 at home",
        "aside",
        lambda t: t.looks_back and len(t.row) > t.mention.after + 1,
    ),
    Rule("looked back on", "Bees again following Thing 6", "hedged", lambda t: t.looks_back),
    Rule("named plainly", "Thing 6: maps", "plain", lambda _t: True),
)


class Borrowed(NamedTuple):
    """A number with a noun of the writer's own: "Task 8"."""

    noun: str  # its singular
    before: Sequence[str]  # up to four words before it
    leads: bool  # only a mark, a number or a week stands before it
    goes_on: bool  # `Task 2 at work`, `Exercise 20 minutes`; not `Task 8 Maps`


BORROWED_NOUN: Sequence[Rule[str, Borrowed, Cue]] = (
    Rule(
        "with the course's count", "23 Things Day 7: birds", "plain", lambda b: not _COUNTED.isdisjoint(b.before[-2:])
    ),
    Rule("task of a week", "Week 6, Task 15: maps", "plain", lambda b: "week" in b.before and b.noun in _TASKS),
    Rule(
        "task that goes on",
        "Task 8 at the branch",
        "doubtful",
        lambda b: b.leads and b.noun in _WORK and b.goes_on,
    ),
    Rule("item", "Item #21: maps", "plain", lambda b: b.leads and b.noun == "item"),
    Rule("task", "Task 8: maps", "label", lambda b: b.leads and b.noun in _WORK),
    Rule("day", "Day 8: maps", "faint", lambda b: b.leads and b.noun == "day"),
    Rule("another noun", "Step 8: maps", "series", lambda b: b.leads),
    Rule("within a title", "All my step 8 maps", "faint", lambda _b: True),
)


class Beside(NamedTuple):
    """One of several mentions in a title, beside those before it."""

    one: TitleMention
    cue: Cue  # what it is worth alone
    plain: Mention | None  # the last one before it that is named plainly
    between: str  # the words that lead to it
    looks_back: bool  # the title looks back
    figures: bool  # a Thing in figures is named plainly
    own: bool  # a Thing is named plainly, with the course's noun


BESIDE_OTHERS: Sequence[Rule[str, Beside, Cue]] = (
    Rule(
        "joke",
        "Things 15 & 16 (off we go, Thing One and Thing Two!)",
        "aside",
        lambda b: b.figures and b.one.mention.words and set(b.one.mention.numbers) <= _JOKE,
    ),
    Rule("within the Thing", "Thing 8, task 2", "faint", lambda b: b.one.mention.form == "borrowed" and b.own),
    Rule(
        "promised",
        "Thing 8, and on to Thing 9",
        "hedged",
        lambda b: b.plain and b.cue == "plain" and put_off.leads_on(b.between),
    ),
    Rule(
        "looked back on",
        "Thing 5: reflecting on Things 1-4",
        "hedged",
        lambda b: b.plain and b.cue == "plain" and b.looks_back and max(b.one.mention.numbers) < min(b.plain.numbers),
    ),
    Rule(
        "not joined",
        "Thing 6: maps for Thing 9",
        "doubtful",
        lambda b: b.plain and b.cue == "plain" and not _joined(b.plain, b.one.mention, b.one.row),
    ),
)


def _with_noun(mentions: Sequence[Mention], row: Sequence[Token], text: str) -> Iterator[tuple[Mention, Cue]]:
    """Each mention with what it is worth."""
    if not mentions:
        return
    several = len(mentions) > 1
    looks_back = several and mention_roles.looks_back(text.casefold())
    figures = several and any(mention.form == "plain" and not mention.words for mention in mentions)
    own = any(mention.form == "plain" for mention in mentions)
    plain, last = None, 0
    ends = [*(mention.start for mention in mentions[1:]), len(text)]
    for mention, end in zip(mentions, ends, strict=True):
        between, after = text[last : mention.start].casefold(), text[mention.end : end].casefold()
        rest = text[mention.start : end] if several else text
        one = title_mention(mention, row, put_off.puts_off(between, after, rest.casefold()))
        cue = _alone(one)
        if several:
            rule = decide(BESIDE_OTHERS, Beside(one, cue, plain, between, looks_back, figures, own))
            cue = rule.verdict if rule else cue
        yield mention, cue
        last = mention.end
        if cue == "plain":
            plain = mention


def title_mention(mention: Mention, row: Sequence[Token], is_put_off: bool) -> TitleMention:
    """A mention with what stands around it."""
    led_by = _led_by(row, mention.first)
    return TitleMention(mention, row, led_by, led_by[-1] if led_by else "", is_put_off)


def _alone(one: TitleMention) -> Cue:
    """What a mention is worth without regard to others."""
    if one.mention.form != "borrowed":
        rule = decide(OWN_NOUN, one)
        return rule.verdict if rule else "plain"
    if rule := decide(ANY_NOUN, one):
        return rule.verdict
    cue = _borrowed(one.mention, one.row)
    return "hedged" if cue in _ASKED and one.hedged else cue


def _led_by(row: Sequence[Token], first: int) -> list[str]:
    """The three words before a mention, as far as no pause stands between: "Almost done! Thing 22"."""
    around = [token.low for token in row[max(0, first - 3) : first]]
    if not around:
        return around
    if around == ["re", ":"]:
        return ["re"]  # an answer
    pause = max((place for place, low in enumerate(around[:-1]) if low in _PAUSES), default=-1)
    return around[pause + 1 :] if around[-1] not in _PAUSES else around[-1:]


def _own_word(low: str) -> bool:
    return low.isalpha() and (low in {"and", "of", "with", "about"} or low not in mention_roles.LEAD)


def borrowed(mention: Mention, row: Sequence[Token]) -> Borrowed:
    """A number with a noun of the writer's own, and what stands around it."""
    before = [token.low for token in row[max(0, mention.first - 4) : mention.first]]
    noun, after = row[mention.first].low, mention.after
    leads = (
        mention.first == 0 or before[-1] in token_queries.MARKS or before[-1].isdecimal() or before[-1] == "discovery"
    )
    goes_on = after < len(row) and row[after].low[0].isalpha() and not row[after].raw[0].isupper()
    return Borrowed(_PLURALS.get(noun, noun.removesuffix("s")), before, leads, goes_on)


def _borrowed(mention: Mention, row: Sequence[Token]) -> Cue:
    rule = decide(BORROWED_NOUN, borrowed(mention, row))
    return rule.verdict if rule else "faint"


def is_label(mention: Mention, row: Sequence[Token]) -> bool:
    """Whether a text or a title begins with a number that is counted with another noun, and does not go on at once."""
    return _borrowed(mention, row) in ("plain", "label")


def pauses(row: Sequence[Token], at: int) -> bool:
    """Whether a title or a label ends or pauses here."""
    return at >= len(row) or row[at].low in _PAUSES


def _without_noun(mention: Mention, row: Sequence[Token], text: str) -> Cue:
    """A number without a noun: `#5. Flickr` is nearly as good as one with it."""
    cue = _BY_FORM.get(mention.form, "series")
    around = text[: mention.start].casefold(), text[mention.end :].casefold(), text.casefold()
    if cue in _ASKED and put_off.puts_off(*around):
        return "hedged"
    if cue == "bare" and mention.after < len(row) and row[mention.after].low in _PREPOSITIONS:
        return "doubtful"  # "#3 on my list"
    return cue


def _joined(one: Mention, other: Mention, row: Sequence[Token]) -> bool:
    """Whether a second mention in a title stands for itself: after a sign or an "and", not after "following"."""
    between = [token.low for token in row[one.after : other.first]]
    return not between or between[-1] in _JOINS
