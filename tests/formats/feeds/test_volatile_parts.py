"""What changes in a feed although nobody wrote anything."""

import re

import pytest

import feedmaker
from course.formats import feeds


def test_noise_is_no_change_and_a_word_is_one() -> None:
    made = next(
        made for n in range(99) if (made := feedmaker.feed(n)).platform == "wordpress" and b"<item>" in made.body
    )
    later = made.body.replace(b"<lastBuildDate>Mon, 28", b"<lastBuildDate>Tue, 29")
    later = re.sub(rb"<slash:comments>(?=[1-9])", b"<slash:comments>4", later)
    assert later != made.body
    assert feeds.noiseless(later + b"<!-- cached -->") == feeds.noiseless(made.body)
    assert feeds.noiseless(made.body.replace(b"Thing", b"Task")) != feeds.noiseless(made.body)
    blogger = next(
        made for n in range(99) if (made := feedmaker.feed(n)).platform == "blogger" and b" Comments'" in made.body
    )
    more = re.sub(rb"<thr:total>(?=[1-9])", b"<thr:total>1", blogger.body.replace(b" Comments'", b"7 Comments'"))
    assert feeds.noiseless(more) == feeds.noiseless(blogger.body)


FEED = (
    b"<rss><channel><!-- made in 0.2 seconds --><lastBuildDate>Mon</lastBuildDate>"
    b"<item><pubDate>Mon</pubDate><title>7 Comments</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (b"<lastBuildDate>Mon", b"<lastBuildDate>Tue", True),
        (b"0.2 seconds", b"17 seconds", True),
        (b"</rss>", b"</rss><!-- cached at noon -->", True),
        (b"<item><pubDate>Mon", b"<item><pubDate>Tue", False),  # the date of a post
        (b"<title>7 Comments", b"<title>8 Comments", False),  # words of a post
        (b"</title>", b"</title><!-- and a word -->", False),
    ],
)
def test_only_what_stands_around_the_posts_is_noise(old: bytes, new: bytes, same: bool) -> None:
    changed = FEED.replace(old, new, 1)
    assert changed != FEED
    assert (feeds.noiseless(changed) == feeds.noiseless(FEED)) is same


def test_counters_of_comments_are_noise_wherever_they_stand_but_for_the_first_comment() -> None:
    for one, other in (
        ("<slash:comments>{}</slash:comments>", "<thr:total>{}</thr:total>"),
        ("<link thr:count='{}'/>", '<link thr:count="{}"/>'),
    ):
        for counter in (one, other):
            made = [f"<feed><entry>{counter.format(number)}</entry></feed>".encode() for number in ("", 0, 1, 207)]
            none, zero, one_comment, many = (feeds.noiseless(body) for body in made)
            assert none == zero != one_comment == many
