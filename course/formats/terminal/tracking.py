"""What a run of `track` has to tell, in sentences and as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from course.core import sentences
from course.core.model import Handle, Trouble
from course.formats import json_shapes

NO_CONNECTION = (
    "Most blogs couldn't be reached, probably because of this computer's connection. "
    "This doesn't count against them, and the next cpd23 track will try again."
)
_SHOWN = 10  # blogs with one and the same trouble, in the summary


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one blog."""

    handle: Handle
    name: str  # the name shown
    blog: str
    feed: str | None
    new_posts: int = 0
    trouble: Trouble | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Tracked:
    """What came of a run."""

    rows: tuple[Row, ...] = ()  # in the order of handle and blog
    counted: int = 0  # new posts that are surely about a Thing
    to_decide: int = 0  # new posts with a likely claim and no sure one
    seconds: float = 0.0
    outage: bool = False  # it was our own line: nobody's health has changed
    next_due: datetime | None = None  # in the course's zone, where no blog was due
    dry: bool = False

    @property
    def new_posts(self) -> int:
        """New posts, all in all."""
        return sum(row.new_posts for row in self.rows)

    @property
    def in_trouble(self) -> tuple[Row, ...]:
        """The blogs that could not be read."""
        return tuple(row for row in self.rows if row.trouble)


def render_text(tracked: Tracked, *, alone: bool = True) -> str:
    """The summary for people; with what to type next where it stands alone."""
    if tracked.dry:
        lines = [f"{sentences.plural(len(tracked.rows), 'blog')} would be read."] + [
            f"  {row.name}: {row.blog}" for row in tracked.rows
        ]
        return "\n".join([*lines, "This was a dry run, so nothing was read.", ""])
    told = (*_summary(tracked, alone), *_moves(tracked), *troubles(tracked), *(_next(tracked) if alone else ()))
    return "\n".join([*told, ""])


def troubles(tracked: Tracked) -> Iterator[str]:
    """Who could not be read, why, and what to do."""
    if tracked.outage:
        if len(tracked.in_trouble) < len(tracked.rows):  # otherwise the command ends with these words
            yield NO_CONNECTION
        return
    found = tracked.in_trouble
    if found:
        yield f"{sentences.plural(len(found), 'blog')} couldn't be read:"
    by_reason: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        if row.trouble:
            by_reason.setdefault((row.trouble.says, row.trouble.next), []).append(row)
    for (says, next_), rows in sorted(by_reason.items(), key=lambda reason: (-len(reason[1]), reason[0])):
        yield f"  {says} {next_}"
        yield from (f"    {row.name}: {row.blog}" for row in rows[:_SHOWN])
        if len(rows) > _SHOWN:
            yield f"    ... and {len(rows) - _SHOWN} more. To see all: cpd23 report --standing cannot-read"


def render_json(tracked: Tracked, zone: tzinfo) -> str:
    """The run as JSON."""
    reads = [
        {
            "handle": row.handle,
            "blog": row.blog,
            "feed": row.feed,
            "outcome": "trouble" if row.trouble else "new" if row.new_posts else "unchanged",
            "new_posts": row.new_posts,
            "trouble": json_shapes.trouble(row.trouble, zone),
        }
        for row in tracked.rows
    ]
    answer = {"reads": reads, "seconds": round(tracked.seconds, 1)}
    if tracked.outage:
        answer["outage"] = True
    return json_shapes.document(answer)


def _summary(tracked: Tracked, alone: bool) -> Iterator[str]:
    if not tracked.rows:
        if tracked.next_due is None:
            yield "There are no blogs to read yet."
            if alone:
                yield "Next: cpd23 register ADDRESS, or if the person is already on the roster: cpd23 people move WHO ADDRESS"
        else:
            yield f"No blog is due to be read yet. The next one is due at {tracked.next_due:%H:%M on %d %B}."
            yield "To read them all now: cpd23 track --all"
        return
    fresh = sum(1 for row in tracked.rows if row.new_posts)
    quiet = sum(1 for row in tracked.rows if not row.new_posts and not row.trouble)
    as_before = sentences.plural(quiet, "blog")
    if tracked.new_posts:
        others = f" Nothing new on {as_before}." if quiet else ""
        yield f"{sentences.plural(tracked.new_posts, 'new post')} on {sentences.plural(fresh, 'blog')}.{others}"
        yield f"  {tracked.counted} counted towards a Thing, {tracked.to_decide} waiting for your decision."
    elif quiet:
        yield f"Nothing new on {as_before}."


def _moves(tracked: Tracked) -> Iterator[str]:
    for row in tracked.rows:
        if row.moved_to and not row.trouble:
            yield f"{row.name}'s blog has moved to {row.moved_to} and is now read there."
            yield f"  If that's right: cpd23 people move {row.handle} --there"


def _next(tracked: Tracked) -> Iterator[str]:
    if tracked.to_decide:
        yield "Next: cpd23 review"
    elif tracked.rows and not tracked.outage:
        yield "Next: cpd23 report"
