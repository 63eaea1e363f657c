"""Commands: publish, buddies, certificate."""

from pathlib import Path
from typing import Annotated

import typer

from course.cli.command_classes import CommandApp
from course.cli.options import AsOf, DryRun, Here, Json, Output, Who, day, deliver, in_json, manners, now, whole

Folder = Annotated[
    str | None, typer.Option("--output", "-o", help="Write into this folder instead of public/.", metavar="FOLDER")
]


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    app.command("publish")(manners(publish))
    app.command("buddies")(manners(buddies))
    app.command("certificate")(manners(certificate))


def publish(here: Here, as_of: AsOf = None, dry_run: DryRun = False, output: Folder = None) -> None:
    """Write the public pages, feeds and calendar into public/.

    They show only what people agreed to show. Examples:  cpd23 publish    cpd23 publish --dry-run
    """
    from course.adapters.store import Store
    from course.formats.terminal import publishing
    from course.services import course_home
    from course.services.publishing import publish

    opened = course_home.open_home(here.root())
    with Store(opened.database, write=False) as store:
        moment = day(as_of, opened.today(now()))
        done = publish.publish(opened, store, moment, Path(output) if output else None, dry_run=dry_run)
    deliver(publishing.summary(done, dry_run=dry_run), None)


def buddies(
    here: Here,
    size: Annotated[
        int, typer.Option("--size", parser=whole(2, 20), help="How many people are in each group.", metavar="K")
    ] = 3,
    json: Json = False,
    output: Output = None,
) -> None:
    """Make groups of participants who read each other's blogs.

    Examples:  cpd23 buddies    cpd23 buddies --size 2
    """
    from course.services import course_home
    from course.services.publishing import buddies

    deliver(buddies.listed(course_home.open_home(here.root()), size, json=in_json(json, output)), output, here)


def certificate(
    here: Here,
    who: Who = None,
    everybody: Annotated[bool, typer.Option("--all", help="Make one for everybody who has finished.")] = False,
    verify: Annotated[
        str | None, typer.Option("--verify", help="Check the code of a certificate.", metavar="CODE")
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="The format: html, pdf or badge.")] = "html",
    as_of: AsOf = None,
    output: Output = None,
) -> None:
    """Make certificates, or check the code on one.

    Examples:  cpd23 certificate nightjar    cpd23 certificate --verify K7QD-2MXA-PTR4-ZB6C
    """
    from course.adapters.store import Store
    from course.core.errors import UsageError
    from course.services import course_home
    from course.services.publishing import certificates

    if form not in certificates.FORMS:
        raise UsageError(
            f"There is no format {form!r} for certificates.", f"Choose one of {', '.join(certificates.FORMS)}."
        )
    if not (who or everybody or verify):
        raise UsageError("A name is missing.", "Give a name, or use --all for everybody who has finished.")
    opened = course_home.open_home(here.root())
    with Store(opened.database) as store:
        if verify:
            deliver(certificates.verify(store, verify), None)
            return
        made = certificates.certify(opened, store, day(as_of, opened.today(now())), who or (), form)
    deliver(made[0][1] if output == "-" and len(made) == 1 else certificates.save(opened, made, output), None)
