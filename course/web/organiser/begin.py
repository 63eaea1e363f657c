"""Beginning a course in the browser: the questions of `cpd23 init`, sample people to try, and a launcher for the desktop."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Response, request

from course.adapters import disk
from course.core.errors import CourseError
from course.formats import human_dates
from course.formats.files import new_home, things
from course.formats.files.new_home import Answers
from course.formats.intake import typed_values
from course.services.rounds import begin_here, launcher
from course.web.organiser import places
from course.web.organiser.workspace import Notice, Workspace

TITLE = "23 Things for Professional Development"
ZONE = "Europe/London"
_FIELDS = ("title", "start", "organiser", "email", "pace", "zone", "folder")


def form(work: Workspace) -> Response:
    """The questions."""
    return _form(work, _usual(work))


def _form(work: Workspace, typed: dict[str, str], code: int = 200, wrong: dict[str, str] | None = None) -> Response:
    place = _place(work)
    paces = [(name, new_home.pace(name)) for name in new_home.PACES]
    values = {
        "typed": typed,
        "wrong": wrong or {},
        "paces": paces,
        "place": place,
        "free": begin_here.is_free(place),
        "courses": begin_here.courses_in(place),
        "today": work.now().date(),
    }
    return work.bare_page("begin.html", code, **values, csrf=work.csrf())


def _place(work: Workspace) -> Path:
    """The folder in which a course may begin: the one of this window, or the one around its course."""
    return work.root.parent if disk.has_course(work.root) else work.root


def _usual(work: Workspace) -> dict[str, str]:
    today = work.now().date()
    monday = today + timedelta(days=7 - today.weekday())
    usual = {"title": TITLE, "start": monday.isoformat(), "pace": "steady", "zone": ZONE}
    return {name: usual.get(name, "") for name in _FIELDS} | {"folder": f"cpd23-{monday.year}"}


def begin(work: Workspace) -> Response:
    """Make the course that the form describes, and go to Today."""
    typed = {name: request.form.get(name, "").strip() for name in _FIELDS}
    place = _place(work)
    name = "" if begin_here.is_free(place) else typed["folder"]
    if disk.has_course(work.root) and work.root.name == typed["folder"]:
        return work.back("today.today")  # a second click: the first has made it
    work.jobs.at_work()
    wrong = _mistakes(work, typed)
    try:
        if wrong:
            return _form(work, typed, 422, wrong)
        root = begin_here.begin(place, name, _answers(work, typed))
    except CourseError as error:
        return _form(work, typed, 422, {"folder": places.trouble(error)})
    work.move_to(root)
    return work.back("today.today", Notice(f"Your course is ready. It’s in the folder {root}."))


def _mistakes(work: Workspace, typed: dict[str, str]) -> dict[str, str]:
    """What isn't right, by field."""
    checks: dict[str, Callable[[str], object]] = {
        "start": lambda text: human_dates.parse(text, work.now().date()),
        "email": typed_values.email,
        "pace": new_home.pace,
        "zone": _zone,
    }
    found = {
        name: "This needs an answer." for name in ("title", "start", "organiser", "email", "zone") if not typed[name]
    }
    for name, check in checks.items():
        try:
            if name not in found:
                check(typed[name])
        except CourseError as error:
            found[name] = places.trouble(error)
    return found


def _zone(text: str) -> None:
    if not things.zone(text):
        raise CourseError(f"There is no time zone {text!r}.", "Write it like Europe/London or America/Chicago.")


def _answers(work: Workspace, typed: dict[str, str]) -> Answers:
    starts = human_dates.parse(typed["start"], work.now().date())
    return Answers(typed["title"], starts, typed["organiser"], typed["email"], typed["pace"], typed["zone"])


def sample(work: Workspace) -> Response:
    """The example course with its invented people, in a folder of its own."""
    work.jobs.at_work()
    work.move_to(begin_here.try_example(_place(work), work.now().date()))
    said = "This is an example course with thirteen invented people. Try anything you like. No emails can be sent from here."
    return work.back("today.today", Notice(said))


def choose(work: Workspace) -> Response:
    """Open a course that is in this folder."""
    work.jobs.at_work()
    root = begin_here.inside(_place(work), request.form.get("name", ""))
    if not disk.has_course(root):
        raise CourseError("There is no course in this folder any more.")
    work.move_to(root.resolve())
    return work.back("today.today")


def put_launcher(work: Workspace) -> Response:
    """Put a launcher of the course on the desktop."""
    path = launcher.put(work.root)
    return work.back("today.today", Notice(f"{path.name} is on your desktop. Double-click it to open this course."))


PLACES = ()
ROUTES = (
    ("/begin", form, ("GET",)),
    ("/begin", begin, ("POST",)),
    ("/begin/sample", sample, ("POST",)),
    ("/begin/choose", choose, ("POST",)),
    ("/launcher", put_launcher, ("POST",)),
)
