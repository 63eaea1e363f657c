"""Can somebody's blogs be read, and since when can they not?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from course.core.model import BlogHealth, Participant
from course.core.posts import blog_platforms

FAILURES = 3
OVER = timedelta(days=7)
OLD_BLOG = timedelta(days=28)  # a dead blog beside one that can be read is then no longer waited for


@dataclass(frozen=True, slots=True)
class BlogReads:
    """What the reads of somebody's blogs mean for a day."""

    judged_on: date  # nothing that came later is held against them
    unread: BlogHealth | None = None  # the blog because of which judgement waits
    named: bool = False  # nothing at all can be read, and that for long enough to say so


def reading(blogs: Iterable[BlogHealth], as_of: date, zone: tzinfo) -> BlogReads:
    """From the first failed read of a blog judgement waits; with nothing to read for a week it gets its name.

    A blog that fails beside one that can be read is waited for during four weeks (docs/decisions/standing.md).
    """
    tried = [blog for blog in blogs if blog.read_at is not None]
    failing = {
        blog.blog: since for blog in tried if (since := failing_since(blog, zone)) is not None and since <= as_of
    }
    if not failing:
        return BlogReads(as_of)
    broken = [blog for blog in tried if blog.blog in failing]
    readable = len(broken) < len(tried)
    until = as_of if readable else max(failing.values())
    waiting = [blog for blog in broken if until - failing[blog.blog] < OLD_BLOG]
    if not waiting:
        return BlogReads(as_of)
    first = min(waiting, key=lambda blog: (failing[blog.blog], blog.blog))
    named = not readable and all(_for_long(blog, failing[blog.blog], as_of, zone) for blog in broken)
    return BlogReads(failing[first.blog], first, named)


def failing_since(blog: BlogHealth, zone: tzinfo) -> date | None:
    """The day of the first of the failures that go on now; None where the blog can be read."""
    return blog.trouble.since.astimezone(zone).date() if blog.trouble is not None else None


def current(person: Participant, health: Iterable[BlogHealth]) -> tuple[BlogHealth, ...]:
    """What is known of the blogs that the roster names now, in its order; of one never read, or without feeds, that nothing is."""
    found = {blog.blog: blog for blog in health if not blog_platforms.feedless(blog.blog)}
    return tuple(found.get(address) or BlogHealth(person.handle, address) for address in dict.fromkeys(person.blogs))


def _for_long(blog: BlogHealth, since: date, as_of: date, zone: tzinfo) -> bool:
    last = blog.read_at.astimezone(zone).date() if blog.read_at else as_of
    return blog.failures >= FAILURES and min(last, as_of) - since >= OVER
