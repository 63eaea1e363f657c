"""A real Chromium for tests: a page narrow and wide, light and dark, with axe-core's verdict. Without one the tests are skipped."""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
CHROMIUM = next(
    (
        path
        for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LOOKS: tuple[tuple[int, Scheme], ...] = ((320, "dark"), (1280, "light"))  # each width and each scheme once
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 300_000  # milliseconds: a browser may take long to start, and a page to load
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

BROKEN = """longest => {
  const found = [], range = document.createRange();
  const roots = [document.body, ...[...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)];
  for (const root of roots) for (let walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), node; node = walker.nextNode();) {
    if (!node.parentElement) continue;
    const shown = node.parentElement.checkVisibility() && !node.parentElement.closest('.vh, .skip, title, desc, svg');
    if (!shown) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      if (word[0].length < 2 || word[0].length > longest) continue;
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(word[0]);
      if (found.length > 5) return found;
    }
  }
  return found;
}"""
LONGEST_WORD = 17  # letters that fit beside a picture at 320 pixels; longer ones may be hyphenated or broken

needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium-headless-shell"),
]


@cache
def chromium() -> "Browser":
    """One browser for all tests of this process: it starts with the first tab, and ends with the process."""
    from playwright.sync_api import sync_playwright

    play = sync_playwright().start()
    browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET, timeout=PATIENCE)

    def end() -> None:
        browser.close()
        play.stop()

    atexit.register(end)
    return browser


@contextmanager
def tab(width: int = 1280, scheme: Scheme = "light") -> Iterator["Page"]:
    """An empty tab of a browser that remembers nothing, this wide, in this colour scheme."""
    context = chromium().new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def violations(page: "Page", *rules: str) -> list[str]:
    """What axe-core objects to on the page shown: WCAG 2.0 to 2.2, A and AA, and best practice; or these rules alone."""
    from axe_playwright_python.base import AXE_SCRIPT

    # a page may forbid scripts by its policy; axe is ours, so it is let past for the test
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": list(rules) or RULES, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def faults(page: "Page") -> list[str]:
    """What axe-core objects to, and whether the page scrolls sideways, at each look; the second changes colours and places."""
    found = []
    for (width, scheme), rules in zip(LOOKS, ((), ("color-contrast", "target-size")), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        over = sideways(page)
        told = [*violations(page, *rules), *([f"{over} pixels too wide"] if over > 0 else [])]
        found += [f"{page.title()} at {width}, {scheme}: {one}" for one in told]
    return found


def sideways(page: "Page") -> int:
    """By how many pixels the page itself scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def broken_words(page: "Page") -> list[str]:
    """Words that are shown on two lines, though they are short enough for one."""
    return list(page.evaluate(BROKEN, LONGEST_WORD))
