"""Which Things does a post claim to be about? It is read once, then cues are found in it, then these are weighed."""

from course.core.detection import course_terms, find_cues, read_post, weigh_cues
from course.core.model import Claim, Course, Words


class Detector:
    """Detection for one course; making it takes some milliseconds, so make it once."""

    def __init__(self, course: Course) -> None:
        self._terms = course_terms.of(course)

    def claims(self, words: Words) -> tuple[Claim, ...]:
        """What the post itself seems to do, Thing by Thing, with the words that made us think so."""
        post = read_post.read(words, self._terms)
        cues = find_cues.find(post, self._terms)
        return weigh_cues.weigh(cues)
