"""What a number in a post's labels and categories is worth. Whether it earns a credit: weigh_cues, BY_NUMBER."""

from course.core.detection import numbers_with_noun
from course.core.detection.course_terms import CourseTerms
from course.core.detection.cues import CueHit
from course.core.detection.read_post import ReadPost

_FEW = 4  # labels with more numbers than this are a list of the course, and say nothing of this post


def find(post: ReadPost, terms: CourseTerms) -> list[CueHit]:
    """The Things of the labels."""
    hits = [
        hit
        for label in post.labels
        for mention in numbers_with_noun.mentions(label.tokens, terms)
        for hit in mention.hits("tag", label.text, "plain" if mention.form == "plain" else "doubtful")
    ]
    if len({hit.thing for hit in hits}) > _FEW:
        return [hit._replace(cue="aside") for hit in hits]
    return hits
