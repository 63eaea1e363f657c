"""A folder made by somebody else brings templates that never end, or that fill the memory."""

from datetime import date
from pathlib import Path

import pytest

import homes
from course.adapters.store import Store
from course.core.errors import CourseError
from course.services import course_home
from course.services.letters import drafts, template_limits

WEEK_TWO = date(2026, 10, 13)
LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
TEXT = "{{ 'x' | center(3000000000) }}"


def home(tmp_path: Path, words: str) -> Path:
    root = homes.make(tmp_path)
    folder = root / "templates" / "mail"
    folder.mkdir(parents=True)
    (folder / "welcome.txt").write_text(f"Subject: Hello\n\n{words}\n", encoding="utf-8")
    return root


def planned(root: Path) -> int:
    found = course_home.open_home(root)
    with Store(found.database) as store:
        return len(drafts.plan(found, store, WEEK_TWO).letters)


@pytest.mark.parametrize("words", [LOOP, TEXT], ids=["time", "memory"])
def test_a_template_without_end_is_refused_in_a_sentence(tmp_path: Path, words: str) -> None:
    root = home(tmp_path, words)
    with pytest.raises(CourseError, match="need too much time or memory") as refused:
        template_limits.require(root, WEEK_TWO, cpu_seconds=2)
    assert "delete the files" in str(refused.value.hint)


def test_own_words_are_used_within_the_limits(tmp_path: Path) -> None:
    assert planned(home(tmp_path, "Hello {{ name }}, {{ range(3) | join }}")) > 0


def test_a_mistake_in_a_template_is_still_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"templates/mail/welcome.txt:3"):
        planned(home(tmp_path, "{{ nobody_knows_this }}"))
