"""What a number in a title is worth: the subject, promised, not done, somebody else's, a joke."""

import re
from collections.abc import Iterator, Mapping, Sequence

from course.core.detection import mention_roles, numbers_without_noun, thing_numbers, token_queries
from course.core.detection.course_terms import CourseTerms
from course.core.detection.cues import Cue, CueHit
from course.core.detection.read_post import Line
from course.core.detection.thing_numbers import Form, Mention
from course.core.detection.tokens import Token, wordset

_HEDGES = wordset(
    "before towards toward not no skip skipping skipped missing missed avoiding until pre preparing prepare awaiting"
    " waiting without almost nearly postponing delaying ignoring dreading re"
)
_BACKWARD = wordset("after following since from beyond like unlike than revisited again previous as revisiting update")
_BEHIND = frozenset({"after", "beyond", "since"})
_OTHER_PEOPLE = re.compile(
    r"\b(?:(?:every|any)(?:one|body)(?: else)?|(?:the )?others?|the rest|they|half|most|some|colleagues?|(?:other|all the) \w+)"
    r"(?:'s|'re|'ve| (?:\w+ ){0,2}?(?:is|are|was|were|has|have|did|seems?)\b)|"
    r"\bwho(?:'s| is| else|'s else)\b|^(?:is|are|has|have) (?:every|any|they|the )"
)
_NOT_DONE = re.compile(
    r"\b(?:(?:haven'?t|have not|hasn'?t|did(?:n'?t| not)(?! (?:like|love|enjoy|get|expect|mind|know|think|understand))|"
    r"(?:can'?t|cannot|couldn'?t) (?:do|start|finish|face|manage)|never (?:did|do|done|finished|started|wrote|got)|yet to|won'?t|failed to|"
    r"still (?:to|have to|need to))"
    r"(?: \w+){0,2}|putting off|giv(?:e|ing) up(?: on| at)?|gave up(?: on| at)?|struggling with|"
    r"where(?:'s| is| are)(?: my| the)?|what(?:ever)? (?:happened|became)(?: \w+)? (?:to|of)(?: my)?|why no|still no|no cue of|"
    r"about to (?:start|begin|do|try|tackle)|contemplating|planning(?: for)?|"
    r"stopped at|ready for|(?:goodbye|farewell|bye)(?: to)?|"
    r"stuck (?:on|at|in)|"
    r"(?:update|correction|addendum|ps|postscript|follow[- ]?up|more)(?: (?:on|to|about))(?: the| my| that)?|"
    r"about that) $"
)
_ONWARDS = re.compile(
    r"\b(?:on(?:wards?)? to|onto|soon|next|word (?:about|on)|peek|look(?:ing)? (?:ahead|forward)|glimpse|preview|"
    r"bring on|"
    r"roll on|to come|towards?|ready for|now for|coming(?: up)?|tomorrow|plans? for|waiting for|"
    r"start(?:ing)? on)\b"
)
_DELAYED = re.compile(
    r"^\s*(?:(?:is|are) not working|(?:isn|doesn|won)'?t work(?:ing)?|"
    r"(?:is|are) (?:coming|delayed|on (?:its|their|the) way|still to|next|late because)|"
    r"(?:must|can|has to|have to|will|may|might) (?:just |have to |be )*(?:wait|late|follow|come|up|posted|delayed))\b"
)
_PUT_OFF = re.compile(
    r"^\W*(?:soon|(?:maybe |much )?later|not (?:today|me|now|for now)|skipped|pass|missing|forgotten|abandoned|n/?a|"
    r"(?:a )?(?:draft|placeholder)|(?:is|was) (?:missing|blocked)|(?:(?:my|the|an) )?excuses?|will (?:appear|be)\b.{0,40}|"
    r"i? ?didn'?t (?:do|happen|get done)\b.{0,20}|(?:i )?(?:can'?t|couldn'?t) (?:be bothered|do it)|never happened|"
    r"(?:has )?(?:defeated|beat(?:en)?) me)[^\w:]*$"
)
_SOON = re.compile(r"\b(?:coming up|next (?:week|time|month))\W*$")
_PAUSE = re.compile(r"[:;.?!(|]|[-~] ")
_PAUSES = frozenset({":", ";", ".", "?", "!", "(", "|", "-", ","})
_JOKE = frozenset({1, 2})
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
    mentions = thing_numbers.mentions(row, terms)
    for mention, cue in _with_noun(mentions, row, text):
        yield from mention.hits("title", text, cue)
    if not any(mention.form in ("plain", "counted") for mention in mentions):
        for mention in numbers_without_noun.mentions(row, terms):
            yield from mention.hits("title", text, _without_noun(mention, row, text))


def _with_noun(mentions: Sequence[Mention], row: Sequence[Token], text: str) -> Iterator[tuple[Mention, Cue]]:
    """Each mention with what it is worth."""
    back = len(mentions) > 1 and mention_roles.looks_back(text.casefold())
    figures = len(mentions) > 1 and any(mention.form == "plain" and not mention.words for mention in mentions)
    before: Mention | None = None
    ends = [*(mention.start for mention in mentions[1:]), len(text)][: len(mentions)]
    last = 0
    for mention, end in zip(mentions, ends, strict=True):
        between, after = text[last : mention.start].casefold(), text[mention.end : end].casefold()
        rest = text[mention.start : end] if len(mentions) > 1 else text
        cue = _cue(mention, row, _not_now(between, after, rest.casefold()))
        last = mention.end
        if mention.form == "borrowed" and any(other.form == "plain" for other in mentions):
            cue = "faint"  # "Thing 8, task 2"
        if before and cue == "plain" and _ONWARDS.search(_last_part(between.rstrip(" :"))):
            cue = "hedged"
        if figures and mention.words and set(mention.numbers) <= _JOKE:
            cue = "aside"  # "Things 15 & 16 (... Thing One and Thing Two!)"
        elif before and cue == "plain" and back and _earlier(mention, before):
            cue = "hedged"
        elif before and cue == "plain" and not _joined(before, mention, row):
            cue = "doubtful"
        yield mention, cue
        if cue == "plain":
            before = mention


def _not_now(before: str, after: str, rest: str) -> bool:
    """Whether a title speaks of the Thing as coming, not done, or other people's.

    `before`: what leads to the mention, `after`: what follows it at once, `rest`: all of the title that belongs to it.
    """
    after = after.replace("’", "'")
    if mention_roles.LATER.search(rest) or _DELAYED.match(after) or _PUT_OFF.match(after):
        return True
    near = _last_part(before.replace("’", "'"))
    told = near and (_OTHER_PEOPLE.search(near) or _NOT_DONE.search(near))
    return bool(told) or _SOON.search(before) is not None


def _last_part(text: str) -> str:
    """What stands after the last pause: in "Some have asked: Thing 6" the asking is another matter."""
    return _PAUSE.split(text)[-1]


def _earlier(mention: Mention, other: Mention) -> bool:
    return max(mention.numbers) < min(other.numbers)


def _cue(mention: Mention, row: Sequence[Token], later: bool) -> Cue:
    around = _led_by(row, mention.first)
    last = around[-1] if around else ""
    if last in mention_roles.OTHER:
        return "against"
    if last == "own" or (last == "from" and mention.first == 1 and len(mention.numbers) > 1):
        return "hedged"
    if mention.form == "borrowed":
        cue = _borrowed(mention, row)
        hedged = mention_roles.possessive(row, mention.first) or bool(_HEDGES & set(around)) or later
        return "hedged" if hedged and cue in _ASKED else cue
    if mention.form == "last" or (mention.form == "ordinal" and set(mention.numbers) <= {1, 2, 3} and mention.words):
        named = _named_so(mention, row) and (mention.form == "ordinal" or pauses(row, mention.after))
        return "bare" if named else "faint"
    if mention_roles.possessive(row, mention.first) or _HEDGES & set(around) or later:
        return "hedged"
    if _ordinary(mention, row):
        return "hedged"
    if mention.form in ("loose", "counted"):
        return "doubtful"
    if last in _BEHIND:
        return "hedged"
    if last in _BACKWARD and mention.first > 1:
        return "aside" if len(row) > mention.after + 1 else "hedged"
    return "plain"


def _led_by(row: Sequence[Token], first: int) -> list[str]:
    """The three words before a mention, as far as no pause stands between: "Almost done! Thing 22"."""
    around = [token.low for token in row[max(0, first - 3) : first]]
    if not around:
        return around
    if around == ["re", ":"]:
        return ["re"]  # an answer
    pause = max((place for place, low in enumerate(around[:-1]) if low in _PAUSES), default=-1)
    return around[pause + 1 :] if around[-1] not in _PAUSES else around[-1:]


def _ordinary(mention: Mention, row: Sequence[Token]) -> bool:
    """Small things, seven: a plural in small letters behind a word of its own, with one number, in a title without mark."""
    noun = row[mention.first]
    own = mention.first >= 1 and _own_word(row[mention.first - 1].low)
    plural = noun.raw.islower() and noun.low.endswith("s") and len(mention.numbers) == 1
    return own and plural and all(token.low != "¤" for token in row)


def _own_word(low: str) -> bool:
    return low.isalpha() and (low in {"and", "of", "with", "about"} or low not in mention_roles.LEAD)


def _named_so(mention: Mention, row: Sequence[Token]) -> bool:
    """`The third Thing`: a capital that other words of the title do not have."""
    others = [token for token in row[1:] if token.low.isalpha() and token.low not in {"thing", "things"}]
    return row[mention.after - 1].raw[:1].isupper() and any(token.raw.islower() for token in others)


def _borrowed(mention: Mention, row: Sequence[Token]) -> Cue:
    """`Week 6, Task 14` and `23 Things Day 7` are as good as Things; `Task 14: maps` is a label; `Day 2` says little."""
    before = [token.low for token in row[max(0, mention.first - 4) : mention.first]]
    if any(word in {"things", "thing", "¤"} for word in before[-2:]):
        return "plain"
    noun = row[mention.first].low
    noun = _PLURALS.get(noun, noun.removesuffix("s"))
    if "week" in before and noun in _TASKS:
        return "plain"
    if mention.first == 0 or before[-1] in token_queries.MARKS or before[-1].isdecimal() or before[-1] == "discovery":
        if noun in _WORK:
            return "doubtful" if _goes_on(row, mention.after) else "label"
        return "faint" if noun == "day" else "series"
    return "faint"


def is_label(mention: Mention, row: Sequence[Token]) -> bool:
    """Whether a text or a title begins with a number that is counted with another noun, and does not go on at once."""
    return _borrowed(mention, row) in ("plain", "label")


def pauses(row: Sequence[Token], at: int) -> bool:
    """Whether a title or a label ends or pauses here."""
    return at >= len(row) or row[at].low in _PAUSES


def _goes_on(row: Sequence[Token], at: int) -> bool:
    """Whether a title says at once what is to be done: `Task 2 at work`, `Exercise 20 minutes`; not `Task 8 Maps`."""
    return at < len(row) and row[at].low[0].isalpha() and not row[at].raw[0].isupper()


def _without_noun(mention: Mention, row: Sequence[Token], text: str) -> Cue:
    """A number without a noun: `#5. Flickr` is nearly as good as one with it."""
    cue = _BY_FORM.get(mention.form, "series")
    if cue in _ASKED and _not_now(text[: mention.start].casefold(), text[mention.end :].casefold(), text.casefold()):
        return "hedged"
    if cue == "bare" and mention.after < len(row) and row[mention.after].low in _PREPOSITIONS:
        return "doubtful"  # "#3 on my list"
    return cue


def _joined(one: Mention, other: Mention, row: Sequence[Token]) -> bool:
    """Whether a second mention in a title stands for itself: after a cue or an "and", not after "following"."""
    between = [token.low for token in row[one.after : other.first]]
    return not between or between[-1] in {
        "&",
        "+",
        ",",
        "/",
        "and",
        "|",
        ";",
        "(",
        "-",
        ":",
        ".",
        "¤",
        "og",
        "en",
        "und",
    }
