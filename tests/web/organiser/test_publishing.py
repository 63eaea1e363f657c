"""Publishing and closing from the browser: shown first, done only if it's still the same."""

import re
from pathlib import Path

import pytest

import homes
import organiser_app
from course.core.model import Handle
from course.services import course_home
from organiser_app import Window


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return homes.make(tmp_path / "home")


def mark(window: Window, path: str) -> str:
    found = re.search(r'name="mark" value="(\w+)"', window.get(path).text)
    return found[1] if found else ""


def test_pages_are_published_as_they_were_listed(root: Path) -> None:
    window = organiser_app.window(root)
    shown = mark(window, "/publish")
    assert "See the pages" not in organiser_app.text(window.get("/publish"))
    assert not (root / "public").exists()
    assert window.post("/publish/now", mark=shown).status_code == 200
    assert (root / "public/index.html").is_file()
    again = organiser_app.text(window.post("/publish/now", mark=shown))
    assert "The pages are in the folder public." in again
    assert "Something has changed" not in again
    assert "Everything is up to date" in organiser_app.text(window.get("/publish"))
    assert "See the pages" in organiser_app.text(window.get("/publish"))
    page = window.get("/public/index.html")
    assert page.data == (root / "public/index.html").read_bytes()
    assert "script-src" not in page.headers["Content-Security-Policy"]


def test_another_list_than_the_one_shown_is_not_published(root: Path) -> None:
    window = organiser_app.window(root)
    shown = mark(window, "/publish")
    file = root / "things/03-matter.md"
    file.write_text(file.read_text(encoding="utf-8").replace("number = 3", "number = 33"), encoding="utf-8")
    assert "Something has changed" in organiser_app.text(window.post("/publish/now", mark=shown))
    assert not (root / "public").exists()


@pytest.mark.parametrize(
    "name", ["../participants.toml", "..%2fparticipants.toml", "%2e%2e/participants.toml", "a/../../b"]
)
def test_nothing_but_the_public_folder_is_shown(root: Path, name: str) -> None:
    answer = organiser_app.window(root).get(f"/public/{name}")
    assert answer.status_code in (404, 308)
    assert "Nightjar" not in answer.text


def test_closing_asks_shows_and_clears(root: Path) -> None:
    window = organiser_app.window(root)
    shown = mark(window, "/close")
    assert "Tick the box first" in organiser_app.text(window.post("/close/now", mark=shown))
    assert window.send("/close/now", mark="old", sure="yes").status_code == 422
    assert course_home.open_home(root).roster[Handle("nightjar")].email
    assert "The course is closed." in organiser_app.text(window.post("/close/now", mark=shown, sure="yes"))
    assert course_home.open_home(root).roster[Handle("nightjar")].email is None
    assert (root / "finished.csv").is_file()
