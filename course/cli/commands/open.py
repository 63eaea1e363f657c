"""Command: open."""

import contextlib
import time
from typing import Annotated

import typer

from course.cli.options import Here, manners


def add(app: typer.Typer) -> None:
    """Add this module's command to the app."""
    app.command("open")(manners(open_course))


def open_course(
    here: Here,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Show the address instead of opening the browser.")
    ] = False,
) -> None:
    """Work with the course in your browser. It stays on this computer; nothing is put on the web.

    Examples:  cpd23 open    cpd23 open --no-browser
    """
    from course.adapters import clock, private_page, randomness
    from course.services import course_home
    from course.web.organiser import door_page, run

    root = here.root()
    course_home.open_home(root)  # what can't be used is said here, not in the browser
    opened = run.opened(root, clock.now, time.monotonic, randomness.secret)
    shown = contextlib.nullcontext(False) if no_browser else private_page.shown(door_page.page(opened.entrance))
    with shown as is_shown:
        if is_shown:
            here.say("The course is open in your browser. It stops after an hour unused, or with Ctrl-C here.")
        else:
            here.say(f"Open this address in a browser; it works once: {door_page.address(opened.entrance)}")
        opened.run()
