"""Three ways to work with a page: the mouse, the keyboard alone, and a browser without scripts. Each does what a person can."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import browsing
from course.web.organiser import door_page
from course.web.organiser.run import OpenApp

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_TABS = 150  # keys until a control has the focus; more would be no way to work


class Way(StrEnum):
    """How somebody works."""

    MOUSE = "mouse"
    KEYS = "keyboard"
    BARE = "no script"


@dataclass
class Hands:
    """Somebody at a page. `acts` counts clicks, keys that do something, and fields that were filled in."""

    page: "Page"
    way: Way
    acts: int = 0

    def press(self, name: str, role: str = "button", *, exact: bool = True) -> None:
        """Press a button, or follow a link; without `exact`, the first with these words in its name."""
        self.acts += 1
        found = self.page.get_by_role(role, name=name, exact=exact).first  # type: ignore[arg-type] # one of playwright's roles
        if self.way is Way.KEYS:
            self._reach(found)
            self.page.keyboard.press("Enter")
        else:
            found.click()

    def fill(self, label: str, words: str) -> None:
        """Fill in a field."""
        self.acts += 1
        found = self.page.get_by_label(label, exact=False).first
        if self.way is Way.KEYS:
            self._reach(found)
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(words)
        else:
            found.fill(words)

    def choose(self, label: str, words: str) -> None:
        """Choose an entry of a list by its first words."""
        self.acts += 1
        found = self.page.get_by_role("combobox", name=label).first
        if self.way is Way.KEYS:
            self._reach(found)
            self.page.keyboard.type(words)
        else:
            value = found.locator("option", has_text=words).first.get_attribute("value")
            found.select_option(value if value is not None else words)

    def tick(self, label: str) -> None:
        """Tick a box, or take the tick away."""
        self.acts += 1
        found = self.page.get_by_role("checkbox", name=label).first
        if self.way is Way.KEYS:
            self._reach(found)
            self.page.keyboard.press("Space")
        else:
            found.click()

    def unfold(self, words: str) -> None:
        """Open a part of the page that is folded."""
        self.acts += 1
        found = self.page.locator("summary", has_text=words).first
        if self.way is Way.KEYS:
            self._reach(found)
            self.page.keyboard.press("Enter")
        else:
            found.click()

    def see(self, words: str) -> None:
        """Wait until the page says this."""
        self.page.get_by_text(words, exact=False).first.wait_for()

    def heading(self, words: str) -> None:
        """Wait until the page has this heading, and check it: nothing for axe (once, by mouse), nothing that scrolls sideways."""
        self.page.get_by_role("heading", name=words).first.wait_for()
        if self.way is Way.MOUSE:
            assert browsing.violations(self.page) == []
        assert browsing.sideways(self.page) == 0

    def _reach(self, wanted: "Locator") -> None:
        """Go on with Tab until the control has the focus, which has to be seen."""
        wanted.wait_for()
        for _ in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                assert wanted.evaluate("one => getComputedStyle(one).outlineStyle !== 'none'"), (
                    "the focus can't be seen"
                )
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {wanted} by the keyboard")


@contextmanager
def at(opened: OpenApp, way: Way, width: int = 1280) -> Iterator[Hands]:
    """Somebody who has come in."""
    context = browsing.chromium().new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=way is not Way.BARE
    )
    context.set_default_timeout(browsing.PATIENCE)
    try:
        page = context.new_page()
        page.goto(door_page.address(opened.entrance))
        page.get_by_role("button", name="Open the course").click()
        page.wait_for_url(lambda url: not url.endswith("/enter") and "/enter?" not in url)
        yield Hands(page, way)
    finally:
        context.close()
