"""Forget and remove: what goes is shown first, asked once more, and only then erased."""

import re
from pathlib import Path

import pytest

import organiser_app
import organiser_home
from course.adapters import disk
from organiser_app import Window, text


@pytest.fixture
def window(tmp_path: Path) -> Window:
    return organiser_app.window(organiser_home.make(tmp_path / "home"))


def shown(window: Window, way: str) -> str:
    found = re.search(r'name="shown" value="(\w+)"', window.get(f"/person/nightjar/erase?way={way}").text)
    assert found
    return found[1]


@pytest.mark.parametrize("way", ["forget", "remove"])
def test_nothing_goes_before_the_box_is_ticked(window: Window, way: str) -> None:
    page = text(window.get(f"/person/nightjar/erase?way={way}"))
    assert "5 posts with their text" in page
    answer = window.post("/person/nightjar/erase", way=way, shown=shown(window, way))
    assert answer.status_code == 422
    assert "Nothing was erased. Tick the box first." in text(answer)
    done = window.post("/person/nightjar/erase", way=way, shown=shown(window, way), yes="1")
    assert f"Nightjar has been {'forgotten' if way == 'forget' else 'removed'}" in text(done)
    assert "[participants.nightjar]" not in (window.work.root / "participants.toml").read_text(encoding="utf-8")
    assert window.get("/person/nightjar").status_code == 404
    assert window.post("/person/nightjar/erase", way=way, shown="x", yes="1").status_code == 404  # a second click


def test_what_changed_meanwhile_is_shown_again(window: Window) -> None:
    before = shown(window, "forget")
    window.post("/person/nightjar/credit", thing="5", what="credit")
    answer = window.post("/person/nightjar/erase", way="forget", shown=before, yes="1")
    assert answer.status_code == 422
    assert "Something has changed since you opened this page" in text(answer)
    assert "1 decision" in text(answer)
    assert window.get("/person/nightjar").status_code == 200


def test_another_run_is_named(window: Window) -> None:
    before = shown(window, "forget")
    with disk.lock(window.work.root):
        assert window.post("/person/nightjar/erase", way="forget", shown=before, yes="1").status_code == 409
    assert window.get("/person/nightjar").status_code == 200


def test_forgetting_somebody_twice_says_that_it_is_done(tmp_path: Path) -> None:
    window = organiser_app.window(organiser_home.make(tmp_path / "home"))
    page = window.get("/person/nobody/erase?way=forget")
    assert page.status_code == 404
    assert "If you’ve just removed or forgotten them, it worked." in organiser_app.text(page)
