"""Tables for spreadsheets: UTF-8 with a mark, CRLF, numbers as numbers, and no cell that would be run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float
MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
_RUN = tuple("=+-@\t\r\n\0＝＋－＠")  # a cell that begins so may be run as a formula (OWASP ASVS 1.2.10)

_AFTER_A_CUT = re.compile(r"(?<=;)(?=[\s\"]*[=+\-@＝＋－＠])")


def written(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as CSV, every word guarded."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return MARK + out.getvalue()


def guarded(cell: str) -> str:
    """The cell so that a spreadsheet takes it for text: what looks like a formula gets a leading apostrophe.

    Inside the cell as well, after a semicolon: where commas are for decimals, spreadsheets cut lines there."""
    if ";" in cell:
        cell = _AFTER_A_CUT.sub("'", cell)
    return f"'{cell}" if runs(cell) else cell


def runs(cell: str) -> bool:
    """Whether a spreadsheet may run it."""
    return cell.startswith(_RUN)
