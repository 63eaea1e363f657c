"""The pages for developers beside the code: the nouns have the fields shown, the contract has every key and no other."""

import dataclasses
import re
from pathlib import Path

import pytest

from course.core import model
from course.core.letters import model as letters_model
from course.core.letters.model import NudgeKind
from course.core.model import Standing
from course.core.progress.next_step import State
from course.formats.files import roster, things

ROOT = Path(__file__).parents[1]
HOUSE = (ROOT / "docs" / "HOUSE.md").read_text(encoding="utf-8")
INTERFACE = (ROOT / "docs" / "INTERFACE.md").read_text(encoding="utf-8")
NOUNS = HOUSE.partition("## 4. The nouns")[2].partition("## 5.")[0]


def test_the_nouns_have_the_fields_that_are_shown() -> None:
    shown = re.findall(r"^class (\w+): +(.*(?:\n {19}.*)*)", NOUNS, re.MULTILINE)
    assert len(shown) > 15
    for name, lines in shown:
        words = re.sub(r"#.*|\[[^\n;]*?\](?=[;:\n ]|$)", "", lines)
        fields = {
            field.name for field in dataclasses.fields(getattr(model, name, None) or getattr(letters_model, name))
        }
        told = {field for part in words.split(";") for field in re.findall(r"\w+", part.partition(":")[0])}
        assert told <= fields, name


@pytest.mark.parametrize(
    "table", ["COURSE", "COHORT", "WEEK", "FETCH", "MAIL", "THING", "CLUES", "RESOURCE", "PART", "LICENCE", "LOOK"]
)
def test_the_interface_names_every_setting_of_the_course(table: str) -> None:
    for key in getattr(things, table):
        assert re.search(rf"(?:^|[\[{{. ,`]){key}\b", INTERFACE, re.MULTILINE), key


def test_the_interface_names_every_setting_of_a_person_and_every_word_of_its_lists() -> None:
    for key in roster.FIELDS:
        assert re.search(rf"^{key} = ", INTERFACE, re.MULTILINE), key
    for word in [*Standing, *NudgeKind, *State]:
        assert f"`{word}`" in INTERFACE, word


def test_no_page_speaks_of_anything_outside_the_project() -> None:
    for page in sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")):
        assert not re.search(r"/tmp/|/home/\w|/root/", page.read_text(encoding="utf-8")), page.name
