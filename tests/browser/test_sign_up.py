"""The registration pages in a real browser: from the first page to one's own, by keyboard, with the mail caught on loopback."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from flask import Flask
from werkzeug.serving import make_server

import homes
import mailserver
import platforms
from browsing import faults, needs_browser, tab
from course.adapters.store import Store
from course.core.model import SelfReport
from course.services import course_home as desk_home
from course.services.registration import form
from course.services.registration.form import Form
from course.web.participants import app
from mailserver import Letterbox

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_browser
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PAGES = {**platforms.WORDPRESS, **platforms.TROUBLED, "/": platforms.WORDPRESS["/"]}  # of the blog


@contextmanager
def served(home: Path, site: str) -> Iterator[str]:
    """The pages on a real server, on a port of its own; letters go to the course's mail server."""
    server = make_server("127.0.0.1", 0, Flask("nothing yet"), threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    deliver = form.by_smtp(desk_home.open_home(home), "")
    allowed = (platforms.pair(site),)
    form_of_home = Form(home, address, b"k" * 32, deliver, lambda: NOW, accept=True, allow_private=allowed)
    server.app = app.create(form_of_home)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[tuple[str, str, Letterbox, Path]]:
    """Where the pages are, where the blog is, the letterbox, the home."""
    with platforms.served(PAGES) as site, mailserver.running() as box:
        home = homes.make(
            tmp_path / "home",
            extra=f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n'
            f'[mail]\nserver = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\n',
        )
        with served(home, site) as address:
            yield address, site, box, home


def link_in(box: Letterbox, count: int) -> str:
    """The one link of the last of so many emails."""
    deadline = time.monotonic() + 120
    while len(box.taken) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(box.taken) == count
    found = re.search(r"http://127\.0\.0\.1:\d+/\S+", box.messages()[-1].get_content())
    assert found
    return found[0]


def follow(page: "Page", role: Literal["button", "link"], name: str) -> None:
    """Click, and wait until the page to which it leads is there as a whole."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()
    page.wait_for_selector('h1:not(:text-is("We\'re looking at your blog"))')


def test_from_the_first_page_to_one_s_own(stage: tuple[str, str, Letterbox, Path]) -> None:
    address, site, box, home = stage
    with tab() as page:

        def look() -> None:
            assert faults(page) == []

        page.goto(address + "/")
        look()
        page.get_by_label("Blog address").fill("ann.blogpsot.com")
        page.get_by_label("Name to show").fill("Ann B.")
        page.get_by_label("Email").fill("ann@gmial.com")
        page.get_by_label("I agree to").check()
        follow(page, "button", "Check my blog")
        assert "Did you mean ann.blogspot.com?" in page.content()
        assert page.get_by_label("Change it to ann@gmail.com").count() == 1
        look()
        page.get_by_label("Email", exact=True).fill("ann@example.org")
        page.get_by_label("Blog address").fill(f"{site}/private-wp/")
        follow(page, "button", "Check my blog")
        assert page.get_by_role("heading", level=1).inner_text() == "We can't read this blog yet"
        look()
        follow(page, "button", "Change the address")
        assert page.get_by_label("Name to show").input_value() == "Ann B."
        page.get_by_label("Blog address").fill(site)
        follow(page, "button", "Check my blog")
        assert page.get_by_role("heading", level=1).inner_text() == "Is this you?"
        assert page.locator("ul.posts li").count() == 3
        look()
        follow(page, "button", "Yes, send me the link")
        assert page.get_by_role("heading", level=1).inner_text() == "Check your email"
        look()
        page.goto(link_in(box, 1))
        look()
        follow(page, "button", "Yes, I want to join")
        assert page.get_by_role("heading", level=1).inner_text() == "Welcome"
        look()
        private = link_in(box, 2)
        assert box.to == ["ann@example.org"] * 2
        page.goto(address + "/me")
        look()
        word = page.locator(".box code").inner_text()
        PAGES["/feed/"] = platforms.rss(posts=(*platforms.POSTS, (f"Hello {word}", "2026-11-20")))
        follow(page, "button", "Look for the word now")
        assert "You're in the course" in page.content()
        look()
        person = next(one for one in desk_home.open_home(home).roster.values() if one.name == "Ann B.")
        with Store(desk_home.open_home(home).database) as store:
            store.save_self_report(SelfReport(person.handle, 1, NOW.date(), "Zoë", f"{site}/2026/11/19/thing-1/"))
        page.goto(private)
        assert page.url == address + "/me"
        assert "1 of 9 Things done" in page.content()
        look()
        page.get_by_label("Thing", exact=True).select_option("2")
        page.get_by_label("Address of your post").fill("https://ann@padlet.example/")
        follow(page, "button", "Hand it in")
        assert "contains a user name or a password" in page.content()
        look()
        page.get_by_label("Address of your post").fill("padlet.example/a-long-address/" + "x" * 60)
        follow(page, "button", "Hand it in")
        assert "handed in Thing 2" in page.content()
        look()
        for place in ("", "people", "things", "thing-01"):
            page.goto(f"{address}/members/{place}")
            look()
        for name in ("Pause, leave, stop the reminders, or change who sees you", "See everything we keep about you"):
            page.goto(address + "/me")
            follow(page, "link", name)
            look()
        page.goto(address + "/me")
        follow(page, "button", "Sign out")
        assert page.get_by_role("heading", level=1).inner_text() == "Your own page"
        look()
        page.goto(address + "/notice")
        look()
        page.goto(address + "/me/" + "x" * 22)
        assert page.get_by_role("heading", level=1).inner_text() == "There is nothing here"
        look()


def test_the_form_is_sent_by_keyboard_alone(stage: tuple[str, str, Letterbox, Path]) -> None:
    address, site, box, _ = stage
    with tab() as page:
        page.goto(address + "/")
        page.keyboard.press("Tab")  # to the content
        page.keyboard.press("Tab")
        page.keyboard.type(site)
        page.keyboard.press("Tab")
        page.keyboard.type("Ann")
        page.keyboard.press("Tab")
        page.keyboard.type("ann@example.org")
        page.keyboard.press("Tab")  # who may see
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Tab")  # when to take part
        page.keyboard.press("Tab")  # reminders
        page.keyboard.press("Tab")  # agreed
        page.keyboard.press("Space")
        page.keyboard.press("Tab")  # the notice
        page.keyboard.press("Tab")  # the button
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Is this you?")
        page.wait_for_load_state()
        page.locator("body").press("Tab")
        for _ in range(3):
            if page.evaluate("document.activeElement.innerText") == "Yes, send me the link":
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Check your email")
        assert link_in(box, 1)


def test_the_pages_run_no_script_and_ask_nobody_else(stage: tuple[str, str, Letterbox, Path]) -> None:
    address, _, _, _ = stage
    with tab() as page:
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(address + "/")
        assert all(url.startswith(address) for url in asked)
        assert page.locator("script").count() == 0
        assert said == []


def test_the_page_that_waits_for_a_blog_can_be_read_by_everybody(tmp_path: Path) -> None:
    """It goes on by itself after two seconds, so it is shown here as it was answered."""
    released = threading.Event()
    form_of_home = Form(
        homes.make(tmp_path / "home"), "http://localhost", b"k" * 32, lambda _letter, _to: "sent", lambda: NOW
    )
    browser = app.create(form_of_home).test_client()
    browser.get("/")
    cookie = browser.get_cookie("cpd23-form")
    assert cookie
    name = form_of_home.look_ups.begin(cookie.value, "192.0.2.1", lambda: released.wait(300), {}, NOW)
    answer = browser.get(f"/look/{name}")
    released.set()
    assert answer.headers["Refresh"] == "2"
    style = browser.get("/style.css").text
    with tab() as page:
        page.set_content(answer.text.replace('<link rel="stylesheet" href="/style.css">', f"<style>{style}</style>"))
        assert page.get_by_role("heading", level=1).inner_text() == "We're looking at your blog"
        assert faults(page) == []
