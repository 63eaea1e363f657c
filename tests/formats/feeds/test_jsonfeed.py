"""JSON Feed."""

import json

import pytest

from course.core.trouble_kind import TroubleKind
from course.formats import feeds
from course.formats.feeds import Parsed, jsonfeed

URL = "https://owls.example/feed.json"


def read(**feed: object) -> Parsed:
    return jsonfeed.parse(json.dumps(feed).encode(), URL)


def test_what_a_cache_says_behind_a_json_feed_is_passed_over() -> None:
    body = b'\n{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Thing 3"}]}\n<!-- cached -->'
    found = feeds.parse(body, URL)
    assert ([entry.title for entry in found.entries], found.trouble) == (["Thing 3"], None)


def test_a_post_is_made_of_the_first_field_that_says_something() -> None:
    item = {
        "id": 7,
        "external_url": "/elsewhere",
        "title": "Thing 3 &amp; more",
        "content_text": "words",
        "summary": "fewer words",
        "tags": ["thing 3", 4, "Thing 3"],
        "date_published": "never",
        "date_modified": "2026-11-02T10:00:00Z",
    }
    found = read(title="Owls", home_page_url="https://owls.example/blog/", next_url="?page=2", items=[item, "no item"])
    assert (found.title, found.site, found.kind, found.trouble) == ("Owls", "https://owls.example/blog/", "json", None)
    assert found.next_page == "https://owls.example/feed.json?page=2"
    (entry,) = found.entries
    assert (entry.id, entry.url, entry.title) == ("7", "https://owls.example/elsewhere", "Thing 3 & more")
    assert (entry.text, entry.tags) == ("words", ("thing 3",))
    assert entry.published
    assert entry.published.isoformat() == "2026-11-02T10:00:00+00:00"


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", "malformed"),
        (b"{", "malformed"),
        (b'{"items": [}', "malformed"),
        (b"[]", "not-a-feed"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "not-a-feed"),
        (b'{"items": "many"}', "not-a-feed"),
        (b'{"items": ' + b"[" * 200_000, "unsafe"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, trouble: str) -> None:
    assert jsonfeed.parse(body, URL) == Parsed(trouble=TroubleKind(trouble))


def test_a_feed_that_ends_early_keeps_the_posts_before_the_cut() -> None:
    body = json.dumps({"items": [{"id": str(number), "title": f"Thing {number}"} for number in range(9)]}).encode()
    found = jsonfeed.parse(body[:-40], URL)
    assert found.trouble == "cut-off"
    assert [entry.title for entry in found.entries] == [f"Thing {number}" for number in range(len(found.entries))]
    assert 6 < len(found.entries) < 9
