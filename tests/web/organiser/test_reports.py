"""The report, the figures and certificates from the browser."""

from pathlib import Path

import pytest

import homes
import organiser_app
from course.formats.report import RENDERERS
from course.formats.report.view_options import View
from course.services import course_home
from course.services.reporting import review, selection
from course.services.reporting.selection import Asked


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return homes.make(tmp_path / "home")


def finish(root: Path, handle: str = "nightjar") -> None:
    home = course_home.open_home(root)
    for thing in home.course.things:
        review.mark(home, handle, thing.number, organiser_app.MONDAY.date())


@pytest.mark.parametrize(("ending", "kind"), [("html", "text/html"), ("csv", "text/csv"), ("json", "application/json")])
def test_the_report_is_the_same_as_on_the_command_line(root: Path, ending: str, kind: str) -> None:
    window = organiser_app.window(root)
    answer = window.get(f"/report/report.{ending}?as_of=2026-11-23")
    assert answer.mimetype == kind
    assert answer.text == RENDERERS[ending](window.work.snapshot().report, View()) or ending == "json"
    assert ("attachment" in answer.headers.get("Content-Disposition", "")) == (ending != "html")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_figures_have_their_formats_and_nothing_else(root: Path) -> None:
    window = organiser_app.window(root)
    assert window.get("/report/figures.html").status_code == 200
    for path in ("/report/figures.md", "/report/figures.exe", "/report/other.html"):
        assert window.get(path).status_code == 404
    assert window.get("/report/report.html?as_of=rubbish").status_code == 422
    assert window.get("/report/report.html?group=nobody").status_code == 422


def test_certificates_are_shown_made_and_verified(root: Path) -> None:
    window = organiser_app.window(root)
    assert "Nobody has finished yet." in organiser_app.text(window.get("/report"))
    finish(root)
    assert "Nightjar" in organiser_app.text(window.get("/report"))
    page = window.get("/certificates/nightjar.html")
    assert "Nightjar" in page.text
    assert window.get("/certificates/nightjar.pdf").data.startswith(b"%PDF")
    assert window.get("/certificates/nobody.html").status_code == 404
    assert "1 certificate is in the folder certificates." in organiser_app.text(
        window.post("/certificates", form="html")
    )
    assert (root / "certificates/nightjar.html").is_file()
    assert "This course has no certificate with the code" in organiser_app.text(
        window.post("/certificates/verify", code="x")
    )


@pytest.mark.parametrize(("what", "ending"), [("report", "json"), ("report", "html"), ("figures", "json")])
def test_a_document_is_that_of_the_command_line_before_and_after_a_change(root: Path, what: str, ending: str) -> None:
    window = organiser_app.window(root)
    make = selection.shown if what == "report" else selection.figures
    for _ in range(2):
        shown = [window.get(f"/report/{what}.{ending}?as_of={day}").text for day in ("", "2026-11-23", "2026-11-01")]
        now = organiser_app.MONDAY
        assert shown == [make(root, Asked(as_of=day), ending, now)[0] for day in (None, "2026-11-23", "2026-11-01")]
        finish(root)
