"""The report in a real browser: no violation, no sideways scrolling, and nothing cut on A4."""

import re
from pathlib import Path

import pytest

import make
import stage
from browsing import faults, needs_browser, sideways, tab, violations
from course.core.model import Confidence, Report
from course.core.progress import overview
from course.core.progress.figures import figures
from course.formats.report import RENDERERS, View, html_page

pytestmark = needs_browser
A4_LANDSCAPE = round((297 - 20) / 25.4 * 96)  # CSS pixels between margins of 10 mm
PAGES = ("report", "public", "thing", "figures")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page of each kind, with hostile names in it."""
    root = tmp_path_factory.mktemp("report")
    report = stage.report()
    texts = {
        "report": RENDERERS["html"](report),
        "public": RENDERERS["html"](overview.public(report), View(public=True, totals=overview.totals(report))),
        "thing": RENDERERS["html"](report, View(thing=3)),
        "figures": html_page.render_figures(figures(report), report),
    }
    for name, text in texts.items():
        (root / f"{name}.html").write_text(text, encoding="utf-8")
    return root


def test_every_page_is_accessible_and_fits_with_every_table_open(folder: Path) -> None:
    with tab() as shown:
        for name in PAGES:
            shown.goto((folder / f"{name}.html").as_uri())
            shown.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            assert faults(shown) == [], name


def test_nothing_is_cut_on_a4(folder: Path) -> None:
    with tab(A4_LANDSCAPE) as shown:
        shown.emulate_media(media="print")
        for name in PAGES:
            shown.goto((folder / f"{name}.html").as_uri())
            assert sideways(shown) <= 0, name
            cut = shown.eval_on_selector_all(
                ".wrap", "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
            )
            assert cut == 0, name


def test_the_page_asks_for_nothing_and_runs_nothing(folder: Path) -> None:
    with tab() as shown:
        asked: list[str] = []
        said: list[str] = []
        shown.on("request", lambda request: asked.append(request.url))
        shown.on("console", lambda message: said.append(message.text))
        address = (folder / "report.html").as_uri()
        shown.goto(address)
        assert asked == [address]
        assert said == []
        assert shown.locator("svg:visible").count() == 4


def test_the_keyboard_reaches_the_matrix_and_its_ticks(folder: Path) -> None:
    with tab() as shown:
        shown.goto((folder / "report.html").as_uri())
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.activeElement.className") == "skip"
        assert shown.locator("td.t a").first.is_hidden()
        shown.locator("#roomy").check()
        small = shown.eval_on_selector_all(
            "td.t a", "all => all.filter(one => Math.min(one.offsetWidth, one.offsetHeight) < 24).length"
        )
        assert small == 0
        assert violations(shown) == []


def test_38_people_fit_on_one_screen_and_on_two_sheets(tmp_path: Path) -> None:
    path = tmp_path / "monday.html"
    path.write_text(RENDERERS["html"](monday(38)), encoding="utf-8")
    with tab() as shown:
        shown.goto(path.as_uri())
        assert shown.evaluate("document.querySelector('.matrix').getBoundingClientRect().bottom") <= 900
        printed = shown.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


def monday(people: int) -> Report:
    """So many people in week nine: each has done some Things, every third has posts that the organiser decides on."""
    plan = make.course({number: number for number in range(1, 24)})
    who = [make.person(f"p{n}", name=f"Participant with a name {n}") for n in range(people)]
    posts = [
        make.post(make.day(7 * t), f"p{n}", f"p{n}-{t}", title=f"Thing {t + 1}")
        for n in range(people)
        for t in range(n % 9)
    ]
    likely = {
        post.key: post.author == f"p{n}" and n % 3 == 0 and post.key.endswith("-4")
        for n in range(people)
        for post in posts
    }
    claims = {
        str(post.key): (
            make.claim(int(post.key.split("-")[1]) + 1, Confidence.LIKELY if likely[post.key] else Confidence.SURE),
        )
        for post in posts
    }
    return make.report(make.ledger(posts=posts, claims=claims), 58, *who, plan=plan)
