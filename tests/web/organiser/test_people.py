"""People: everybody in one table, found, filtered and sorted by the address."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import homes
import organiser_app
from organiser_app import Window

ROSTER = (
    homes.ROSTER
    + """
[participants.eve]
name = 'Eve <script>alert(1)</script> | "&'
cohort = "autumn"
joined = 2026-10-01
blogs = ["https://eve.example/"]
groups = ["<b>maps</b>", "archives"]
"""
)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Window:
    return organiser_app.window(homes.make(tmp_path_factory.mktemp("people") / "home", ROSTER))


def shown(window: Window, query: str = "") -> list[str]:
    return re.findall(r'<th scope=row><a href="person/([^"]+)"', window.get(f"/people{query}").text)


def test_everybody_is_shown_and_a_name_opens_the_person(window: Window) -> None:
    assert shown(window) == ["bo", "eve", "nightjar"]
    assert "3 people" in organiser_app.text(window.get("/people"))


@pytest.mark.parametrize(
    ("query", "handles"),
    [
        ("?q=bo", ["bo"]),
        ("?q=NIGHTJAR%40example.org", ["nightjar"]),
        ("?group=archives", ["eve"]),
        ("?group=<b>maps</b>", ["eve"]),
        ("?sort=-name", ["nightjar", "eve", "bo"]),
        ("?standing=not-started&sort=done", ["bo", "eve", "nightjar"]),
        ("?standing=ahead", []),
        ("?trouble=1", []),
        ("?standing=nonsense&group=none&sort=nonsense&rows=nonsense", ["bo", "eve", "nightjar"]),
        ("?q=foxx", []),
    ],
)
def test_the_address_says_who_is_shown_and_in_which_order(window: Window, query: str, handles: list[str]) -> None:
    assert shown(window, query) == handles


def test_nobody_found_is_said_and_leads_back(window: Window) -> None:
    answer = window.get("/people?q=foxx<b>")
    assert "Nobody matches foxx<b> . Show everybody" in organiser_app.text(answer)
    assert "<b>" not in answer.text.partition("Nobody matches")[2]


def test_hostile_names_and_groups_are_text(window: Window) -> None:
    page = window.get("/people").text
    assert "<script>alert" not in page
    assert "<b>maps" not in page


def test_the_height_of_the_rows_is_remembered(window: Window) -> None:
    window.work.choices.clear()  # what earlier tests chose
    assert 'class="roomy"' in window.get("/people").text  # a small course: there is room
    assert 'class="roomy"' not in window.get("/people?rows=compact").text
    assert 'class="roomy"' not in window.get("/people?q=bo").text
    assert 'class="roomy"' in window.get("/people?rows=roomy").text
    assert 'class="roomy"' in window.get("/people?q=bo").text


def test_an_empty_course_says_what_to_do(tmp_path: Path) -> None:
    window = organiser_app.window(homes.make(tmp_path / "home", ""))
    page = organiser_app.text(window.get("/people"))
    assert "Nobody has joined yet" in page
    assert "<table" not in window.get("/people").text


def test_the_spreadsheet_holds_the_people_who_are_shown(window: Window) -> None:
    answer = window.get("/people.csv?q=bo")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people-2026-11-23.csv"'
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert len(rows) == 2
    assert "Bo Larsson" in rows[1]


@given(st.text(max_size=30))
def test_any_search_is_answered(window: Window, find: str) -> None:
    assert window.get(f"/people?q={quote(find, errors='replace')}").status_code == 200
