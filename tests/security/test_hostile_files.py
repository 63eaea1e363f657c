"""Course files made to hang or to crash: extreme dates, and thousands of mistakes.

Red on 0c9b0d2: `ends = 9999-12-31` was a traceback in every command, and 2,000 wrong tables took half a minute.
"""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import broken_machine
import faults
from course.formats.files import roster

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faults.prepared(tmp_path_factory.mktemp("files") / "model")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("key", ["starts", "ends", "late_until", "keep_until"])
def test_no_day_of_the_course_is_too_extreme(key: str, day: str, model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(model, home)
    path = home / "things" / "course.toml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{key} =")]
    at = 0 if key == "keep_until" else next(n for n, line in enumerate(lines) if line.startswith("[cohorts.")) + 1
    path.write_text("\n".join([*lines[:at], f"{key} = {day}", *lines[at:]]) + "\n", encoding="utf-8")
    done = broken_machine.run(home, ["check"])
    broken_machine.told(done)
    assert done.returncode == 3
    assert f"{key} = {day} isn't valid".encode() in done.stdout
    for command in (["report"], ["remind"], ["close", "-n"]):
        broken_machine.told(broken_machine.run(home, command))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1994-12-31", "2101-01-01"])
def test_no_day_that_is_typed_is_too_extreme(day: str, model: Path) -> None:
    for command in (["report", "--as-of", day], ["people", "pause", "nightjar", "--from", day, "-n"]):
        done = broken_machine.run(model, command)
        assert "1995 to 2100" in broken_machine.told(done)
        assert done.returncode == 2


@pytest.mark.parametrize(
    ("table", "mistakes"),
    [
        ('[participants.p{n}]\nname = "N"\ncohort = 5\njoined = "x"\nblogz = []\n\n', 4),
        ('[participants.p{n}]\nname = "N"\n\n', 3),
        ("[participants.p{n}]\njoined = 9999-12-31\n\n", 4),
    ],
)
def test_thousands_of_mistakes_are_each_told_at_their_line(table: str, mistakes: int) -> None:
    text = "".join(table.format(n=n) for n in range(4_000))
    people, problems = roster.parse(text.encode(), "participants.toml", None)
    assert not people
    assert len(problems) == 4_000 * mistakes
    length = table.count("\n")
    assert {(problem.line - 1) // length for problem in problems} == set(range(4_000))


def _workbook(cells: str, dimension: str = "A1:B2") -> bytes:
    """A workbook of one sheet with these cells, as small as Excel would open."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="s" sheetId="1" r:id="s1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


CELL = '<row r="{row}"><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>'
HOSTILE_FILES: dict[str, Callable[[], bytes]] = {
    "far cell.xlsx": lambda: _workbook(
        CELL.format(row=1, at="A1", text="Name") + CELL.format(row=1048576, at="XFD1048576", text="x"), "A1:XFD1048576"
    ),
    "long text.xlsx": lambda: _workbook(CELL.format(row=1, at="A1", text="x" * 300_000_000)),
    "broken.xlsx": lambda: b"PK\x03\x04" + b"\xff" * 3000,
    "deep.opml": lambda: b"<opml><body>" + b"<outline text='a'>" * 300_000,
    "entities.opml": lambda: b"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>]><opml>&a;</opml>",
    "long row.csv": lambda: b"Name,Email\n" + b"," * 9_000_000,
    "deep.toml": lambda: b"a = " + b"[" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_a_hostile_form_file_ends_in_a_sentence_and_not_in_the_end_of_the_program(
    name: str, model: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(HOSTILE_FILES[name]())
    before = (model / "participants.toml").read_bytes()
    done = broken_machine.run(
        model,
        ["people", "import", str(tmp_path / name), "--offline", "-n"],
        before=broken_machine.little_memory(900_000),
    )
    words = broken_machine.told(done)
    assert done.returncode in (1, 2), words
    assert "error: " in words
    assert (model / "participants.toml").read_bytes() == before
