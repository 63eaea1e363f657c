"""The report as a sheet: numbers as numbers, and no cell that would be run."""

import csv
import io

import pytest

import stage
from course.formats.report import View, csv_table

REPORT = stage.report()
LONG = stage.report(with_posts=True)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+44 1234", "'+44 1234"),
        ("-1", "'-1"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\nx", "'x"),
        ("\0x", "'x"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\u202e=1", "'=1"),
        ("  =1", "'=1"),
        ("a=b", "a=b"),
        ("", ""),
        (7, 7),
        (-7, -7),
        (0.9, 0.9),
    ],
)
def test_no_cell_is_one_that_a_spreadsheet_would_run(value: str | float, cell: str | float) -> None:
    assert csv_table.cell(value) == cell


def test_a_sheet_has_its_mark_its_line_ends_and_numbers_without_quotes() -> None:
    text = csv_table.render(REPORT)
    assert text.startswith("\ufeffName,Handle,")
    assert text.count("\r\n") == text.count("\n") == len(REPORT.rows) + 1
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {13 + 12}
    by_name = {row[1]: row for row in rows}
    assert by_name["stalled"][0] == "'=1+1"
    assert by_name["behind"][13:17] == ["2026-10-08", "2026-10-15", "2026-11-24", ""]
    assert by_name["behind"][6:8] == ["3", "9"]


def test_the_long_sheet_has_one_row_a_post() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_table.render(LONG, View(long=True)).removeprefix("\ufeff"))))
    assert len(rows) == len(LONG.posts)
    cake = next(row for row in rows if row["Post"] == "behind-cake")
    assert cake["Title"].startswith("'=HYPERLINK")
    assert (cake["Credited"], cake["Likely"]) == ("", "4")


def test_the_public_sheet_has_names_and_days_alone() -> None:
    rows = list(csv.reader(io.StringIO(csv_table.render(REPORT, View(public=True)).removeprefix("\ufeff"))))
    assert rows[0] == ["Name", "Done", *(f"Thing {number}" for number in range(1, 13))]
    assert {len(row) for row in rows} == {14}


def test_the_sheet_of_a_thing_has_who_did_it_and_then_who_has_not() -> None:
    rows = list(csv.reader(io.StringIO(csv_table.render(REPORT, View(thing=3)).removeprefix("\ufeff"))))
    assert rows[0] == ["Name", "Thing 3", "Title", "Address", "Handle", "Standing", "Why"]
    days = [row[1] for row in rows[1:]]
    done = [day for day in days if day]
    assert len(done) == 6
    assert days == [*done, *[""] * (len(days) - 6)]
    public = list(csv.reader(io.StringIO(csv_table.render(REPORT, View(thing=3, public=True)).removeprefix("\ufeff"))))
    assert [len(row) for row in public] == [4] * 7


def test_a_cell_is_one_line_and_no_longer_than_a_spreadsheet_takes() -> None:
    assert csv_table.cell("a\r\nb\tc\u202e") == "a b c"
    long = csv_table.cell("x" * 50_000)
    assert isinstance(long, str)
    assert len(long) == 30_000
