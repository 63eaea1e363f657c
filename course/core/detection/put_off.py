"""Words by which a title puts its Thing off: it is coming, not done, or somebody else's."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from course.core.detection import mention_roles
from course.core.detection.rules import Rule, decide

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
    r"where(?:'s| is| are)(?: my| the)?|what(?:ever)? (?:happened|became)(?: \w+)? (?:to|of)(?: my)?|why no|still no|no sign of|"
    r"about to (?:start|begin|do|try|tackle)|contemplating|planning(?: for)?|"
    r"stopped at|ready for|(?:goodbye|farewell|bye)(?: to)?|"
    r"stuck (?:on|at|in)|"
    r"(?:update|correction|addendum|ps|postscript|follow[- ]?up|more)(?: (?:on|to|about))(?: the| my| that)?|"
    r"about that) $"
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
_ONWARDS = re.compile(
    r"\b(?:on(?:wards?)? to|onto|soon|next|word (?:about|on)|peek|look(?:ing)? (?:ahead|forward)|glimpse|preview|"
    r"bring on|"
    r"roll on|to come|towards?|ready for|now for|coming(?: up)?|tomorrow|plans? for|waiting for|"
    r"start(?:ing)? on)\b"
)
_PART_OF = re.compile(
    r"\b(?:half(?: of)?(?: a)?|(?:parts?|some|most|(?:a )?bits?|a little|quarters?|thirds?|fifths?|pieces?) of|"
    r"(?:half|part|mid)[ -]?way (?:through|into|to)|part (?:1|one|i|a) of|(?:the )?(?:first|1st) (?:half|part|bit) of|"
    r"the (?:start|beginnings?) of|"
    r"still (?:working|busy|writing|thinking|playing|plodding)(?: away)?(?: on| at| with| about| through))(?: my| the)? $"
)
_IN_PART = re.compile(
    r"^\W*(?:(?:or|well|only|just|at least|but|is)\W+){0,3}"
    r"(?:(?:a )?(?:part|half|bits?|some|most)(?: (?:of it|thereof|only|done|finished))?|thereof|in part|partly|more to do|begun|"
    r"(?:partially|partly|nearly|almost|half)[ -]?(?:done|finished|complete|there|way)(?: through| there)?|incomplete|unfinished|"
    r"not (?:quite |entirely |all )?(?:finished|complete|there|done)(?: yet)?|(?:a )?work in progress|wip|ongoing|"
    r"(?:i'?m )?(?:still )?(?:working|busy) (?:on|with) (?:it|this|that|them)|to be continued|"
    r"still (?:working|busy|going|at it|on it|writing|to finish))\W*$"
)
_FIRST_PART = re.compile(
    r"^\W*(?:(?:part|pt)\.? ?(?:1|one|i|a|the first)\b(?! ?(?:of|/) ?(?:1|one)\b)(?! (?:and|&|to|-) )|"
    r"(?:the )?first (?:part|half|bit|instal\w+)\b)"
)
_PART = re.compile(r"^\W*(?:(?:part|pt)\.? ?|\()([1-9]) ?(?:of|/) ?([1-9])\b(?![/.]\d)")
_PAUSE = re.compile(r"[:;.?!(|]|[-~] ")


class Around(NamedTuple):
    """The words around a Thing in a title, in small letters."""

    before: str  # what leads to it
    near: str  # of this, what stands after the last pause
    after: str  # what follows it at once
    rest: str  # all of the title that belongs to it


RULES: Sequence[Rule[str, Around, bool]] = (
    Rule("later", "Thing 6 next week", True, lambda words: mention_roles.LATER.search(words.rest)),
    Rule("delayed", "Thing 7 must wait", True, lambda words: _DELAYED.match(words.after)),
    Rule("put off", "Thing 6: not today", True, lambda words: _PUT_OFF.match(words.after)),
    Rule("other people", "Everyone else is on Thing 7", True, lambda words: _OTHER_PEOPLE.search(words.near)),
    Rule("not done", "I haven't done Thing 6", True, lambda words: _NOT_DONE.search(words.near)),
    Rule("part of it", "Half of Thing 10", True, lambda words: _PART_OF.search(words.near)),
    Rule("in part", "Thing 10, or part thereof", True, lambda words: _IN_PART.match(words.after)),
    Rule(
        "still worked on",
        "Thing 10 and I: still working on it",
        True,
        lambda words: mention_roles.STILL_AT_IT.search(words.rest),
    ),
    Rule("first part", "Thing 10 (part 1)", True, lambda words: _FIRST_PART.match(words.after)),
    Rule("not the last part", "Thing 10, part 2 of 3", True, lambda words: _more_parts(words.after)),
    Rule("coming up", "Thing 8, next week: Thing 9", True, lambda words: _SOON.search(words.before)),
)


def puts_off(before: str, after: str, rest: str) -> bool:
    """Whether a title speaks of the Thing as coming, not done, or other people's; all in small letters."""
    return decide(RULES, around(before, after, rest)) is not None


def around(before: str, after: str, rest: str) -> Around:
    """The words around a Thing, made ready."""
    return Around(before, last_part(before.replace("’", "'")), after.replace("’", "'"), rest)


def _more_parts(after: str) -> bool:
    """Whether a part is numbered and others follow: "part 2 of 3"."""
    part = _PART.match(after)
    return part is not None and int(part[1]) < int(part[2])


def leads_on(between: str) -> bool:
    """Whether the words between two Things make the second one a promise: "Thing 8, and on to Thing 9"."""
    return _ONWARDS.search(last_part(between.rstrip(" :"))) is not None


def last_part(text: str) -> str:
    """What stands after the last pause: in "Some have asked: Thing 6" the asking is another matter."""
    return _PAUSE.split(text)[-1]
