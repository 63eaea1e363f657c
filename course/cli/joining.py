"""Doors: register, try, people, serve, close."""

from typing import Annotated

import typer

from course.cli.manners import AsOf, DryRun, Here, Json, Yes, confirm, day, deliver, manners, now

Someone = Annotated[str, typer.Argument(help="A handle, shown name or email; a unique beginning is enough.", metavar="WHO")]

people = typer.Typer(help="The people of this course.", no_args_is_help=True, rich_markup_mode=None)


def add(app: typer.Typer) -> None:
    """Hang this group's commands on the app."""
    app.command("register")(manners(register))
    app.add_typer(people, name="people")


def register(
    here: Here,
    address: Annotated[str | None, typer.Argument(help="The blog's address; any page of it will do.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="The name to show; a pen name is fine.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Only for reminders; never shown.")] = None,
    cohort: Annotated[str, typer.Option("--cohort", help="Default: the one that runs or comes next.")] = "",
    handle: Annotated[str, typer.Option("--handle", help="The short key; default: made from the name.")] = "",
    group: Annotated[list[str] | None, typer.Option("--group", help="May be given several times.")] = None,
    show: Annotated[str, typer.Option("--show", help="public, course or private.")] = "course",
    joined: Annotated[str | None, typer.Option("--joined", help="Default: today.", metavar="DATE")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Do not look at the blog.")] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Add a participant to the roster; the blog is looked at first.

    Examples:  cpd23 register    cpd23 register nightjar.example --name Nightjar --email n@example.org
    """
    from course.desk import home, register

    opened, today = home.open_home(here.root()), home.open_home(here.root()).today(now())
    told = _asked(here, address, name, email, cohort, handle, group, show, day(joined, today))
    person = register.proposal(opened, told, today)
    for warning in register.warnings(opened, person):
        here.say(f"  {warning}")
    person = register.add(here.root(), told, today, dry_run=dry_run)
    here.say(f"{'Would add' if dry_run else 'Added'} {person.name} ({person.handle}), {person.cohort}. Next: cpd23 track {person.handle}")
