"""The door that opens without a command: cpd23 alone."""

from pathlib import Path

import typer

from course.cli.manners import AsOf, Here, Json, deliver, manners, now
from course.core.errors import CourseError, UsageError


def add(app: typer.Typer) -> None:
    """Let the app answer without a command."""
    app.callback(invoke_without_command=True)(manners(alone))


def alone(here: Here, context: typer.Context, as_of: AsOf = None, json: Json = False) -> None:
    """A self-paced course engine for 23 Things programmes. Alone, it says where the course stands and what to do next."""
    if context.invoked_subcommand:
        return _nothing_before(here, as_of, json, context.invoked_subcommand)
    from course.core.status import State
    from course.desk import status as desk
    from course.text.report import status as text

    found = desk.look(Path.cwd(), here.home, as_of, now())
    deliver(text.data(found) if json else text.render(found), None)
    if found.state is State.BROKEN:
        raise CourseError("The course cannot be used as it is.", found.next)
    return None


def _nothing_before(here: Here, as_of: str | None, json: bool, command: str) -> None:
    """An option that stands before the command would be lost: say where it belongs."""
    if here != Here() or as_of or json:
        raise UsageError("Options stand after the command.", f"For example: cpd23 {command} -C FOLDER --plain")
