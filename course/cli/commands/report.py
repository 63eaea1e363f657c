"""Commands: report and figures."""

import shutil
from collections.abc import Sequence
from typing import Annotated

import typer

from course.cli.command_classes import CommandApp
from course.cli.options import AsOf, Here, Output, Who, deliver, manners, now, number
from course.core import sentences
from course.core.errors import PartlyDone, Problem

Format = Annotated[
    str | None, typer.Option("--format", "-f", help="The format: table, html, csv, json or markdown.", metavar="NAME")
]
Shape = Annotated[
    str | None, typer.Option("--format", "-f", help="The format: table, html, csv or json.", metavar="NAME")
]
Group = Annotated[str | None, typer.Option("--group", help="Show only people in this group.", metavar="NAME")]


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    app.command("report")(manners(report))
    app.command("figures")(manners(figures))


def report(
    here: Here,
    who: Who = None,
    shape: Format = None,
    thing: Annotated[
        int | None,
        typer.Option("--thing", metavar="N", parser=number, help="Show who has done this Thing, and who hasn't."),
    ] = None,
    group: Group = None,
    standing: Annotated[
        str | None,
        typer.Option("--standing", help="Show only people with this standing, such as behind.", metavar="NAME"),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Show what has changed since this day.", metavar="DATE")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Show only what people agreed to show.")] = False,
    long: Annotated[bool, typer.Option("--long", help="Also list every post.")] = False,
    as_of: AsOf = None,
    output: Output = None,
) -> None:
    """See how everybody is doing, and who needs an email from you.

    Examples:  cpd23 report    cpd23 report -o monday.html    cpd23 report --thing 7 --as-of 2026-11-23
    """
    from course.formats.report import View, chosen
    from course.services.reporting import selection
    from course.services.reporting.selection import Asked

    view = View(width(), here.plain, long, public, thing)
    asked = Asked(tuple(who or ()), group, standing, as_of, since, view)
    answer, problems = selection.shown(here.root(), asked, chosen(shape, output), now())
    deliver(answer, output, here)
    tell(here, problems)


def figures(here: Here, shape: Shape = None, group: Group = None, as_of: AsOf = None, output: Output = None) -> None:
    """Show how many people registered, started and finished, and when.

    Examples:  cpd23 figures    cpd23 figures -o figures.html    cpd23 figures --group "public libraries" -f csv
    """
    from course.formats.report import View, chosen
    from course.services.reporting import selection
    from course.services.reporting.selection import Asked

    asked = Asked(group=group, as_of=as_of, view=View(width(), here.plain))
    answer, problems = selection.figures(
        here.root(), asked, chosen(shape, output, ("table", "html", "csv", "json")), now()
    )
    deliver(answer, output, here)
    tell(here, problems)


def width() -> int:
    """How many columns the terminal has; 80 without a terminal."""
    return shutil.get_terminal_size().columns


def tell(here: Here, problems: Sequence[Problem]) -> None:
    """Name the mistakes that kept somebody or something out; PartlyDone (exit code 4) if there are any."""
    for problem in problems:
        here.say(str(problem))
    if problems:
        raise PartlyDone(
            f"The files have {sentences.plural(len(problems), 'mistake')}, so some of their content was left out.",
            "See all: cpd23 check",
        )
