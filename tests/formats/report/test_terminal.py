"""The report for a terminal: tables that fit its width, or a sentence each."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
import stage
from course.formats.report import View, terminal

REPORT = stage.report()


@pytest.mark.parametrize("width", [20, 80, 100, 200])
@pytest.mark.parametrize("plain", [True, False])
def test_the_terminal_is_never_fooled_and_tables_keep_its_width(width: int, plain: bool) -> None:
    text = terminal.render(REPORT, View(width=width, plain=plain))
    assert not [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf") and sign != "\n"]
    if not plain:
        assert max(terminal.columns(line) for line in text.splitlines()) <= max(width, 80)
    assert "Eve <script>" in text


def test_the_table_shows_a_sign_for_each_thing_under_its_number() -> None:
    lines = terminal.render(REPORT).splitlines()
    head = next(line for line in lines if line.startswith("Name") and "1   5" in line)
    behind = next(line for line in lines if line.startswith("Behind") and "/12" in line)
    at = head.index("1   5")
    assert behind[at : at + 12] == "###!!!!....."


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("王小明", 6), ("e\u0301", 1), ("", 0)])
def test_columns_of_wide_and_joined_signs(text: str, columns: int) -> None:
    assert terminal.columns(text) == columns
    assert terminal.columns(terminal.fitted(text, 4)) == 4


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20), st.integers(1, 30))
def test_a_fitted_text_takes_exactly_its_columns(text: str, width: int) -> None:
    assert terminal.columns(terminal.fitted(text, width)) == width


def test_a_sentence_a_row_names_no_sign() -> None:
    lines = terminal.render(REPORT, View(plain=True)).splitlines()
    assert "Behind: 3 of 12 done; behind; owes Things 4 to 7; last post 2 days ago." in lines
    assert not [line for line in lines if "###" in line or "# done" in line]


def test_the_numbers_of_the_things_stand_above_their_signs() -> None:
    few = terminal.render(make.report(make.ledger(), 5, plan=make.course({1: 1, 2: 2, 3: 3})))
    assert "1 3" in next(line for line in few.splitlines() if line.startswith("Name") and "Done" in line)
    assert terminal.render(REPORT, View(public=True)).endswith("# done   . not yet\n")
