"""No word is broken and nothing overflows: every kind of page at five widths, with few people and many, short names and long ones."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import homes
import make
from browsing import broken_words, needs_browser, sideways, tab
from course.core.letters import decide_letters, recommend
from course.core.model import Look, Part, Participant, Report, Show, Words
from course.core.publishing import circle, public_view
from course.core.publishing.certificates import Award, Kind
from course.formats import colours
from course.formats.letters import compose, outbox
from course.formats.letters.template_facts import Sources
from course.formats.report import RENDERERS
from course.formats.site import certificates, pages
from course.formats.site.members import MemberPages
from visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [*needs_browser, pytest.mark.slow]
WIDTHS = (320, 480, 768, 1024, 1280)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochxy"  # sixty letters
MEMBERS = ("members-posts", "members-people", "members-things", "members-thing", "members-person")


def course_pages(folder: Path, people: int, posts: int, accent: str = "#8c2f39") -> list[Path]:
    """Every kind of page of a course with so many people and posts, as files."""
    report = made(people, posts, accent)
    site = public_view.site(report)
    words = {
        name: Words("", text="A word or two about what happened on Tuesday. " * 20) for name in public_view.quoted(site)
    }
    files = pages.render(site, words)
    files["report.html"] = RENDERERS["html"](report).encode()
    credits = tuple(credit for row in report.rows for credit in row.credits)[:23]
    award = Award(make.ADA, f"{LONG} {LONG}", Kind.ALL, "", make.day(30), False, credits, "autumn")
    files["certificate.html"] = certificates.page(report.course, award, "ABCD-EFGH-IJKL-MNOP").encode()
    files |= members_pages(report, words) | outbox_pages(report)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    own = sorted(name.removesuffix(".html") for name in files if name.startswith("posts-"))
    names = (
        "index",
        "thing-01",
        "thing-23",
        "calendar",
        "people",
        "planet",
        *own,
        "report",
        "certificate",
        *MEMBERS,
        "outbox",
    )
    return [folder / f"{name}.html" for name in names]


def members_pages(report: Report, words: Mapping[str, Words]) -> dict[str, bytes]:
    """The members' area as somebody sees it who is private."""
    reader = make.person("reader", show=Show.PRIVATE)
    shown = MemberPages(circle.visible_to(reader.handle, report), words, {}, reader)
    person = next(iter(shown.own_pages), shown.site.people[0])
    made = (
        shown.posts(),
        shown.people(),
        shown.things(),
        shown.on_thing(report.course.things[0]),
        shown.posts_of(person),
    )
    return {f"{name}.html": page.encode() for name, page in zip(MEMBERS, made, strict=True)}


def outbox_pages(report: Report) -> dict[str, bytes]:
    """The week's emails on one page."""
    mailing = decide_letters.mailing(report, (), report.as_of)
    posts = recommend.recommendations(report, mailing.letters, {})
    letters, _ = compose.letters(mailing.letters, report, Sources(posts=posts))
    drafts = outbox.in_order(outbox.drafts(letters, report.course, {}, {}))
    return {"outbox.html": outbox.index(drafts, "week 24", report.course).encode()}


def made(people: int, posts: int, accent: str) -> Report:
    plan = make.course(
        {number: number for number in range(1, 24)},
        {24: "catch-up", 25: "catch-up"},
        site="https://library.example/a-rather-long-address-for-a-course/",
        tags=("cpd23",),
        look=Look(accent),
        parts=(
            Part(1, "Getting to know each other", tuple(range(1, 12)), "How it begins."),
            Part(2, "The rest", tuple(range(12, 24))),
        ),
    )
    who: list[Participant] = [
        make.person(
            f"p{n}",
            name=LONG if n % 7 == 0 else f"{'Ann Żółć'[: 3 + n % 6]} {n}",
            show=Show.PUBLIC,
            email=f"p{n}@example.org",
            **({"blogs": ("blogs/here.xml",)} if n == 0 else {}),
        )
        for n in range(people)
    ]
    kept = [
        make.post(
            make.day(n % 160),
            f"p{n % people}",
            f"k{n}",
            title=f"Thing {n % 23 + 1}: {LONG if n % 11 == 0 else 'what I tried and why'}",
        )
        for n in range(posts)
    ]
    claims = {f"k{n}": (make.claim(n % 23 + 1),) for n in range(posts)}
    read = tuple(
        make.health(last=make.day(164), handle=one.handle, blog=blog, good_at=make.at(make.day(164)))
        for one in who
        for blog in one.blogs
    )
    return make.report(make.ledger(posts=kept, claims=claims, health=read), 165, *who, plan=plan, with_posts=True)


def faults(page: "Page", path: Path, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What is broken or too wide; the page is loaded once, since no script runs on it that could tell the widths apart."""
    page.goto(path.as_uri())
    return [fault for width in widths for fault in _faults_at(page, path.name, width)]


def _faults_at(page: "Page", name: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    over = max(
        sideways(page),
        *page.eval_on_selector_all(".seen", "all => [0, ...all.map(one => one.scrollWidth - one.clientWidth)]"),
    )
    broken = broken_words(page)
    return [f"{name} at {width}: {over} pixels too wide"] * (over > 0) + [f"{name} at {width}: broken {broken}"] * bool(
        broken
    )


@pytest.mark.parametrize(("people", "posts"), [(3, 0), (38, 300), (400, 5000)])
def test_no_word_is_broken_and_nothing_overflows(tmp_path: Path, people: int, posts: int) -> None:
    files = course_pages(tmp_path, people, posts)
    with tab() as page:
        found = [fault for path in files for fault in faults(page, path)]
    assert found == []


def test_one_s_own_page_breaks_no_word_either(tmp_path: Path) -> None:
    roster = homes.ROSTER.replace('"Nightjar"', f'"{LONG}"').replace("nightjar.blogspot.com/", f"{LONG}.example/{LONG}")
    visit = Visit(homes.make(tmp_path / "home", roster), "http://127.0.0.1:9")
    page = visit.open(visit.private_link())
    for address in (f"https://padlet.example/{LONG}/{LONG}", "https://ann@padlet.example/"):
        page = visit.submit(page, "/me/hand-in", thing="6", address=address)
    assert "contains a user name or a password" in page.text
    assert LONG in page.text
    style = f"<style>{visit.browser.get('/style.css').text}</style>"
    path = tmp_path / "me.html"
    path.write_text(page.text.replace('<link rel="stylesheet" href="/style.css">', style), encoding="utf-8")
    with tab() as shown:
        assert faults(shown, path) == []


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_any_accent_is_shown_as_it_was_computed(tmp_path: Path, accent: str) -> None:
    files = pages.render(public_view.site(made(3, 20, accent)), {})
    for name in ("index.html", "thing-01.html", pages.STYLESHEET):
        (tmp_path / name).write_bytes(files[name])
    with tab() as page:
        assert faults(page, tmp_path / "thing-01.html", (320,)) == []
        link = page.eval_on_selector(".crumb a", "one => getComputedStyle(one).color")
        assert faults(page, tmp_path / "index.html", (320,)) == []
        button = page.eval_on_selector(".btn", "box => getComputedStyle(box).borderTopColor")
    fill = colours.day(accent)["accent-fill"]
    text = colours.day(accent)["accent-text"]
    assert button in {_rgb(fill), _rgb(text)}
    assert link == _rgb(text)


def _rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_a_broken_word_and_an_overflow_are_found(tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text(
        "<!doctype html><title>x</title><p style='width: 3ch; word-break: break-all'>incunabula</p><p style='width: 400px'>x</p>"
    )
    with tab() as page:
        assert faults(page, path, (320,)) == [
            "bad.html at 320: 88 pixels too wide",
            "bad.html at 320: broken ['incunabula']",
        ]
