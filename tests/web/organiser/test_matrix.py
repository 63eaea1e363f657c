"""The rows of the matrix: words for each mark, and nothing of a stranger's as markup."""

import re

import make
import stage
from course.core.model import Pause
from course.core.progress import people_matrix
from course.core.progress.people_matrix import PeopleChoice
from course.web.organiser import matrix

REPORT = stage.report()


def body() -> str:
    rows = people_matrix.rows(REPORT, PeopleChoice())
    return str(matrix.body(rows, REPORT.course, REPORT.as_of, {9}))


def test_every_person_is_a_row_with_a_link_and_a_cell_for_each_thing() -> None:
    rows = body().splitlines()
    assert len(rows) == len(REPORT.rows)
    for row in rows:
        assert len(re.findall(r'<td class="?[dlowpxn](?: now")?>', row)) == len(REPORT.course.things)
        assert re.search(r'<th scope=row><a href="person/[a-z]+">', row)


def test_a_hostile_name_is_shown_as_text() -> None:
    assert "<script" not in body()
    assert "&lt;script&gt;" in body()
    assert "\u202e" not in body()


def test_each_mark_has_words() -> None:
    shown = set(re.findall(r"<td class=\"?([dlowpx])(?: now\")?>([a-z ]*)", body()))
    assert shown == {
        ("d", "done "), ("l", "late "), ("o", "owed "), ("w", "waiting"), ("p", "due "), ("x", "excused"),
    }  # fmt: skip


def test_a_cell_is_described_in_full() -> None:
    report = make.report(make.ledger({1: 2, 2: 40}), 41)
    words = [matrix.cell_words(cell) for cell in people_matrix.row(report, report.rows[0]).cells]
    assert words[:2] == ["done 7 Oct", "done late, 14 Nov"]
    assert any(one.startswith("owed since ") for one in words)
    assert any(one.startswith("open, due ") for one in words)
    assert words[-1].startswith("opens ")


def test_a_note_says_what_to_know() -> None:
    rows = {str(row.progress.participant.handle): row for row in people_matrix.rows(REPORT, PeopleChoice())}
    notes = {handle: matrix.note(row, REPORT.course, REPORT.as_of) for handle, row in rows.items()}
    assert notes["behind"].startswith("owes Things 5 to 7, decide on Thing 4")
    assert notes["gone"] == "left 14 Nov"
    assert notes["paused"] == "until further notice"
    assert notes["broken"] == "since 4 Nov"
    assert notes["ahead"] == ""


def test_a_pause_shows_its_end() -> None:
    person = make.person(pauses=(Pause(make.day(0), make.day(3)), Pause(make.day(30), make.day(50))))
    report = make.report(make.ledger(), 41, person)
    row = people_matrix.row(report, report.rows[0])
    assert matrix.note(row, report.course, report.as_of) == "until 24 Nov"
