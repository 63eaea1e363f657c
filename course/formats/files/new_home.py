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
IGNORED = """# Only the Things and the public pages go into Git. Everything else here is about people or can be made again.
/*
!/.gitignore
!/things/
!/public/
"""
ROSTER = """# The roster: one [participants.HANDLE] table for each person. Edit it as you like; cpd23 changes only what it has to.
# Add people with: cpd23 register    or: cpd23 people import answers.xlsx
"""
MAIL = """# Without [mail], emails are drafted but not sent. The password is asked for, or read from CPD23_SMTP_PASSWORD.
# [mail]
# server = "smtp.library.example"
# port = 587
# security = "starttls"
# user = "zoe"

# For replies and bounces: one mail folder, which cpd23 weekly reads. Its password is asked for, or read from CPD23_IMAP_PASSWORD.
# [mail.inbox]
# server = "imap.library.example"
# user = "zoe"
# folder = "INBOX"
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
    """Every file of the new home by its path; `own_things` are the files of the package's things/ by name there."""
    chosen = pace(answers.pace)
    home = {f"things/{name}": text for name, text in sorted(own_things.items()) if not name.endswith(".md")}
    for name, text in sorted(own_things.items()):
        if name.endswith(".md") and (number := int(name[:2])) in chosen.things:
            home[f"things/{name}"] = at_week(text, chosen.things[number])
    settings = course_file(answers, chosen, tomli.loads(own_things["course.toml"]))
    return {**home, "things/course.toml": settings, "participants.toml": ROSTER, ".gitignore": IGNORED}


def at_week(text: str, week: int) -> str:
    """A Thing file's text with another week; every other byte as it was."""
    moved, count = re.subn(r"^week = \d+", f"week = {week}", text, count=1, flags=re.MULTILINE)
    if count != 1:
        raise CourseError("One of the Thing files that came with cpd23 has no week.", "Install cpd23 again.")
    return moved


def last_day(answers: Answers) -> date:
    """The Sunday of the last week of the chosen pace."""
    return answers.starts + timedelta(weeks=pace(answers.pace).length, days=-1)


def course_file(answers: Answers, chosen: Pace, default: Mapping[str, Any]) -> str:
    """course.toml, every setting explained; the parts and the suggested welcome are those of the default course."""
    weeks = "".join(f"\n[weeks.{number}]\n{_lines(week)}" for number, week in sorted(chosen.kinds.items()))
    parts = "".join(
        f"\n[parts.{number}]\n{_lines({**part, 'things': things})}"
        for number, part in sorted(default.get("parts", {}).items())
        if (things := [thing for thing in part["things"] if thing in chosen.things])
    )
    late = last_day(answers) + timedelta(days=90)
    return f"""# The course's settings. Put text in quotes, and write days like 2026-10-05. A line that begins with # is a note.

title = {quoted(answers.title)}
tags = ["cpd23"]                 # a post belongs to the course if it has one of these as a tag, in its title or in its text
nouns = ["thing", "task"]        # the words that participants put before a number
zone = {quoted(answers.zone)}           # the time zone that decides when a day begins and ends
# site = "https://library.example/cpd23/"    # the web address of your folder public/
grace = 7                        # a Thing becomes owed this many days after the end of its week
finish = {{ all = true }}          # what people must do to finish; or {{ at_least = 12 }}
hand_in = "ask"                  # what people hand in on their own page: "ask" you about each, or "credit" it at once
learned = "credit"               # posts without a number: "credit" the sure ones and ask about the others, "ask" about all, or "off"
organiser = {{ name = {quoted(answers.organiser)}, email = {quoted(answers.email)} }}
# How others may use the text of the Things, and who they must credit. If you write your own Things, change this.
licence = {{ name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/", credit = "The cpd23 course" }}
# A welcome that you could use in your first email. Nobody sees it until you send it or save it as your note.
suggested_welcome = {_long(default.get("suggested_welcome", "Welcome!"))}

[cohorts.{answers.cohort}]
starts = {answers.starts}              # the first day of week 1
ends = {last_day(answers)}                # the last day to finish on time
late_until = {late}          # the last day to finish late

[cohorts.own-pace]               # no dates: each person's week 1 begins when they join

# The parts of the course, like chapters. Pictures are in things/pictures/. `alt` says what the picture shows.
{parts}
# Special weeks: catch-up, reflection or break. `note` appears on the pages and in emails.
# `suggested_note` is for you: a few words you could send that week. Nobody sees it until you save it as your note.
{weeks}
{MAIL}"""


def quoted(value: Any) -> str:
    """A text or a list as TOML; JSON would leave a DEL as it is, and TOML takes none."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(values: Mapping[str, Any]) -> str:
    """Texts and lists of numbers as lines of TOML."""
    return "".join(f"{key} = {quoted(value)}\n" for key, value in values.items())


def _long(words: str) -> str:
    """Several paragraphs as a TOML string with its line ends as they are."""
    return f'"""\n{words.strip()}\n"""'
