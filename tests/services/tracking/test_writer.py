"""The writer holds little: what it waits with is bounded in time, in blogs and in bytes."""

from datetime import UTC, date, datetime
from types import MappingProxyType

import make
from course.adapters.store import Store
from course.core.model import Handle, Participant, Post, PostKey, Words
from course.core.posts import post_content
from course.core.posts.feed_state import FeedState, PostChange, VisitResult
from course.services.tracking.writer import VisitWriter

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BLOG = "https://a.example/"


def visit(handle: str, size: int) -> VisitResult:
    said = Words("Garden", f"{BLOG}{handle}", text="x" * size)
    post = Post(PostKey(handle), Handle(handle), BLOG, said.url, said.title, NOW, NOW, f"hash-{handle}")
    keeping = (PostChange(post, said.url, said, post_content.joined(said), True),)
    return VisitResult(Handle(handle), BLOG, NOW, f"{BLOG}feed", good=True, keeping=keeping)


def test_large_visits_are_kept_before_the_time_is_up() -> None:
    handles = [f"p{number}" for number in range(5)]
    course = make.course()
    roster = {Handle(h): Participant(Handle(h), h, next(iter(course.cohorts)), date(2026, 10, 1)) for h in handles}
    with Store(None) as store:
        writer = VisitWriter(store, course, MappingProxyType(roster), NOW)
        kept = []
        for handle in handles:
            writer.add(visit(handle, 5 * 2**20), FeedState(handle, BLOG))
            kept.append(len(store.posts()))
        assert kept == [0, 0, 3, 3, 3]
        writer.close(0.0, lambda _: False)
        assert len(store.posts()) == 5
