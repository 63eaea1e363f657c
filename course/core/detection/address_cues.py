"""What a number in a post's address is worth: `/2011/07/thing-6-online-networks.html`."""

from collections.abc import Iterator

from course.core.detection import course_terms, numbers_with_noun
from course.core.detection.course_terms import CourseTerms
from course.core.detection.cues import CueHit
from course.core.detection.read_post import ReadPost


def find(post: ReadPost, terms: CourseTerms) -> Iterator[CueHit]:
    """The Things of the address.

    Blogs make it of the title; where the signs of that title tell that it names no Thing, the words without them are doubtful.
    """
    if post.slug is None:
        return
    for mention in numbers_with_noun.mentions(post.slug.tokens, terms, plain_spaces=True):
        several = mention.form == "counted" and len(mention.numbers) > 1  # 23-things-16-17
        plain = several or mention.form == "plain"
        if plain and _made_of(post.slug.text, post.title.text):
            plain = bool(numbers_with_noun.mentions(post.title.tokens, terms))
        yield from mention.hits("slug", post.slug.text, "plain" if plain else "doubtful")


def _made_of(slug: str, title: str) -> bool:
    """Whether an address holds words of the title in their order, and no others."""
    words = iter(course_terms.lowercase_words(title))
    return all(word in words for word in course_terms.lowercase_words(slug))
