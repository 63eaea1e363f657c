"""Course: Things, notes and settings as text, looked through while they are written; and the calendar."""

from datetime import date
from typing import Any

from flask import Response, request

from course.adapters import disk
from course.core import sentences
from course.core.errors import CourseError, UsageError
from course.core.model import Course, Thing
from course.core.progress import course_weeks
from course.formats import human_dates
from course.formats.jinja_environment import markdown
from course.services import course_files
from course.services.course_files import Checked
from course.services.publishing import things
from course.services.rounds.snapshot import Snapshot
from course.web.organiser.workspace import NavPlace, Notice, Workspace


def overview(work: Workspace) -> Response:
    """What the course is made of, and when what happens."""
    now = work.snapshot()
    course = now.home.course
    fixed = [cohort for cohort in course.cohorts.values() if cohort.starts]
    rows = [(thing, [_opens(thing, cohort.starts) for cohort in fixed]) for thing in _by_week(course)]
    files = disk.read_home(work.root)
    return work.page(
        "course.html",
        now=now,
        rows=rows,
        cohorts=fixed,
        notes=sorted(name for name in files if name.startswith("notes/")),
        this_week=_this_week(now),
        last_number=max((thing.number for thing in course.things), default=0),
        settings=disk.COURSE_FILE,
        roster=disk.ROSTER_FILE,
    )


def edit(work: Workspace) -> Response:
    """One file, with what it looks like and its mistakes beside it."""
    file = course_files.read(work.root, request.args.get("name", ""))
    return _editor(work, file.name, file.text, file.mark, course_files.check(work.root, file.name, file.text))


def check(work: Workspace) -> Response:
    """What a text would be like: beside the form while somebody writes, or the whole page where there is no script."""
    name, typed = request.form.get("name", ""), request.form.get("text", "")
    checked = course_files.check(work.root, name, typed)
    if request.headers.get("HX-Request"):
        return work.page("_beside.html", **_beside(name, typed, checked))
    return _editor(work, name, typed, request.form.get("mark", ""), checked)


def save(work: Workspace) -> Response:
    """Save one file; what was typed is kept on the page where it can't be saved."""
    form = request.form
    name, typed, mark = form.get("name", ""), form.get("text", ""), form.get("mark", "")
    before = course_files.read(work.root, name)
    try:
        checked = course_files.save(work.root, name, typed, mark)
    except CourseError as error:
        return _editor(work, name, typed, mark, course_files.check(work.root, name, typed), error)
    after = course_files.read(work.root, name)
    if after == before:
        return work.back("editor.edit", Notice(f"{name} hasn’t changed."), name=name)
    mistakes = sentences.plural(len(checked.mistakes), "mistake is", "mistakes are")
    wrong = f" {mistakes} listed beside the text." if checked.mistakes else ""
    old = (("name", name), ("text", before.text), ("mark", after.mark))
    return work.back("editor.edit", Notice(f"Saved {name}.{wrong}", "editor.save", old), name=name)


def move(work: Workspace) -> Response:
    """Give a Thing another week."""
    form = request.form
    number, before, week = (_number(form.get(key, "")) for key in ("number", "before", "week"))
    course_files.move_thing(work.root, number, before, week)
    back = (("number", str(number)), ("before", str(week)), ("week", str(before)))
    return work.back("editor.overview", Notice(f"Thing {number} is now in week {week}.", "editor.move", back))


def set_days(work: Workspace) -> Response:
    """Give a cohort another first and last day."""
    form = request.form
    cohort = form.get("cohort", "")
    old = _day(form.get("old_starts", "")), _day(form.get("old_ends", ""))
    new = _day(form.get("starts", "")), _day(form.get("ends", ""))
    if new[0] is None:
        raise UsageError("A cohort with dates needs a first day.", "Write it like 2026-10-05.")
    course_files.set_days(work.root, cohort, old, new)
    back = (
        ("cohort", cohort),
        *zip(("old_starts", "old_ends", "starts", "ends"), map(_iso, (*new, *old)), strict=True),
    )
    until = f" to {human_dates.full(new[1])}" if new[1] else ""
    words = f"The cohort {cohort} now runs from {human_dates.full(new[0])}{until}."
    return work.back("editor.overview", Notice(words, "editor.set_days", back))


def add_thing(work: Workspace) -> Response:
    """Begin a Thing with a skeleton, to be written in the editor."""
    form = request.form
    week = _number(form["week"]) if form.get("week") else None
    path = things.new(work.root, _number(form.get("number", "")), form.get("title", "")[:200], week)
    name = path.relative_to(work.root).as_posix()
    return work.back("editor.edit", Notice(f"{name} is ready for you to write."), name=name)


def _editor(
    work: Workspace, name: str, text: str, mark: str, checked: Checked, error: CourseError | None = None
) -> Response:
    beside = _beside(name, text, checked)
    return work.page("edit.html", 422 if error else 200, name=name, text=text, mark=mark, error=error, **beside)


def _beside(name: str, text: str, checked: Checked) -> dict[str, Any]:
    """What stands beside a text: the mistakes, and what readers will see of it."""
    shown = [thing for thing in checked.course.things if thing.path == name] if checked.course else []
    thing = shown[0] if shown else None
    words = thing.body if thing else text if name.startswith("notes/") else ""
    return {"checked": checked, "thing": thing, "preview": markdown(words) if words.strip() else ""}


def _this_week(now: Snapshot) -> str:
    """The name of this week's note; empty before and after the course."""
    return f"notes/week-{now.status.week:02}.md" if now.status.week else ""


def _by_week(course: Course) -> list[Thing]:
    return sorted(course.things, key=lambda thing: (thing.week, thing.number))


def _opens(thing: Thing, starts: date | None) -> date | None:
    return course_weeks.begins(thing.week, starts) if starts else None


def _number(text: str) -> int:
    if not (text.isdecimal() and len(text) < 4):
        raise UsageError(f"{text!r} isn't a valid number.", "Write a number like 6.")
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{text!r} isn't a date.", "Write it like 2026-10-05.") from None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


PLACES = (NavPlace("Course", "editor.overview"),)
ROUTES = (
    ("/course", overview, ("GET",)),
    ("/course/file", edit, ("GET",)),
    ("/course/check", check, ("POST",)),
    ("/course/save", save, ("POST",)),
    ("/course/move", move, ("POST",)),
    ("/course/days", set_days, ("POST",)),
    ("/course/thing", add_thing, ("POST",)),
)
