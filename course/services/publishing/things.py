"""List, show and begin Things."""

from datetime import date
from pathlib import Path
from typing import Any

from course.adapters import disk
from course.core.errors import CourseError, UsageError
from course.core.model import Course, Thing
from course.core.people import joining
from course.core.progress import schedule
from course.formats import human_dates, json_shapes
from course.services import course_home as homes
from course.services.course_home import Home

SKELETON = """+++
number = {number}
title = {title}
week = {week}
minutes = 60
required = true
done_when = "The post says what you tried, what came of it, and what you will do next."

[clues]                       # phrases by which a post without a number is recognised
strong = []                   # say nearly for sure: this Thing
weak = []                     # fit, but fit others too
not = []                      # speak against

# [[resources]]               # home pages only; `checked` is the day when you opened it
# name = "..."
# url = "https://..."
+++
## What and why

What it is, in three sentences, and why somebody in a library would want it.

## Do

1. Try ...
2. Compare ...
3. Decide ...

## Write about it

- What worked, and what did not?
- What will you do differently?

Any one of these is enough. Put "Thing {number}" in the title of your post.

## Ways round

What to do when it is blocked at work, needs an account nobody wants, or means being visible.

## Extra

For people who know all this already.
"""


def listing(home: Home, as_of: date, *, json: bool) -> str:
    """All Things with the week, the day each opens in every fixed cohort, and the minutes."""
    rows = [_row(home.course, thing) for thing in home.course.things]
    if json:
        return json_shapes.document({"as_of": as_of.isoformat(), "things": rows})
    lines = []
    for thing, row in zip(home.course.things, rows, strict=True):
        opens = ", ".join(
            f"{human_dates.short(date.fromisoformat(day))} ({name})" for name, day in row["opens"].items()
        )
        lines.append(
            f"{thing.number:>3}  week {thing.week:>2}  {thing.minutes:>3} min  {thing.title}"
            + (f"  opens {opens}" if opens else "")
        )
    return "\n".join(lines) + "\n"


def show(home: Home, number: int, *, json: bool) -> str:
    """One Thing, whole."""
    thing = next((t for t in home.course.things if t.number == number), None)
    if thing is None:
        raise UsageError(f"There is no Thing {number} in this course.", "See which there are: cpd23 things list")
    if json:
        extra = {"done_when": thing.done_when, "text": thing.body, "path": thing.path}
        return json_shapes.document({**_row(home.course, thing), **extra})
    links = "\n".join(f"- {r.name}: {r.url}" + ("" if r.checked else " (not checked)") for r in thing.resources)
    head = f"Thing {thing.number}: {thing.title}\nWeek {thing.week}, about {thing.minutes} minutes. Done when: {thing.done_when}\n"
    return f"{head}\n{thing.body}\n" + (f"\nResources\n{links}\n" if links else "")


def new(root: Path, number: int, title: str, week: int | None) -> Path:
    """Write the skeleton of a Thing file and return its path; an existing number or file is refused."""
    course = homes.open_home(root).course
    if any(thing.number == number for thing in course.things):
        raise CourseError(f"There is a Thing {number} already.", f"See: cpd23 things show {number}")
    name = title.strip() or f"Thing {number}"
    path = root / "things" / f"{number:02d}-{joining.slug(name) or 'thing'}.md"
    text = SKELETON.format(number=number, title=json_shapes.dumped(name), week=week or course.last_week + 1)
    if path.exists():
        raise CourseError(f"{path} exists already.", "Choose another title with --title.")
    disk.write_bytes(path, text.encode())
    return path


def _row(course: Course, thing: Thing) -> dict[str, Any]:
    opens = {
        name: schedule.begins(thing.week, cohort.starts).isoformat()
        for name, cohort in sorted(course.cohorts.items())
        if cohort.starts
    }
    return {
        "thing": thing.number,
        "title": thing.title,
        "week": thing.week,
        "minutes": thing.minutes,
        "required": thing.required,
        "opens": opens,
    }
