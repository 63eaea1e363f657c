"""Several people on one site: each has a blog of their own, from joining to the read."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import homes
import platforms
from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.model import Handle, Trouble
from course.core.people import roster_conflicts
from course.core.people.joining import SignUp
from course.core.posts.feed_state import VisitResult
from course.core.progress import feed_health
from course.core.trouble_kind import TroubleKind
from course.services import course_home
from course.services.people import register
from course.services.tracking import inspect_blog, track

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
RSS = "application/rss+xml"


def feed(who: str) -> platforms.Reply:
    return platforms.rss(
        f"{who}'s blog", posts=((f"Thing 1 by {who}", "2026-11-19"), (f"Notes of {who}", "2026-11-18"))
    )


def names(*feeds: str) -> platforms.Reply:
    return platforms.page(
        "".join(f'<link rel="alternate" type="{RSS}" title="Feed" href="{{root}}{one}">' for one in feeds)
    )


SITE = {
    "/": names("/feed/"),
    "/feed/": feed("the class"),
    # feeds that differ by the query
    "/?author=3": feed("Ann"),
    "/?author=4": feed("Bea"),
    "/feeds/videos.xml?channel_id=A": feed("Ann"),
    "/feeds/videos.xml?channel_id=B": feed("Bea"),
    "/index.php?q=blog/12": names("/index.php?q=blog/12/feed"),
    "/index.php?q=blog/12/feed": feed("Ann"),
    "/index.php?q=blog/13": names("/index.php?q=blog/13/feed"),
    "/index.php?q=blog/13/feed": feed("Bea"),
    # folders by year and name, of which the page names its own feed
    "/2026/ann/": names("/2026/ann/feed/"),
    "/2026/ann/feed/": feed("Ann"),
    "/2026/bea/": names("/2026/bea/feed/"),
    "/2026/bea/feed/": feed("Bea"),
    # labels, categories, authors: the site's feed is named, too
    "/tag/ann/": names("/feed/", "/tag/ann/feed/"),
    "/tag/ann/feed/": feed("Ann"),
    "/tag/bea/": names("/tag/bea/feed/", "/feed/"),
    "/tag/bea/feed/": feed("Bea"),
    "/category/ann/feed/": feed("Ann"),
    "/category/bea/feed/": feed("Bea"),
    "/author/ann/": names("/feed/", "/author/ann/feed/"),
    "/author/ann/feed/": feed("Ann"),
    "/author/bea/": names("/feed/", "/author/bea/feed/"),
    "/author/bea/feed/": feed("Bea"),
    "/feeds/posts/default/-/ann": feed("Ann"),
    "/feeds/posts/default/-/bea": feed("Bea"),
    "/search/label/ann": platforms.page("<meta name='generator' content='blogger'>"),
    "/search/label/bea": platforms.page("<meta name='generator' content='blogger'>"),
    "/~ann/": names("rss.xml"),
    # pages that name no feed of their own
    "/2025/": platforms.page(""),
    "/2026/11/19/post/": names("/feed/"),
}
PAIRS = [
    ("/?author=3", "/?author=4"),
    ("/feeds/videos.xml?channel_id=A", "/feeds/videos.xml?channel_id=B"),
    ("/index.php?q=blog/12", "/index.php?q=blog/13"),
    ("/2026/ann/", "/2026/bea/"),
    ("/tag/ann/", "/tag/bea/"),
    ("/tag/ann/feed/", "/tag/bea/feed/"),
    ("/category/ann/feed/", "/category/bea/feed/"),
    ("/author/ann/", "/author/bea/"),
    ("/feeds/posts/default/-/ann", "/feeds/posts/default/-/bea"),
    ("/search/label/ann", "/search/label/bea"),
]


def home_for(root: Path, site: str) -> Path:
    return homes.make(root / "home", extra=f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n')


def join(home: Path, name: str, address: str) -> None:
    found = register.consider(course_home.open_home(home), SignUp(name, (address,)), NOW)
    assert not found.doubtful
    register.add(home, found.told, TODAY)


def read(home: Path, *people: str) -> None:
    opened = course_home.open_home(home)
    with disk.lock(home), Store(opened.database) as store:
        track.track(opened, store, NOW, people=[Handle(one) for one in people])


@pytest.mark.parametrize(("anns", "beas"), PAIRS)
def test_two_people_on_one_site_are_two_blogs(tmp_path: Path, anns: str, beas: str) -> None:
    with platforms.served(SITE) as site:
        home = home_for(tmp_path, site)
        join(home, "Ann", site + anns)
        read(home, "ann")
        join(home, "Bea", site + beas)
        read(home, "bea")
    opened = course_home.open_home(home)
    with Store(opened.database, write=False) as store:
        titles = {handle: {post.title for post in store.posts([Handle(handle)])} for handle in ("ann", "bea")}
        shared = roster_conflicts.blog_advice(store.health(), opened.roster)
    assert titles == {
        "ann": {"Thing 1 by Ann", "Notes of Ann"},
        "bea": {"Thing 1 by Bea", "Notes of Bea"},
    }
    assert roster_conflicts.clashes(opened.roster) == ()
    assert shared == ()


@pytest.mark.parametrize("beas", ["/?author=3&utm_source=letter", "/?feed=rss2&author=3", "/index.php?author=3"])
def test_one_blog_under_two_addresses_is_still_one(tmp_path: Path, beas: str) -> None:
    with platforms.served(SITE) as site:
        home = home_for(tmp_path, site)
        join(home, "Ann", f"{site}/?author=3")
        with pytest.raises(CourseError, match=r"blog of Ann \(ann\)"):
            register.consider(course_home.open_home(home), SignUp("Bea", (site + beas,)), NOW, offline=True)


@pytest.mark.parametrize(
    ("typed", "kept", "remark"),
    [
        ("/2026/11/19/post/", "/", "a single post"),
        ("/2025/", "/", "no feed of its own"),
        ("/2026/ann/", "/2026/ann/", ""),
        ("/tag/ann/", "/tag/ann/", "one label"),
    ],
)
def test_the_site_around_a_page_is_read_only_where_the_page_names_no_feed_and_that_is_said(
    tmp_path: Path, typed: str, kept: str, remark: str
) -> None:
    with platforms.served(SITE) as site:
        course = course_home.open_home(home_for(tmp_path, site)).course
        seen = inspect_blog.look(site + typed, course, NOW)
    assert seen.readable
    assert seen.blog == site + kept
    assert remark in " ".join(seen.remarks)
    assert bool(seen.remarks) == bool(remark)


def test_an_empty_feed_of_somebodys_own_is_not_replaced_by_the_whole_class(tmp_path: Path) -> None:
    pages = {**SITE, "/tag/ann/feed/": platforms.rss("Ann's blog", posts=())}
    with platforms.served(pages) as site:
        course = course_home.open_home(home_for(tmp_path, site)).course
        seen = inspect_blog.look(f"{site}/tag/ann/", course, NOW)
    assert (seen.feed, seen.posts) == (f"{site}/tag/ann/feed/", ())


def test_a_site_without_feeds_is_on_the_roster_and_never_read(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home")
    found = register.consider(course_home.open_home(home), SignUp("Ann", ("https://sites.google.com/view/ann",)), NOW)
    assert "Google Sites has no feeds" in found.seen[0].trouble.says  # type: ignore[union-attr]
    assert "cpd23" not in found.seen[0].for_participant.next  # type: ignore[union-attr]
    register.add(home, found.told, TODAY)
    opened = course_home.open_home(home)
    with disk.lock(home), Store(opened.database) as store:
        assert track.track(opened, store, NOW, people=[Handle("ann")], everything=True).rows == ()
        store.save(
            [
                VisitResult(
                    Handle("ann"),
                    "https://sites.google.com/view/ann",
                    NOW,
                    trouble=Trouble(TroubleKind.NO_FEED, NOW, "", ""),
                )
            ]
        )
        health = store.health()
    kept = feed_health.current(opened.roster[Handle("ann")], health)  # as an older version left it
    assert [blog.trouble for blog in kept] == [None]
