"""What the replay serves: recorded posts, in the shapes of Blogger and WordPress."""

from datetime import date

import feedparser
import pytest

from replay import feeds, homes, records, server
from replay.invented import fields, got, record


def test_the_body_is_opening_mentions_and_headings_in_order_and_nothing_twice() -> None:
    found = record(
        title="Thing 6: Nets",
        opening="Thing 6 is nets.",
        headings=["Thing 6", "Ropes", "Thing 7", "Rest"],
        mentions=["Thing 6: Nets", "Thing 6 is nets", "next week Thing 7", "Thing 7", "and Thing 6 again"],
    )
    assert feeds.blocks(found) == (
        ("p", "Thing 6 is nets."),
        ("p", "next week Thing 7"),
        ("h3", "Thing 6"),
        ("h3", "Ropes"),
        ("h3", "Thing 7"),
        ("p", "and Thing 6 again"),
        ("h3", "Rest"),
    )


AWKWARD = (
    fields(),
    fields(
        id="wren-2",
        published="2011-07-26",
        url="http://wren.example/x",
        title=None,
        opening=None,
        mentions=None,
        headings=None,
        tags=None,
    ),
    fields(
        id="wren-3",
        published="2011-08-01",
        title='A "B" — <i>C</i> ]]> &amp; Ünfug \x0b',
        opening="]]> & <p>",
        url=None,
        slug="",
    ),
    fields(
        id="wren-4", published="2011-08-02", title="Second on one page", url="http://wren.example/2011/07/nets.html"
    ),
)


@pytest.mark.parametrize("kind", ["blogger", "wordpress"])
def test_a_feed_says_what_was_recorded(kind: str) -> None:
    found = records.settle(map(records.parse, AWKWARD))
    where = feeds.addresses(found)
    make = feeds.atom if kind == "blogger" else feeds.rss
    read = feedparser.parse(make("wren.example", "http://127.0.0.1:1/blog-0001/", found, where), sanitize_html=False)
    assert not read.bozo
    assert read.version == ("atom10" if kind == "blogger" else "rss20")
    assert [entry.link for entry in read.entries] == [where[r.id] for r in reversed(found)]
    plain = {entry.link: entry for entry in read.entries}
    for r in found:
        entry = plain[where[r.id]]
        assert [tag.term for tag in entry.get("tags", [])] == list(r.tags)
        assert date(*entry.published_parsed[:3]) == r.day
        body = entry.content[0].value if "content" in entry else ""
        assert body.count("<h3>") == len(r.headings)
    assert len({entry.id for entry in read.entries}) == len(found)
    assert "so that is Thing 6 &lt;done&gt;" in plain[where["wren-1"]].content[0].value
    assert plain[where["wren-1"]].content[0].value.count("Nets &amp; how") == 0
    assert plain[where["wren-3"]].title.startswith('A "B" — ')
    assert "Ünfug" in plain[where["wren-3"]].title


def test_posts_that_share_a_page_are_told_apart_by_letters_that_name_no_thing() -> None:
    found = records.settle(map(records.parse, AWKWARD))
    where = feeds.addresses(found)
    shared = [address for address in where.values() if "#" in address]
    assert len(set(where.values())) == len(found)
    assert len(shared) == 2
    for address in shared:
        assert address.partition("#")[2].replace("-", "").isalpha()


@pytest.mark.parametrize("url", [None, "", "not an address", "http://[bad", "ftp://wren.example/x"])
def test_a_post_without_a_usable_address_gets_one_that_names_no_thing(url: str | None) -> None:
    found = record(url=url, slug="", id="wren-thing-6")
    assert feeds.addresses([found]) == {"wren-thing-6": "http://wren.example/"}


def test_a_feed_is_the_same_whatever_the_labels_say() -> None:
    other = fields(things=[1, 2], certainty="judgement", why="?", role="organiser", kind=["topic-only"])
    one, two = (records.settle([records.parse(line)]) for line in (fields(), other))
    assert feeds.atom("w", "http://h/", one, feeds.addresses(one)) == feeds.atom(
        "w", "http://h/", two, feeds.addresses(two)
    )


def test_half_the_blogs_are_on_blogger_and_half_on_wordpress() -> None:
    found = homes.blogs(records.settle(records.parse(fields(id=str(n), blog=f"b{n}.example")) for n in range(10)))
    assert [blog.kind for blog in found].count("blogger") == 5


def test_the_server_gives_each_blog_a_page_that_names_its_feed() -> None:
    found = homes.blogs(records.settle(records.parse(fields(id=str(n), blog=f"b{n}.example")) for n in range(2)))
    with server.serving(found) as host:
        for blog, kind in zip(found, (server.ATOM, server.RSS), strict=True):
            page = got(server.address(blog, host))
            path = "feeds/posts/default" if kind == server.ATOM else "feed/"
            assert f'type="{kind}" title="Posts" href="{server.address(blog, host)}{path}"' in page
            assert len(feedparser.parse(got(f"{server.address(blog, host)}{path}")).entries) == 1
