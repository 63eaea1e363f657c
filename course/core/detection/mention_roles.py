"""The part that a mention plays: the subject, done, promised, missed, recalled, somebody else's."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from course.core.detection import token_queries
from course.core.detection.cues import Cue
from course.core.detection.numbers_with_noun import Mention
from course.core.detection.rules import Rule, decide
from course.core.detection.tokens import Token, wordset

# Words before a number in a title that turn it into another matter.
OTHER = wordset("extra bonus additional invented imaginary unofficial secret non un fake alternative")
LATER = re.compile(
    r"\b(?:coming (?:soon(?! to\b)|up(?! for)|next|shortly)|to come(?<!more to come)|"
    r"to follow(?<!more to follow)(?<!not to follow)(?<!who to follow)(?<!whom to follow)(?<!people to follow)"
    r"(?<!blogs to follow)(?<!feeds to follow)(?! or\b)|"
    r"next (?:week|time|month)|tomorrow(?<!of tomorrow)(?!'s)|postponed|delayed|"
    r"on hold|not (?:yet|done|finished|started|happening)|preview|on its way|will have to wait|the before post|"
    r"watch this space|"
    r"(?:first )?impressions before|before (?:trying|i (?:start|begin|try))|addendum|"
    r"of my own(?<=\d of my own)|revisited(?:(?<=\d revisited)|(?<=\d[,:] revisited)|(?<=\d [(-]revisited))|"
    r"(?<=\d)[ (:-]+(?:the )?before(?: post)?\)?$|still to do|to do list|in progress|pending|tb[ac]|"
    r"fail(?:ed)? to)\b"
)
_LOOK_BACK = re.compile(
    r"\b(?:every thing i|in order$|complete set|all in one place|links to|giv(?:e|ing) up|gave up|stopping|quit(?:s|ting)?|"
    r"goodbye to|"
    r"look(?:ing|s)? back|revisited|round[- ]?up|summary|summari[sz]ing|so far(?!,? so good)|in review|index|contents|"
    r"portfolio|all (?:my|the|of the)|"
    r"list of|what i(?:'ve)? learn(?:ed|t)|reflect\w*|review|progress|overview|recap|half ?way|complete list|"
    r"to[- ]do list|"
    r"evaluation)\b"
)
_OURS = wordset(
    "¤ cpd course programme program here it that what there let week weeks today day month yesterday tomorrow fortnight"
)

_ABOUT = re.compile(
    r"^[\s,:)\]\"'-]{0,4}(?:\([^()]{0,60}\)\s*)?(?:of (?:the )?(?:cpd|course|programme|program|"
    r"23)\w*\W{0,3}(?:things?\s*)?)?"
    r"(?:for cpd ?23\s*)?"
    r"(?:is|looks?|asks?|explore[sd]?|address(?:es)?|covers?|concerns?|involve[sd]?|focus\w*|deals|requires?|"
    r"wants|invites?|encourages?|introduces?|centers|centres|means|tells|gives|takes|considers?|discusses|talks|"
    r"consists|"
    r"assignment|task|activity|exercise|says|suggests|revolves|brings|involving|required|"
    r"asked|(?:was|are) (?:all |really |both )?(?:about|to)|has been (?:all |really )?about|has us|had us|"
    r"omhandler|handler|gaat|går|geht|handelt|er|ist)\b"
)
LEAD = wordset(
    "so well now and ok okay right ah oh today finally hello hi yes here next then also but this week the my a an is it s i m am"
    " we re on to in for as part of with about at time welcome first second last final another late very quick short brief post"
    " posts approach thoughts blog task tasks activity activities assignment exercise challenge that brings me us moving onwards"
    " both these are was has been things thing catching up do doing course programme program cpd what point aim purpose idea"
    " subject topic theme let get started start reached ve have got made along comes come came tackling completing looking"
    " working writing returning back continuing"
)
_NOT_NOW = re.compile(
    r"^[\s,:-]{0,3}(?:(?:is|was|will|has|looks?|can|comes?)\b)?(?: (?:to|just|still|also|now|already))? ?"
    r"(?:next|isn'?t|not|coming|going to|soon|yet|up(?! to)\b|out|live|to follow|follow|wait|waiting|later|"
    r"tomorrow|opens?|starts?|"
    r"begins?|be|have to|has to)\b"
)
_PASSED = re.compile(r"\b(?:last (?:week|month|year|time|summer|autumn)|ago|yesterday|previously|back then|years?)\b")
_TASKED = re.compile(
    r"^[\s,]{0,3}(?:of (?:the )?(?:cpd ?23|course|programme|program|23 things)[\s,]{0,2})?"
    r"(?:we|you|i)(?:'ve|'re|'m| have| are| were| had| was| am| need| get| got| will)(?: been)? "
    r"(?:to\b|asked|encouraged|told|invited|given|supposed|required|focus|look|"
    r"(?!looking forward|going|hoping|planning|waiting|intending|trying)\w+ing\b)"
)
_FOR_IT = re.compile(
    r"^[\s,]{0,3}(?:of (?:the )?(?:cpd ?23|course|programme|program|23 things)[\s,]{0,2})?(?:i|we) "
    r"(?!will|shall|would|should|might|may|plan|hope|intend|want|did(?:n'?t| not)|have(?:n'?t| not| yet| never)|had(?:n'?t| not)|never|"
    r"can|could|am|are|was(?:n'?t| not)|still|said|mentioned)\w+"
)
_HERE = re.compile(
    r"(?:^|[\s,:(-])(?:this|here|it)(?:'s| is| are| comes| goes| (?:blog )?post is)(?: all| really| finally|"
    r" now)?(?: (?:my|the|for|about|on))?"
    r"(?: (?:attempt at|take on|thoughts on|post (?:for|on|about)|entry for|reflections on|response to|"
    r"contribution to|version of))? ?$"
)
_TOGETHER = re.compile(r"^[^.!?]{0,25}\b(?:in(?:to)? (?:one|a single|the same)|together|at once|combined)\b")
_JUST = re.compile(r"\b(?:just (?:done|finished|completed|tackled)|combin(?:e|ed|ing)) $")
_PAST = re.compile(r"^[\s,:-]{0,3}(?:was|were|has been|have been|had|made|turned|proved|seemed|gave|got)\b")
_WENT = re.compile(r"^ (?:was|were|took|went|proved|turned out)\b(?! not\b| for (?!me\b))")
_WE_DID = re.compile(
    r"\b(?:i|we)(?:'ve| have)?(?: (?:just|finally|now|at last|also|actually))*"
    r" (?:done|did|finished|completed|tackled|got (?:a)?round to|worked (?:on|(?:my way )?through)) $"
)
_THAT_IS, _IS_DONE = (
    re.compile(r"\b(?:that'?s|that is|so is|is) $"),
    re.compile(r"^ (?:done|finished|complete[d]?|over)\b"),
)
_DONE = re.compile(
    r"\b(?:(?<!well )done|complet\w*|finish\w*|tackl\w*|fulfil\w*|counts? (?:as|for)|tick\w*|thoughts on|"
    r"attempt at|effort for|"
    r"take on|combin\w*|response to|reflections? on|entry for|contribution|report on|to sum up|"
    r"catch(?:ing)? up (?:on|with)|i (?:also )?did|for this post|this post)\b"
)
_FUTURE = re.compile(
    r"\b(?:next|upcoming|coming|soon|tomorrow|later|will|i'll|we'll|going to|gonna|forward to|look(?:ing)? ahead|"
    r"ready for|mov(?:e|ing) on|yet to|still (?:to|have|need)|ought to|should|wait(?:ing)? for|promise|"
    r"plan(?:ning)? to|"
    r"hope to|intend|before|until|when i get|get to|onwards? to|watch out|try to|want to)\b"
)
_DENIED = re.compile(r"\b(?:not|isn'?t|wasn'?t|aren'?t|no)\b[\w\s]{0,12}$")
_MISSED = re.compile(
    r"\b(?:miss(?:ed|ing)?|skip\w*|sorry|haven'?t|have not|hasn'?t|did(?:n'?t| not)(?! (?:enjoy|like|love|mind|take|"
    r"find|know|think|expect))|not (?:done|doing|yet|"
    r"finished)|behind|instead|"
    r"avoid\w*|gave up|given up|giving up|stop(?:ped|ping)?|dropp?(?:ed|ing)? out|would have|"
    r"never|unable|can'?t|couldn'?t|stuck|fail\w*|without doing|left out|"
    r"pass(?:ed)? on|outstanding)\b"
)
_RECALL = re.compile(
    r"\b(?:as i|i (?:said|mentioned|wrote|talked|discussed|blogged|explored|looked|covered)|mentioned|see|since|"
    r"back in|previous\w*|"
    r"earlier|already|following on|from|than|similar|unlike|like|after|looked at in|recommended|remember\w*|ago|"
    r"last (?:week|time|month)|"
    r"favou?rite|(?<!as )part of|thanks?|thank you|comment(?:s|ed)? on|half ?way|as far as|stopped at|lack of|no|"
    r"my (?:post|blog post|entry) (?:on|for|about)|link|linked|again|learn(?:ed|t) in|used (?:in|for)|during|e\.g|"
    r"eg)\b"
)
_OTHERS = re.compile(
    r"\b(?:everyone|everybody|others|people|colleagues?|some of you|most of|she|he|they|their|her|his|someone|"
    r"anyone|who|"
    r"other participants|class|team|have you|did you|if you(?: are|'re)?|are you)\b"
)


def looks_back(title: str) -> bool:
    """Whether a title (in small letters) looks back on several Things, so that numbers below it are a list."""
    return _LOOK_BACK.search(title) is not None


_ENDS = " .:!-\n"
_LOOSE = ("last", "ordinal", "counted", "loose")
_THIS = re.compile(
    r"\b[Tt](?:his|hese) (?:week'?s |month'?s |latest |particular |final |last |cpd ?23 )?things?\b(?! (?:that|i|"
    r"you|we|called)\b)"
    r"|[a-z,'’] Things?\b(?! [A-Z])|[Tt]oday'?s [Tt]hing"
)


def says_this_thing(text: str) -> bool:
    """Whether a text speaks of a Thing as those do who count them: "this Thing", or a capital in mid-sentence."""
    return "hing" in text and _THIS.search(text) is not None


_OTHER_NUMBER = re.compile(r"\bthing (\d{1,3})\b", re.ASCII)
_UNFINISHED = re.compile(
    r"\b(?=[abcdhimnptuw])(?:"  # the first letters, since trying each way at each word takes long
    r"(?:haven'?t|have not|hasn'?t|not) (?:yet |actually |really |even )?"
    r"(?:done|started|finished|completed|begun|got (?:round|around) to) (?:it|this|that|thing|my|the)\b|"
    r"(?:i'?ll|i will) (?:be )?(?:do|doing|write|writing|post|posting|blog|blogging|complete|tackle|finish) "
    r"(?:\w+ ){0,4}(?:later|soon|tomorrow|next week|another (?:day|time)|shortly)\b|"
    r"about to (?:start|begin|embark|try)(?: on)? (?:it|this|that|thing(?: \d+)?)\b|it'?s not finished|"
    r"before i(?:'ve| have) (?:even )?(?:tried|begun|started|done) (?:it|any|this|that|the|thing)\b|"
    r"(?:not|haven'?t|hasn'?t|never) (?:yet |quite |really )?(?:managed|been able) to "
    r"(?:do|start|finish|complete|begin) (?:it|this|that|thing|the)\b|"
    r"will (?:just |simply )?have to wait\b|(?:there(?:'s| is| will be)|i have) no (?:blog )?post (?:from me )?(?:this|today)\b|"
    r"(?:couldn'?t|could not|can'?t|cannot|didn'?t) (?:do|start|finish|complete) (?:it|this|that)(?: one)?"
    r"(?=[.,;!?]| (?:because|as|at work|from|since|yet)\b)|"
    r"(?:can'?t|cannot|couldn'?t|could not|won'?t|unable to)\b[^.!?]{1,80}\bi(?:'ll| will| shall) (?:\w+ ){0,3}"
    r"(?:try|go back|come back|return|have another|do it|do this)\b|"
    r"(?:i'?ll|i will) try (?:\w+ ){0,3}(?:tomorrow|again (?:on|at|later|tomorrow|next|when))\b|not a real post|"
    r"(?:i'?m|i am) (?:skipping|leaving|postponing) (?:it|this|that)\b|"
    r"(?:mine|my (?:own )?post|this one|the (?:real )?post) will (?:be up|follow|appear|go up|come (?:later|soon))\b|"
    r"to be continued|the before post|more (?:to come|to follow)|placeholder)"
)


STILL_AT_IT = re.compile(r"still (?:working|busy) (?:on|with) (?:it|this|that|them|thing(?: \d+)?)\b")


def unfinished(opening: str, own: Collection[int] = ()) -> bool:
    """Whether an opening says that the thing itself is still to be done; another one than `own` may well be."""
    low = opening.casefold().replace("’", "'")
    words = _UNFINISHED.search(low) or STILL_AT_IT.search(low)
    other = words and _OTHER_NUMBER.search(words.group())
    return words is not None and not (other and own and int(other[1]) not in own)


def _other(row: Sequence[Token], first: int) -> bool:
    """Whether the Thing is one of somebody's own making: `Extra Thing 3`."""
    return first >= 1 and row[first - 1].low in OTHER


def possessive(row: Sequence[Token], first: int) -> bool:
    """`Helen's Thing 6 post` is Helen's; `this week's Thing 6` is ours."""
    if first >= 2 and row[first - 1].low == "s" and row[first - 2].low == "'":
        return first < 3 or row[first - 3].low not in _OURS
    return False


class Sentence(NamedTuple):
    """A mention in its sentence; the words around it in small letters."""

    mention: Mention
    row: Sequence[Token]
    before: str  # without the course's mark
    after: str
    opens: bool  # the text begins with this sentence, so that a label before it is as good as a title
    leads: bool  # only words of the kind "so, this week's post is about" stand before it
    about: bool  # "is about", "asks us to" follows

    @property
    def near(self) -> str:
        """The words around it at a glance."""
        return self.before[-70:] + " | " + self.after[:50]

    @property
    def label(self) -> bool:
        """Whether it stands before the text like a label, and is not put off there."""
        label = self.opens and _is_label(self.mention, self.row)
        return label and not (LATER.search(self.after[:40]) or unfinished(self.after))

    @property
    def subject(self) -> bool:
        """Whether the sentence leads to it and says that this is what the post is about."""
        return self.leads and not _MISSED.search(self.before) and (self.about or self.named)

    @property
    def named(self) -> bool:
        """Whether it stands where a subject is named: "And so to Thing 6: maps", "For Thing 2 I had to", "This is Thing 3"."""
        after = self.after.lstrip()
        if not self.after.strip(_ENDS) or (self.mention.first > 0 and after.startswith(":")):
            return True
        done_for = self.mention.first > 0 and self.row[self.mention.first - 1].low == "for"
        if done_for and _FOR_IT.match(self.after):
            return True
        return bool(_HERE.search(self.before) or _TASKED.match(self.after))

    @property
    def first(self) -> bool:
        """Whether the text begins with it, without a look forward or back."""
        return self.opens and not _FUTURE.search(self.before) and not _RECALL.search(self.before)

    @property
    def together(self) -> bool:
        """Whether several Things are done together: "in one go"."""
        return len(self.mention.numbers) > 1 and _TOGETHER.match(self.after) is not None

    @property
    def straight(self) -> str:
        """The words before it with straight apostrophes."""
        return self.before.replace("’", "'")


ROLES: Sequence[Rule[str, Sentence, Cue]] = (
    Rule("another noun", "For Thing 6 I did Task 8 as well", "against", lambda s: s.mention.form == "borrowed"),
    Rule("somebody else's", "Helen's Thing 7 made me laugh", "against", lambda s: possessive(s.row, s.mention.first)),
    Rule("another kind of Thing", "Extra Thing 3 is about bees", "against", lambda s: _other(s.row, s.mention.first)),
    Rule("loosely written", "The first thing I saw was a bee", "faint", lambda s: s.mention.form in _LOOSE),
    Rule("not now", "Thing 7 is next", "against", lambda s: _NOT_NOW.search(s.after)),
    Rule("label", "(Week 7, Thing 17) I drew a map", "subject", lambda s: s.label),
    Rule(
        "subject to come",
        "Looking at what comes next, Thing 6: maps",
        "aside",
        lambda s: s.subject and _FUTURE.search(s.before),
    ),
    Rule("subject", "So, Thing 8 looks at calendars", "subject", lambda s: s.subject),
    Rule("missed", "Sorry I missed Thing 6", "against", lambda s: _MISSED.search(s.near)),
    Rule("other people's", "Everyone else is on Thing 5", "against", lambda s: _OTHERS.search(s.before[-50:])),
    Rule("long past", "I did Thing 6 last week", "against", lambda s: _PASSED.search(s.after[:40])),
    Rule("denied", "This is not Thing 6", "against", lambda s: _DENIED.search(s.before)),
    Rule(
        "first words, and it went well",
        "Thing 10 was great fun",
        "subject",
        lambda s: s.first and s.mention.first == 0 and _WENT.match(s.after),
    ),
    Rule(
        "first words, and we did it",
        "I've now done Things 8 and 9 today",
        "subject",
        lambda s: s.first and _WE_DID.search(s.straight),
    ),
    Rule(
        "that is done",
        "A hive of it, and that's Thing 8 done",
        "subject",
        lambda s: _THAT_IS.search(s.straight) and _IS_DONE.match(s.after),
    ),
    Rule(
        "several together",
        "Bees: Things 13, 14 and 15 all in one go",
        "subject",
        lambda s: s.together and not _FUTURE.search(s.before),
    ),
    Rule(
        "just done",
        "Bees! I have just completed Thing 6 today",
        "subject",
        lambda s: _JUST.search(s.before) and not _FUTURE.search(s.before),
    ),
    Rule(
        "done",
        "Bees were my thoughts on Thing 6 today",
        "done",
        lambda s: _DONE.search(s.near) and not _FUTURE.search(s.before[-40:]),
    ),
    Rule("promised", "Bees will do for Thing 7", "against", lambda s: _FUTURE.search(s.before[-60:])),
    Rule("recalled", "As I said in Thing 3, bees", "against", lambda s: _RECALL.search(s.before[-50:])),
    Rule("subject, in other words", "Bees tell that Thing 9 is about notes", "subject", lambda s: s.about),
    Rule("worked at", "So this week Thing 9 bees", "done", lambda s: s.leads),
    Rule("of the past", "Bees of Thing 9 turned brown", "done", lambda s: _PAST.match(s.after)),
    Rule("named", "Bees of Thing 9", "aside", lambda _s: True),
)


def in_sentence(mention: Mention, row: Sequence[Token], sentence: str, opens: bool = False) -> Cue:
    """What a mention in the running text does: subject, done, aside (neutral), against (promised, missed, recalled).

    `opens`: the text begins with this sentence.
    """
    rule = decide(ROLES, in_its_sentence(mention, row, sentence, opens))
    return rule.verdict if rule else "aside"


def in_its_sentence(mention: Mention, row: Sequence[Token], sentence: str, opens: bool) -> Sentence:
    """A mention with the words around it."""
    before, after = _unmarked(sentence[: mention.start], row, mention.first).lower(), sentence[mention.end :].lower()
    leads, about = _leads(row, mention.first), _ABOUT.match(after) is not None
    return Sentence(mention, row, before, after, opens, leads, about)


def _unmarked(before: str, row: Sequence[Token], first: int) -> str:
    """The words before a mention without the course's mark: "this post is for CPD23 Thing 16"."""
    for token in reversed(row[:first]):
        if token.low == "¤":
            width = next((other.start for other in row if other.start > token.start), len(before)) - token.start
            before = before[: token.start] + before[token.start + width :]
    return before


def _is_label(mention: Mention, row: Sequence[Token]) -> bool:
    """Whether a mention stands before a text like a label: "(Week 3, Thing 5) ...", "Thing 8 - ..."."""
    next_one = row[mention.after] if mention.after < len(row) else None
    if next_one is None or mention.form != "plain" or not token_queries.only_marks_before(row, mention.first):
        return False
    named = next_one.raw[:1].isupper() and (next_one.raw != "I" or mention.first > 0)  # "Week 3 Thing 5 Maps"
    return named or next_one.low in {")", "]", ":", "-"}


def _leads(row: Sequence[Token], first: int) -> bool:
    """Whether only words of the kind "so, this week's post is about" stand before."""
    before = [token.low for token in row[:first]]
    return len(before) <= 16 and all(low in LEAD or not low.isalpha() or low.endswith("ly") for low in before)
