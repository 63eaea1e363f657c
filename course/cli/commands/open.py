"""Command: open."""

import contextlib
import time
from pathlib import Path
from typing import Annotated

import typer

from course.cli.command_classes import CommandApp
from course.cli.options import Here, manners


def add(app: CommandApp) -> None:
    """Add this module's command to the app."""
    app.command("open")(manners(open_course))


def open_course(
    here: Here,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Show the address instead of opening the browser.")
    ] = False,
    launcher: Annotated[
        bool, typer.Option("--launcher", help="Only put a launcher for the course on your desktop.")
    ] = False,
) -> None:
    """Work with the course in your browser. Everything stays on this computer, and nothing goes on the web.

    If there is no course in the folder, the app helps you start one.

    Examples:  cpd23 open    cpd23 open --launcher
    """
    from course.adapters import clock, private_page, randomness
    from course.services.rounds import launcher as desk
    from course.web.organiser import door_page, run

    if launcher:
        here.say(f"Double-click this to open the course: {desk.put(here.root())}")
        return
    opened = run.opened(_folder(here), clock.now, time.monotonic, randomness.secret)
    shown = contextlib.nullcontext(False) if no_browser else private_page.shown(door_page.page(opened.entrance))
    with shown as is_shown:
        if is_shown:
            here.say(
                "The course is open in your browser. The app stops after an hour without use, or when you press Ctrl-C here."
            )
        else:
            here.say(f"Open this address in a browser. It works only once: {door_page.address(opened.entrance)}")
        opened.run()


def _folder(here: Here) -> Path:
    """The course's folder; where there is none, the folder in which one may begin."""
    from course.core.errors import CourseError

    try:
        return here.root()
    except CourseError:
        return (here.home or Path.cwd()).resolve()
