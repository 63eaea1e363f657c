"""The registration pages in a real browser: from the first page to one's own, by keyboard, with the mail caught on loopback."""

import re
import threading
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
from browsing import SCHEMES, WIDTHS, needs_browser, sideways, tab, violations
from course.adapters.store import Store
from course.core.model import Handle, SelfReport
from course.services import course_home as desk_home
from course.services.registration import sign_up
from course.services.registration.sign_up import Office
from course.web.participants import app
from mailserver import Letterbox

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_browser
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@contextmanager
def served(home: Path, *, accept: bool) -> Iterator[str]:
    """The pages on a real server, on a port of its own; letters go to the course's mail server."""
    server = make_server("127.0.0.1", 0, Flask("nothing yet"), threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    post = sign_up.by_smtp(desk_home.open_home(home), "")
    server.app = app.create(Office(home, address, accept, post), b"k" * 32, lambda: NOW)
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
    with (
        platforms.served({**platforms.WORDPRESS, **platforms.TROUBLED, "/": platforms.WORDPRESS["/"]}) as site,
        mailserver.running() as box,
    ):
        home = homes.make(
            tmp_path / "home",
            extra=f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n'
            f'[mail]\nserver = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\n',
        )
        with served(home, accept=True) as address:
            yield address, site, box, home


def link_in(box: Letterbox) -> str:
    """The one link of the last letter."""
    found = re.search(r"http://127\.0\.0\.1:\d+/\S+", box.messages()[-1].get_content())
    assert found
    return found[0]


def follow(page: "Page", role: Literal["button", "link"], name: str) -> None:
    """Click, and wait until the page to which it leads is there as a whole."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_first_page_to_one_s_own(stage: tuple[str, str, Letterbox, Path], width: int, scheme: str) -> None:
    address, site, box, home = stage
    with tab(width, scheme) as page:

        def look() -> None:
            assert violations(page) == [], page.title()
            assert sideways(page) <= 0, page.title()

        page.goto(address + "/")
        look()
        page.get_by_label("Blog address").fill("ann.blogpsot.com")
        page.get_by_label("Name to show").fill("Ann B.")
        page.get_by_label("Email").fill("ann@example.org")
        page.get_by_label("I agree to").check()
        follow(page, "button", "Check my blog")
        assert "Did you mean ann.blogspot.com?" in page.content()
        look()
        page.get_by_label("Blog address").fill(f"{site}/private-wp/")
        follow(page, "button", "Check my blog")
        assert page.get_by_role("heading", level=1).inner_text() == "We cannot follow this blog yet"
        look()
        follow(page, "button", "Change the address")
        assert page.get_by_label("Name to show").input_value() == "Ann B."
        page.get_by_label("Blog address").fill(site)
        follow(page, "button", "Check my blog")
        assert page.get_by_role("heading", level=1).inner_text() == "Is this you?"
        assert page.locator("ul.posts li").count() == 3
        look()
        follow(page, "button", "Yes, send me the link")
        assert page.get_by_role("heading", level=1).inner_text() == "Look into your mail"
        look()
        assert box.to == ["ann@example.org"]
        page.goto(link_in(box))
        look()
        follow(page, "button", "Yes, I join")
        assert page.get_by_role("heading", level=1).inner_text() == "You are in"
        look()
        assert 'name = "Ann B."' in (home / "participants.toml").read_text()
        assert box.to == ["ann@example.org"] * 2
        with Store(desk_home.open_home(home).database) as store:
            store.save_self_report(SelfReport(Handle("ann-b"), 1, NOW.date(), "Zoë", f"{site}/2026/11/19/thing-1/"))
        follow(page, "link", "Your own progress page")
        assert "1 of 9 Things done" in page.content()
        assert page.url == link_in(box)
        look()
        for name in ("Pause or leave", "Stop the reminders", "My data"):
            page.goto(link_in(box))
            follow(page, "link", name)
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
        page.wait_for_selector("text=Look into your mail")
        assert box.to == ["ann@example.org"]


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
