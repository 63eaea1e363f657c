"""What a number in a heading is worth: `Thing 7`, `(Week 7, Thing 17)`, `Thing 12 - Social media`."""

import re
from collections.abc import Iterator, Sequence

from course.core.detection import mention_roles, numbers_with_noun, token_queries
from course.core.detection.course_terms import CourseTerms
from course.core.detection.cues import Cue, CueHit
from course.core.detection.numbers_with_noun import Mention
from course.core.detection.read_post import ReadPost
from course.core.detection.tokens import Token

_ENDS = frozenset({"", ":", "-", ".", "(", ")", "]", "!", ",", "/", "|", "*"})
_TO_DO = re.compile(r"\b(?:to do|not yet|next|tbc|tba|soon)\W*$")


def find(post: ReadPost, terms: CourseTerms) -> Iterator[CueHit]:
    """The Things of the headings, and of lines that stand like headings."""
    for line, marked_up in post.headings:
        for mention in numbers_with_noun.mentions(line.tokens, terms)[:1]:
            cue = _cue(mention, line.tokens)
            if cue == "plain" or marked_up:
                yield from mention.hits("heading", line.text, cue)


def _cue(mention: Mention, row: Sequence[Token]) -> Cue:
    """A heading that begins with its Thing (and ends or pauses there) opens that Thing's own section."""
    after = row[mention.after].low if mention.after < len(row) else ""
    if mention.form != "plain" or after not in _ENDS or not token_queries.only_marks_before(row, mention.first):
        return "aside"
    rest = " ".join(token.low for token in row[mention.after :])
    return "aside" if mention_roles.LATER.search(rest) or _TO_DO.search(rest) else "plain"
