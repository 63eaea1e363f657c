"""The door that opens without a command: cpd23 alone."""

from pathlib import Path
from typing import Annotated

import typer

from course.cli.command_classes import CommandApp
from course.cli.options import AsOf, Here, Json, deliver, follows, manners, now
from course.core.errors import CourseError
from course.core.hints import Hint


def add(app: CommandApp) -> None:
    """Add the answer that the app gives without a command."""
    app.callback(invoke_without_command=True)(manners(alone))


def _version(wanted: bool) -> None:
    """Say which version this is, and end; whatever else was typed."""
    if wanted:
        from course.adapters import program_version

        deliver(f"{program_version.NAME} {program_version.version()}\n", None)
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")]


def alone(
    here: Here,
    context: typer.Context,
    as_of: AsOf = None,
    json: Json = False,
    version: Version = False,  # noqa: ARG001 - Typer passes every option by its name
) -> None:
    """A self-paced course engine for 23 Things programmes. Without a command it shows how the course is going and what to do next."""
    if follows(context, here, lost=bool(as_of or json)):
        return
    from course.core.progress.next_step import State
    from course.formats.terminal import next_step as text
    from course.services.reporting import next_step as desk

    found = desk.look(Path.cwd(), here.home, as_of, now())
    deliver(text.render_json(found) if json else text.render(found), None)
    if found.state is State.BROKEN:
        raise CourseError("You can't use the course until its files are corrected.", Hint(found.next))
