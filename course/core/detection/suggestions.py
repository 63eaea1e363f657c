"""What the learner is given and what it gives; apart from the learner, so that knowing these takes no time."""

from dataclasses import dataclass
from typing import NamedTuple

from course.core.model import Handle, PostKey

PROVEN = 0.98  # the chance from which a post is credited by its topic
ASKED = 0.15  # the chance from which it is asked about


class CoursePost(NamedTuple):
    """What the learner knows of a post before reading it. Posts of one person come in the order in which they count."""

    key: PostKey
    author: Handle
    day: int  # ordinal
    words: str  # their hash
    things: tuple[int, ...] = ()  # that it is about for certain: by number, or by a ruling
    unnumbered: bool = False  # nothing but its topic can tell
    accepted: int | None = None  # a ruling says that it is about this
    refused: frozenset[int] = frozenset()  # rulings say that it is not about these


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A Thing that a post without a number may be about, and what speaks for it."""

    thing: int
    chance: float
    quotes: tuple[str, ...] = ()
    alike: tuple[int, int] = (0, 0)  # numbered posts of other blogs with such words: about this Thing, and all of them
    before: int | None = None  # the Thing of the nearest earlier post
    was_open: bool = True
