"""Every page of the organiser's app, filled: nothing for axe, light and dark; nothing that scrolls sideways and no broken word at
four widths and with text of twice the size; in forced colours, controls have edges and the present page is marked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import browsing
import organiser_app
import organiser_pages
from organiser_app import Window

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [*browsing.needs_browser, pytest.mark.slow]
WIDTHS = (320, 768, 1920, 1280)
DOCUMENTS = (
    "/public/",
    "/certificates/",
    "/emails/of/",
    "/report/",
    "/static/",
)  # no pages of the app, and tested by themselves
DOWNLOADS = (".csv", ".zip", "everything.html", "/draft/", "/progress")
UNSEEN = """() => {
  const found = [], edge = one => getComputedStyle(one);
  const controls = '.btn, select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])';
  for (const one of document.querySelectorAll(controls))
    if (one.checkVisibility() && (edge(one).borderBottomStyle === 'none' || edge(one).borderBottomWidth === '0px'))
      found.push(one.outerHTML.slice(0, 120));
  const here = document.querySelector('.nav a[aria-current]'), others = [...document.querySelectorAll('.nav a:not([aria-current])')];
  if (here && others.some(one => edge(one).borderBottomColor === edge(here).borderBottomColor))
    found.push('the present page is not marked');
  return found;
}"""
LOW_ROWS = "/people?rows=compact"  # compact rows are lower than a finger: the list beside them makes them higher


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Window, list[str]]]:
    """The running app of a filled course, let in, and its pages."""
    root = tmp_path_factory.mktemp("layout") / "home"
    organiser_pages.filled(root)
    with organiser_app.served(root, organiser_pages.NOW) as opened:
        window = Window(opened.work)
        asked = organiser_pages.addresses(window)
        yield (
            window,
            [one for one in asked if not one.startswith(DOCUMENTS) and not any(end in one for end in DOWNLOADS)],
        )


def faults(page: "Page", address: str) -> Iterator[str]:
    """What is wrong with the page shown."""
    for scheme, rules in (("light", ()), ("dark", ("color-contrast",))):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type] # one of playwright's schemes
        for found in browsing.violations(page, *rules):
            if not (address == LOW_ROWS and found.startswith("target-size")):
                yield f"{scheme}: {found}"
    page.emulate_media(color_scheme="light", forced_colors="active")
    yield from (f"forced colours: {one}" for one in page.evaluate(UNSEEN))
    page.emulate_media(color_scheme="light", forced_colors="none")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"{width}: {one}" for one in misfits(page))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield from (f"large text: {one}" for one in misfits(page))


def misfits(page: "Page") -> Iterator[str]:
    if over := browsing.sideways(page):
        yield f"{over} pixels too wide"
    yield from (f"broken: {word}" for word in browsing.broken_words(page))


def test_no_page_has_a_fault(app: tuple[Window, list[str]]) -> None:
    window, addresses = app
    entrance, found = window.work.entrance, []
    assert len(addresses) > 25
    with browsing.tab() as page:
        page.context.add_cookies([{"name": entrance.cookie, "value": window.session, "url": entrance.address}])
        for address in addresses:
            page.goto(f"{entrance.origin}{entrance.prefix}{address}")
            found += [f"{address} {one}" for one in faults(page, address)]
    assert "\n".join(found) == ""
