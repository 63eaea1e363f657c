"""Was my post seen, and does it count?"""

from dataclasses import replace
from datetime import timedelta

import pytest

import make
from course.core.letters import seen_posts
from course.core.letters.seen_posts import SeenAs
from course.core.model import Claim, Confidence, Credit, Evidence, PostRow, Progress, RuleId, Source, ToReview

DAY = make.day(20)
ROW = make.standing_of("ada", done=(1, 2))
SINCE = make.at(make.day(14))


def kept(key: str, *claims: Claim, credited: tuple[int, ...] = (), day: int = 20, in_run: bool = True) -> PostRow:
    return PostRow(make.post(make.day(day), key=key), in_run, claims, frozenset(credited))


def seen(
    *posts: PostRow, review: tuple[ToReview, ...] = (), row: Progress = ROW, since: object = SINCE
) -> list[tuple[str, SeenAs, tuple[int, ...]]]:
    found = seen_posts.seen(row, posts, review, since, make.course().zone)  # type: ignore[arg-type]  # a moment or None
    return [(one.key, one.seen_as, one.things) for one in found]


LIKELY = make.claim(7, Confidence.LIKELY)


@pytest.mark.parametrize(
    ("post", "review", "told"),
    [
        (kept("a", make.claim(1), credited=(1,)), (), (SeenAs.COUNTS, (1,))),
        (kept("a", make.claim(2), make.claim(1), credited=(1, 2)), (), (SeenAs.COUNTS, (1, 2))),
        (kept("a", make.claim(1)), (), (SeenAs.DONE_BEFORE, (1,))),
        (kept("a", make.claim(9)), (), (SeenAs.NO_THING, ())),  # refused by the organiser
        (kept("a", LIKELY), (), (SeenAs.NO_THING, ())),
        (kept("a"), (), (SeenAs.NO_THING, ())),
        (kept("a", LIKELY), (ToReview(make.ADA, make.post(DAY, key="a"), LIKELY),), (SeenAs.CHECKING, (7,))),
    ],
)
def test_what_became_of_a_post(
    post: PostRow, review: tuple[ToReview, ...], told: tuple[SeenAs, tuple[int, ...]]
) -> None:
    assert seen(post, review=review) == [("a", *told)]


def test_only_what_came_in_since_the_last_email_and_belongs_to_this_run_the_newest_first() -> None:
    posts = [kept("old", day=10), kept("a", day=18), kept("b", day=20), kept("elsewhere", in_run=False)]
    assert [key for key, _, _ in seen(*posts)] == ["b", "a"]
    assert [key for key, _, _ in seen(*posts, since=None)] == ["b", "a", "old"]
    late = replace(posts[0].post, first_seen=make.at(DAY))  # written long ago, seen now
    assert [key for key, _, _ in seen(replace(posts[0], post=late))] == ["old"]


def test_what_was_handed_in_is_listed_while_it_waits_and_when_it_counts() -> None:
    question = Claim(7, Confidence.LIKELY, (Evidence("hand-in", "https://x.example/"),), RuleId.HANDED_IN)
    waiting = ToReview(make.ADA, make.post(DAY, key="h", url="https://x.example/"), question)
    assert seen(review=(waiting,)) == [("h", SeenAs.CHECKING, (7,))]
    assert seen(review=(waiting,), since=make.at(DAY) + timedelta(hours=2)) == []
    counted = replace(ROW, credits=(Credit(7, make.day(15), Source.SELF_REPORT),))
    assert seen(row=counted) == [("thing-7", SeenAs.COUNTS, (7,))]
    assert seen(row=counted, since=make.at(make.day(16))) == []


def test_what_was_handed_in_is_told_from_what_the_organiser_marked() -> None:
    by_self = Credit(7, make.day(15), Source.SELF_REPORT, evidence=(Evidence("hand-in", "done in private"),))
    marked = Credit(8, make.day(15), Source.SELF_REPORT)
    found = seen_posts.seen(replace(ROW, credits=(by_self, marked)), (), (), None, make.course().zone)
    assert [(one.source, one.is_news) for one in found] == [(Source.SELF_REPORT, False), (Source.RULING, False)]


def test_a_post_about_no_thing_is_not_worth_an_email_of_its_own() -> None:
    (post,) = seen_posts.seen(ROW, [kept("a")], (), None, make.course().zone)
    assert not post.is_news
