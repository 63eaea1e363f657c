"""The figures in every format."""

import csv
import io
import json

import stage
from course.core.progress import figures
from course.formats.report import tables
from course.formats.report.figures import RENDERERS
from course.formats.report.view_options import View

REPORT = stage.report()
FOUND = figures.figures(REPORT)


def test_json_has_counts_and_no_shares_under_the_names_of_the_definitions() -> None:
    found = json.loads(RENDERERS["json"](REPORT, View()))
    assert (found["as_of"], found["course"]) == ("2026-12-04", {"title": "Twelve Things", "things": 12})
    assert (found["registered"], found["started"], found["finished"]) == (12, 9, {"on_time": 1, "late": 0})
    assert sum(found["standings"].values()) == 12
    assert found["things"][0]["opens"] == "2026-10-05"
    assert sum(one["things"] for one in found["lateness"]) == found["done"]["credits"] == FOUND.credits


def test_the_sheet_has_every_number_of_the_tables() -> None:
    rows = list(csv.reader(io.StringIO(RENDERERS["csv"](REPORT, View()).removeprefix("\ufeff"))))
    told = {(row[0], row[1], row[2]): row[3] for row in rows[1:]}
    for table in tables.tables(FOUND):
        for row in table.rows:
            for head, value in zip(table.heads[1:], row[1:], strict=True):
                assert (table.title, str(row[0]), head) in told or head == "Share"
                assert head == "Share" or told[table.title, str(row[0]), head] == str(value)


def test_the_columns_of_a_table_stand_below_each_other() -> None:
    lines = RENDERERS["table"](REPORT, View()).splitlines()
    at = lines.index("FROM REGISTERED TO FINISHED")
    shown = lines[at + 2 : at + 9]
    assert shown[0].split() == ["Step", "People", "Share"]
    assert {len(line) for line in shown} == {len(shown[0])}
    assert shown[1].split() == ["registered", "12", "100", "%"]


def test_the_public_is_told_of_no_small_group() -> None:
    assert "small" in RENDERERS["csv"](REPORT, View())
    assert all("small" not in RENDERERS[name](REPORT, View(public=True)) for name in ("csv", "json", "table"))
