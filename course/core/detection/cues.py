"""The values between the stages of detection: what the words of a post say about a Thing, and where they say it."""

from typing import Literal, NamedTuple

# Plain strings with their types checked: naming a member of an enum takes ten times as long until Python 3.12, and a
# post asks for some two hundred.
Cue = Literal[
    "plain",  # in a title, heading, label, address: this is what the post is about
    "subject",  # "Thing 13 is about ..."
    "done",  # "so that is Thing 13 done"
    "own title",  # the title of the post is the Thing's own
    "looks back",  # the title looks back on the whole course: its last Thing
    "strong",  # a clue that hardly fits another Thing
    "bare",  # a number without a noun
    "label",  # a number like a label, counted in the writer's own way: "Task 8: feeds", "Wikis, #16"
    "doubtful",  # worth asking, or believing when something else says the same
    "hedged",  # worth asking, and no more: "Before Thing 6", "Thing 7 next week"
    "series",  # a number alone, or with another noun, that may count Things: "6/23", "Step 5"
    "faint",  # worth something only beside something else
    "aside",  # named, no more
    "against",  # promised, missed, recalled, somebody else's
]
Place = Literal["title", "slug", "tag", "heading", "opening", "mention", "link", "clue"]  # in the order of their weight


class CueHit(NamedTuple):
    """One piece of evidence about one Thing: where it is, the very words, and what they say."""

    thing: int
    place: Place
    quote: str
    cue: Cue


class PostContext(NamedTuple):
    """What matters of a post beside its cues."""

    last: int  # the course's last Thing
    looks_back: bool = False  # its title looks back on several Things
    unfinished: bool = False  # its opening says that the Thing itself is still to be done
    titled: bool = False  # its title or a label bears the course's tag or its count of Things; likewise
    marked: bool = False  # it bears the course's tag or its count of Things; asked only where the title names no Thing
    this_thing: bool = False  # it speaks of "this Thing"; likewise


class Cues(NamedTuple):
    """Everything found in a post: by numbers, and by topics where its title names no Thing plainly."""

    context: PostContext
    by_number: tuple[CueHit, ...]
    by_topic: tuple[CueHit, ...] = ()
