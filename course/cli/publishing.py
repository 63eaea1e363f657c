"""Doors: publish, buddies, certificate."""

from pathlib import Path
from typing import Annotated

import typer

from course.cli.manners import AsOf, DryRun, Here, Json, Output, day, deliver, manners, now


def add(app: typer.Typer) -> None:
    """Hang this group's commands on the app."""
    app.command("publish")(manners(publish))
    app.command("buddies")(manners(buddies))


def publish(here: Here, as_of: AsOf = None, dry_run: DryRun = False, output: Output = None) -> None:
    """Write pages, feeds, blog lists and the calendar into public/.

    Only what people agreed to show. Examples:  cpd23 publish    cpd23 publish --dry-run
    """
    from course.desk import home, publish
    from course.world.store import Store

    opened = home.open_home(here.root())
    with Store(opened.database) as store:
        moment = day(as_of, opened.today(now()))
        done = publish.publish(opened, store, moment, Path(output) if output else None, dry_run=dry_run)
    deliver(publish.words(done, dry_run=dry_run), None)


def buddies(
    here: Here,
    size: Annotated[int, typer.Option("--size", min=2, max=20, help="How many in a group.", metavar="K")] = 3,
    json: Json = False,
    output: Output = None,
) -> None:
    """Pairs or groups of participants who read each other.

    Examples:  cpd23 buddies    cpd23 buddies --size 2
    """
    from course.desk import buddies, home

    deliver(buddies.listed(home.open_home(here.root()), size, json=json or str(output).endswith(".json")), output)
