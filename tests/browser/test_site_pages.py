"""Every kind of published page in a real browser: no violation, no sideways scrolling, at both widths, light and dark."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import make
from browsing import faults, needs_browser, tab
from course.core.model import Ledger, Report, Show, Words
from course.core.publishing import circle, public_view
from course.core.publishing.certificates import Award, Kind
from course.formats.site import certificates, pages
from course.formats.site.members import MemberPages

pytestmark = needs_browser
PLAN = make.course({1: 1, 2: 1, 3: 2}, {3: "catch-up"}, site="https://library.example/c/", tags=("cpd23",))
PAGES = (
    "index.html",
    "thing-01.html",
    "calendar.html",
    "people.html",
    "planet.html",
    "certificate.html",
    "confirmation.html",
    *(f"members-{page}{some}.html" for page in ("posts", "people", "things", "thing") for some in ("", "-empty")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page of each kind, with odd names and long words in it."""
    who = [
        make.person(
            "ada", name="Ada & <Co> " + "Donaudampfschifffahrt" * 4, show=Show.PUBLIC, groups=("public libraries",)
        ),
        make.person("bo", name="محمد", show=Show.PUBLIC),
    ]
    posts = [
        make.post(make.day(n), name, f"{name}{n}", title=f"Thing 1 {'x' * 80}", comments=0)
        for n in (1, 2)
        for name in ("ada", "bo")
    ]
    told = make.ledger(posts=posts, claims={post.key: (make.claim(1),) for post in posts})
    report = make.report(told, 5, *who, plan=PLAN, with_posts=True)
    site = public_view.site(report)
    files = pages.render(site, {post.words: Words("", text="word " * 200) for post in posts})
    credits = tuple(credit for row in report.rows for credit in row.credits)
    award = Award(make.ADA, who[0].name, Kind.ALL, "", make.START + timedelta(days=9), False, credits, "autumn")
    files["certificate.html"] = certificates.page(PLAN, award, "ABCD-EFGH-IJKL-MNOP").encode()
    files["confirmation.html"] = certificates.confirmation(
        PLAN, "ABCD-EFGH-IJKL-MNOP", "All 3 Things.", award.on
    ).encode()
    for some, pages_of in (("", member_pages(report, told)), ("-empty", member_pages(replace(report, posts=()), told))):
        files |= {
            f"members-posts{some}.html": pages_of.posts().encode(),
            f"members-people{some}.html": pages_of.people().encode(),
            f"members-things{some}.html": pages_of.things().encode(),
            f"members-thing{some}.html": pages_of.on_thing(PLAN.things[0]).encode(),
        }
    made = tmp_path_factory.mktemp("public")
    for name, content in files.items():
        (made / name).write_bytes(content)
    return made


def member_pages(report: Report, told: Ledger) -> MemberPages:
    """The members' area, as somebody sees it who is private."""
    reader = make.person("cy", show=Show.PRIVATE)
    site = circle.visible_to(reader.handle, report)
    return MemberPages(site, {post.words: Words("", text="word " * 200) for post in told.posts}, {}, reader)


def test_every_kind_of_page_is_accessible_and_fits(folder: Path) -> None:
    with tab() as page:
        for name in PAGES:
            page.goto((folder / name).as_uri())
            assert faults(page) == [], name


def test_a_certificate_prints_on_two_sheets(folder: Path) -> None:
    with tab() as page:
        page.goto((folder / "certificate.html").as_uri())
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
