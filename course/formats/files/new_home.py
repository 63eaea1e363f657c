"""The files of a new home: the course's settings, the Thing files at a chosen pace, an empty roster."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from typing import Any

import tomli

from course.core.errors import CourseError

PACES = ("steady", "summer", "brisk", "core")
IGNORED = "participants.toml\nparticipants.toml.bak\n.course/\noutbox/\nblogs/\n"
ROSTER = """# The roster: one [participants.HANDLE] table each. Yours to edit; cpd23 keeps every byte it does not have to change.
# Add people with: cpd23 register    or: cpd23 people import answers.xlsx
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What `cpd23 init` was told."""

    title: str
    starts: date
    organiser: str
    email: str
    pace: str = "steady"
    zone: str = "Europe/London"

    @property
    def cohort(self) -> str:
        """The name of the fixed cohort: season and year."""
        season = ("winter", "spring", "summer", "autumn")[self.starts.month % 12 // 3]
        return f"{season}-{self.starts.year}"


@dataclass(frozen=True, slots=True)
class Pace:
    """Which Thing comes in which week, and the weeks that are not ordinary."""

    title: str
    length: int  # weeks, the finishing weeks included
    things: Mapping[int, int]
    kinds: Mapping[int, Mapping[str, str]]


def pace(name: str) -> Pace:
    """One of the four ready-made paces."""
    if name not in PACES:
        raise CourseError(f"There is no pace {name!r}.", f"Choose one of {', '.join(PACES)}.")
    words = resources.files("course.formats.files").joinpath(f"paces/{name}.toml").read_text(encoding="utf-8")
    values: dict[str, Any] = tomli.loads(words)
    only = set(values.get("only", ())) or {int(n) for n in values["things"]}
    things = {int(n): week for n, week in values["things"].items() if int(n) in only}
    return Pace(values["title"], values["length"], things, {int(n): week for n, week in values["weeks"].items()})


def files(answers: Answers, own_things: Mapping[str, str]) -> dict[str, str]:
    """Every file of the new home by its path; `own_things` are the package's Thing files by name."""
    chosen = pace(answers.pace)
    home = {"things/course.toml": course_file(answers, chosen), "participants.toml": ROSTER, ".gitignore": IGNORED}
    for name, text in sorted(own_things.items()):
        number = int(name[:2])
        if number in chosen.things:
            home[f"things/{name}"] = at_week(text, chosen.things[number])
    return home


def at_week(text: str, week: int) -> str:
    """A Thing file's text with another week; every other byte as it was."""
    moved, count = re.subn(r"^week = \d+", f"week = {week}", text, count=1, flags=re.MULTILINE)
    if count != 1:
        raise CourseError("A Thing file of the package has no week.", "Install cpd23 again.")
    return moved


def last_day(answers: Answers) -> date:
    """The Sunday of the last week of the chosen pace."""
    return answers.starts + timedelta(weeks=pace(answers.pace).length, days=-1)


def course_file(answers: Answers, chosen: Pace) -> str:
    """course.toml, every setting explained."""
    weeks = "".join(
        f"\n[weeks.{number}]\nkind = {_quoted(week['kind'])}\nnote = {_quoted(week.get('note', ''))}\n"
        for number, week in sorted(chosen.kinds.items())
    )
    late = last_day(answers) + timedelta(days=90)
    return f"""# The course's settings. Words stand in quotes; days are written 2026-10-05; a line that begins with # is a note.

title = {_quoted(answers.title)}
tags = ["cpd23"]                 # marks that a post belongs to the course: in a tag, a title or the text
nouns = ["thing", "task"]        # what participants count with
zone = {_quoted(answers.zone)}           # a day ends at midnight here
# site = "https://library.example/cpd23/"    # where you put the folder public/
grace = 7                        # days after the end of a Thing's week before it is owed
finish = {{ all = true }}          # or {{ at_least = 12 }}
organiser = {{ name = {_quoted(answers.organiser)}, email = {_quoted(answers.email)} }}

[cohorts.{answers.cohort}]
starts = {answers.starts}              # the first day of week 1
ends = {last_day(answers)}                # the last day on time
late_until = {late}          # finishing late is finishing

[cohorts.own-pace]               # no dates: everybody counts from the day of joining

# Weeks that are not ordinary: catch-up, reflection or break.
{weeks}
# Without [mail] letters are only drafted. The password is asked for, or read from CPD23_SMTP_PASSWORD.
# [mail]
# server = "smtp.library.example"
# port = 587
# security = "starttls"
# user = "zoe"
"""


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
