"""Coming in with a real browser: the one-time address, and the file that `cpd23 open` shows."""

from pathlib import Path

import pytest

import browsing
import homes
import organiser_app
from course.web.organiser import door_page

pytestmark = browsing.needs_browser


@pytest.mark.parametrize("way", ["address", "file"])
def test_the_browser_comes_in_and_nobody_after_it(tmp_path: Path, way: str) -> None:
    root = homes.make(tmp_path / "home")
    with organiser_app.served(root) as opened, browsing.tab() as page:
        if way == "address":
            organiser_app.enter(page, opened)
        else:
            file = tmp_path / "open.html"
            file.write_text(door_page.page(opened.entrance), encoding="utf-8")
            page.goto(file.as_uri())
            page.wait_for_url(opened.entrance.address)
        assert page.get_by_role("heading", level=1).inner_text() == "Monday 23 November 2026"
        page.reload()
        assert page.get_by_role("link", name="Today").get_attribute("aria-current") == "page"
        page.goto(door_page.address(opened.entrance))
        page.get_by_role("button", name="Open the course").click()
        assert page.get_by_role("heading", level=1).inner_text() == "This address has been used already"
