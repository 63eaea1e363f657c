"""The course's files in the browser: shown, looked through, saved, moved, and taken back."""

import re
from html import unescape
from pathlib import Path

import pytest

import homes
import organiser_app
from course.services import course_home

THING = "things/03-matter.md"
FILE = f"/course/file?name={THING}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return homes.make(tmp_path / "home")


def hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the first form that goes there."""
    form = page.partition(f'{action}"')[2].partition("</form>")[0]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}


def test_the_calendar_shows_every_thing_with_its_week_and_day(root: Path) -> None:
    shown = organiser_app.text(organiser_app.window(root).get("/course"))
    assert "1. Matter a 5 Oct" in shown
    assert "9. Matter i 30 Nov" in shown
    assert "Write this week's note" in shown


def test_a_file_is_saved_and_its_old_text_comes_back(root: Path) -> None:
    window = organiser_app.window(root)
    old = (root / THING).read_bytes()
    fields = hidden(window.get(FILE).text, "/course/save")
    page = window.post("/course/save", **fields, text=old.decode().replace("Matter c", "Other matter"))
    assert f"Saved {THING}." in organiser_app.text(page)
    assert (root / THING).read_bytes() == old.replace(b"Matter c", b"Other matter")
    window.post("/course/save", **hidden(page.text, "/course/save"))
    assert (root / THING).read_bytes() == old


def test_what_cant_be_saved_stays_on_the_page(root: Path) -> None:
    window = organiser_app.window(root)
    fields = hidden(window.get(FILE).text, "/course/save")
    (root / THING).write_text("+++\nnumber = 3\n+++\n", encoding="utf-8")
    answer = window.send("/course/save", **fields, text="my long <b>text</b>")
    assert answer.status_code == 422
    assert "has changed in the meantime" in organiser_app.text(answer)
    assert "my long &lt;b&gt;text&lt;/b&gt;" in answer.text


def test_mistakes_and_a_preview_stand_beside_the_text(root: Path) -> None:
    window = organiser_app.window(root)
    text = '+++\nnumber = 3\ntitle = "Matter c"\nweek = 3\n+++\n## Do\n\nSee <script>alert(1)</script> [x](javascript:y).\n'
    page = window.send("/course/check", name=THING, text=text)
    assert "No mistakes" in page.text
    assert "<h2>Do</h2>" in page.text
    assert "<script>alert" not in page.text
    assert 'href="javascript' not in page.text
    wrong = window.send("/course/check", name=THING, text=text.replace("week = 3", "week = x"))
    assert "Line 4:" in organiser_app.text(wrong)


def test_a_thing_is_moved_and_moved_back(root: Path) -> None:
    window = organiser_app.window(root)
    page = window.post("/course/move", number="3", before="3", week="5")
    assert "Thing 3 is now in week 5." in organiser_app.text(page)
    assert course_home.open_home(root).course.things[2].week == 5
    window.post("/course/move", **hidden(page.text, "/course/move"))
    assert course_home.open_home(root).course.things[2].week == 3
    assert window.send("/course/move", number="3", before="9", week="5").status_code == 422
    assert window.send("/course/move", number="3", before="3", week="<b>").status_code == 422


def test_the_days_of_a_cohort_are_changed_and_changed_back(root: Path) -> None:
    window = organiser_app.window(root)
    before = (root / "things/course.toml").read_bytes()
    fields = hidden(window.get("/course").text, "/course/days")
    page = window.post("/course/days", **fields, starts="2026-10-12", ends="2026-12-20")
    assert "runs from Monday 12 October 2026" in organiser_app.text(page)
    window.post("/course/days", **hidden(page.text, "/course/days"))
    assert (root / "things/course.toml").read_bytes() == before
    assert window.send("/course/days", **fields, starts="soon", ends="").status_code == 422


def test_a_thing_is_begun(root: Path) -> None:
    page = organiser_app.window(root).post("/course/thing", number="10", title="Maps", week="")
    assert "things/10-maps.md is ready for you to write." in organiser_app.text(page)
    assert course_home.open_home(root).course.things[-1].title == "Maps"


@pytest.mark.parametrize("name", ["../secret.md", "/etc/passwd", ".course/course.db", "things/../../x.md"])
def test_no_other_file_is_shown(root: Path, name: str) -> None:
    assert organiser_app.window(root).get(f"/course/file?name={name}").status_code == 422
