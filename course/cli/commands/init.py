"""Commands: init, demo."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.cli import screen
from course.cli.command_classes import CommandApp
from course.cli.options import Here, day, manners, now
from course.core import sentences
from course.core.errors import CourseError, UsageError
from course.core.hints import Hint

if TYPE_CHECKING:
    from course.core.model import Report
    from course.formats.files.new_home import Answers
    from course.formats.terminal.tracking import Tracked
    from course.services.rounds.weekly import LettersDrafted

Folder = Annotated[Path | None, typer.Argument(help="The new folder for the course.", metavar="FOLDER")]


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    app.command("init")(manners(init))
    app.command("demo")(manners(demo))


def init(
    here: Here,
    folder: Folder = None,
    title: Annotated[str | None, typer.Option("--title", help="The title of the course.")] = None,
    start: Annotated[str | None, typer.Option("--start", help="The first day of week 1.", metavar="DATE")] = None,
    organiser: Annotated[str | None, typer.Option("--organiser", help="Your name, as participants see it.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Your email address, for replies.")] = None,
    pace: Annotated[
        str | None, typer.Option("--pace", help="The pace: steady (26 weeks), summer (19), brisk (14) or core (10).")
    ] = None,
    zone: Annotated[str, typer.Option("--zone", help="The time zone of the course.")] = "Europe/London",
    example: Annotated[
        bool, typer.Option("--example", help="Make the example course, whose blogs are files in the folder.")
    ] = False,
) -> None:
    """Start a course: settings, 23 Things and an empty roster.

    Examples:  cpd23 init my-course    cpd23 init --example try-it
    """
    from course.services.rounds import start as desk

    today = now().date()
    if example:
        root = folder or Path("cpd23-example")
        desk.begin_example(root, today, lambda blogger: blogger.file)
    else:
        answers = _answers(here, title, start, organiser, email, pace, zone, today)
        root = folder or Path(f"cpd23-{answers.starts.year}")
        desk.begin(root, answers)
    _tell(here, root, example)


def _answers(
    here: Here,
    title: str | None,
    start: str | None,
    organiser: str | None,
    email: str | None,
    pace: str | None,
    zone: str,
    today: date,
) -> "Answers":
    from course.formats import human_dates
    from course.formats.files import new_home as paces
    from course.formats.intake import typed_values

    asked = Question(here)
    monday = today + timedelta(days=7 - today.weekday())
    title = title or asked("What is the course called?", "23 Things for Professional Development", "--title")
    first = start or asked("First day of week 1?", monday.isoformat(), "--start", lambda words: day(words, today))
    starts = day(first, today)
    here.say(f"Week 1 begins on {human_dates.full(starts)}.")
    if not pace:
        here.say("\n".join(("There are four paces:", *(f"  {paces.pace(name).title}" for name in paces.PACES))))
    pace = pace or asked(f"Which pace: {', '.join(paces.PACES)}?", "steady", "--pace", paces.pace)
    organiser = organiser or asked("Your name, as participants will see it", None, "--organiser")
    email = email or asked("Your email address (for replies)", None, "--email", typed_values.email)
    return paces.Answers(title, starts, organiser, email, pace, zone)


class Question:
    """Ask on a terminal, once more when the answer will not do; elsewhere take the default, or say which option is missing."""

    def __init__(self, here: Here) -> None:
        self.here = here

    def __call__(self, words: str, default: str | None, option: str, check: Callable[[str], object] = str) -> str:
        while self.here.asks:
            said = str(typer.prompt(words, default=default, show_default=bool(default), err=True))
            try:
                check(said)
            except CourseError as wrong:
                self.here.say(wrong.whole)
            else:
                return said
        if default is None:
            raise UsageError(f"{words}: this needs an answer, but no terminal is attached.", f"Give it with {option}.")
        return default


def _tell(here: Here, root: Path, example: bool) -> None:
    here.say(
        f"Made {root} with\n"
        "  things/course.toml   the settings, explained line by line\n"
        "  things/              one file per Thing, which you can change as you like\n"
        "  participants.toml    the people (private)\n\n"
        f"Next:  cd {sentences.argument(root, 'FOLDER')}\n"
        "       cpd23 open              work with the course in your browser\n"
        "       cpd23 open --launcher   put a launcher for the course on your desktop\n"
        + (
            "       cpd23 track             read the blogs"
            if example
            else "       cpd23 register          add yourself, to see how it works"
        )
    )


def demo(here: Here, folder: Folder = None) -> None:
    """Try everything on an invented course, without the internet.

    Examples:  cpd23 demo    cpd23 demo my-demo
    """
    from course.services.rounds import demo

    root = folder or Path("cpd23-demo")
    for step in demo.steps(root, now()):
        if isinstance(step, demo.Begun):
            here.say(Hint(f"{step.part} of {demo.PARTS}  ", step.what))
        else:
            screen.put(_shown(step) + "\n")
    place = sentences.argument(root, "FOLDER")
    here.say(
        f"\nDone. Nothing was sent. Look at {root / 'report.html'} and {root / 'outbox'} in a browser, then:\n"
        f"  cd {place}\n"
        "  cpd23                        see how the course is going, and what to do next\n"
        "  cpd23 review                 decide on the doubtful post\n"
        "  cpd23 people show nightjar   see why each post counts\n"
        "  cpd23 track                  read the blogs again (they are files in blogs/ now)"
    )


def _shown(step: "Tracked | Report | LettersDrafted") -> str:
    """What one part of the round did."""
    from course.core.model import Report
    from course.formats.report import RENDERERS
    from course.formats.terminal import remind, tracking

    if isinstance(step, tracking.Tracked):
        return tracking.render_text(step)
    if isinstance(step, Report):
        return RENDERERS["table"](step)
    weekly = step.weekly
    return remind.drafted(step.drafts, weekly, f"outbox/{weekly.week}") + remind.after_drafting(step.drafts, weekly)
