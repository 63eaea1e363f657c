"""Which blogs are due."""

from datetime import UTC, datetime, timedelta

import pytest

import make
from course.core.model import Handle
from course.core.posts import due_blogs
from course.core.posts.due_blogs import AlwaysDue, DueQuery
from course.core.posts.feed_state import FeedState
from course.core.trouble_kind import TroubleKind

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
ADDRESS = "https://ann.example/"
NEVER = AlwaysDue(lambda _: False, lambda _: False)


def is_due(kind: str | None, since: timedelta, **how: object) -> bool:
    person = make.person("ann", blogs=(ADDRESS,))
    read_at = (NOW - since).isoformat(timespec="seconds")
    states = {("ann", ADDRESS): FeedState("ann", ADDRESS, read_at=read_at, kind=TroubleKind(kind) if kind else None)}
    asked = DueQuery(NOW, NOW.date(), timedelta(hours=1), **how)  # type: ignore[arg-type]
    found = due_blogs.due({person.handle: person}, states, asked, NEVER)
    following = due_blogs.next_due({person.handle: person}, states, asked)
    assert following is not None
    assert bool(found) == (following <= NOW or bool(how))
    return bool(found)


@pytest.mark.parametrize(
    ("kind", "since", "due"),
    [
        (None, timedelta(minutes=59), False),
        (None, timedelta(hours=1), True),
        ("not-found", timedelta(hours=1), True),
        ("gone", timedelta(hours=1), False),
        ("gone", timedelta(days=3), False),
        ("gone", timedelta(hours=84), True),
    ],
)
def test_a_blog_that_is_gone_for_good_is_asked_twice_a_week(kind: str | None, since: timedelta, due: bool) -> None:
    assert is_due(kind, since) is due


def test_who_asks_for_a_blog_or_for_all_gets_it() -> None:
    assert is_due("gone", timedelta(hours=2), people=frozenset([Handle("ann")]))
    assert is_due("gone", timedelta(hours=2), everything=True)


def test_three_failures_of_a_blog_that_is_gone_take_seven_days() -> None:
    assert timedelta(days=7) == 2 * due_blogs.GONE_EVERY
