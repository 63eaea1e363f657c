"""The box "Your post": what a post needs, in the same words on a Thing's page and in its email."""

from collections.abc import Sequence

from course.core.model import Course, Thing
from course.formats import sanitize

TITLE = "Your post"


def lines(course: Course, things: Sequence[Thing]) -> tuple[str, ...]:
    """What a post on these Things needs, one sentence or two a line, as plain text, for a page with the questions."""
    return _lines(course, things, "Answer one of the questions.")


def lines_of_email(course: Course, things: Sequence[Thing]) -> tuple[str, ...]:
    """The same for an email: the questions are on the Things' pages, so a course without a site doesn't mention them."""
    answer = (
        "Answer one of the questions on the Thing's page."
        if course.site
        else "Say what you did and what you think of it."
    )
    return _lines(course, things, answer)


def _lines(course: Course, things: Sequence[Thing], content: str) -> tuple[str, ...]:
    tag = sanitize.clean(course.tags[0]) if course.tags else ""
    return (
        _title(things),
        *([f"Tag it {tag}, or write {tag} anywhere in the post."] if tag else []),
        f"{content} {_length(things)} A picture with a description, a recording or a list is fine too.",
        "Use any tool you like. You don't need the ones we name.",
        "Your post can be private: keep it to yourself, and tell the organiser when you've done the Thing.",
    )


def _title(things: Sequence[Thing]) -> str:
    examples = " or ".join(f'"{example(thing)}"' for thing in things)
    if len(things) == 1:
        return f"Put Thing {things[0].number} in the title, for example {examples}."
    return f"Put the number in the title, for example {examples}. One post can cover several Things."


def _length(things: Sequence[Thing]) -> str:
    least = max(thing.words_at_least for thing in things)
    return f"Write {least} words or more." if least else "150 to 400 words is plenty."


def example(thing: Thing) -> str:
    """A title with the Thing's number in it, that people may copy."""
    return sanitize.clean(thing.post_title or f"Thing {thing.number}: {thing.title}")
