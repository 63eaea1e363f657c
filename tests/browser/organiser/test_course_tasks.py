"""The tasks of Review, Course, Report and the end (docs/organiser-tasks.md), by mouse, by keyboard alone and without scripts."""

from datetime import date
from pathlib import Path

import pytest

import browsing
import hands
import mailserver
import monday_home
import organiser_app
import organiser_home
from course.adapters.store import Store
from course.core.model import Handle, Ruling
from course.services import course_home
from course.services.reporting import review
from hands import Way

pytestmark = [*browsing.needs_browser, pytest.mark.slow]
WAYS = pytest.mark.parametrize("way", Way)
MOST_ON_MONDAY = 12  # clicks, keys and typed fields


@pytest.mark.parametrize("way", [Way.MOUSE, Way.KEYS])
def test_a_monday_without_edits_takes_twelve_actions(tmp_path: Path, way: Way) -> None:
    """38 people, seven questions in groups, 32 emails: tasks 6, 8 and 14."""
    with mailserver.running() as box:
        root = monday_home.make(tmp_path / "home", box.port)
        with organiser_app.served(root, monday_home.NOW) as opened, hands.at(opened, way) as somebody:
            somebody.press("Read the blogs")
            somebody.see("Blogs read")
            opened.work.jobs.last().ended.wait(browsing.PATIENCE / 1000)  # type: ignore[union-attr] # it was started above
            somebody.press("Start deciding", "link")
            asked = 0
            while not somebody.page.get_by_role("link", name="Back to Today").count():
                asked += 1
                if way is Way.KEYS:
                    somebody.acts += 1
                    with somebody.page.expect_navigation():
                        somebody.page.keyboard.press("y")
                else:
                    somebody.press("Credit", exact=False)
            somebody.press("Emails 32 not sent yet", "link")
            somebody.fill("To send all 32 emails, type 32", "32")
            somebody.press("Send 32 emails")
            somebody.see("32 emails sent this week")
            assert len(monday_home.questions(root)) == 7
            assert asked < 7
            assert somebody.acts <= MOST_ON_MONDAY
    assert len(box.to) == len(set(box.to)) == 32


@WAYS
def test_a_group_of_posts_is_decided_at_once(tmp_path: Path, way: Way) -> None:
    """Task 8, with one post left out."""
    root = monday_home.make(tmp_path / "home", 0, read=True)
    with organiser_app.served(root, monday_home.NOW) as opened, hands.at(opened, way) as somebody:
        somebody.press("Start deciding", "link")
        somebody.heading("posts that seem to be about Thing")
        somebody.tick("1. ")
        somebody.press("Credit Thing", exact=False)
        somebody.see("You credited Thing")
        before = len(monday_home.questions(root))
        assert before == 3
        somebody.press("Undo", exact=False)
        somebody.see("Undone: your decision")
        assert monday_home.questions(root) == ()


@WAYS
def test_one_post_is_decided_and_the_decision_undone(tmp_path: Path, way: Way) -> None:
    """Tasks 9 and 10."""
    root = organiser_home.make(tmp_path / "home")
    with organiser_app.served(root) as opened, hands.at(opened, way) as somebody:
        somebody.press("Start deciding", "link")
        somebody.heading("Does this post count?")
        somebody.tick("Thing 3,")
        somebody.choose("Another Thing", "4")
        somebody.press("Credit", exact=False)
        somebody.see("You credited Thing 4 to Nightjar")
        assert 4 in {one.thing for one in rulings(root) if one.accepted}
        somebody.press("Undo", exact=False)
        somebody.see("Undone: your decision on a post by Nightjar.")
        somebody.heading("Does this post count?")
    assert rulings(root) == []


@WAYS
def test_a_sentence_is_corrected_and_a_week_moved(tmp_path: Path, way: Way) -> None:
    """Task 22."""
    root = organiser_home.make(tmp_path / "home")
    with organiser_app.served(root) as opened, hands.at(opened, way) as somebody:
        somebody.press("Course", "link")
        somebody.heading("Course")
        somebody.press("2. Matter b", "link")
        somebody.heading("Thing 2: Matter b")
        somebody.fill(
            "Text of the file", '+++\nnumber = 2\ntitle = "Matter of fact"\nweek = 2\n+++\nA better sentence.\n'
        )
        somebody.press("Save")
        somebody.see("Saved things/02-matter.md.")
        somebody.press("Course", "link")
        somebody.fill("Week of Thing 2", "5")
        somebody.press("Move Thing 2")
        somebody.see("Thing 2 is now in week 5.")
    assert "A better sentence." in (root / "things/02-matter.md").read_text(encoding="utf-8")
    assert {thing.number: thing.week for thing in course_home.open_home(root).course.things}[2] == 5


@WAYS
def test_the_pages_are_published(tmp_path: Path, way: Way) -> None:
    """Task 23."""
    root = organiser_home.make(tmp_path / "home")
    with organiser_app.served(root) as opened, hands.at(opened, way) as somebody:
        somebody.press("Course", "link")
        somebody.press("Publish the pages", "link")
        somebody.heading("Publish")
        somebody.press("Publish", exact=False)
        somebody.see("Everything is up to date")
    assert (root / "public/index.html").is_file()


@WAYS
def test_the_report_and_a_certificate_are_opened_to_print(tmp_path: Path, way: Way) -> None:
    """Task 24."""
    root = organiser_home.make(tmp_path / "home")
    home = course_home.open_home(root)
    for thing in home.course.things:
        review.mark(home, "nightjar", thing.number, date(2026, 11, 23))
    with organiser_app.served(root) as opened, hands.at(opened, way) as somebody:
        somebody.press("Report", "link")
        somebody.heading("Report")
        for button, role, shows in (
            ("Open the report to view or print", "button", "Bo Larsson"),
            ("Certificate of Nightjar, to print", "link", "Nightjar"),
        ):
            with somebody.page.context.expect_page() as shown:
                somebody.press(button, role)
            shown.value.get_by_text(shows).first.wait_for()
            shown.value.close()


@WAYS
def test_the_course_is_closed(tmp_path: Path, way: Way) -> None:
    """The second half of task 25."""
    root = organiser_home.make(tmp_path / "home")
    with organiser_app.served(root) as opened, hands.at(opened, way) as somebody:
        somebody.press("Course", "link")
        somebody.press("Close the course", "link")
        somebody.heading("Close the course")
        somebody.tick("I know that this can't be undone")
        somebody.press("Close the course")
        somebody.see("The course is closed.")
    assert (root / "finished.csv").is_file()
    assert "@" not in (root / "participants.toml").read_text(encoding="utf-8")


def rulings(root: Path) -> list[Ruling]:
    with Store(course_home.open_home(root).database, write=False) as store:
        return [one for one in store.rulings() if one.handle == Handle("nightjar")]
