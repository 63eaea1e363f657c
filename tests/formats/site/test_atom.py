"""Atom feeds of participants' posts: titles, links and a summary, never the text."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

import make
from course.core.model import Course, Ledger, PostKey, Show
from course.core.publishing import public_view
from course.core.publishing.public_view import Site
from course.formats.site import atom

SPACE = {"a": "http://www.w3.org/2005/Atom"}
PLAN = make.course(site="https://library.example/c/")


def site(plan: Course = PLAN) -> Site:
    posts = [
        make.post(make.day(1), key="a1", title="Thing 1: <b> & co\u202e"),
        make.post(make.day(8), key="a2", title=""),
    ]
    told = Ledger(tuple(posts), {PostKey("a1"): (make.claim(1), make.claim(2)), PostKey("a2"): (make.claim(3),)})
    return public_view.site(make.report(told, 10, make.person(show=Show.PUBLIC), plan=plan, with_posts=True))


def read(shown: Site, **summaries: str) -> ET.Element:
    return ET.fromstring(atom.feed(shown, shown.posts, "planet.atom", "Everybody", summaries).encode())


def test_a_post_has_its_title_page_day_author_and_things() -> None:
    newest, first = read(site(), a1="What I\nthought.").findall("a:entry", SPACE)
    assert newest.findtext("a:title", "", SPACE) == "(without a title)"
    assert first.findtext("a:title", "", SPACE) == "Thing 1: <b> & co"
    assert first.findtext("a:id", "", SPACE) == "urn:cpd23:post:a1"
    assert first.findtext("a:published", "", SPACE) == "2026-10-06T12:00:00Z"
    assert first.findtext("a:author/a:name", "", SPACE) == "Ada"
    assert [one.get("label") for one in first.findall("a:category", SPACE)] == ["Thing 1", "Thing 2"]
    assert [one.get("href") for one in first.findall("a:link", SPACE)] == ["https://ada.example/a1"]
    assert (first.findtext("a:summary", "", SPACE), newest.find("a:summary", SPACE)) == ("What I thought.", None)


@pytest.mark.parametrize(
    ("address", "identity", "links"),
    [
        ("https://library.example/c/", "https://library.example/c/planet.atom", 2),
        ("https://library.example/c", "https://library.example/c/planet.atom", 2),
        ("", "urn:cpd23:twelve-things:planet.atom", 0),
    ],
)
def test_a_feed_has_an_identity_with_and_without_a_site(address: str, identity: str, links: int) -> None:
    root = read(site(replace(PLAN, site=address)))
    assert root.findtext("a:id", "", SPACE) == identity
    assert len(root.findall("a:link", SPACE)) == links


def test_a_feed_changes_when_its_newest_post_does_and_an_empty_one_is_as_old_as_the_course() -> None:
    assert read(site()).findtext("a:updated", "", SPACE) == "2026-10-13T12:00:00Z"
    assert read(replace(site(), posts=())).findtext("a:updated", "", SPACE) == "2026-10-05T00:00:00Z"
    assert read(replace(site(), posts=(), cohort=None)).findtext("a:updated", "", SPACE) == "2011-06-20T00:00:00Z"
