"""Commands: check, things."""

from typing import Annotated

import typer

from course.cli.command_classes import CommandApp
from course.cli.options import AsOf, Here, Json, day, deliver, manners, now, number, whole
from course.core import sentences


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    app.command("check")(manners(check))
    app.add_group(things)


things = CommandApp("things", help="List, show and add Things.", no_args_is_help=True)


def check(
    here: Here,
    online: Annotated[
        bool, typer.Option("--online", help="Also check every blog, and every link in the Things.")
    ] = False,
    mail: Annotated[bool, typer.Option("--mail", help="Also sign in to the mail server.")] = False,
    date_links: Annotated[
        bool, typer.Option("--date-links", help="Open every link and add today's date to those that work.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Make files about people readable only by you, if others can read them.")
    ] = False,
    json: Json = False,
) -> None:
    """List every mistake in the files, with its line number.

    Examples:  cpd23 check    cpd23 check --online
    """
    from course.adapters import permissions
    from course.formats.terminal import check as findings
    from course.services.reporting import check as desk

    closed = permissions.close(here.root()) if fix else ()
    if fix:
        made = f"Made {sentences.plural(len(closed), 'file')} readable only by you."
        here.say(made if closed else "The files about people were already readable only by you.")
    found = desk.look(here.root(), now(), online=online, mail=mail, date_links=date_links)
    render = findings.render_json if json else findings.render_text
    deliver(render(found.mistakes, found.advice, found.people), None)
    if found.dated is not None:
        here.say(f"Added today's date to {sentences.plural(found.dated, 'link')} that opened.")
    desk.verdict(found)


@things.command("list")
@manners
def list_things(here: Here, as_of: AsOf = None, json: Json = False) -> None:
    """List the Things with their weeks and dates.

    Examples:  cpd23 things list    cpd23 things list --json
    """
    from course.services import course_home
    from course.services.publishing import things

    opened = course_home.open_home(here.root())
    deliver(things.listing(opened, day(as_of, opened.today(now())), json=json), None)


@things.command("show")
@manners
def show(
    here: Here,
    number: Annotated[int, typer.Argument(metavar="N", parser=number, help="The number of the Thing.")],
    json: Json = False,
) -> None:
    """Show one Thing as participants read it.

    Examples:  cpd23 things show 6    cpd23 things show 6 --json
    """
    from course.services import course_home
    from course.services.publishing import things

    deliver(things.show(course_home.open_home(here.root()), number, json=json), None)


@things.command("clues")
@manners
def clues(
    here: Here,
    number: Annotated[int, typer.Argument(metavar="N", parser=number, help="The number of the Thing.")],
    json: Json = False,
) -> None:
    """Suggest clues for a Thing from what people wrote. Misleading clues are listed too.

    Examples:  cpd23 things clues 13    cpd23 things clues 13 --json
    """
    from course.core.errors import UsageError
    from course.formats.terminal import clues as render
    from course.services import course_home
    from course.services.learning import clues

    home = course_home.open_home(here.root())
    thing = next((one for one in home.course.things if one.number == number), None)
    if thing is None:
        raise UsageError(f"There is no Thing {number} in this course.", "See all Things: cpd23 things list")
    found = clues.propose(home, thing, home.today(now()))
    proposed = [(one.phrase, one.here, one.elsewhere) for one in found.proposed]
    misleading = [(one.phrase, one.here, one.elsewhere) for one in found.misleading]
    if json:
        deliver(render.render_json(number, found.teachers, proposed, misleading), None)
    else:
        deliver(render.render(number, thing.title, found.teachers, proposed, misleading), None)


@things.command("new")
@manners
def new(
    here: Here,
    number: Annotated[int, typer.Argument(metavar="N", parser=number, help="The number of the Thing.")],
    title: Annotated[str, typer.Option("--title", help="The title of the Thing.")] = "",
    week: Annotated[
        int | None, typer.Option("--week", parser=whole(1, 520), help="The week in which it opens.", metavar="N")
    ] = None,
) -> None:
    """Start a new Thing file.

    Examples:  cpd23 things new 24 --title "Maps"    cpd23 things new 24
    """
    from course.services.publishing import things

    path = things.new(here.root(), number, title, week)
    here.say(f"Wrote {path}. Open the file and fill it in. Next: cpd23 check")
