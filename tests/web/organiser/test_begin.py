"""Beginning a course without a terminal: the form, its mistakes, sample people, and the launcher."""

import os
import re
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import organiser_app
from course.core.errors import CourseError
from course.services import course_home
from course.services.rounds import launcher
from course.web.organiser.jobs import JobKind
from organiser_app import Window, text

NOW = datetime(2026, 9, 2, 9, tzinfo=UTC)
ANSWERS = {
    "title": "Twenty-three & more",
    "start": "2026-10-05",
    "organiser": 'Zoë "Z" Marsh',
    "email": "zoe@library.example",
    "pace": "brisk",
    "zone": "America/Chicago",
    "folder": "my-course",
}


def opened(folder: Path, *, empty: bool = True) -> Window:
    folder.mkdir()
    if not empty:
        (folder / "letter.txt").write_text("not ours")
    return organiser_app.window(folder, NOW)


def test_every_page_leads_to_the_form_while_there_is_no_course(tmp_path: Path) -> None:
    window = opened(tmp_path / "new")
    for path in ("/", "/emails", "/people", "/course"):
        answer = window.get(path)
        assert answer.status_code == 303
        assert "Begin a course" in text(window.follow(answer))
    assert "23 Things in 14 weeks." in text(window.get("/begin"))


def test_an_empty_folder_becomes_the_course(tmp_path: Path) -> None:
    window = opened(tmp_path / "new")
    answer = window.post("/begin", **ANSWERS)
    assert "Your course is ready." in text(answer)
    assert "Add the first people" in text(answer)
    course = course_home.open_home(tmp_path / "new").course
    assert (course.title, course.organiser.name, str(course.zone)) == (
        "Twenty-three & more",
        'Zoë "Z" Marsh',
        "America/Chicago",
    )
    assert next(iter(course.cohorts.values())).starts == date(2026, 10, 5)


def test_a_folder_with_other_things_gets_a_new_folder_and_a_second_click_does_nothing(tmp_path: Path) -> None:
    window = opened(tmp_path / "documents", empty=False)
    window.post("/begin", **ANSWERS)
    root = tmp_path / "documents" / "my-course"
    before = (root / "things" / "course.toml").stat().st_mtime_ns
    again = window.post("/begin", **ANSWERS)
    assert "Add the first people" in text(again)
    assert (root / "things" / "course.toml").stat().st_mtime_ns == before
    assert (tmp_path / "documents" / "letter.txt").read_text() == "not ours"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("email", "zoe at library", "zoe at library"),
        ("start", "soon", "isn't a date"),
        ("zone", "Europe/Atlantis", "There is no time zone"),
        ("pace", "breakneck", "There is no pace"),
        ("organiser", "", "This needs an answer."),
        ("folder", "../elsewhere", "A folder can't be called"),
        ("folder", "a/b", "A folder can't be called"),
    ],
)
def test_a_mistake_is_shown_at_its_place_and_what_was_typed_stays(
    tmp_path: Path, field: str, typed: str, says: str
) -> None:
    window = opened(tmp_path / "documents", empty=False)
    answer = window.send("/begin", **{**ANSWERS, field: typed})
    assert answer.status_code == 422
    assert says in text(answer)
    assert 'value="Twenty-three &amp; more"' in answer.text
    assert f'id="{field}-wrong"' in answer.text
    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["letter.txt"]


def test_sample_people_can_be_tried_and_ones_own_course_begun_beside_them(tmp_path: Path) -> None:
    window = opened(tmp_path / "new")
    answer = window.post("/begin/sample")
    assert "thirteen invented people" in text(answer)
    assert "This is an example" in text(answer)
    window.send("/read")
    window.wait()
    assert "Decide on 1 post" in text(window.get("/"))
    window.post("/begin/sample")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["cpd23-example"]
    window.post("/begin", **ANSWERS)
    assert "Twenty-three & more" in text(window.get("/"))
    assert "Open cpd23-example" in text(window.get("/begin"))
    window.post("/begin/choose", name="cpd23-example")
    assert "This is an example" in text(window.get("/"))
    assert window.send("/begin/choose", name="../..").status_code == 422


def test_the_launcher_is_put_on_the_desktop_once_and_never_into_the_course(tmp_path: Path) -> None:
    window = opened(tmp_path / "new course")
    window.post("/begin", **ANSWERS)
    desktop = tmp_path / "Desktop"
    desktop.mkdir()
    root = window.work.root
    path = launcher.put(root, desktop)
    assert launcher.put(root, desktop) == path
    assert str(root) in path.read_text()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o700
    path.write_text("something else")
    assert launcher.put(root, desktop) != path
    assert path.read_text() == "something else"
    with pytest.raises(CourseError, match="inside the course folder"):
        launcher.put(root, root / "things")


def two_courses(folder: Path) -> Window:
    """A window with sample people, which can move to `my-course`."""
    window = opened(folder, empty=False)
    window.post("/begin", **ANSWERS)
    window.post("/begin/sample")
    return window


def test_a_page_of_the_course_before_changes_nothing_in_the_new_one(tmp_path: Path) -> None:
    window = two_courses(tmp_path / "documents")
    page = window.get("/course").text
    window.post("/begin/choose", name="my-course")
    roster = {path: path.read_bytes() for path in (tmp_path / "documents").rglob("*.toml")}
    answer = window.press(page, "Move")
    assert answer.status_code == 422
    assert "This page belongs to another course" in text(answer)
    assert {path: path.read_bytes() for path in (tmp_path / "documents").rglob("*.toml")} == roster


def test_another_course_begins_with_an_empty_memory(tmp_path: Path) -> None:
    window = two_courses(tmp_path / "documents")
    window.get("/people?q=night")
    step = re.findall(r'name="step" value="([^"]+)"', window.post("/person/nightjar/credit", thing="21").text)
    assert step
    assert window.work.choices["people"]
    window.post("/begin/choose", name="my-course")
    assert not window.work.choices
    assert "already been undone" in text(window.post("/undo", step=step[0]))


def test_the_course_stays_while_a_job_is_at_work(tmp_path: Path) -> None:
    window = two_courses(tmp_path / "documents")
    go_on = threading.Event()
    window.work.jobs.start(JobKind.READ, lambda _: go_on.wait(60))
    root = window.work.root
    for path, fields in (("/begin/choose", {"name": "my-course"}), ("/begin/sample", {}), ("/begin", ANSWERS)):
        answer = window.post(path, **fields | {"folder": "third"})
        assert answer.status_code == 409
        assert "The program is reading the blogs." in text(answer)
    go_on.set()
    assert window.work.root == root
    assert not (tmp_path / "documents/third").exists()
