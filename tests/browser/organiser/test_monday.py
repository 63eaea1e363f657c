"""The tasks of Today, Emails and beginning (docs/organiser-tasks.md), by mouse, by keyboard alone and without scripts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import browsing
import hands
import mailserver
import organiser_app
import posted
from course.adapters.store import Store
from course.core.letters.model import LetterState
from course.services import course_home
from course.services.rounds import start
from hands import Hands, Way

pytestmark = [*browsing.needs_browser, pytest.mark.slow]
SUNDAY = datetime(2026, 11, 29, 9, tzinfo=UTC)
WAYS = pytest.mark.parametrize("way", Way)


def example(root: Path) -> Path:
    """The example course in its week 9, its blogs not read yet."""
    start.begin_example(root, SUNDAY.date(), lambda blogger: blogger.file)
    return root


@WAYS
def test_a_course_begins_in_an_empty_folder(tmp_path: Path, way: Way) -> None:
    """Tasks 1 and 2."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letter.txt").write_text("not ours")
    with organiser_app.served(folder, SUNDAY) as opened, hands.at(opened, way) as somebody:
        somebody.heading("Begin a course")
        somebody.press("Try with sample people")
        somebody.heading("Sunday 29 November 2026")
        somebody.press("Begin your own course", "link")
        somebody.fill("Your name", "Zoë Marsh")
        somebody.fill("Your email address", "zoe@library.example")
        somebody.press("Make the course")
        somebody.heading("Sunday 29 November 2026")
        somebody.see("Add the first people")
        assert somebody.acts == 5
    assert (folder / "cpd23-2026" / "things" / "course.toml").is_file()


@WAYS
def test_blogs_are_read_while_something_else_is_done(tmp_path: Path, way: Way) -> None:
    """Tasks 6 and 7."""
    root = example(tmp_path / "home")
    with organiser_app.served(root, SUNDAY) as opened, hands.at(opened, way) as somebody:
        somebody.press("Read the blogs")
        somebody.press("Course", "link")
        somebody.press("Today", "link")
        opened.work.jobs.last().ended.wait(browsing.PATIENCE / 1000)  # type: ignore[union-attr] # it was started above
        somebody.see("Blogs read")
        somebody.heading("Sunday 29 November 2026")
        somebody.see("60 Things were credited straight away")
        somebody.see("Fell behind:")
        somebody.see("Start deciding")


def emails(tmp_path: Path, port: int) -> Path:
    return posted.home(tmp_path / "home", 4, port=port)


@WAYS
def test_the_emails_of_a_monday(tmp_path: Path, way: Way) -> None:
    """Tasks 11, 12, 13, 14 and 15."""
    with mailserver.running() as box:
        root = emails(tmp_path, box.port)
        with organiser_app.served(root, posted.MONDAY) as opened, hands.at(opened, way) as somebody:
            write_the_note(somebody)
            read_and_change(somebody)
            somebody.press("Send me one of each kind first")
            somebody.see("Sent 1 sample email to you")
            somebody.press("Emails 3 not sent yet", "link")
            somebody.press("Approve all 3")
            somebody.see("You approved all 3 emails.")
            somebody.fill("To send all 3 emails, type 3", "3")
            somebody.press("Send 3 emails")
            somebody.see("3 emails sent this week")
            somebody.heading("What happened to the emails")
    assert sorted(box.to) == ["p1@example.org", "p2@example.org", "p4@example.org", "zoe@library.example"]
    words = {message["To"]: message.get_body(("plain",)).get_content() for message in box.messages()}  # type: ignore[union-attr] # each has one
    assert "Only for you." in words["P2 <p2@example.org>"]
    assert "Good morning, all." in words["P1 <p1@example.org>"]


def write_the_note(somebody: Hands) -> None:
    somebody.press("Emails 4 not sent yet", "link")
    somebody.heading("Emails for week 3")
    somebody.press("Write a note", "link")
    somebody.heading("Your note for week 3")
    somebody.fill("What you’d like to say to everybody", "Good morning, all.")
    somebody.press("Save the note")
    somebody.see("Your note for week 3 is saved.")


def read_and_change(somebody: Hands) -> None:
    somebody.press("P3 Draft", "link")
    somebody.heading("Emails for week 3")
    somebody.press("Don’t send this one")
    somebody.see("P3 won’t get an email this week.")
    somebody.press("P2 Draft", "link")
    somebody.press("Edit", "link")
    somebody.heading("Your own text for P2")
    somebody.fill("Text", "Only for you.")
    somebody.press("Save my text")
    somebody.see("Your text for P2 is saved.")
    frame = somebody.page.frame_locator("iframe.mail-frame")
    frame.get_by_text("Only for you.").wait_for()


@WAYS
def test_emails_are_handed_to_ones_own_mail_program(tmp_path: Path, way: Way) -> None:
    """Task 16."""
    root = posted.home(tmp_path / "home", 2)
    with organiser_app.served(root, posted.MONDAY) as opened, hands.at(opened, way) as somebody:
        somebody.press("Read them", "link")
        with somebody.page.expect_download() as saved:
            somebody.press("Save 2 drafts", "link")
        assert saved.value.suggested_filename == "emails-2026-W41.zip"
        somebody.fill("If you have sent all 2 emails, type 2", "2")
        somebody.press("Mark as sent")
        somebody.see("2 emails sent this week")
    with Store(course_home.open_home(root).database, write=False) as store:
        assert [item.state for item in store.letters()] == [LetterState.SENT] * 2


def test_shortcuts_move_through_the_emails(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "home", 3)
    with organiser_app.served(root, posted.MONDAY) as opened, hands.at(opened, Way.MOUSE) as somebody:
        page = somebody.page
        page.goto(f"{opened.entrance.address}emails")
        for key, now in (("j", "P2"), ("k", "P1"), ("a", "P2"), ("a", "P3")):
            page.keyboard.press(key)
            page.locator(f'a[aria-current="true"]:has-text("{now}")').wait_for()
        page.keyboard.press("u")
        somebody.see("You withdrew your approval.")
