# ruff: noqa: E402 - what follows is found in this folder and in tests/, which have to be named first
"""Take the pictures in docs/pictures/ anew: each kind of page, from the demo's invented course on one Monday.

python tools/screenshots.py [NAME ...]        # needs the test extra and a Chromium; a minute for all of them
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import browsing
import organiser_app
from course.adapters.store import Store
from course.core.model import Handle
from course.core.progress.figures import figures
from course.core.publishing.certificates import Award, Kind
from course.formats.letters import mime
from course.formats.report import RENDERERS, html_page
from course.formats.site import certificates
from course.services import course_home
from course.services.publishing import publish
from course.services.registration.form import Form
from course.services.reporting import report as reports
from course.services.rounds import demo
from course.web.participants import app

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = ROOT / "docs" / "pictures"
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
SIZE = {"width": 1160, "height": 760}
OTHER_SIZES = {
    "email": {"width": 660, "height": 760},
    "certificate": {"width": 1160, "height": 820},
    "review": {"width": 1160, "height": 540},
}


def main() -> None:
    """Make the course, then take each picture that is asked for."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        for _ in demo.steps(root, NOW):
            pass
        pages = _pages(root, Path(folder))
        with browsing.tab() as page:
            wanted = sys.argv[1:] or [*pages, *APP]
            for name in [name for name in pages if name in wanted]:
                page.set_viewport_size(OTHER_SIZES.get(name, SIZE))  # type: ignore[arg-type]  # a TypedDict there
                page.goto(pages[name].as_uri())
                _take(page, name)
        if any(name in APP for name in wanted):
            with organiser_app.served(root, NOW) as opened, browsing.tab() as page:
                organiser_app.enter(page, opened)
                for name in [name for name in APP if name in wanted]:
                    page.set_viewport_size(OTHER_SIZES.get(name, SIZE))  # type: ignore[arg-type]  # a TypedDict there
                    page.goto(f"{opened.entrance.origin}{opened.entrance.prefix}{APP[name]}")
                    _take(page, name)


APP = {"today": "/", "review": "/review", "person": "/person/paper-trail"}


def _take(page: "Page", name: str) -> None:
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


def _pages(root: Path, folder: Path) -> dict[str, Path]:
    """The files to be shown, by the name of the picture."""
    home = course_home.open_home(root)
    with Store(home.database) as store:
        publish.publish(home, store, NOW.date())
        report = reports.report(home, store, NOW.date(), NOW.date() - timedelta(weeks=1), with_posts=True)
    public, outbox = root / "public", next((root / "outbox").iterdir())
    credit = next(row for row in report.rows if row.participant.handle == "nightjar").credits[0]
    credits = tuple(replace(credit, thing=thing.number) for thing in home.course.things)  # nobody is that far in week 9
    award = Award(Handle("nightjar"), "Nightjar", Kind.ALL, "", NOW.date(), False, credits, "autumn")
    made: dict[str, Callable[[], str]] = {
        "report": lambda: RENDERERS["html"](report),
        "figures": lambda: html_page.render_figures(figures(report), report),
        "certificate": lambda: certificates.page(home.course, award, "ABCD-EFGH-IJKL-MNOP"),
        "email": lambda: mime.draft_parts((outbox / "this-week-nightjar.eml").read_bytes())[2],
        "registration": lambda: _registration(root),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text(), encoding="utf-8")
    there = {"home": "index", "thing": "thing-06", "calendar": "calendar", "people": "people"}
    return {
        **{name: public / f"{page}.html" for name, page in there.items()},
        **{name: folder / f"{name}.html" for name in made},
        "outbox": outbox / "index.html",
    }


def _registration(root: Path) -> str:
    """The first page of the form, with its style sheet inside."""
    form = Form(root, "https://join.example", b"k" * 32, lambda _letter, _to: "sent", lambda: NOW)
    visitor = app.create(form).test_client()
    style = f"<style>{visitor.get('/style.css').text}</style>"
    return visitor.get("/").text.replace('<link rel="stylesheet" href="/style.css">', style)


if __name__ == "__main__":
    main()
