"""Commands: register, try, people, close."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.cli.command_classes import CommandApp
from course.cli.options import AsOf, DryRun, Here, Json, Output, Yes, confirm, day, deliver, in_json, manners, now

if TYPE_CHECKING:
    from datetime import date

    from course.services.people.register import Considered

Someone = Annotated[str, typer.Argument(help="A handle, name or email, or the beginning of one.", metavar="WHO")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Add them even if somebody else has the same mailbox.")]
Until = Annotated[
    str | None,
    typer.Option("--until", help="The last day of the pause (default: no end).", metavar="DATE"),
]

people = CommandApp("people", help="List, show, import, change and remove participants.", no_args_is_help=True)


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    app.command("try")(manners(try_address))
    app.command("register")(manners(register))
    app.add_group(people)
    app.command("close")(manners(close))


def try_address(
    here: Here,
    address: Annotated[str, typer.Argument(help="Any page of a blog, or its feed.", metavar="ADDRESS")],
    json: Json = False,
) -> None:
    """See what cpd23 finds on a blog. You don't need a course for this.

    Examples:  cpd23 try nightjar.example    cpd23 try https://nightjar.example/feed/ --json
    """
    from course.formats.terminal import inspect_blog as words
    from course.services.tracking import inspect_blog as doctor

    seen, zone = doctor.at_home_or_not(here.home, address, now())
    deliver(words.render_json(seen, zone) if json else words.render_text(seen, zone), None)
    raise typer.Exit(0 if seen.readable else 1)


def register(
    here: Here,
    address: Annotated[str | None, typer.Argument(help="The blog's address. Any page on it works.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="The name that others see. A pen name is fine.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Only used for reminders, and never shown.")] = None,
    cohort: Annotated[str, typer.Option("--cohort", help="Their cohort (default: the current or next one).")] = "",
    handle: Annotated[str, typer.Option("--handle", help="A short name for commands (default: their name).")] = "",
    group: Annotated[list[str] | None, typer.Option("--group", help="Their group. You can repeat this option.")] = None,
    show: Annotated[str, typer.Option("--show", help="Who may see them: public, course or private.")] = "course",
    joined: Annotated[
        str | None, typer.Option("--joined", help="The day they joined (default: today).", metavar="DATE")
    ] = None,
    again: Annotated[
        str | None,
        typer.Option("--again", help="Who they were in an earlier run, if they took part before.", metavar="WHO"),
    ] = None,
    anyway: Anyway = False,
    offline: Annotated[bool, typer.Option("--offline", help="Don't look at the blog.")] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Add a participant after checking their blog.

    Examples:  cpd23 register    cpd23 register nightjar.example --name Nightjar --email n@example.org
    """
    from course.core.errors import UsageError
    from course.core.people.joining import SignUp
    from course.services import course_home
    from course.services.people import register
    from course.services.tracking import first_read

    opened = course_home.open_home(here.root())
    today = opened.today(now())
    if again is None:
        name, email, address = _asked(here, name, email, address)
    elif not cohort:
        raise UsageError("The cohort of the new run is missing.", "Give it with --cohort NAME.")
    blogs = tuple(filter(None, [address]))
    told = SignUp(name or "", blogs, email, cohort, handle, tuple(group or ()), shares_mailbox=anyway)
    told = register.completed(told, show, day(joined, today))
    if again is not None:
        told = register.in_later_run(opened, again, told)
    found = register.consider(opened, told, now(), offline=offline)
    _look(here, found, yes=yes or dry_run)
    person = register.add(here.root(), found.told, today, dry_run=dry_run)
    here.say(f"{'Would add' if dry_run else 'Added'} {person.name} ({person.handle}), cohort {person.cohort}.")
    if not dry_run:
        here.say(first_read.read_newcomers(here.root(), [person], now(), offline=offline))


def _look(here: Here, found: "Considered", *, yes: bool) -> None:
    """Show what was seen; ask whether that is right where there is somebody to ask, or where the blog can't be read."""
    from course.formats.terminal import inspect_blog as doctor

    for warning in found.warnings:
        here.say(warning)
    for seen in found.seen:
        here.say(doctor.render_text(seen, found.zone).rstrip())
    if not yes and (found.doubtful or (here.asks and (found.seen or found.warnings))):
        question = "Add them anyway?" if found.doubtful else "Is this right?"
        confirm(here, question, "--yes")


def _asked(here: Here, name: str | None, email: str | None, address: str | None) -> tuple[str, str, str]:
    """The three things that nobody else can know; asked for where there is somebody to ask."""
    from course.cli.commands import init
    from course.core.errors import UsageError
    from course.formats.intake import typed_values

    if not here.asks:
        if not name:
            raise UsageError("The name is missing.", "Give it with --name NAME, and the blog's address before that.")
        return name, email or "", address or ""
    name = name or typer.prompt("Name that others see (a pen name is fine)", err=True)
    if email is None:
        email = init.Question(here)(
            "Email, only for reminders (press Enter if they have none)", "", "--email", typed_values.email
        )
    if address is None:
        address = typer.prompt(
            "Blog address (press Enter if they have none yet)", default="", show_default=False, err=True
        )
    return str(name), str(email), str(address)


def close(
    here: Here,
    listed: Annotated[
        Path | None, typer.Option("--list", help="Save a list of who finished as a CSV file.", metavar="FILE")
    ] = None,
    posts: Annotated[bool, typer.Option("--posts", help="Also clear posts and decisions.")] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """End a run and clear the data that is no longer needed.

    Examples:  cpd23 close -n    cpd23 close --list finished.csv
    """
    from course.formats import human_dates
    from course.formats.terminal import closing
    from course.services.rounds import close

    root = here.root()
    planned = close.plan(root, now(), listed=listed, posts=posts)
    here.say(closing.render_plan(planned))
    if dry_run:
        return
    if not yes:
        confirm(here, "Clear all this? You can't undo it.", "--yes")
        if planned.early and planned.due:
            confirm(here, f"Really close the course before {human_dates.full(planned.due)}?", "--yes")
    close.apply(root, planned, now())
    here.say(closing.render_closed(planned))


# People ---------------------------------------------------------------------------------------------


@people.command("list")
@manners
def list_people(here: Here, output: Output = None, json: Json = False) -> None:
    """List everybody on the roster.

    Examples:  cpd23 people list    cpd23 people list --json
    """
    from course.formats.terminal import people_list as words
    from course.services import course_home

    opened = course_home.open_home(here.root())
    json = in_json(json, output)
    listed = words.listing_data(opened.roster) if json else words.listing(opened.roster, opened.today(now()))
    deliver(listed, output, here)


@people.command("show")
@manners
def show(here: Here, who: Someone, as_of: AsOf = None, output: Output = None, json: Json = False) -> None:
    """Show everything we keep about somebody, and why each post counts.

    Examples:  cpd23 people show nightjar    cpd23 people show nightjar --json
    """
    from course.formats.terminal import people_list as words
    from course.services.people import edit_person

    kept = edit_person.look_up(here.root(), who, as_of, now())
    json = in_json(json, output)
    deliver(words.show_data(kept) if json else words.show(kept), output, here)


@people.command("import")
@manners
def import_people(
    here: Here,
    file: Annotated[Path | None, typer.Argument(help="A .csv, .xlsx, .opml or .toml file.", metavar="FILE")] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option("--map", help='Match a question of the form to a setting: "QUESTION=blogs".', metavar="Q=KEY"),
    ] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="Add the confirmed sign-ups from the web.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Don't look at the blogs.")] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Add everybody in a file of form answers. Rows that need attention are listed and not added.

    Examples:  cpd23 people import answers.xlsx    cpd23 people import answers.csv --map "Your site=blogs" -n
    """
    from course.cli import import_dialogue
    from course.services.people.importing import ImportRequest

    wanted = ImportRequest(file, tuple(maps or ()), waiting, offline)
    agree = None if yes else lambda: confirm(here, "Add them like this?", "--yes")
    import_dialogue.take_in(here.root(), wanted, now(), say=here.say, agree=agree, dry_run=dry_run)


@people.command("change")
@manners
def change(
    here: Here,
    who: Someone,
    pairs: Annotated[
        list[str], typer.Argument(help="Settings to change, such as group=archives.", metavar="KEY=VALUE...")
    ],
    anyway: Anyway = False,
    dry_run: DryRun = False,
) -> None:
    """Change somebody's settings. KEY= removes a setting.

    Examples:  cpd23 people change nightjar show=public    cpd23 people change nightjar email= reminders=no
    """
    from course.services.people import edit_person

    here.say(edit_person.change(here.root(), who, pairs, _today(here), anyway=anyway, dry_run=dry_run).said)


@people.command("move")
@manners
def move(
    here: Here,
    who: Someone,
    address: Annotated[str | None, typer.Argument(help="The new blog's address.")] = None,
    there: Annotated[
        bool, typer.Option("--there", help="Use the address that the old address now redirects to.")
    ] = False,
    also: Annotated[bool, typer.Option("--also", help="Also keep reading the old blog.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Change the address of somebody's blog. Credited Things stay credited.

    Examples:  cpd23 people move nightjar nightjar.blog.example    cpd23 people move nightjar --there
    """
    from course.core.errors import UsageError
    from course.services.people import edit_person

    if there == bool(address) or (there and also):
        raise UsageError(
            "The blog's new address is missing.", "Give it, or use --there to follow the redirect that was found."
        )
    if there:
        here.say(edit_person.move_there(here.root(), who, dry_run=dry_run).said)
    else:
        here.say(edit_person.move(here.root(), who, address or "", also=also, dry_run=dry_run).said)


@people.command("pause")
@manners
def pause(
    here: Here,
    who: Someone,
    start: Annotated[str, typer.Option("--from", help="The first day of the pause.", metavar="DATE")] = "today",
    until: Until = None,
    dry_run: DryRun = False,
) -> None:
    """Pause somebody: nothing is due, and they get no emails.

    Examples:  cpd23 people pause nightjar --until "4 Jan 2027"    cpd23 people pause nightjar --from monday
    """
    from course.services.people import edit_person

    today = _today(here)
    last = day(until, today) if until else None
    here.say(edit_person.pause(here.root(), who, day(start, today), last, dry_run=dry_run).said)


@people.command("withdraw")
@manners
def withdraw(
    here: Here,
    who: Someone,
    on: Annotated[str | None, typer.Option("--on", help="The day they left (default: today).", metavar="DATE")] = None,
    dry_run: DryRun = False,
) -> None:
    """Record that somebody has left. What they did is kept.

    Examples:  cpd23 people withdraw nightjar    cpd23 people withdraw nightjar --on monday
    """
    from course.core import sentences
    from course.services.people import edit_person

    done = edit_person.withdraw(here.root(), who, day(on, _today(here)), dry_run=dry_run)
    here.say(done.said)
    if done.after and not dry_run:
        here.say(f"To erase it: cpd23 people forget {sentences.argument(done.handle, 'WHO')}")


@people.command("resume")
@manners
def resume(here: Here, who: Someone, dry_run: DryRun = False) -> None:
    """End a pause, or let somebody who left take part again.

    Examples:  cpd23 people resume nightjar    cpd23 people resume nightjar -n
    """
    from course.services.people import edit_person

    here.say(edit_person.resume(here.root(), who, _today(here), dry_run=dry_run).said)


@people.command("sign-out")
@manners
def sign_out(here: Here, who: Someone) -> None:
    """Stop all private links to somebody's page, and sign them out. Use this if they passed a link on.

    Examples:  cpd23 people sign-out nightjar    cpd23 people sign-out "Bo Larsson"
    """
    from course.services.people import private_links

    here.say(private_links.revoke(here.root(), who))


@people.command("export")
@manners
def export(here: Here, who: Someone, output: Output = None, json: Json = False) -> None:
    """Save everything we keep about somebody as a page and a JSON file.

    Examples:  cpd23 people export nightjar    cpd23 people export nightjar -o for-nightjar
    """
    from course.services.people import exporting

    answer = exporting.export(here.root(), who, output, now(), json=json)
    if answer.words:
        deliver(answer.words, None)
    here.say(answer.said)


@people.command("forget")
@manners
def forget(here: Here, who: Someone, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Erase everything about somebody. You first see what will be erased.

    Examples:  cpd23 people forget nightjar -n    cpd23 people forget nightjar --yes
    """
    _erase(here, who, forgets=True, yes=yes, dry_run=dry_run)


@people.command("remove")
@manners
def remove(here: Here, who: Someone, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Remove somebody's entry, for example a duplicate. The person can join again.

    Examples:  cpd23 people remove nightjar -n    cpd23 people remove nightjar --yes
    """
    _erase(here, who, forgets=False, yes=yes, dry_run=dry_run)


def _erase(here: Here, who: str, *, forgets: bool, yes: bool, dry_run: bool) -> None:
    from course.formats.terminal import erasing
    from course.services.people import forgetting

    root = here.root()
    planned = forgetting.plan(root, who, forgets=forgets)
    here.say(erasing.render_plan(planned))
    if dry_run:
        return
    if not yes:
        confirm(here, "Erase all this? You can't undo it.", "--yes")
    here.say(erasing.render_erased(forgetting.apply(root, planned, now())))


def _today(here: Here) -> "date":
    from course.services import course_home

    return course_home.open_home(here.root()).today(now())
