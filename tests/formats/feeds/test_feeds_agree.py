"""Where the quick reader answers, it says what feedparser says; and a feed read in slices is the feed read whole."""

from functools import cache

import pytest

import feedmaker
from course.formats import feeds
from course.formats.feeds import Parsed, feedparser_reader, split_posts
from feedmaker import Made

MADE = 440
NUMBERS = range(MADE)
QUICK = {  # platforms of which the quick reader must read nearly every feed: they are what makes a first poll cheap
    "blogger", "wordpress", "wordpress.com", "ghost", "squarespace", "wix", "hugo", "mastodon", "livejournal", "movabletype",
    "tumblr", "feedburner",
}  # fmt: skip


@cache
def feed(number: int) -> Made:
    """The feed of this number; made once, like the readings below, for all the tests that look at it."""
    return feedmaker.feed(number)


@cache
def quickly(number: int) -> Parsed | None:
    """What the quick reader says of it."""
    return feeds.quick(feed(number).body, feed(number).url)


@cache
def thoroughly(number: int) -> Parsed:
    """What feedparser says of it."""
    made = feed(number)
    return feeds.arbitrate(made.body, made.url, made.content_type)


@pytest.mark.parametrize("number", NUMBERS)
def test_quick_says_what_feedparser_says(number: int) -> None:
    quick, judged = quickly(number), thoroughly(number)
    assert judged.trouble is None
    if quick is not None:
        assert quick == judged


@pytest.mark.parametrize("platform", sorted(QUICK))
def test_quick_seldom_declines_the_great_platforms(platform: str) -> None:
    all_of_it = range(feedmaker.PLATFORMS.index(platform), MADE, len(feedmaker.PLATFORMS))
    assert {feed(number).platform for number in all_of_it} == {platform}
    answered = sum(quickly(number) is not None for number in all_of_it)
    assert answered >= 0.7 * len(all_of_it)


@pytest.mark.parametrize("number", NUMBERS)
def test_sliced_is_whole(number: int) -> None:
    """Every third post is new, the others are known; so for each of the three thirds."""
    made = feed(number)
    cut = split_posts.slices(made.body)
    assert cut is not None
    whole = feedparser_reader._parsed(feedparser_reader._feedparser(made.body), made.url, None)
    assert len(cut.parts) == len(whole.entries)
    for third in range(3):
        known = frozenset(part for place, part in enumerate(cut.parts) if place % 3 != third)
        news = feeds.arbitrate(made.body, made.url, made.content_type, known)
        assert news.parts == cut.parts
        assert news.entries == whole.entries[third::3]


@pytest.mark.parametrize("number", range(0, MADE, 3))
def test_marks_are_the_same_whoever_reads(number: int) -> None:
    made = feed(number)
    cut, quick, judged = split_posts.slices(made.body), quickly(number), thoroughly(number)
    assert cut is not None
    assert judged.marks == judged.parts == cut.parts
    if quick is not None:
        assert quick.parts == cut.parts


@pytest.mark.parametrize("number", range(0, MADE, 5))
def test_what_is_known_is_not_made_again(number: int) -> None:
    made = feed(number)
    first = feeds.parse(made.body, made.url)
    again = feeds.parse(made.body, made.url, known=frozenset(first.parts))
    assert (again.entries, again.marks, again.parts) == ((), (), first.parts)
    assert (again.title, again.next_page, again.kind) == (first.title, first.next_page, first.kind)


def test_a_change_around_the_posts_makes_them_all_new() -> None:
    made = next(made for number in NUMBERS if (made := feed(number)).platform == "blogger" and b"<entry>" in made.body)
    moved = made.body.replace(b"<feed xmlns=", b"<feed xml:base='https://elsewhere.example/' xmlns=")
    before, after = split_posts.slices(made.body), split_posts.slices(moved)
    assert before
    assert after
    assert not set(before.parts) & set(after.parts)
