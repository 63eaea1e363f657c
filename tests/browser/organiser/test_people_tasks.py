"""The tasks with people (docs/organiser-tasks.md), by mouse, by keyboard alone and without scripts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import browsing
import hands
import organiser_app
import organiser_home
import platforms
from course.adapters.store import Store
from course.core.model import Handle
from course.services import course_home
from course.web.organiser.run import OpenApp
from hands import Way

pytestmark = [*browsing.needs_browser, pytest.mark.slow]
WAYS = pytest.mark.parametrize("way", Way)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ANSWERS = """Your name,Email address,Blog address
Cay,cay@example.org,none
Dee,dee@gmial.com,none
Eve <script>alert(1)</script>,eve@example.org,on paper only
"""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenApp]:
    """The app with a small course, one blog on a server of its own, and the newcomer's blog as a file."""
    with platforms.served({**platforms.WORDPRESS, "/": platforms.WORDPRESS["/"]}) as site:
        root = organiser_home.make(tmp_path / "home", extra=f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n')
        (root / "site.txt").write_text(site, encoding="utf-8")
        with organiser_app.served(root) as running:
            yield running


def roster(opened: OpenApp) -> str:
    return (opened.work.root / "participants.toml").read_text(encoding="utf-8")


def site(opened: OpenApp) -> str:
    return (opened.work.root / "site.txt").read_text(encoding="utf-8")


def store(opened: OpenApp) -> Store:
    return Store(course_home.open_home(opened.work.root).database)


@WAYS
def test_one_person_is_registered(opened: OpenApp, way: Way) -> None:
    """Task 3."""
    with hands.at(opened, way) as somebody:
        somebody.press("People", "link")
        somebody.press("Add people", "link")
        somebody.heading("Add people")
        somebody.fill("Name shown to others", "Ann B.")
        somebody.fill("Blog any page on it", site(opened))
        somebody.press("Look at the blog")
        somebody.heading("Add Ann B.?")
        somebody.see("What it would count for")
        somebody.press("Add Ann B.")
        somebody.heading("Ann B.")
        somebody.see("Ann B. was added. The blog is being read.")
        assert somebody.acts == 6
    assert "[participants.ann-b]" in roster(opened)


@WAYS
def test_the_answers_of_a_form_are_imported_with_two_slips(opened: OpenApp, way: Way, tmp_path: Path) -> None:
    """Task 4."""
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    with hands.at(opened, way) as somebody:
        somebody.press("People", "link")
        somebody.press("Add people", "link")
        somebody.page.get_by_label("The answers from your sign-up form").set_input_files(tmp_path / "answers.csv")
        somebody.press("Open the file")
        somebody.heading("What the columns contain")
        somebody.press("Look at the blogs")
        somebody.heading("Add 1 person?")
        first = somebody.page.get_by_role("group", name="Row 3, Dee")
        assert first.get_by_label("Email").input_value() == "dee@gmial.com"
        somebody.fill("Email", "dee@gmail.com")
        somebody.page.get_by_role("group", name="Row 4").get_by_label("Blog").fill("")
        somebody.press("Check the corrected rows")
        somebody.heading("Add 3 people?")
        somebody.press("Add 3 people")
        somebody.see("5 people")
        somebody.see("3 people were added.")
    assert '"dee@gmail.com"' in roster(opened)


@WAYS
def test_sign_ups_are_taken_in_and_requests_answered(opened: OpenApp, way: Way) -> None:
    """Tasks 5 and 21."""
    data = {"email": "fay@example.org", "blogs": [], "show": "course", "reminders": "yes", "agreed": "yes"}
    with store(opened) as kept:
        kept.confirm("1", NOW, {**data, "name": "Fay"}, NOW)
        kept.save_wish(Handle("nightjar"), {"reminders": False}, NOW)
        kept.save_wish(Handle("bo"), {"from": "2026-12-01", "until": "2026-12-24"}, NOW)
    with hands.at(opened, way) as somebody:
        somebody.press("See who", "link")
        somebody.heading("Waiting for you")
        somebody.press("Accept: Nightjar")
        somebody.see("You accepted what Nightjar asked for: to get no more emails.")
        somebody.press("Decline: Bo Larsson")
        somebody.see("You declined what Bo Larsson asked for: to pause")
        somebody.press("Look at the blog")
        somebody.heading("Add 1 person?")
        somebody.press("Add 1 person")
        somebody.see("1 person was added.")
    assert "reminders = false" in roster(opened)
    assert "pauses" not in roster(opened)
    assert '"fay@example.org"' in roster(opened)


@WAYS
def test_was_my_post_seen(opened: OpenApp, way: Way) -> None:
    """Task 17."""
    with hands.at(opened, way) as somebody:
        somebody.press("People", "link")
        somebody.fill("Find", "nightj")
        if way is Way.BARE:
            somebody.press("Show")
        somebody.see("1 of 2 people")
        somebody.press("Nightjar", "link")
        somebody.heading("Nightjar")
        somebody.see("Thing 2 was already credited on 13 October 2026, and a Thing counts only once.")
        somebody.press("Thing 2 again, with tea", "link")
        somebody.see("There was more to say about that.")


@WAYS
def test_a_thing_is_credited_and_taken_back_and_somebody_is_paused(opened: OpenApp, way: Way) -> None:
    """Tasks 18 and 19."""
    with hands.at(opened, way) as somebody:
        somebody.press("People", "link")
        somebody.press("Nightjar", "link")
        somebody.choose("Thing", "7")
        somebody.fill("How do you know?", "Told me on the phone")
        somebody.press("Credit it")
        somebody.see("You credited Thing 7 to Nightjar.")
        somebody.press("Undo u" if somebody.page.get_by_role("button", name="Undo u").count() else "Undo")
        somebody.see("Undone: “You credited Thing 7 to Nightjar.”")
        somebody.unfold("Pause")
        until = somebody.page.get_by_label("Until")
        until.fill("2026-12-06")
        somebody.press("Pause Nightjar")
        somebody.see("Nightjar is paused until 6 December 2026.")
        somebody.heading("Nightjar")
    assert "until = 2026-12-06" in roster(opened)


@WAYS
def test_a_blog_that_has_moved_is_followed(opened: OpenApp, way: Way) -> None:
    """Task 20."""
    with hands.at(opened, way) as somebody:
        somebody.press("People", "link")
        somebody.press("Nightjar", "link")
        somebody.unfold("Move the blog")
        somebody.fill("New address", site(opened))
        somebody.press("Look at it")
        somebody.heading("The new blog of Nightjar")
        somebody.press(f"Use {site(opened)}")
        somebody.see("Earlier credits stay.")
    assert site(opened) in roster(opened)


@WAYS
def test_somebody_is_forgotten(opened: OpenApp, way: Way) -> None:
    """The first half of task 25."""
    with hands.at(opened, way) as somebody:
        somebody.press("People", "link")
        somebody.press("Nightjar", "link")
        somebody.unfold("Leave, remove or forget")
        somebody.press("Forget Nightjar", "link")
        somebody.heading("Forget Nightjar")
        somebody.tick("Yes, erase all this.")
        somebody.press("Forget Nightjar")
        somebody.heading("Nightjar has been forgotten")
    assert "[participants.nightjar]" not in roster(opened)


# The matrix, and double clicks --------------------------------------------------------------------------


def test_compact_rows_are_low_and_a_click_makes_them_roomy(opened: OpenApp) -> None:
    """Rows of 19 pixels are too low for a finger; the list beside them makes them higher, and touch screens get that at once."""
    with browsing.tab() as page:
        organiser_app.enter(page, opened)
        page.goto(f"{opened.entrance.address}people?rows=compact")
        low = [one for one in browsing.violations(page) if not one.startswith("target-size")]
        assert low == []
        row = page.locator(".matrix tbody tr").first
        assert row.bounding_box()["height"] < 20  # type: ignore[index] # it is shown
        page.get_by_label("Height of rows").select_option("roomy")
        page.wait_for_selector("#found.roomy")
        assert page.locator(".matrix tbody tr").first.bounding_box()["height"] > 24  # type: ignore[index] # it is shown
        assert browsing.violations(page) == []


def test_the_head_and_the_names_stay_while_the_matrix_scrolls(opened: OpenApp) -> None:
    with browsing.tab(320) as page:
        organiser_app.enter(page, opened)
        page.goto(f"{opened.entrance.address}people")
        assert page.get_by_text("Swipe sideways for more Things").is_visible()
        page.locator(".matrix-scroll").evaluate("one => one.scrollTo(300, 20)")
        name = page.get_by_role("link", name="Nightjar").bounding_box()
        head = page.get_by_role("link", name="Name").bounding_box()
        assert name is not None
        assert head is not None
        assert 0 <= name["x"] < 40
        assert 0 <= head["x"] < 40
        assert browsing.sideways(page) == 0


def test_a_mark_says_what_it_is_and_opens_the_person_at_that_thing(opened: OpenApp) -> None:
    with browsing.tab() as page:
        organiser_app.enter(page, opened)
        page.goto(f"{opened.entrance.address}people")
        mark = page.locator(".matrix tbody td.d").nth(1)
        mark.hover()
        assert mark.get_attribute("title") == "Nightjar, Thing 2: Matter b, week 2, from 12 Oct: done 13 Oct"
        mark.click()
        page.wait_for_url("**/person/nightjar#thing-2")


def test_a_double_click_does_it_once_and_says_so(opened: OpenApp) -> None:
    with browsing.tab() as page:
        organiser_app.enter(page, opened)
        page.goto(f"{opened.entrance.address}person/nightjar")
        page.locator("summary", has_text="Pause").click()
        page.get_by_role("button", name="Pause Nightjar").dblclick()
        page.get_by_role("status").get_by_text("is paused until further notice").wait_for()
        assert page.get_by_role("button", name="Undo").first.is_visible()
