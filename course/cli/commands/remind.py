"""Doors: remind and its ladder, weekly, schedule."""

from collections.abc import Callable
from typing import Annotated

import typer

from course.cli.options import AsOf, DryRun, Here, Json, deliver, follows, manners, now, whole
from course.core.errors import CourseError

remind = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
Confirm = Annotated[
    int | None,
    typer.Option("--confirm", help="The number of letters, said beforehand.", metavar="N", parser=whole(0)),
]
Only = Annotated[str | None, typer.Option("--only", help="Only to this person.", metavar="WHO")]
Limit = Annotated[int | None, typer.Option("--limit", help="At most so many now.", metavar="N", parser=whole(1))]
Resend = Annotated[
    str | None,
    typer.Option("--resend", help="Once more, to somebody whose letter is in doubt or was refused.", metavar="WHO"),
]
ByHand = Annotated[bool, typer.Option("--by-hand", help="I sent the drafts by my own mail program: note them as sent.")]


def add(app: typer.Typer) -> None:
    """Hang this group's commands on the app."""
    app.add_typer(remind, name="remind")
    app.command("weekly")(manners(weekly))
    app.command("schedule")(manners(schedule))


@remind.callback()
@manners
def show(here: Here, context: typer.Context, as_of: AsOf = None, json: Json = False) -> None:
    """Show who gets which letter this week, who gets none, and why. Writes nothing.

    Examples:  cpd23 remind    cpd23 remind --as-of "next monday" --json
    """
    if follows(context, here, lost=bool(as_of or json)):
        return
    from course.services.letters import remind

    with remind.opened(here.root(), now(), here.say, write=False) as desk:
        deliver(remind.show(desk, as_of, json, here.plain), None)


@remind.command("draft")
@manners
def draft(here: Here, as_of: AsOf = None, json: Json = False, dry_run: DryRun = False) -> None:
    """Write this week's letters into outbox/ as drafts, with merge.csv for Word and index.html to look at.

    Examples:  cpd23 remind draft    cpd23 remind draft --as-of monday
    """
    from course.services.letters import remind

    with remind.opened(here.root(), now(), here.say, write=False) as desk:
        deliver(remind.write_drafts(desk, as_of, json, dry_run), None)


@remind.command("test")
@manners
def rehearse(here: Here, as_of: AsOf = None) -> None:
    """Send one letter of each kind to yourself only.

    Examples:  cpd23 remind test    cpd23 remind test --as-of monday
    """
    from course.services.letters import remind

    with remind.opened(here.root(), now(), here.say) as desk:
        deliver(remind.rehearse(desk, _ask(here), as_of), None)


@remind.command("approve")
@manners
def approve(here: Here, as_of: AsOf = None) -> None:
    """Approve the drafts as they lie in outbox/ now; weekly --send sends nothing else.

    Examples:  cpd23 remind approve    cpd23 remind approve --as-of monday
    """
    from course.services.letters import remind

    with remind.opened(here.root(), now(), here.say) as desk:
        deliver(remind.approve(desk, as_of), None)


@remind.command("send")
@manners
def send(
    here: Here,
    only: Only = None,
    limit: Limit = None,
    resend: Resend = None,
    confirm: Confirm = None,
    by_hand: ByHand = False,
    json: Json = False,
    dry_run: DryRun = False,
) -> None:
    """Send this week's drafts, when you have typed their number. Nobody gets two in a week.

    Examples:  cpd23 remind send    cpd23 remind send --only nightjar --confirm 1
    """
    from course.services.letters import remind

    wish = remind.Wish(only, limit, resend, by_hand, dry_run, json)
    with remind.opened(here.root(), now(), here.say, alone=True) as desk:
        words, whole = remind.send(desk, wish, _agree(here, confirm), _ask(here))
        deliver(words, None)
        remind.judge(whole)


@remind.command("status")
@manners
def status(here: Here, as_of: AsOf = None, json: Json = False) -> None:
    """Show what was drafted, approved and sent this week, and every letter that may not have arrived.

    Examples:  cpd23 remind status    cpd23 remind status --json
    """
    from course.services.letters import remind

    with remind.opened(here.root(), now(), here.say, write=False) as desk:
        deliver(remind.status(desk, as_of, json), None)


@remind.command("words")
@manners
def words(here: Here) -> None:
    """Copy the words of the letters into templates/mail/, where you can change them.

    Examples:  cpd23 remind words    cpd23 remind words -C my-course
    """
    from course.services.letters import remind

    deliver(remind.words(here.root()), None)


def weekly(
    here: Here, send: Annotated[bool, typer.Option("--send", help="Send the letters that were approved.")] = False
) -> None:
    """Read the blogs, publish the pages, draft the letters, and say how things stand.

    Examples:  cpd23 weekly    cpd23 weekly --send
    """
    from course.cli import progress
    from course.services.letters import remind
    from course.services.rounds import weekly as desk

    with remind.opened(here.root(), now(), here.say, alone=True) as opened, progress.shown(here, "blogs") as tell:
        desk.weekly(opened, send, _ask(here), tell, lambda words: deliver(words + "\n", None))


def schedule(
    here: Here,
    kind: Annotated[str | None, typer.Option("--for", help="windows, mac, cron, systemd or github.")] = None,
    on: Annotated[str, typer.Option("--day", help="The day of the week.")] = "mon",
    at: Annotated[str, typer.Option("--at", help="The time of day.")] = "08:00",
    send: Annotated[bool, typer.Option("--send", help="Send the letters that were approved, too.")] = False,
) -> None:
    """Print how to have cpd23 weekly run by itself on this computer. Changes nothing.

    Examples:  cpd23 schedule    cpd23 schedule --for windows --day mon --at 08:00
    """
    from course.services.rounds import timer_recipe

    deliver(timer_recipe.recipe(here.root(), now(), on, at, kind, send), None)


def _ask(here: Here) -> Callable[[], str] | None:
    """How to ask for the password, where there is somebody to ask."""
    if not here.asks:
        return None
    return lambda: str(typer.prompt("Password of the mail account", hide_input=True, err=True))


def _agree(here: Here, confirm: int | None) -> Callable[[str, int], None]:
    """How to have the number of letters confirmed: said beforehand, or typed."""

    def agree(question: str, count: int) -> None:
        said = confirm
        if said is None:
            if not here.asks:
                raise CourseError(f"{question} Nothing was sent: there is nobody to ask.", f"Say it: --confirm {count}")
            here.say(question)
            typed = typer.prompt(f"Type {count} to send, or Enter to stop", default="", show_default=False, err=True)
            if not typed.strip():
                raise CourseError("Stopped. Nothing was sent.")
            said = int(typed) if typed.strip().isdecimal() else -1
        if said != count:
            raise CourseError("That is not the number of letters. Nothing was sent.", f"There are {count} to send.")

    return agree
