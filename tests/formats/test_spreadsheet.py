"""A table comes back from a spreadsheet as it went in, and nothing in it runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats import spreadsheet

WORDS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]))


@pytest.mark.parametrize("start", list("=+-@\t\r\n\0＝＋－＠"))
def test_what_looks_like_a_formula_is_words(start: str) -> None:
    assert spreadsheet.guarded(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1+cmd|x", "@x", ' "=1', "＝1"])
def test_a_semicolon_begins_no_formula_where_commas_are_for_decimals(formula: str) -> None:
    guarded = spreadsheet.guarded(f"Ann;{formula}")
    assert guarded == f"Ann;'{formula}"
    assert not any(spreadsheet.runs(cell) for cell in spreadsheet.written([["x", f"Ann;{formula}"]]).split(";"))


@given(st.lists(st.lists(WORDS | st.integers(), min_size=2, max_size=3)))
def test_every_cell_comes_back(rows: list[list[str | int]]) -> None:
    text = spreadsheet.written(rows)
    assert text.startswith(spreadsheet.MARK)
    back = list(csv.reader(io.StringIO(text.removeprefix(spreadsheet.MARK), newline="")))
    assert back == [[spreadsheet.guarded(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows]
    assert not any(spreadsheet.runs(cell) and not cell.lstrip("-").isdigit() for row in back for cell in row)
