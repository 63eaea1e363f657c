"""The organiser's own words: notes/week-09.md for everybody, notes/COHORT/week-09.md for one cohort."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from course.core.errors import Problem
from course.core.model import Course
from course.formats.files import toml_reader

FOLDER = "notes/"
_NAME = re.compile(r"notes/(?:(?P<cohort>[^/]+)/)?week-(?P<week>\d{1,3})\.md")


@dataclass(frozen=True, slots=True)
class WeekNotes:
    """Notes by cohort ("" for everybody) and week, as Markdown."""

    texts: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))

    def week(self, number: int | None, cohort: str) -> str:
        """The note of this week of the course for this cohort; empty where there is none."""
        return self.texts.get((cohort, number or 0)) or self.texts.get(("", number or 0), "")


def parse(files: Mapping[str, bytes], course: Course) -> tuple[WeekNotes, tuple[Problem, ...]]:
    """The notes in these files, and every file whose name says no week or cohort of the course."""
    texts: dict[tuple[str, int], str] = {}
    problems = []
    for path in sorted(name for name in files if name.startswith(FOLDER)):
        text, broken = toml_reader.decode(files[path], path)
        named = _NAME.fullmatch(path)
        cohort = (named["cohort"] or "") if named else ""
        if broken:
            problems.append(broken)
        elif named is None:
            hint = "Name it after the week, such as notes/week-09.md, or notes/COHORT/week-09.md for one cohort."
            problems.append(Problem(path, 1, "this note is shown nowhere: its name doesn't say in which week.", hint))
        elif cohort and cohort not in course.cohorts:
            known = ", ".join(course.cohorts)
            problems.append(
                Problem(path, 1, f"this note is shown nowhere: there is no cohort called {cohort}.", f"Known: {known}.")
            )
        elif text.strip():
            texts[cohort, int(named["week"])] = text.strip()
    return WeekNotes(MappingProxyType(texts)), tuple(problems)
