"""What would be seen on this blog? Every form of address, and everything that can be the matter."""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

import homes
import platforms
from course.core.model import Course
from course.formats.terminal import inspect_blog as words
from course.formats.terminal.inspect_blog import Seen
from course.services import course_home as desk_home
from course.services.tracking import inspect_blog

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return desk_home.open_home(homes.make(tmp_path_factory.mktemp("home") / "home")).course


@pytest.fixture(scope="module")
def sites() -> Iterator[Mapping[str, str]]:
    with contextlib.ExitStack() as stack:
        yield {
            name: stack.enter_context(platforms.served(site))
            for name, site in {**platforms.SITES, "troubled": platforms.TROUBLED}.items()
        }


def look(sites: Mapping[str, str], course: Course, address: str) -> Seen:
    return inspect_blog.look(address, course, NOW, allow_private=map(platforms.pair, sites.values()))


FORMS = [  # form, site, what is typed, where the feed is, how it was found
    ("Blogger, home", "blogger", "{site}/", "/feeds/posts/default", "named"),
    ("Blogger, one post", "blogger", "{site}/2026/11/thing-6.html", "/feeds/posts/default", "named"),
    ("Blogger, a page", "blogger", "{site}/p/about.html", "/feeds/posts/default", "named"),
    ("Blogger, a label", "blogger", "{site}/search/label/small23", "/feeds/posts/default", "named"),
    ("Blogger, the feed", "blogger", "{site}/feeds/posts/default", "/feeds/posts/default", "given"),
    ("Blogger, feed of comments", "blogger", "{site}/feeds/comments/default", "/feeds/posts/default", "named"),
    ("Blogger, comments of one post", "blogger", "{site}/feeds/77/comments/default", "/feeds/posts/default", "named"),
    ("WordPress, home", "wordpress", "{site}", "/feed/", "named"),
    ("WordPress, one post", "wordpress", "{site}/2026/11/19/thing-6/", "/feed/", "named"),
    ("WordPress, a page", "wordpress", "{site}/about/", "/feed/", "named"),
    ("WordPress, a tag", "wordpress", "{site}/tag/small23/", "/feed/", "named"),
    ("WordPress, feed of a tag", "wordpress", "{site}/tag/small23/feed/", "/tag/small23/feed/", "given"),
    ("WordPress, the editor", "wordpress", "{site}/wp-admin/edit.php", "/feed/", "named"),
    ("WordPress, log-in page", "wordpress", "{site}/wp-login.php", "/feed/", "named"),
    ("WordPress, feed of comments", "wordpress", "{site}/comments/feed/", "/feed/", "named"),
    ("WordPress, comments of one post", "wordpress", "{site}/2026/11/19/thing-6/feed/", "/feed/", "named"),
    ("WordPress, no feed named", "wordpress-bare", "{site}/", "/feed/", "usual"),
    ("WordPress, in a folder", "wordpress-folder", "{site}/blog/", "/blog/feed/", "named"),
    ("feed: scheme", "wordpress", "feed:{site}/feed/", "/feed/", "given"),
    ("feed:// scheme", "wordpress", "feed://{bare}/feed/", "/feed/", "given"),
    ("no scheme", "wordpress", "{bare}", "/feed/", "named"),
    ("brackets and blanks", "wordpress", "  <{site}/> ", "/feed/", "named"),
    ("Tumblr", "tumblr", "{site}/", "/rss", "named"),
    ("Tumblr, a tag", "tumblr", "{site}/tagged/small23", "/rss", "named"),
    ("Medium, profile", "medium", "{site}/@nightjar", "/feed/@nightjar", "named"),
    ("Medium, one story", "medium", "{site}/@nightjar/12345", "/feed/@nightjar", "named"),
    ("Ghost", "ghost", "{site}/", "/rss/", "named"),
    ("Ghost, one post", "ghost", "{site}/thing-6/", "/rss/", "named"),
    ("Ghost, the editor", "ghost", "{site}/ghost/#/posts", "/rss/", "named"),
    ("Substack", "substack", "{site}/archive", "/feed", "named"),
    ("Substack, the editor", "substack", "{site}/publish/posts", "/feed", "named"),
    ("Wix", "wix", "{site}/", "/blog-feed.xml", "usual"),
    ("Squarespace, blog page", "squarespace", "{site}/blog", "/blog?format=rss", "named"),
    ("Micro.blog", "microblog", "{site}/", "/feed.xml", "named"),
    ("Mastodon, profile", "mastodon", "{site}/@nightjar", "/@nightjar.rss", "named"),
    ("Mastodon, one post", "mastodon", "{site}/@nightjar/1157", "/@nightjar.rss", "named"),
    ("GitHub Pages", "jekyll", "{site}/notes/", "/notes/feed.xml", "named"),
    ("Hugo", "hugo", "{site}/", "/index.xml", "usual"),
]


@pytest.mark.parametrize(("form", "site", "typed", "feed", "how"), FORMS, ids=[row[0] for row in FORMS])
def test_each_form_of_address_leads_to_the_posts(
    sites: Mapping[str, str], course: Course, form: str, site: str, typed: str, feed: str, how: str
) -> None:
    seen = look(sites, course, typed.format(site=sites[site], bare=platforms.pair(sites[site])))
    assert seen.trouble is None, form
    assert (seen.feed, seen.how) == (sites[site] + feed, how)
    assert seen.posts


def test_the_newest_posts_are_shown_with_what_each_counts_for(sites: Mapping[str, str], course: Course) -> None:
    said = words.render_text(look(sites, course, sites["wordpress"]), course.zone)
    assert '"Nightjar Notes" has 3 posts in the feed.' in said
    assert '19 Nov  Thing 6: online networks  ->  Thing 6 ("Thing 6" in the title)' in said
    assert "12 Nov  Lemon drizzle  ->  doesn't mention a Thing" in said
    assert said.index("19 Nov") < said.index("12 Nov") < said.index("5 Nov")


def test_json_has_the_feed_how_it_was_found_and_the_claims(sites: Mapping[str, str], course: Course) -> None:
    found = json.loads(words.render_json(look(sites, course, sites["blogger"]), course.zone))
    assert found["feed"] == sites["blogger"] + "/feeds/posts/default"
    assert found["found"] == "named"
    assert found["platform"] == "blogger"
    first = found["posts"][0]["claims"]
    assert [claim["thing"] for claim in first if claim["confidence"] == "sure"] == [6]
    assert found["posts"][0]["claims"][0]["rule"]


FAILURES = [  # what is typed, kind, a word of the next step
    ("{site}/missing/", "not-found", "typing mistake"),
    ("{site}/gone/", "gone", "moved"),
    ("{site}/forbidden/", "forbidden", "allow feed readers"),
    ("{site}/password/", "login", "open the blog"),
    ("{site}/private-wp/", "login", "Site visibility"),
    ("{site}/busy/", "rate-limited", "need to do anything"),
    ("{site}/broken/", "server-error", "within a day"),
    ("{site}/circle/", "redirect", "browser"),
    ("{site}/inside/", "refused-address", "public address"),
    ("{site}/plain/", "no-feed", ""),
    ("{site}/wix/", "no-feed", "Wix Blog"),
    ("{site}/picture.png", "not-a-feed", ""),
    ("{site}/empty.xml", "empty", ""),
    ("{site}/bomb.xml", "unsafe", ""),
    ("{site}/garbled.xml", "cut-off", ""),
    ("{site}/only-comments/", "no-feed", "front page"),
    ("{closed}/", "no-connection", ""),
    ("http://nobody.invalid/", "dns", ""),
    ("https://{bare}/plain/", "tls", ""),
    ("http://192.168.1.1/", "refused-address", "public address"),
    ("https://sites.google.com/view/nightjar", "no-feed", "Blogger or WordPress"),
    ("https://www.facebook.com/nightjar", "no-feed", "everybody can read"),
    ("https://www.blogger.com/blog/posts/123456", "login", "View blog"),
    ("https://wordpress.com/", "no-feed", "your own blog"),
    ("nightjar.blogpsot.com", "bad-address", "nightjar.blogspot.com"),
    ("nightjar.wordpres.com", "bad-address", "nightjar.wordpress.com"),
    ("nightjar.tumbler.com", "bad-address", "nightjar.tumblr.com"),
    ("ann@library.example", "bad-address", "address of the blog"),
    ("javascript:alert(1)", "bad-address", "https://"),
    ("file:///etc/passwd", "bad-address", "https://"),
    ("https://ann:secret@library.example/", "bad-address", "without"),
    ("my blog", "bad-address", "without spaces"),
    ("nightjar", "bad-address", "as your browser shows it"),
    ("", "bad-address", "shows for the blog"),
]


@pytest.mark.parametrize(("typed", "kind", "cure"), FAILURES)
def test_each_failure_is_named_with_its_next_step(
    sites: Mapping[str, str], course: Course, typed: str, kind: str, cure: str
) -> None:
    site, closed = sites["troubled"], platforms.closed_port()
    address = typed.format(site=site, bare=platforms.pair(site), closed=closed)
    allowed = [*map(platforms.pair, sites.values()), platforms.pair(closed)]
    seen = inspect_blog.look(address, course, NOW, allow_private=allowed)
    assert seen.trouble is not None
    assert seen.trouble.kind == kind
    assert cure in seen.trouble.next
    assert seen.for_participant is not None
    assert not re.search(r"\b(?:the|its) author\b|next run|course\.toml|cpd23", " ".join(seen.for_participant))
    assert seen.trouble.says.endswith(".")
    assert seen.trouble.next.endswith((".", "?", "@NAME"))
    assert not seen.readable


def test_a_feed_without_posts_is_fine(sites: Mapping[str, str], course: Course) -> None:
    seen = look(sites, course, sites["troubled"] + "/no-posts.xml")
    assert seen.readable
    assert "No posts yet? That's fine" in words.render_text(seen, course.zone)


def test_a_feed_that_breaks_off_shows_what_came(sites: Mapping[str, str], course: Course) -> None:
    assert look(sites, course, sites["troubled"] + "/cut.xml").posts


def test_a_blog_that_moved_is_followed_and_it_is_said(sites: Mapping[str, str], course: Course) -> None:
    seen = look(sites, course, sites["troubled"] + "/moved/")
    assert seen.readable
    assert "moved permanently" in words.render_text(seen, course.zone)


def test_a_file_of_the_home_can_be_looked_at(tmp_path: Path, course: Course) -> None:
    home = homes.make(tmp_path / "home")
    (home / "export.xml").write_text(str(platforms.rss().body).replace("{root}", "https://nightjar.example"))
    seen = inspect_blog.look("export.xml", course, NOW, root=home)
    assert (seen.how, seen.title, len(seen.posts)) == ("file", "Nightjar Notes", 3)


def test_many_are_looked_at_in_their_order(sites: Mapping[str, str], course: Course) -> None:
    typed = [sites["ghost"], "nonsense nonsense", sites["hugo"], sites["troubled"] + "/gone/"]
    found = inspect_blog.look_all(typed, course, NOW, allow_private=map(platforms.pair, sites.values()))
    assert [seen.asked for seen in found] == typed
    assert [seen.trouble.kind if seen.trouble else None for seen in found] == [None, "bad-address", None, "gone"]


def test_the_default_course_is_there_without_a_home() -> None:
    assert len(inspect_blog.usual_course(NOW).things) == 23
