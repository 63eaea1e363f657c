"""Doors: remind and its ladder, weekly, schedule."""

from typing import Annotated

import typer

from course.cli.manners import AsOf, DryRun, Here, Json, deliver, manners, now

remind = typer.Typer(help="This week's letters: plan, draft, test, approve, send.", rich_markup_mode=None)
Confirm = Annotated[int | None, typer.Option("--confirm", help="The number of letters, said beforehand.", metavar="N")]
Only = Annotated[str | None, typer.Option("--only", help="Only to this person.", metavar="WHO")]
Limit = Annotated[int | None, typer.Option("--limit", help="At most so many now.", metavar="N", min=1)]
Resend = Annotated[
    str | None, typer.Option("--resend", help="Send again to whom it may not have reached.", metavar="WHO")
]
ByHand = Annotated[bool, typer.Option("--by-hand", help="I sent the drafts by my own mail program: note them as sent.")]


def add(app: typer.Typer) -> None:
    """Hang this group's commands on the app."""
    app.add_typer(remind, name="remind")


@remind.callback(invoke_without_command=True)
@manners
def show_plan(here: Here, context: typer.Context, as_of: AsOf = None, json: Json = False) -> None:
    """Show who gets which letter this week, who gets none, and why. Writes nothing.

    Examples:  cpd23 remind    cpd23 remind --as-of "next monday" --json
    """
    from course.desk import ladder

    if context.invoked_subcommand is None:
        deliver(ladder.show_plan(here.root(), as_of, now(), as_json=json, plain=here.plain, say=here.say), None)
        ladder.partly(here.root())


@remind.command("draft")
@manners
def write_drafts(here: Here, as_of: AsOf = None, json: Json = False, dry_run: DryRun = False) -> None:
    """Write this week's letters into outbox/ as drafts, with merge.csv for Word and index.html to look at.

    Examples:  cpd23 remind draft    cpd23 remind draft --as-of monday
    """
    from course.desk import ladder

    deliver(ladder.draft(here.root(), as_of, now(), as_json=json, dry=dry_run, say=here.say), None)
    ladder.partly(here.root())
