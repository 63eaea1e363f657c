"""Import a file: columns and rows are shown and corrected, then added, once; sign-ups from the web go the same way."""

import io
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

import organiser_app
import organiser_home
import platforms
from course.adapters import disk
from course.adapters.store import Store
from course.services import course_home
from organiser_app import Window, text

ANSWERS = """Timestamp,Your name,Email address,Which kind of library?,Blog address,Remarks
2026-11-20,Ann <script>alert(1)</script>,ann@example.org,public,none,=cmd()
2026-11-20,Bea,bea@gmial.com,school,none,
2026-11-20,Cay,cay@example.org,school,two words here,
2026-11-20,Nightjar,nightjar@example.org,school,,
"""
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def window(tmp_path: Path) -> Window:
    return organiser_app.window(organiser_home.make(tmp_path / "home"))


def roster(window: Window) -> str:
    return (window.work.root / "participants.toml").read_text(encoding="utf-8")


def upload(window: Window, content: bytes = ANSWERS.encode(), name: str = "answers.csv") -> TestResponse:
    return window.post("/people/import", file=(io.BytesIO(content), name))


def where(page: TestResponse) -> str:
    """The address of the page's own import."""
    return "/people/import/" + page.request.path.split("/people/import/")[1].partition("?")[0]


def looked(window: Window, answer: TestResponse) -> TestResponse:
    """The page of the rows, once the blogs have been looked at."""
    while "Nothing has been changed yet." in (page := window.follow(answer)).text:
        time.sleep(0.02)
    return page


def columns_of(page: TestResponse) -> dict[str, str]:
    """What the page of the columns would send as it is."""
    found = re.findall(r'<select id="(c\d+)".*?</select>', page.text, re.DOTALL)
    parts = re.split(r'<select id="c\d+"', page.text)[1:]
    chosen = [re.search(r'<option value="(\w+)" selected>', part.partition("</select>")[0]) for part in parts]
    return {name: (one[1] if one else "") for name, one in zip(found, chosen, strict=True)}


def step_of(page: TestResponse) -> str:
    found = re.search(r'name="step" value="([^"]+)"', page.text)
    assert found
    return found[1]


def test_a_file_with_two_slips_is_corrected_and_added(window: Window) -> None:
    page = upload(window)
    assert "answers.csv: 4 rows." in text(page)
    assert "a...@example.org" in text(page)
    assert "<script>alert" not in page.text
    assert columns_of(page) == {"c0": "joined", "c1": "name", "c2": "email", "c3": "groups", "c4": "blogs", "c5": ""}
    address = where(page)
    page = looked(window, window.send(address, **columns_of(page)))
    said = text(page)
    assert "Add 1 person?" in said
    assert "1 row is about people who are already in the course, so nothing changes" in said
    assert "2 rows need attention and won’t be added" in said
    assert "Did you mean gmail.com?" in said
    rows = where(page)
    fixed = {"3-name": "Bea", "3-email": "bea@gmail.com", "3-blogs": "", "4-left": "1", "what": "check"}
    page = looked(window, window.send(rows, **fixed))
    assert "Add 2 people?" in text(page)
    assert roster(window) == organiser_home.ROSTER
    done = window.post(rows, what="add")
    assert "2 people were added." in text(done)
    assert roster(window).count("[participants.") == 4
    assert '"bea@gmail.com"' in roster(window)
    window.post(rows, what="add")  # a second click, or another tab
    assert roster(window).count("[participants.") == 4
    assert "2 people are no longer in the course" in text(window.post("/undo", step=step_of(done)))
    assert roster(window) == organiser_home.ROSTER


def test_good_rows_are_added_and_the_others_stay_on_the_page(window: Window) -> None:
    page = upload(window)
    page = looked(window, window.send(where(page), **columns_of(page)))
    rows = where(page)
    done = window.post(rows, what="add")
    assert "1 person was added." in text(done)
    assert "2 rows need attention" in text(done)
    page = looked(window, window.send(rows, **{"4-blogs": "", "4-name": "Cay", "what": "check"}))
    assert "1 person was added." in text(window.post(rows, what="add"))
    assert '"cay@example.org"' in roster(window)


@pytest.mark.parametrize(("button", "email"), [("mail-3", "bea@gmail.com"), ("right-3", "bea@gmial.com")])
def test_a_mistyped_mail_service_is_corrected_or_accepted_with_one_click(
    window: Window, button: str, email: str
) -> None:
    page = upload(window)
    page = looked(window, window.send(where(page), **columns_of(page)))
    assert "Change it to bea@gmail.com bea@gmial.com is right" in text(page)
    page = looked(window, window.send(where(page), **{"3-email": "bea@gmial.com", "what": button}))
    assert "Add 2 people?" in text(page)
    window.post(where(page), what="add")
    assert f'email = "{email}"' in roster(window)


def test_the_columns_are_remembered_for_the_next_file(window: Window) -> None:
    page = upload(window)
    columns = columns_of(page) | {"c5": "certificate_name"}
    page = looked(window, window.send(where(page), **columns))
    window.post(where(page), what="add")
    again = upload(window)
    assert "We use the columns as we did last time." in text(again)
    assert columns_of(again)["c5"] == "certificate_name"


def test_without_a_name_nothing_goes_on(window: Window) -> None:
    page = upload(window)
    answer = window.send(where(page), **(columns_of(page) | {"c1": ""}))
    assert answer.status_code == 422
    assert "Choose the column with the names." in text(answer)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "empty.csv", "Choose a file first."),
        (b"only a header", "a.csv", "has no rows below its header"),
        (b"PK\x03\x04 not a workbook", "a.xlsx", "a.xlsx"),
        (b"<opml></opml>", "a<b>.opml", "lists no blogs"),
        (b"a = [", "a.toml", "isn't TOML"),
    ],
)
def test_a_file_that_cant_be_read_is_named(window: Window, content: bytes, name: str, says: str) -> None:
    page = upload(window, content, name)
    assert says in text(page)
    assert "<b>" not in page.text.partition("<main")[2].partition("</main")[0].replace("<b>Stop", "")
    assert roster(window) == organiser_home.ROSTER


def test_an_import_of_an_earlier_run_adds_nobody(window: Window) -> None:
    for path in ("columns", "rows"):
        page = window.follow(window.get(f"/people/import/none/{path}"))
        assert "Open the file again. Nobody will be added twice." in text(page)


def test_another_run_is_named_and_the_import_stays(window: Window) -> None:
    page = upload(window)
    rows = where(looked(window, window.send(where(page), **columns_of(page))))
    with disk.lock(window.work.root):
        assert window.post(rows, what="add").status_code == 409
    assert roster(window) == organiser_home.ROSTER
    assert "1 person was added." in text(window.post(rows, what="add"))


def test_blogs_are_looked_at_and_read(tmp_path: Path) -> None:
    with platforms.served({**platforms.WORDPRESS, "/": platforms.WORDPRESS["/"]}) as site:
        allowed = f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n'
        window = organiser_app.window(organiser_home.make(tmp_path / "home", extra=allowed))
        page = upload(window, f"name,blogs\nAnn,{site}\nBea,{site}/none/\n".encode())
        page = looked(window, window.send(where(page), **columns_of(page)))
        assert "Add 1 person?" in text(page)
        done = window.post(where(page), what="add")
        assert "Their blogs are being read." in text(done)
        window.wait()
        assert ": online networks" in text(window.get("/person/ann"))


# Sign-ups from the web ------------------------------------------------------------------------------


def signed_up(window: Window, **changes: object) -> None:
    data = {
        "name": "Ann",
        "email": "ann@example.org",
        "blogs": [],
        "show": "course",
        "reminders": "yes",
        "agreed": "yes",
    }
    with Store(course_home.open_home(window.work.root).database) as store:
        store.confirm(str(changes), NOW, {**data, **changes}, NOW)


def test_sign_ups_are_looked_at_and_added_together(window: Window) -> None:
    signed_up(window, link="abcd1234")
    signed_up(window, name="Bea", email="bea@gmial.com")
    page = looked(window, window.send("/people/sign-ups"))
    assert "Add 1 person?" in text(page)
    rows = where(page)
    slip = re.search(r'name="(\d+)-email"', page.text)
    assert slip
    page = looked(window, window.send(rows, **{f"{slip[1]}-email": "bea@gmail.com", "what": "check"}))
    done = window.post(rows, what="add")
    assert "2 people were added." in text(done)
    assert '"bea@gmail.com"' in roster(window)
    assert "Nothing is waiting" in text(window.get("/people/waiting"))
    window.post("/undo", step=step_of(done))
    assert roster(window) == organiser_home.ROSTER
    assert "2 sign-ups from the web" in text(window.get("/people/waiting"))
