"""Numbers of Things in the running text of a post."""

import re
from collections.abc import Iterator

from course.core.detection import mention_roles, numbers_with_noun, numbers_without_noun, title_cues, tokens
from course.core.detection.course_terms import CourseTerms
from course.core.detection.cues import CueHit
from course.core.detection.read_post import ReadPost

_OPENING = 320  # characters: about two sentences
_MENTIONS = 20  # sentences that are looked into; a post that names Things more often is a list
_LABEL = 48  # characters of a text in which a label stands
_BEFORE, _AFTER = 90, 60  # characters of a sentence around a mention
_LABELLED = re.compile(r"\W{0,3}(?:week \d+\W+)?(?:for )?([^\W\d]{3,12})\W{0,2}\d")
_STOP = re.compile(r"[!?\n]|(?<!e\.g)(?<!i\.e)\.(?=\s)")


def find(post: ReadPost, terms: CourseTerms) -> Iterator[CueHit]:
    """Mentions in the running text, with the part that each plays in its sentence."""
    done = 0
    for at in post.numbered[:_MENTIONS]:
        if at < done:
            continue
        start, done = _sentence(post.text, at)
        sentence = tokens.plain(post.text[start:done])
        row = terms.tokens(sentence)
        for mention in numbers_with_noun.mentions(row, terms):
            role = mention_roles.in_sentence(mention, row, sentence, opens=not post.text[:start].strip())
            yield from mention.hits("opening" if start < _OPENING else "mention", sentence, role)


def first_words(post: ReadPost, terms: CourseTerms) -> Iterator[CueHit]:
    """The first words of a text that counts in the writer's own way: `#19 - I looked`, `Task 8: ...`, `For exercise 5`."""
    begins = _LABELLED.match(post.low)
    noun = terms.nouns.get(begins[1]) if begins else None
    if not (noun and noun.borrowed) and "#" not in post.text[:_LABEL]:
        return
    text = tokens.plain(post.text[:_LABEL].lstrip())
    row = terms.tokens(text)
    row = row[1:] if row and row[0].low == "for" else row
    borrowed = [mention for mention in numbers_with_noun.mentions(row, terms) if mention.form == "borrowed"]
    if borrowed and title_cues.is_label(borrowed[0], row):
        yield from borrowed[0].hits("opening", text, "aside")
        return
    for mention in numbers_without_noun.mentions(row, terms):
        if row[mention.first].low == "#" and title_cues.pauses(row, mention.after):
            yield from mention.hits("opening", text, "aside")


def figures(post: ReadPost, terms: CourseTerms) -> Iterator[CueHit]:
    """The figures in the running text, whatever their part: enough where the title has told what the post is about."""
    for at in post.nouns:
        figure = terms.figures.match(post.low, at)
        if figure and int(figure[1]) in terms.numbers:
            yield CueHit(int(figure[1]), "mention", post.text[figure.start() : figure.end()], "aside")


def says_this_thing(post: ReadPost) -> bool:
    """Whether the text speaks of a Thing as those do who count them."""
    return any(mention_roles.says_this_thing(post.text[max(0, at - 30) : at + 14]) for at in post.nouns)


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around a place, cut where it is very long."""
    left, right = max(0, at - _BEFORE), min(len(text), at + _AFTER)
    start = max((stop.end() for stop in _STOP.finditer(text, left, at)), default=left)
    stop = _STOP.search(text, at, right)
    return start, stop.end() if stop else right
