"""Commands: track."""

from typing import Annotated

import typer

from course.cli import screen
from course.cli.command_classes import CommandApp
from course.cli.options import DryRun, Here, Json, Who, deliver, manners, now


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    app.command("track")(manners(track))


def track(
    here: Here,
    people: Who = None,
    everything: Annotated[bool, typer.Option("--all", help="Also read blogs that were read a moment ago.")] = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Read the blogs that are due.

    Examples:  cpd23 track    cpd23 track ada    cpd23 track --all --json
    """
    from course.cli import progress
    from course.services.tracking import track as desk

    with progress.shown(here, "blogs") as bar:

        def tell(read: desk.BlogsRead) -> None:
            bar(read.done, read.of)

        done = desk.run(here.root(), now(), names=people or (), everything=everything, dry=dry_run, progress=tell)
    for problem in done[0].problems:
        screen.tell(str(problem))
    deliver(desk.answer(*done, json=json, quiet=here.quiet), None)
    desk.verdict(*done)
