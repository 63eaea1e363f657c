"""Posts of the course's own blog are the organiser's, whoever's feed they come in: they earn nobody a credit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from course.core.model import Claim, Confidence, Course, Post, PostKey, RuleId
from course.core.posts import blog_identity, same_address


def contains(course: Course) -> Callable[[Post], bool]:
    """Whether a post is on the blog of the course's `site` or of its Things' pages.

    Posts read by one label, category or author of that blog are a participant's: on a class blog everybody has one.
    """
    pages = [page for thing in course.things for page in thing.clues.pages]
    blogs, names = _places(tuple(filter(same_address.is_web, (course.site, *pages))))

    def is_there(post: Post) -> bool:
        if not any(name in post.url or name in post.blog for name in names):
            return False
        there = blog_identity.blog_of(post.url) in blogs or blog_identity.blog_of(post.blog) in blogs
        return there and not blog_identity.part_of(post.blog)

    return is_there


@lru_cache(16)
def _places(addresses: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The blogs of these addresses, and what the address of each of their posts contains: a quick first look."""
    hosts = map(same_address.host, addresses)
    return frozenset(map(blog_identity.blog_of, addresses)), frozenset(
        host.partition(".blogspot.")[0] for host in hosts
    )


def without_credits(
    course: Course, posts: Sequence[Post], claims: Mapping[PostKey, tuple[Claim, ...]]
) -> Mapping[PostKey, tuple[Claim, ...]]:
    """The claims of these posts; those of posts on the course's own blog are footnotes."""
    is_there = contains(course)
    own = [post.key for post in posts if post.key in claims and is_there(post)]
    faint = {
        key: tuple(replace(claim, confidence=Confidence.WEAK, rule=RuleId.COURSE_BLOG) for claim in claims[key])
        for key in own
    }
    return {**claims, **faint} if faint else claims
