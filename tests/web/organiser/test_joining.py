"""Add one person: the blog is looked at first, then one click adds; twice adds nobody twice."""

import re
import time
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

import organiser_app
import organiser_home
import platforms
from course.adapters import disk
from organiser_app import Window, text

NEWCOMER = {"name": "Ann B.", "email": "ann@example.org", "blog": "ann.xml"}


@pytest.fixture
def window(tmp_path: Path) -> Window:
    root = organiser_home.make(tmp_path / "home")
    posts = (("Thing 1: hello", "10 Nov", "It begins <script>alert(1)</script>."),)
    (root / "ann.xml").write_text(organiser_home.feed("ann", posts), encoding="utf-8")
    return organiser_app.window(root)


def roster(window: Window) -> str:
    return (window.work.root / "participants.toml").read_text(encoding="utf-8")


def looked(window: Window, **fields: str) -> TestResponse:
    """The page that shows what was found, once the blog has been looked at."""
    return seen(window, window.send("/people/add/look", **fields))


def seen(window: Window, answer: TestResponse) -> TestResponse:
    """The page to which an answer leads, once the blog has been looked at."""
    while "Nothing has been changed yet." in (page := window.follow(answer)).text:
        time.sleep(0.02)
    return page


def button(page: TestResponse) -> str:
    """Where the form of the page is sent to."""
    (address,) = re.findall(r'action="[^"]*(/people/add/[^"]+/yes)"', page.text)
    return str(address)


def test_somebody_is_added_after_a_look_at_the_blog(window: Window) -> None:
    page = looked(window, **NEWCOMER)
    assert "ann , 1 post in the feed. These are the newest:" in text(page)
    assert "Thing 1 (" in text(page)
    assert "<script>alert" not in page.text
    assert "ann-b" not in roster(window)
    added = window.post(button(page))
    assert "Ann B. was added. The blog is being read." in text(added)
    assert roster(window).count("[participants.ann-b]") == 1
    assert window.post(button(page)).status_code == 200  # a second click
    assert roster(window).count("[participants.ann-b]") == 1
    window.wait()
    assert "1 of 9 Things done." in text(window.get("/person/ann-b"))
    step = re.search(r'name="step" value="([^"]+)"', added.text)
    assert step
    assert "Undone: Ann B. is no longer in the course." in text(window.post("/undo", step=step[1]))
    assert roster(window) == organiser_home.ROSTER


def test_somebody_without_a_blog_yet(window: Window) -> None:
    page = looked(window, name="Ann", cohort="own-pace", group="maps, archives", show="private", joined="2026-11-20")
    assert "Add Ann?" in text(page)
    assert "Ann was added." in text(window.post(button(page)))
    assert 'groups = ["maps", "archives"]' in roster(window)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "The name is missing"),
        ({"name": "A", "email": "no-mail"}, "no-mail"),
        ({"name": "A", "blog": "two words"}, "two words"),
        ({"name": "A", "blog": "bo.xml"}, "as the blog of Bo Larsson"),
        ({"name": "A", "email": "nightjar@example.org"}, "They share this mailbox"),
        ({"name": "A", "joined": "nonsense"}, "isn't a date"),
        ({"name": "A", "again": "nightjar"}, "is in autumn already"),
    ],
)
def test_what_cant_be_used_is_said_and_the_rest_is_kept(window: Window, fields: dict[str, str], says: str) -> None:
    answer = looked(window, **fields)
    assert answer.status_code == 422
    assert says in text(answer)
    assert all(f'value="{value}"' in answer.text for value in fields.values() if value and value != "nightjar")
    assert roster(window) == organiser_home.ROSTER


def test_a_blog_that_cant_be_read_is_added_only_all_the_same(window: Window) -> None:
    (window.work.root / "notes.txt").write_text("No feed at all.", encoding="utf-8")
    page = looked(window, name="Ann", blog="notes.txt")
    assert "can’t be read" in text(page)
    assert "Add Ann anyway" in text(page)


def test_the_form_is_filled_in_again(window: Window) -> None:
    page = looked(window, **NEWCOMER)
    back = re.search(r'href="[^"]*(/people/add\?draft=[^"]+)"', page.text)
    assert back
    again = window.get(back[1])
    assert 'value="Ann B."' in again.text
    assert 'value="ann.xml"' in again.text


def test_a_form_of_an_earlier_run_adds_nobody(window: Window) -> None:
    assert "so nobody was added." in text(window.post("/people/add/none/yes"))
    assert "so nobody was added." in text(window.follow(window.get("/people/add/none")))


def test_another_run_is_named_and_the_form_stays(window: Window) -> None:
    page = looked(window, **NEWCOMER)
    with disk.lock(window.work.root):
        assert window.post(button(page)).status_code == 409
    assert roster(window) == organiser_home.ROSTER
    assert "was added" in text(window.post(button(page)))


# Moving a blog --------------------------------------------------------------------------------------


def test_a_blog_moves_after_a_look_at_it_and_back_again(tmp_path: Path) -> None:
    with platforms.served({**platforms.WORDPRESS, "/": platforms.WORDPRESS["/"]}) as site:
        allowed = f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n'
        window = organiser_app.window(organiser_home.make(tmp_path / "moved", extra=allowed))
        page = seen(window, window.send("/person/nightjar/move", address=site))
        assert "The new blog of Nightjar" in text(page)
        assert "Also keep reading nightjar.xml" in text(page)
        (where,) = re.findall(r'action="[^"]*(/person/nightjar/move/[^"]+/yes)"', page.text)
        moved = window.post(where)
        assert f"The blog of Nightjar is now {site}" in text(moved)
        assert site in roster(window)
        window.wait()
        assert ": online networks" in text(window.get("/person/nightjar"))
        step = re.search(r'name="step" value="([^"]+)"', moved.text)
        assert step
        window.post("/undo", step=step[1])
        assert 'blogs = ["nightjar.xml"]' in roster(window)


def test_an_address_that_is_none_is_said(window: Window) -> None:
    page = seen(window, window.send("/person/nightjar/move", address="not an address"))
    assert "t a single address" in text(page)


def test_a_mistyped_mail_service_is_corrected_with_one_click(window: Window) -> None:
    page = looked(window, name="Dee", email="dee@gmial.com")
    assert "Did you mean gmail.com?" in text(page)
    page = window.press(page.text, "Change the email to dee@gmail.com")
    while "Nothing has been changed yet." in page.text:
        page = window.get("/people/add/" + page.request.path.split("/people/add/")[1])
    assert "Change the email" not in text(page)
    window.post(button(page))
    assert 'email = "dee@gmail.com"' in roster(window)
