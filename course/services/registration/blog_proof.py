"""Whether somebody has put their word on their blog."""

from datetime import datetime

from course.adapters.http import client
from course.adapters.http.results import Fetched
from course.core.model import Course
from course.formats import feeds
from course.formats.feeds import decode
from course.formats.intake import blog_proof
from course.services.tracking import inspect_blog


def shown(blog: str, word: str, course: Course, now: datetime, allow_private: tuple[str, ...] = ()) -> bool:
    """Whether the word is in the blog's newest posts or in the markup of its page; False where nothing can be read."""
    seen = inspect_blog.look(blog, course, now, allow_private=allow_private)
    if not seen.readable or seen.feed is None:
        return False
    found = client.get(seen.feed, allow_private=allow_private, contact=course.site)
    parsed = feeds.quick(found.body, found.url) if isinstance(found, Fetched) else None
    if parsed and blog_proof.in_posts(parsed.entries, word):
        return True
    page = client.get(blog, allow_private=allow_private, contact=course.site)
    return isinstance(page, Fetched) and blog_proof.in_page(decode.decoded(page.body, page.content_type).text, word)
