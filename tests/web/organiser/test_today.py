"""Today: the steps in their order, reading the blogs from the page, and what it says when there is nothing to do."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import homes
import organiser_app
from course.adapters import disk
from organiser_app import text

NO_FEED = homes.ROSTER.replace("https://nightjar.blogspot.com/", "no-such-file.xml").replace(
    "https://library.example/bo/", "nor-this.xml"
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Nightjar</title><link>https://nightjar.example/</link>
<item><title>Thing 1: a beginning</title><link>https://nightjar.example/1</link><guid>https://nightjar.example/1</guid>
<pubDate>Mon, 12 Oct 2026 10:00:00 GMT</pubDate><description>It was good to begin with something small.</description></item>
</channel></rss>"""


def test_the_blogs_are_read_from_the_page(tmp_path: Path) -> None:
    roster = homes.ROSTER.replace("https://nightjar.blogspot.com/", "nightjar.xml").replace(
        "https://library.example/bo/", "bo.xml"
    )
    root = homes.make(tmp_path / "home", roster)
    for name in ("nightjar.xml", "bo.xml"):
        (root / name).write_text(FEED.replace("nightjar.example", f"{name}.example"), encoding="utf-8")
    window = organiser_app.window(root)
    before = window.get("/")
    assert 'class="btn primary">Read the blogs<' in before.text
    assert "They haven’t been read yet." in text(before)
    assert window.send("/read").status_code == 303
    window.wait()
    after = text(window.get("/"))
    assert (
        "Blogs read 2 of 2 blogs were read today at 9:00. 2 new posts were found, and 1 Thing was credited straight away."
        in after
    )
    ended = window.get("/read/progress?number=1")
    assert "The blogs have been read. 2 new posts were found." in text(window.get(ended.headers["HX-Redirect"]))


def test_a_form_without_its_token_does_nothing(tmp_path: Path) -> None:
    window = organiser_app.window(homes.make(tmp_path / "home"))
    assert window.send("/read", token="wrong").status_code == 403
    assert window.work.jobs.last() is None


def test_another_run_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home", NO_FEED)
    window = organiser_app.window(root)
    with disk.lock(root):
        window.send("/read")
        window.wait()
        page = window.get("/")
    assert (
        "Another cpd23 command is working in this course folder. Wait until it has finished, then try again."
        in text(page)
    )
    assert "Read the blogs" in text(page)


def test_mistakes_are_shown_with_their_line(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home", homes.ROSTER.replace('cohort = "autumn"', 'cohort = "atumn"'))
    page = text(organiser_app.window(root).get("/"))
    assert "Correct 1 mistake in your files" in page
    assert "participants.toml, line 5:" in page


def test_files_that_cannot_be_used_say_where_and_keep_the_places(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home")
    (root / "things" / "course.toml").write_text("title = ", encoding="utf-8")
    answer = organiser_app.window(root).get("/")
    assert answer.status_code == 422
    assert "things/course.toml:1:" in text(answer)
    assert "cpd23 check" not in text(answer)
    assert 'aria-label="Pages"' in answer.text


def test_settings_that_cannot_be_used_can_be_corrected_from_the_page_that_says_so(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home")
    settings = root / "things/course.toml"
    right = settings.read_text(encoding="utf-8")
    settings.write_text(f"{right}\n[[[\n", encoding="utf-8")
    window = organiser_app.window(root)
    page = window.get("/").text
    link = re.search(r'href="([^"]*)">Edit things/course.toml', page)
    assert link, page
    form = window.get(unescape(link[1])).text
    shown = re.search(r'name="mark" value="([^"]*)"', form)
    assert shown, form
    window.post("/course/save", name="things/course.toml", text=right, mark=shown[1])
    assert window.get("/").status_code == 200


def test_a_page_that_is_not_there_keeps_the_places(tmp_path: Path) -> None:
    answer = organiser_app.window(homes.make(tmp_path / "home")).get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here" in text(answer)
    assert "Small things" in text(answer)


def test_without_people_today_teaches_the_first_step(tmp_path: Path) -> None:
    page = text(organiser_app.window(homes.make(tmp_path / "home", "")).get("/"))
    assert "Add the first people" in page
    assert "at a glance" not in page


def test_before_the_start_it_says_when_the_course_begins(tmp_path: Path) -> None:
    early = datetime(2026, 9, 20, 9, tzinfo=UTC)
    roster = (
        homes.ROSTER.replace("2026-10-01", "2026-09-01")
        .replace("own-pace", "autumn")
        .replace("2026-11-01", "2026-09-01")
    )
    page = text(organiser_app.window(homes.make(tmp_path / "home", roster), early).get("/"))
    assert "The course begins on Monday 5 October 2026. 2 people have signed up." in page
    assert "Week 1 begins on Monday 5 October 2026." in page
    assert "Since" not in page


def test_after_the_end_it_says_what_is_left(tmp_path: Path) -> None:
    late = datetime(2027, 9, 20, 9, tzinfo=UTC)
    root = homes.make(tmp_path / "home", homes.ROSTER.replace("own-pace", "autumn"))
    assert "The run is over." in text(organiser_app.window(root, late).get("/"))


def test_a_hostile_name_is_only_text(tmp_path: Path) -> None:
    roster = homes.ROSTER.replace('"Nightjar"', "'<script>alert(1)</script>'")
    page = organiser_app.window(homes.make(tmp_path / "home", roster)).get("/")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
