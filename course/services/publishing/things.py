"""List, show and begin Things."""

from datetime import date
from pathlib import Path
from typing import Any

from course.adapters import home_files
from course.core.errors import CourseError, UsageError
from course.core.hints import Action, Hint, ToDo
from course.core.model import Course, Resource, Thing
from course.core.people import joining
from course.core.progress import course_weeks
from course.formats import human_dates, json_shapes, your_post
from course.formats.files import new_home
from course.services import course_home as homes
from course.services.course_home import Home

SKELETON = """+++
number = {number}
title = {title}
week = {week}
minutes = 60
required = true
lede = "What it is, in a sentence."
done_when = "The post says what you tried, what came of it, and what you will do next."
post_title = {post_title}

[clues]                       # phrases by which a post without a number is recognised
strong = []                   # almost certainly about this Thing
weak = []                     # fit this Thing, but others too
not = []                      # show that it isn't this Thing

# [[resources]]               # add `checked`, with the day, when somebody has opened the page
# name = "..."
# url = "https://..."
# why = "What it's good for, in a line."
+++
## What and why

What it is, in three sentences, and why somebody in a library would want it.

## Do

1. Try ...
2. Compare ...
3. Decide ...

## Write about it

- What worked, and what didn't?
- What will you do differently?

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
        raise UsageError(f"There is no Thing {number} in this course.", Hint("See all Things: ", Action.LIST_THINGS))
    if json:
        texts = ("lede", "done_when", "post_title", "sample", "suggested_note", "path")
        resources = [
            {"name": r.name, "url": r.url, "why": r.why, "checked": r.checked and r.checked.isoformat()}
            for r in thing.resources
        ]
        extra = {key: getattr(thing, key) for key in texts} | {"text": thing.body, "resources": resources}
        return json_shapes.document({**_row(home.course, thing), **extra})
    head = f"Thing {thing.number}: {thing.title}\nWeek {thing.week}, about {thing.minutes} minutes. Done when: {thing.done_when}\n"
    box = "\n".join(f"- {line}" for line in your_post.lines(home.course, [thing]))
    links = "\n".join(_link(resource) for resource in thing.resources)
    more = {
        your_post.TITLE: box,
        "A sample post (made up)": thing.sample and f"{your_post.example(thing)}\n\n{thing.sample.strip()}",
        "Resources": links,
        "A note you could send that week (only you see it here)": thing.suggested_note,
    }
    parts = [f"## {title}\n\n{text}\n" for title, text in more.items() if text]
    return "\n".join([head, *([f"{thing.lede}\n"] if thing.lede else []), f"{thing.body}\n", *parts])


def _link(resource: Resource) -> str:
    why = f" {resource.why}" if resource.why else ""
    return f"- {resource.name}: {resource.url}{why}" + ("" if resource.checked else " (not checked)")


def new(root: Path, number: int, title: str, week: int | None) -> Path:
    """Write the skeleton of a Thing file and return its path; an existing number or file is refused."""
    course = homes.open_home(root).course
    if any(thing.number == number for thing in course.things):
        raise CourseError(f"There is already a Thing {number}.", Hint("See: ", ToDo(Action.SHOW_THING, str(number))))
    name = title.strip() or f"Thing {number}"
    path = root / (file := f"things/{number:02d}-{joining.slug(name) or 'thing'}.md")
    title, post_title = new_home.quoted(name), new_home.quoted(f"Thing {number}: ...")
    text = SKELETON.format(number=number, title=title, week=week or course.last_week + 1, post_title=post_title)
    if path.exists():
        raise CourseError(f"{path} already exists.", "Choose another title.")
    home_files.write(root, file, text.encode())
    return path


def _row(course: Course, thing: Thing) -> dict[str, Any]:
    opens = {
        name: course_weeks.begins(thing.week, cohort.starts).isoformat()
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
