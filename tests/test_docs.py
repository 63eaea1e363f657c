"""The pages for developers beside the code: the guides name only what there is, the contract has every key."""

import re
from pathlib import Path

import pytest

from course.core.letters.model import NudgeKind
from course.core.model import Standing
from course.core.progress.next_step import State
from course.formats.files import course_fields, roster

ROOT = Path(__file__).parents[1]
INTERFACE = (ROOT / "docs" / "INTERFACE.md").read_text(encoding="utf-8")


GUIDES = [ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/HOUSE.md")]


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_a_guide_for_developers_names_only_what_there_is(page: Path) -> None:
    """Paths in full, modules and packages below a floor (`core/letters/`), and modules alone (`visit.py`)."""
    text = page.read_text(encoding="utf-8")
    modules = {path.name for folder in ("course", "tests") for path in (ROOT / folder).rglob("*.py")}
    for path in re.findall(r"`((?:course|tests|docs|benchmarks|\.github)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"`((?:core|formats|adapters|services|cli|web)/[\w./-]*)`", text):
        assert (ROOT / "course" / path).exists(), path
    for name in re.findall(r"`(\w+\.py)`", text):
        assert name in modules, name
    for module in re.findall(r"python -m ((?:tests|benchmarks)[\w.]*)", text):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), module


@pytest.mark.parametrize("page", ["in-the-browser.md", "organisers.md", "running.md", "facilitators.md"])
def test_a_guide_quotes_the_buttons_that_the_app_has(page: str) -> None:
    templates = "".join(path.read_text("utf-8") for path in (ROOT / "course/web/organiser/templates").glob("*.html"))
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    quoted = re.findall(r'(?:press|choose|then|use|[Uu]nder|People,|Emails,) "([A-Z][^"]+)"', text)
    assert quoted
    assert [words for words in quoted if words not in templates.replace("’", "'")] == []


def test_the_architecture_shows_every_floor_and_fits_on_a_page() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    floors = {path.parent.name for path in (ROOT / "course").glob("*/__init__.py")}
    assert {floor for floor in floors if f"{floor}/" in text.partition("## The journey")[0]} == floors
    assert len(text.splitlines()) <= 100


@pytest.mark.parametrize(
    "table", ["COURSE", "COHORT", "WEEK", "FETCH", "MAIL", "THING", "CLUES", "RESOURCE", "PART", "LICENCE", "LOOK"]
)
def test_the_interface_names_every_setting_of_the_course(table: str) -> None:
    for key in getattr(course_fields, table):
        assert re.search(rf"(?:^|[\[{{. ,`]){key}\b", INTERFACE, re.MULTILINE), key


def test_the_interface_names_every_setting_of_a_person_and_every_word_of_its_lists() -> None:
    for key in roster.FIELDS:
        assert re.search(rf"^{key} = ", INTERFACE, re.MULTILINE), key
    for word in [*Standing, *NudgeKind, *State]:
        assert f"`{word}`" in INTERFACE, word


def test_no_page_speaks_of_anything_outside_the_project() -> None:
    for page in sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")):
        assert not re.search(r"/tmp/|/home/\w|/root/", page.read_text(encoding="utf-8")), page.name
