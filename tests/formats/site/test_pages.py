"""The published pages: true, complete, well formed, and silent about what nobody agreed to show."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from xml.etree import ElementTree as ET

import feedparser
import html5lib
import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.core.model import Course, Ledger, Part, Participant, Pause, PostKey, Resource, Ruling, Show, Words
from course.core.publishing import public_view
from course.core.publishing.public_view import Site
from course.formats.site import pages

PLAN = make.course({1: 1, 2: 1, 3: 2}, {3: "catch-up"}, site="https://library.example/c/", tags=("cpd23",))


def people() -> list[Participant]:
    return [
        make.person("ada", name="Ada & <Co>", show=Show.PUBLIC, groups=("public libraries", "Żubr")),
        make.person("bo", name="Bo Hidden", show=Show.COURSE, email="bo@secret.example"),
        make.person("cy", name="Cy Private", show=Show.PRIVATE),
        make.person("di", name="Di Gone", show=Show.PUBLIC, withdrawn=make.day(3)),
        make.person("ed", name="Ed", show=Show.PUBLIC),
    ]


def made(
    ledger: Ledger, on: int = 20, who: list[Participant] | None = None, plan: Course = PLAN
) -> tuple[Site, dict[str, str]]:
    site = public_view.site(make.report(ledger, on, *(who or people()), plan=plan, with_posts=True))
    words = {post.words: Words(post.title, text="It was a long day. " * 40) for post in ledger.posts}
    return site, {name: data.decode() for name, data in pages.render(site, words).items() if name != pages.SHARED}


def told() -> Ledger:
    posts = [
        make.post(make.day(1), "ada", "a1", title="Thing 1: <script>alert(1)</script>", comments=0),
        make.post(make.day(2), "ada", "a2", title="Things 2 & 3", comments=4),
        make.post(make.day(4), "ada", "off", title="Lemon cake"),
        make.post(make.day(2), "bo", "b1", title="Bo's Thing 1"),
        make.post(make.day(2), "di", "d1", title="Di's Thing 1"),
        make.post(make.day(5), "ed", "e1", title="Bad link", url="javascript:alert(1)"),
    ]
    claims = {
        "a1": (make.claim(1),),
        "a2": (make.claim(2), make.claim(3)),
        "b1": (make.claim(1),),
        "d1": (make.claim(1),),
        "e1": (make.claim(1),),
    }
    return make.ledger(posts=posts, claims=claims)


def test_every_page_is_strict_html() -> None:
    _, files = made(told())
    for name, text in files.items():
        if name.endswith(".html"):
            html5lib.HTMLParser(strict=True).parse(text)


def test_every_link_inside_resolves_and_nothing_comes_from_outside() -> None:
    _, files = made(told())
    for name, text in files.items():
        if name.endswith(".html"):
            for target in re.findall(r'(?:href|src)="([^"]*)"', text):
                inside = target.partition("#")[0].partition("?")[0]
                assert target.startswith(("https://", "http://", "#", "webcal://")) or inside in files, (name, target)
            for target in re.findall(r'<img [^>]*src="([^"]*)"', text):
                assert target in files, (name, target)
            assert "<script" not in text
            assert "javascript:" not in text


def test_every_page_names_the_picture_for_links_by_its_whole_address() -> None:
    site, files = made(told())
    assert pages.SHARED in pages.render(site, {})
    shown = {name: re.findall(r'"og:image" content="([^"]*)"', text) for name, text in files.items()}
    assert {tuple(found) for name, found in shown.items() if name.endswith(".html")} == {
        (f"{site.course.site}{pages.SHARED}",)
    }


def test_only_those_who_said_yes_are_named() -> None:
    _, files = made(told())
    whole = "\n".join(files.values())
    assert "Ada &amp; &lt;Co&gt;" in whole
    for hidden in (
        "Bo Hidden",
        "Cy Private",
        "Di Gone",
        "bo@secret.example",
        "bo.example",
        "di.example",
        "zoe@library.example",
    ):
        assert hidden not in whole
    assert "Lemon cake" not in whole


def test_a_post_stands_on_the_page_of_each_of_its_things() -> None:
    site, files = made(told())
    assert [post.key for post in site.on_thing(3)] == ["a2"]
    assert "Things 2 &amp; 3" in files["thing-03.html"]
    assert "No comment yet" in files["thing-01.html"]
    assert "No comment yet" not in files["thing-02.html"]
    assert "Thing 1: &lt;script&gt;" in files["thing-01.html"]


def test_a_refused_post_is_not_shown_on_the_thing() -> None:
    ledger = told()
    refused = Ruling(make.ADA, PostKey("a1"), 1, False, "Zoë", make.day(3))
    site, _ = made(
        make.ledger(
            posts=ledger.posts, claims={str(key): found for key, found in ledger.claims.items()}, rulings=(refused,)
        )
    )
    assert site.on_thing(1) == ()


def test_the_feed_is_valid_and_read_back_whole() -> None:
    site, files = made(told())
    for name in ("planet.atom", "thing-01.atom", "thing-03.atom"):
        read = feedparser.parse(io.BytesIO(files[name].encode()), sanitize_html=False)
        assert not read.bozo
        assert read.feed.id == f"https://library.example/c/{name}"
        assert read.feed.links[0].href == f"https://library.example/c/{name}"
        for entry in read.entries:
            assert entry.id.startswith("urn:cpd23:post:")
            assert entry.published_parsed
            assert entry.author == "Ada & <Co>"
    planet = feedparser.parse(io.BytesIO(files["planet.atom"].encode()), sanitize_html=False)
    assert [entry.link for entry in planet.entries] == [post.url for post in site.posts]
    assert all(len(entry.summary) <= public_view.SUMMARY for entry in planet.entries)


def test_an_atom_feed_has_what_rfc_4287_demands() -> None:
    _, files = made(make.ledger())
    space = {"a": "http://www.w3.org/2005/Atom"}
    for name, text in files.items():
        if name.endswith(".atom"):
            root = ET.fromstring(text)
            for needed in ("a:id", "a:title", "a:updated", "a:author/a:name"):
                found = root.find(needed, space)
                assert found is not None
                assert found.text


def test_blog_lists_are_read_back_without_loss() -> None:
    site, files = made(told())
    outlines = ET.fromstring(files["blogs.opml"]).findall("body/outline")
    assert [(o.get("text"), o.get("xmlUrl")) for o in outlines] == [(p.name, b) for p in site.people for b in p.blogs]
    assert sorted(n for n in files if n.startswith("blogs-")) == [
        "blogs-public-libraries.opml",
        "blogs-zubr-" + _sum("żubr") + ".opml",
    ]


def _sum(text: str) -> str:
    import zlib

    return f"{zlib.crc32(text.encode()):08x}"


def test_the_calendar_is_read_back() -> None:
    _, files = made(told())
    calendar = icalendar.Calendar.from_ical(files["course.ics"])
    events = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    first = events["thing-01.autumn@twelve-things.cpd23"]
    assert first.decoded("DTSTART") == make.START
    assert first.decoded("DTEND") == make.START + timedelta(days=1)
    assert str(first["SUMMARY"]) == "Thing 1: Thing of 1"
    assert len(events) == 4
    assert all(len(line.encode()) <= 75 for line in files["course.ics"].split("\r\n"))


def test_the_calendar_folds_long_titles_inside_no_character() -> None:
    long = make.course({1: 1}, title="Ünïcödé, mit; Komma " * 12)
    _, files = made(make.ledger(), plan=long)
    events = icalendar.Calendar.from_ical(files["course.ics"]).walk("VEVENT")
    assert f"Last day: {long.title.strip()}" in [str(event["SUMMARY"]) for event in events]
    assert all(len(line.encode()) <= 75 for line in files["course.ics"].split("\r\n"))


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (-10, "The course begins on Monday 5 October 2026"),
        (0, "Open Thing 1"),
        (15, "Catch-up week"),
        (30, "All Things are open"),
    ],
)
def test_the_home_page_says_what_this_week_is_about(on: int, words: str) -> None:
    _, files = made(make.ledger(), on)
    assert words in files["index.html"].partition("The 3 Things</h2>")[0]


TELLING = ("private.example", "zoe@", "behind", "stalled", "overdue", "withdrawn", "not-started", "owes", "cannot-read")
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=12, max_size=20).filter(
    lambda n: (
        len(n.strip()) > 9 and not any(word in n.casefold() for word in TELLING)
    )  # drawn from our own sources, too
)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(NAMES, st.sampled_from(list(Show)), st.booleans(), st.integers(0, 40)), min_size=1, max_size=6),
    st.integers(0, 60),
)
def test_no_email_private_name_standing_or_lag_in_any_public_file(
    rows: list[tuple[str, Show, bool, int]], on: int
) -> None:
    who = [
        make.person(
            f"p{n}x",
            name=f"Q{n}{name}Q",
            show=show,
            email=f"mail-{n}@private.example",
            withdrawn=date(2026, 10, 6) if gone else None,
            pauses=(Pause(make.day(start), make.day(start + 5)),),
        )
        for n, (name, show, gone, start) in enumerate(rows)
    ]
    posts = [make.post(make.day(start), f"p{n}x", f"k{n}") for n, (_, _, _, start) in enumerate(rows)]
    claims: Mapping[str, tuple[object, ...]] = {f"k{n}": (make.claim(1 + n % 3),) for n in range(len(rows))}
    _, files = made(Ledger(tuple(posts), MappingProxyType(claims)), on, who)  # type: ignore[arg-type]
    whole = "\n".join(files.values()).casefold()
    plain = (
        whole.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", '"')
        .replace("&#39;", "'")
    )
    for n, person in enumerate(who):
        if person.show is not Show.PUBLIC or person.withdrawn:
            assert person.name.casefold() not in plain
            assert f"p{n}x.example" not in whole
    for word in TELLING:
        assert word not in whole


PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
FULL = replace(
    PLAN,
    tags=("ourtag",),
    parts=(Part(1, "Begin & go on", (1, 2), "Two to start.", "pictures/a.svg", 'A "door".'),),
    licence=MappingProxyType({"name": "CC BY 4.0", "url": "https://cc.example/by", "credit": "Us & others"}),
    suggested_welcome="Secret welcome.",
    site="https://library.example/c/",
    things=tuple(
        replace(
            thing,
            lede=f"Lede <{thing.number}>.",
            post_title=f"Thing {thing.number}: Mine",
            sample="*I did it.*",
            suggested_note="Secret note.",
            resources=(Resource("Name", "https://n.example/", None, "Why & what."),),
        )
        for thing in PLAN.things
    ),
)


def full() -> dict[str, str]:
    site = public_view.site(make.report(told(), 20, *people(), plan=FULL, with_posts=True))
    return {
        name: data.decode()
        for name, data in pages.render(site, {}, {"pictures/a.svg": PICTURE}).items()
        if name != pages.SHARED
    }


def test_a_things_page_has_the_box_the_sample_and_the_reasons() -> None:
    page = full()["thing-02.html"]
    for words in (
        "Lede &lt;2&gt;.",
        "Part 1: Begin &amp; go on",
        "<li>Put Thing 2 in the title, for example &#34;Thing 2: Mine&#34;.</li>",
        "<li>Tag it ourtag, or write ourtag anywhere in the post.</li>",
        "<strong>Thing 2: Mine</strong>",
        "<em>I did it.</em>",
        "Why &amp; what.",
        "Us &amp; others: “Thing 2:",
        "https://library.example/c/thing-02.html",
        "https://cc.example/by",
    ):
        assert words in page, words


def test_parts_are_chapters_of_the_home_page_and_nothing_is_lost() -> None:
    home = full()["index.html"]
    chapter, _, rest = home.partition('<section class="part card')[2].partition("</section>")
    assert 'alt="A &#34;door&#34;."' in chapter
    assert "data:image/svg+xml;base64," in chapter
    assert [f"thing-{number:02}.html" in chapter for number in (1, 2, 3)] == [True, True, False]
    assert "thing-03.html" in rest


def test_the_organisers_suggestions_are_on_no_page() -> None:
    assert not any("Secret" in text for text in full().values())


def test_a_course_without_the_new_texts_has_no_empty_headings() -> None:
    _, files = made(told())
    for heading in ("A sample post", "Cite or reuse", "Part 1", 'class="pic-part"'):
        assert heading not in files["thing-01.html"] + files["index.html"], heading
