"""The part that a mention plays: the subject, done, promised, missed, recalled, somebody else's."""

import re
from collections.abc import Collection, Sequence

from course.core.detection import token_queries
from course.core.detection.cues import Cue
from course.core.detection.thing_numbers import Mention
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


def unfinished(opening: str, own: Collection[int] = ()) -> bool:
    """Whether an opening says that the thing itself is still to be done; another one than `own` may well be."""
    found = _UNFINISHED.search(opening.casefold().replace("’", "'"))
    other = found and _OTHER_NUMBER.search(found.group())
    return found is not None and not (other and own and int(other[1]) not in own)


def _other(row: Sequence[Token], first: int) -> bool:
    """Whether the Thing is one of somebody's own making: `Extra Thing 3`."""
    return first >= 1 and row[first - 1].low in OTHER


def possessive(row: Sequence[Token], first: int) -> bool:
    """`Helen's Thing 6 post` is Helen's; `this week's Thing 6` is ours."""
    if first >= 2 and row[first - 1].low == "s" and row[first - 2].low == "'":
        return first < 3 or row[first - 3].low not in _OURS
    return False


def in_sentence(mention: Mention, row: Sequence[Token], sentence: str, opens: bool = False) -> Cue:
    """What a mention in the running text does: SUBJECT, DONE, ASIDE (neutral), AGAINST (promised, missed, recalled).

    `opens`: the text begins with this sentence, so that a label before it is as good as a title.
    """
    before, after = _unmarked(sentence[: mention.start], row, mention.first).lower(), sentence[mention.end :].lower()
    if mention.form == "borrowed" or possessive(row, mention.first) or _other(row, mention.first):
        return "against"
    if mention.form in ("last", "ordinal", "counted", "loose"):
        return "faint"
    if _NOT_NOW.search(after):
        return "against"
    if opens and _is_label(mention, row) and not (LATER.search(after[:40]) or unfinished(after)):
        return "subject"
    leads, about = _leads(row, mention.first), _ABOUT.match(after) is not None
    near = before[-70:] + " | " + after[:50]
    done_for = row[mention.first - 1].low == "for" if mention.first else False
    named = mention.first > 0 and after.lstrip().startswith(":")  # "And so to Thing 6: maps"
    told = named or (done_for and _FOR_IT.match(after) is not None)
    if (
        leads
        and not _MISSED.search(before)
        and (about or not after.strip(_ENDS) or told or _HERE.search(before) or _TASKED.match(after))
    ):
        return "aside" if _FUTURE.search(before) else "subject"
    if _MISSED.search(near) or _OTHERS.search(before[-50:]) or _PASSED.search(after[:40]) or _DENIED.search(before):
        return "against"
    first = opens and not _FUTURE.search(before) and not _RECALL.search(before)
    if first and ((mention.first == 0 and _WENT.match(after)) or _WE_DID.search(before.replace("’", "'"))):
        return "subject"  # "Thing 10 was fun", "I've done Thing 8", in the first words
    if _THAT_IS.search(before.replace("’", "'")) and _IS_DONE.match(after):
        return "subject"
    several = len(mention.numbers) > 1 and _TOGETHER.match(after) is not None
    if (several or _JUST.search(before)) and not _FUTURE.search(before):
        return "subject"
    if _DONE.search(near) and not _FUTURE.search(before[-40:]):
        return "done"
    if _FUTURE.search(before[-60:]) or _RECALL.search(before[-50:]):
        return "against"
    if about:
        return "subject"
    return "done" if leads or _PAST.match(after) else "aside"


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
