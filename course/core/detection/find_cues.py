"""The second stage: the cues of a post, place by place. Each place has its module; here they come together."""

from course.core.detection import (
    address_cues,
    heading_cues,
    label_cues,
    mention_roles,
    text_cues,
    title_cues,
    topic_cues,
)
from course.core.detection.course_terms import CourseTerms
from course.core.detection.cues import CueHit, Cues, PostContext
from course.core.detection.read_post import ReadPost

_JOKE = 600  # characters in which a joke shows
_FIRST = 200  # characters: about a sentence


def find(post: ReadPost, terms: CourseTerms) -> Cues:
    """The cues of a post. Where its title names a Thing plainly, nobody asks for its topic."""
    title = _title(post, terms)
    context = _context(post, title, terms)
    hits = [*title, *address_cues.find(post, terms), *label_cues.find(post, terms), *heading_cues.find(post, terms)]
    if any(hit.cue == "plain" for hit in title):
        return Cues(context, (*hits, *text_cues.figures(post, terms)))
    hits += text_cues.find(post, terms)
    if not title:
        hits += text_cues.first_words(post, terms)
    titled = _marked(post, "", terms)
    context = context._replace(
        titled=titled, marked=titled or terms.marks(post.low), this_thing=text_cues.says_this_thing(post)
    )
    return Cues(context, tuple(hits), tuple(topic_cues.find(post, terms, context, hits)))


def _title(post: ReadPost, terms: CourseTerms) -> list[CueHit]:
    """The cues of the title; Thing One and Thing Two may be the two of the children's book."""
    hits = list(title_cues.find(post.title, terms))
    hat = {hit.thing for hit in hits} == {1, 2} and title_cues.of_the_hat(f"{post.title.text} {post.low[:_JOKE]}")
    if hat and not _marked(post, post.low, terms):
        return [hit._replace(cue="hedged") for hit in hits]
    return hits


def _context(post: ReadPost, title: list[CueHit], terms: CourseTerms) -> PostContext:
    opening = post.words.text[:_FIRST]
    unfinished = mention_roles.unfinished(
        opening if title else f"{post.title.text}. {opening}", {hit.thing for hit in title}
    )
    return PostContext(terms.last, mention_roles.looks_back(post.title.text.casefold()), unfinished)


def _marked(post: ReadPost, low: str, terms: CourseTerms) -> bool:
    """Whether title, labels or this text bear the course's mark: its tag, or its count of Things."""
    labels = " ".join(post.words.tags[:50])[:1000].lower()
    return any(terms.marks(text) for text in (post.title.text.lower(), labels, low))
