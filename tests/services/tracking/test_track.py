"""Tracking, end to end on loopback: real door, real parser, real store."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

import make
from blogs import Answer, Asked, Blogs, Item, Page, atom, rss
from course.adapters import disk
from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.errors import Busy, CourseError, PartlyDone
from course.core.model import Handle, Participant, Pause, Post
from course.core.posts import due_blogs
from course.core.posts.feed_state import FeedState
from course.formats.terminal import tracking
from course.formats.terminal.tracking import Tracked
from course.services.course_home import Home
from course.services.tracking import track

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


class Desk:
    """A home, a store in memory, and a clock that is set by hand."""

    def __init__(self, blogs: Blogs, root: Path) -> None:
        self.blogs = blogs
        self.store = Store(None)
        self.now = NOW
        self.home = Home(root, make.course(), MappingProxyType({}))
        (root / "things").mkdir(exist_ok=True)

    def takes(self, *addresses: str, handle: str = "ada", **changes: object) -> None:
        """Put somebody on the roster, or change their blogs."""
        person: Participant = make.person(handle, blogs=addresses, **changes)
        self.home = replace(self.home, roster=MappingProxyType({**self.home.roster, person.handle: person}))

    def track(self, later: timedelta = timedelta(0), **how: object) -> Tracked:
        """One run."""
        self.now += later
        return track.track(self.home, self.store, self.now, allow_private=[self.blogs.place], **how)  # type: ignore[arg-type]

    def titles(self) -> list[str]:
        """The titles of all posts kept."""
        return sorted(post.title for post in self.store.posts())

    def only(self) -> Post:
        """The one post kept."""
        (post,) = self.store.posts()
        return post


@pytest.fixture
def blogs() -> Iterator[Blogs]:
    with Blogs() as server:
        yield server


@pytest.fixture
def desk(blogs: Blogs, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(blogs, tmp_path)
    with made.store:
        yield made


def items(*numbers: int) -> list[Item]:
    """Posts of a blog, a day apart, the newest first."""
    return [
        Item(
            number,
            NOW - timedelta(days=100 - number),
            f"Thing {number}",
            f"https://blog.example/?p={number}",
            f"https://blog.example/post-{number}/",
            f"What I learnt about number {number}, in a few words of my own.",
        )
        for number in sorted(numbers, reverse=True)
    ]


def window(first: int, last: int, size: int = 10) -> list[Item]:
    """What a feed shows when posts first to last are written."""
    return items(*range(max(first, last - size + 1), last + 1))


# What is read, and how -------------------------------------------------------------------------


def test_a_feed_is_kept_and_read_again_for_nothing(desk: Desk) -> None:
    validators = {"ETag": 'W/"1,2--gzip"', "Last-Modified": "Mon, 2 Nov 2026 11:00:00 +0000"}

    def page(asked: Asked) -> Answer:
        same = asked.headers.get("if-none-match") == validators["ETag"]
        same = same and asked.headers.get("if-modified-since") == validators["Last-Modified"]
        return Answer(status=304) if same else Answer(rss(items(1, 2)), headers=validators)

    desk.takes(desk.blogs.shows("/feed", page))
    first = desk.track()
    assert (first.new_posts, first.in_trouble) == (2, ())
    assert desk.titles() == ["Thing 1", "Thing 2"]
    before = desk.store.posts()
    assert desk.track(timedelta(hours=1)).new_posts == 0
    assert desk.store.posts() == before
    assert "if-none-match" in desk.blogs.asked[-1].headers
    desk.track(WEEK)
    assert "if-none-match" not in desk.blogs.asked[-1].headers  # once a week the whole
    desk.track(timedelta(hours=1))
    assert "if-none-match" in desk.blogs.asked[-1].headers


@pytest.mark.parametrize(
    "etag", ['"plain"', 'W/"weak"', '"abc-gzip"', '"a,b"', "unquoted", '"' + "x" * 400 + '"', '"with space"', "0"]
)
def test_an_odd_etag_comes_back_byte_for_byte(desk: Desk, etag: str) -> None:
    desk.takes(desk.blogs.shows("/feed", Answer(rss(items(1)), headers={"ETag": etag})))
    desk.track()
    desk.track()
    assert desk.blogs.asked[-1].headers["if-none-match"] == etag


def test_a_new_etag_over_the_same_bytes_is_kept(desk: Desk) -> None:
    count = iter(range(10))
    desk.takes(desk.blogs.shows("/feed", lambda _: Answer(rss(items(1)), headers={"ETag": f'"{next(count)}"'})))
    for _ in range(3):
        desk.track()
    assert [asked.headers.get("if-none-match") for asked in desk.blogs.asked] == [None, '"0"', '"1"']


def test_validators_of_an_answer_that_was_cut_off_are_not_kept_but_its_posts_are(desk: Desk) -> None:
    body = rss(items(1, 2, 3))
    answer = Answer(body[: body.rindex(b"<item>") + 30], headers={"ETag": '"cut"'}, cut=500)
    desk.takes(desk.blogs.shows("/feed", answer))
    found = desk.track()
    assert [row.trouble.kind for row in found.in_trouble if row.trouble] == ["cut-off"]
    assert desk.titles() == ["Thing 2", "Thing 3"]
    desk.blogs.shows("/feed", Answer(body, headers={"ETag": '"whole"'}))
    assert desk.track().in_trouble == ()
    assert "if-none-match" not in desk.blogs.asked[-1].headers
    assert desk.titles() == ["Thing 1", "Thing 2", "Thing 3"]


def test_an_error_clears_nothing(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", Answer(rss(items(1)), headers={"ETag": '"1"'})))
    desk.track()
    good = desk.store.health()[0].good_at
    desk.blogs.shows("/feed", Answer(status=500))
    for day in range(1, 4):
        (row,) = desk.track(timedelta(days=1)).in_trouble
        (health,) = desk.store.health()
        assert health.failures == day
        assert health.trouble is not None
        assert (health.trouble.kind, health.trouble.since) == ("server-error", NOW + timedelta(days=1))
        assert health.good_at == good
        assert health.posts == 1
        assert row.feed == desk.blogs.url("/feed")
    desk.blogs.shows("/feed", Answer(rss(items(1, 2)), headers={"ETag": '"2"'}))
    desk.track(timedelta(days=1))
    assert desk.blogs.asked[-1].headers["if-none-match"] == '"1"'
    (health,) = desk.store.health()
    assert (health.failures, health.trouble, health.posts) == (0, None, 2)


def test_build_dates_and_counters_are_no_news(desk: Desk) -> None:
    def page(asked: Asked) -> Answer:
        return Answer(
            rss(
                items(1, 2),
                more=f"<lastBuildDate>Mon, 02 Nov 2026 12:{len(desk.blogs.asked):02}:00 GMT</lastBuildDate>",
            )
        )

    desk.takes(desk.blogs.shows("/feed", page))
    desk.track()
    for _ in range(3):
        assert desk.track().new_posts == 0
    assert len(desk.store.versions(desk.store.posts()[0].key)) == 1


def test_the_first_comment_on_a_post_is_noticed(desk: Desk) -> None:
    feed = rss(items(1, 2)).decode().replace("</item>", "<slash:comments>0</slash:comments></item>")
    feed = feed.replace("<rss ", '<rss xmlns:slash="http://purl.org/rss/1.0/modules/slash/" ')
    desk.takes(desk.blogs.shows("/feed", feed.encode()))
    for _ in range(3):  # from the third look on, only what isn't noise is compared
        desk.track()
    assert [post.comments for post in desk.store.posts()] == [0, 0]
    desk.blogs.shows("/feed", feed.replace("comments>0<", "comments>2<", 1).encode())
    desk.track()
    assert sorted(post.comments or 0 for post in desk.store.posts()) == [0, 2]
    assert len(desk.store.versions(desk.store.posts()[0].key)) == 1


def test_an_edited_post_is_another_version_of_the_same(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", rss(items(1, 2, 3))))
    desk.track()
    edited = [replace(item, title="Thing 2 and Thing 5") if item.number == 2 else item for item in items(1, 2, 3)]
    desk.blogs.shows("/feed", rss(edited))
    assert desk.track().new_posts == 0
    assert desk.titles() == ["Thing 1", "Thing 2 and Thing 5", "Thing 3"]
    key = next(post.key for post in desk.store.posts() if "5" in post.title)
    assert [version.words.title for version in desk.store.versions(key)] == ["Thing 2", "Thing 2 and Thing 5"]


def test_what_disappeared_stays_with_a_mark(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", rss(items(*range(1, 11)))))
    desk.track()
    desk.blogs.shows("/feed", rss(items(*(n for n in range(2, 11) if n != 5))))
    desk.track()
    assert [post.title for post in desk.store.posts() if post.gone] == ["Thing 5"]
    desk.blogs.shows("/feed", rss([]))
    desk.track()
    assert len(desk.titles()) == 10


# Where the feed is -----------------------------------------------------------------------------


def test_the_feed_is_found_behind_the_page_and_asked_for_directly_afterwards(desk: Desk) -> None:
    page = (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/f.xml"></head><body>Hello</body></html>'
    )
    desk.takes(desk.blogs.shows("/", page))
    desk.blogs.shows("/f.xml", rss(items(1)))
    (row,) = desk.track().rows
    assert (row.new_posts, row.feed) == (1, desk.blogs.url("/f.xml"))
    assert desk.blogs.paths() == ["/", "/f.xml"]
    desk.track()
    assert desk.blogs.paths() == ["/f.xml"]


def test_discovery_takes_at_most_four_tries(desk: Desk) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in range(9))
    desk.takes(desk.blogs.shows("/", f"<html><head>{links}</head><body></body></html>".encode()))
    (row,) = desk.track().in_trouble
    assert row.trouble
    assert row.trouble.kind == "not-found"
    assert len(desk.blogs.asked) <= 5


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(b"<html><body>No feed here</body></html>"), "no-feed"),
        (Answer(status=404), "not-found"),
        (Answer(status=410), "gone"),
        (Answer(status=403), "forbidden"),
        (Answer(b"%PDF-1.4 something else altogether"), "not-a-feed"),
        (Answer(b"<html><form><input type='password'></form></html>"), "login"),
    ],
)
def test_why_there_are_no_posts_is_told(desk: Desk, answer: Answer, kind: str) -> None:
    desk.takes(desk.blogs.shows("/", answer))
    (row,) = desk.track().in_trouble
    assert row.trouble
    assert row.trouble.kind == kind
    assert row.trouble.says
    assert row.trouble.next


def test_a_page_where_the_feed_was_is_told_and_harms_nothing(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", Answer(rss(items(1)), headers={"ETag": '"1"'})))
    desk.track()
    desk.blogs.shows("/feed", Answer(b"<html><body>We are mending it</body></html>", headers={"ETag": '"page"'}))
    (row,) = desk.track().in_trouble
    assert row.trouble
    assert row.trouble.kind == "not-a-feed"
    desk.track()
    assert desk.blogs.asked[-1].headers["if-none-match"] == '"1"'
    assert desk.titles() == ["Thing 1"]


def test_a_feed_that_moved_within_its_blog_is_found_again(desk: Desk) -> None:
    link = '<html><head><link rel="alternate" type="application/rss+xml" href="{}"></head></html>'
    desk.takes(desk.blogs.shows("/", link.format("/old").encode()))
    desk.blogs.shows("/old", rss(items(1)))
    desk.track()
    desk.blogs.shows("/", link.format("/new").encode())
    desk.blogs.shows("/old", Answer(status=404))
    desk.blogs.shows("/new", rss(items(1, 2)))
    (row,) = desk.track().rows
    assert (row.trouble, row.new_posts, row.feed) == (None, 1, desk.blogs.url("/new"))
    assert desk.titles() == ["Thing 1", "Thing 2"]


def test_a_permanent_redirect_is_followed_and_told_and_the_roster_is_left_alone(desk: Desk) -> None:
    address = desk.blogs.shows("/old", Answer(status=301, headers={"Location": "/new"}))
    desk.takes(address)
    desk.blogs.shows("/new", rss(items(1)))
    (row,) = desk.track().rows
    assert (row.moved_to, row.new_posts) == (desk.blogs.url("/new"), 1)
    desk.blogs.paths()
    desk.track()
    assert desk.blogs.paths() == ["/new"]
    (health,) = desk.store.health()
    assert (health.blog, health.moved_to) == (address, desk.blogs.url("/new"))
    assert "people move ada" in tracking.render_text(Tracked((row,)))


def test_a_temporary_redirect_is_not_learnt(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/old", Answer(status=302, headers={"Location": "/new"})))
    desk.blogs.shows("/new", rss(items(1)))
    desk.track()
    desk.blogs.paths()
    desk.track()
    assert desk.blogs.paths() == ["/old", "/new"]


def test_a_blog_may_be_a_file_in_the_home(desk: Desk) -> None:
    path = desk.home.root / "blogs" / "ada.xml"
    path.parent.mkdir()
    path.write_bytes(rss(items(1)))
    desk.takes("blogs/ada.xml")
    assert desk.track().new_posts == 1
    path.write_bytes(rss(items(1, 2)))
    assert desk.track().new_posts == 1
    assert desk.track().new_posts == 0
    (health,) = desk.store.health()
    assert (health.posts, health.failures) == (2, 0)


@pytest.mark.parametrize("address", ["../secret.xml", "/etc/hostname", "no/such/file.xml", "ada", ""])
def test_a_file_outside_the_home_is_not_read(desk: Desk, address: str) -> None:
    (desk.home.root.parent / "secret.xml").write_bytes(rss(items(1)))
    desk.takes(address)
    (row,) = desk.track().in_trouble
    assert row.trouble
    assert desk.titles() == []


# Older posts -----------------------------------------------------------------------------------


def paged(all_: Sequence[Item], size: int = 10) -> Page:
    """A WordPress blog with `?paged=N`."""

    def page(asked: Asked) -> Answer:
        number = int(asked.query.get("paged", "1"))
        shown = all_[(number - 1) * size : number * size]
        return Answer(rss(shown, generator="https://wordpress.org/?v=6.6")) if shown else Answer(status=404)

    return page


def linked(blogs: Blogs, all_: Sequence[Item], size: int = 10) -> Page:
    """A feed with next links (RFC 5005)."""

    def page(asked: Asked) -> Answer:
        start = int(asked.query.get("start", "0"))
        more = (
            f'<link rel="next" href="{blogs.url("/feed")}?start={start + size}"/>' if start + size < len(all_) else ""
        )
        return Answer(atom(all_[start : start + size], more))

    return page


def blogger(all_: Sequence[Item], size: int = 25) -> Page:
    """A blog as Blogger pages it: the link names www.blogger.com."""

    def page(asked: Asked) -> Answer:
        start = int(asked.query.get("start-index", "1"))
        link = f"http://www.blogger.com/feeds/1/posts/default?start-index={start + size}&amp;max-results={size}"
        more = f'<link rel="next" href="{link}"/>' if start + size <= len(all_) else ""
        return Answer(atom(all_[start - 1 : start - 1 + size], more))

    return page


@pytest.mark.parametrize("platform", ["wordpress", "next links", "blogger"])
def test_all_sixty_posts_of_a_late_registrant_are_read_once(desk: Desk, platform: str) -> None:
    all_ = items(*range(1, 61))
    page = {"wordpress": paged(all_), "next links": linked(desk.blogs, all_), "blogger": blogger(all_)}[platform]
    desk.takes(desk.blogs.shows("/feed", page))
    assert desk.track().new_posts == 60
    desk.blogs.paths()
    desk.track(WEEK)
    assert desk.blogs.paths() == ["/feed"]


@pytest.mark.parametrize("platform", ["wordpress", "next links", "blogger"])
def test_a_window_of_ten_read_weekly_with_an_outage_of_four_weeks_loses_nothing(desk: Desk, platform: str) -> None:
    weeks = [*range(1, 6), *range(10, 13)]  # five posts a week; nobody looks in weeks 6 to 9
    for week in weeks:
        all_ = items(*range(1, week * 5 + 1))
        page = {"wordpress": paged(all_), "next links": linked(desk.blogs, all_), "blogger": blogger(all_, 10)}[
            platform
        ]
        desk.takes(desk.blogs.shows("/feed", page))
        desk.track(WEEK)
    assert len(desk.titles()) == 60
    assert len({post.key for post in desk.store.posts()}) == 60


def test_without_paging_what_slid_out_of_the_window_stays(desk: Desk) -> None:
    for end in range(5, 61, 5):
        desk.takes(desk.blogs.shows("/feed", rss(window(1, end))))
        desk.track(WEEK)
    assert len(desk.titles()) == 60


def test_going_back_ends_after_forty_pages_and_goes_on_nowhere(desk: Desk) -> None:
    endless = items(*range(1, 1001))
    desk.takes(desk.blogs.shows("/feed", paged(endless)))
    desk.track()
    asked = len(desk.blogs.paths())
    desk.track()
    asked += len(desk.blogs.paths()) - 1
    assert asked == 41
    assert len(desk.titles()) == 410


@pytest.mark.parametrize("next_", ["/feed", "/feed?start=0", "http://other.example/feed?page=2", "javascript:alert(1)"])
def test_a_paging_trap_catches_nobody(desk: Desk, next_: str) -> None:
    desk.takes(desk.blogs.shows("/feed", atom(items(1, 2), f'<link rel="next" href="{next_}"/>')))
    desk.track()
    assert len(desk.blogs.asked) <= 2
    assert desk.titles() == ["Thing 1", "Thing 2"]


def test_what_time_did_not_allow_goes_on_at_the_next_run(desk: Desk) -> None:
    all_ = items(*range(1, 61))
    whole = paged(all_)
    desk.takes(
        desk.blogs.shows("/feed", lambda asked: Answer(status=503) if asked.query.get("paged") == "4" else whole(asked))
    )
    desk.track()
    assert len(desk.titles()) == 30
    desk.blogs.shows("/feed", whole)
    desk.blogs.paths()
    desk.track()
    assert desk.blogs.paths() == ["/feed", "/feed?paged=4", "/feed?paged=5", "/feed?paged=6", "/feed?paged=7"]
    assert len(desk.titles()) == 60


def test_very_long_posts_are_not_all_held_at_once_but_read_in_several_runs(desk: Desk) -> None:
    all_ = [replace(item, text="x" * 60_000) for item in items(*range(1, 101))]
    desk.takes(desk.blogs.shows("/feed", paged(all_)))
    kept = []
    for _ in range(3):
        desk.track()
        kept.append(len(desk.titles()))
    assert kept == [70, 100, 100]


# Whom to read, and when ------------------------------------------------------------------------


def test_retry_after_is_respected_whoever_asks(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", Answer(status=429, headers={"Retry-After": "7200"})))
    desk.track()
    assert desk.track(timedelta(hours=1), everything=True).rows == ()
    assert len(desk.blogs.asked) == 1
    desk.track(timedelta(hours=1, seconds=1))
    assert len(desk.blogs.asked) == 2


def test_who_withdrew_is_left_alone_and_who_pauses_is_read(desk: Desk) -> None:
    address = desk.blogs.shows("/feed", rss(items(1)))
    desk.takes(address, handle="ada", withdrawn=NOW.date() - timedelta(days=1))
    assert desk.track().rows == ()
    desk.takes(address, handle="bob", pauses=(Pause(NOW.date()),))
    assert [row.handle for row in desk.track().rows] == ["bob"]


def test_two_people_with_one_feed_both_keep_it(desk: Desk) -> None:
    address = desk.blogs.shows("/feed", rss(items(1)))
    desk.takes(address, handle="ada")
    desk.takes(address, handle="bob")
    assert desk.track().new_posts == 2
    assert {post.author for post in desk.store.posts()} == {"ada", "bob"}


def test_one_blog_under_two_addresses_is_kept_once(desk: Desk) -> None:
    desk.takes(
        desk.blogs.shows("/feed", paged(items(*range(1, 31)))), desk.blogs.shows("/", paged(items(*range(1, 31))))
    )
    assert desk.track().new_posts == 30
    assert desk.track().new_posts == 0
    assert len(desk.titles()) == 30


def test_a_blog_is_due_an_hour_after_it_was_read(desk: Desk) -> None:
    address = desk.blogs.shows("/feed", Answer(status=404))
    people = {handle: make.person(handle, blogs=(address,)) for handle in ("ada", "bob")}
    states = {("ada", address): FeedState("ada", address, read_at="2026-11-02T11:30:00+00:00")}
    never = due_blogs.AlwaysDue(lambda _: False, lambda _: False)
    for minutes, wanted in ((0, ["bob"]), (29, ["bob"]), (30, ["ada", "bob"])):
        asked = due_blogs.DueQuery(NOW + timedelta(minutes=minutes), NOW.date(), timedelta(hours=1))
        found = due_blogs.due(people, states, asked, never)  # type: ignore[arg-type]
        assert sorted(blog.handle for blog in found) == wanted
    assert due_blogs.next_due(people, states, asked) == NOW + timedelta(minutes=30)  # type: ignore[arg-type]


def test_only_the_people_named_are_read(desk: Desk) -> None:
    address = desk.blogs.shows("/feed", rss(items(1)))
    desk.takes(address, handle="ada")
    desk.takes(address, handle="bob")
    assert [row.handle for row in desk.track(people=[Handle("bob")]).rows] == ["bob"]


def test_when_the_roster_moves_a_blog_its_old_posts_stay_and_are_not_doubled(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/a/feed", rss(items(1, 2))))
    desk.track()
    moved = [
        replace(item, id=f"n{item.number}", url=item.url.replace("blog.example/", "b.example/new/"))
        for item in items(2, 3)
    ]
    desk.takes(desk.blogs.shows("/b/feed", rss(moved)))
    desk.track()
    assert desk.titles() == ["Thing 1", "Thing 2", "Thing 3"]


# When things go wrong --------------------------------------------------------------------------


def test_an_outage_of_our_own_blames_nobody(desk: Desk) -> None:
    feed = desk.blogs.shows("/feed", rss(items(1)))
    with Blogs() as other:
        dead = other.url("/feed")
        gone = other.place
    for number in range(6):
        desk.takes(dead if number else feed, handle=f"p{number}")
    found = track.track(desk.home, desk.store, NOW, allow_private=[desk.blogs.place, gone])
    assert found.outage
    assert [health.handle for health in desk.store.health()] == ["p0"]
    assert "Most blogs couldn't be reached" in tracking.render_text(found)
    with pytest.raises(PartlyDone):
        track.verdict(desk.home, found)
    with pytest.raises(CourseError, match="offline") as told:
        track.verdict(desk.home, replace(found, rows=found.in_trouble))
    assert told.value.code == 1


def test_four_dead_blogs_are_their_own_fault(desk: Desk) -> None:
    with Blogs() as other:
        dead, gone = other.url("/feed"), other.place
    for number in range(4):
        desk.takes(dead, handle=f"p{number}")
    found = track.track(desk.home, desk.store, NOW, allow_private=[gone])
    assert not found.outage
    assert {health.trouble.kind for health in desk.store.health() if health.trouble} == {"no-connection"}


def test_one_broken_blog_harms_no_other(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/good", rss(items(1))), handle="ada")
    desk.takes(desk.blogs.shows("/bad", b"<rss><channel><item><title>&bomb;"), handle="bob")
    desk.takes("not an address", handle="cleo")
    desk.takes(desk.blogs.shows("/empty", b""), handle="dora")
    found = desk.track()
    assert {row.handle: row.trouble.kind if row.trouble else None for row in found.rows}[Handle("ada")] is None
    assert len(found.in_trouble) == 3
    assert desk.titles() == ["Thing 1"]
    with pytest.raises(PartlyDone) as told:
        track.verdict(desk.home, found)
    assert told.value.code == 4


def test_ctrl_c_keeps_what_was_read(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/a", rss(items(1))), handle="ada")
    desk.takes(desk.blogs.shows("/b", rss(items(1))), handle="bob")

    steps = track.steps(desk.home, desk.store, NOW, allow_private=[desk.blogs.place])
    with closing(steps):
        assert [next(steps) for _ in range(2)] == [track.BlogsRead(0, 2), track.BlogsRead(1, 2)]
    assert len(desk.store.posts()) >= 1
    assert len(desk.store.posts()) == len(desk.store.health())


def test_nobody_runs_beside_another(desk: Desk) -> None:
    with disk.lock(desk.home.root), pytest.raises(Busy) as told, disk.lock(desk.home.root):
        pass
    assert told.value.code == 5


# What is told ----------------------------------------------------------------------------------


def test_the_summary_says_what_to_type_next(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", rss(items(95, 96, 97))))
    said = tracking.render_text(desk.track())
    assert "3 new posts on 1 blog" in said
    assert "3 counted towards a Thing" in said or "counted" in said
    assert said.endswith("Next: cpd23 report\n")
    assert desk.track().rows != ()  # private places that may be read are always due
    assert tracking.render_text(Tracked(next_due=NOW)).startswith(
        "No blog is due to be read yet. The next one is due at 12:00 on 02 November."
    )
    assert "cpd23 register" in tracking.render_text(Tracked())


def test_the_json_is_as_the_contract_has_it(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", rss(items(1))), handle="ada")
    desk.takes(desk.blogs.shows("/none", Answer(status=404)), handle="bob")
    found = json.loads(tracking.render_json(desk.track(), desk.home.course.zone))
    assert found["schema"] == 1
    assert found["reads"][0] == {
        "handle": "ada",
        "blog": desk.blogs.url("/feed"),
        "feed": desk.blogs.url("/feed"),
        "outcome": "new",
        "new_posts": 1,
        "trouble": None,
    }
    trouble = found["reads"][1]["trouble"]
    assert (found["reads"][1]["outcome"], trouble["kind"], trouble["since"]) == (
        *("trouble", "not-found"),
        "2026-11-02T12:00:00+00:00",
    )


def test_new_posts_are_judged_as_they_come(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", rss(items(96))))
    desk.track()
    claims = desk.store.claims(rules_version.fingerprint(desk.home.course))
    assert set(claims) == {desk.only().words}


def judged(desk: Desk) -> set[str]:
    """The titles of the posts that have been judged by the present rules."""
    claims = desk.store.claims(rules_version.fingerprint(desk.home.course))
    return {post.title for post in desk.store.posts() if post.words in claims}


def test_posts_that_can_earn_nothing_are_kept_and_not_judged(desk: Desk) -> None:
    both = [replace(item, title=f"Thing {item.number % 90}") for item in items(3, 96)]
    desk.takes(desk.blogs.shows("/feed", rss(both)))
    found = desk.track()
    assert (found.new_posts, found.counted, found.to_decide) == (2, 1, 0)
    assert judged(desk) == {"Thing 6"}


def test_when_the_things_change_all_is_judged_anew(desk: Desk) -> None:
    desk.takes(desk.blogs.shows("/feed", rss(items(95, 96))))
    desk.track()
    desk.home = replace(desk.home, course=make.course(tags=("small23",)))
    assert judged(desk) == set()
    desk.track()
    assert judged(desk) == {"Thing 95", "Thing 96"}


def test_when_somebody_s_run_gets_longer_the_posts_in_it_are_judged(desk: Desk) -> None:
    address = desk.blogs.shows("/feed", rss(items(1, 96)))
    desk.takes(address, cohort="own-pace", joined=NOW.date())
    desk.track()
    assert judged(desk) == {"Thing 96"}
    desk.takes(address, cohort="own-pace", joined=NOW.date() - timedelta(days=99))
    desk.track()
    assert judged(desk) == {"Thing 1", "Thing 96"}
