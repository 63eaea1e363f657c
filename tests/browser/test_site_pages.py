"""Every kind of published page in a real browser: no violation, no sideways scrolling, at both widths, light and dark."""

from datetime import timedelta
from pathlib import Path

import pytest

import make
from browsing import SCHEMES, WIDTHS, needs_browser, sideways, tab, violations
from course.core.model import Show, Words
from course.core.publishing import public_view
from course.core.publishing.certificates import Award, Kind
from course.formats.site import certificates, pages

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
    made = tmp_path_factory.mktemp("public")
    for name, content in files.items():
        (made / name).write_bytes(content)
    return made


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_kind_of_page_is_accessible_and_fits(folder: Path, width: int, scheme: str) -> None:
    with tab(width, scheme) as page:
        for name in PAGES:
            page.goto((folder / name).as_uri())
            assert violations(page) == [], name
            assert sideways(page) <= 0, name
