"""The organiser's own words: notes/welcome.md and notes/week-09.md for everybody, notes/COHORT/... for one cohort."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from course.core.errors import Problem
from course.core.model import Course
from course.formats.files import toml_reader

FOLDER = "notes/"
LONGEST = 20_000  # characters
_NAME = re.compile(r"notes/(?:(?P<cohort>[^/]+)/)?(?:welcome|week-0*(?P<week>[1-9]\d{0,2}))\.md")
_WELCOME = 0  # stands where a note has its week


@dataclass(frozen=True, slots=True)
class WeekNotes:
    """Notes by cohort ("" for everybody) and week, as Markdown; the welcome in place of a week."""

    texts: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))

    def week(self, number: int | None, cohort: str) -> str:
        """The note of this week of the course for this cohort; empty where there is none."""
        return self._of(number, cohort) if number else ""

    def welcome(self, cohort: str) -> str:
        """What the organiser says to somebody new in this cohort; empty where there is nothing."""
        return self._of(_WELCOME, cohort)

    def _of(self, number: int, cohort: str) -> str:
        return self.texts.get((cohort, number)) or self.texts.get(("", number), "")

    @property
    def weeks(self) -> frozenset[tuple[str, int]]:
        """Each cohort ("" for all) and week with a note."""
        return frozenset(key for key in self.texts if key[1] != _WELCOME)


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
            hint = "Name it notes/welcome.md, or after its week, like notes/week-09.md. For one cohort: notes/COHORT/week-09.md."
            problems.append(
                Problem(path, 1, "this note isn't shown, because its file name doesn't say which week it's for.", hint)
            )
        elif cohort and cohort not in course.cohorts:
            known = ", ".join(course.cohorts)
            problems.append(
                Problem(
                    path, 1, f"this note isn't shown, because there is no cohort called {cohort}.", f"Cohorts: {known}."
                )
            )
        elif len(text) > LONGEST:
            hint = f"Keep it under {LONGEST} characters."
            problems.append(Problem(path, 1, "this note isn't shown, because it's too long for an email.", hint))
        elif text.strip():
            texts[cohort, int(named["week"] or _WELCOME)] = text.strip()
    return WeekNotes(MappingProxyType(texts)), tuple(problems)
