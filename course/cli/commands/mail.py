"""Commands: mail, and what the organiser does with replies."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.cli import session
from course.cli.command_classes import CommandApp
from course.cli.options import DryRun, Here, Json, deliver, follows, manners, now, number, whole
from course.cli.session import Session
from course.core.errors import PartlyDone

if TYPE_CHECKING:
    from course.services.letters.incoming_mail import MailRead

mail = CommandApp("mail", invoke_without_command=True)
Numbers = Annotated[
    list[int], typer.Argument(help="The numbers that cpd23 mail shows.", metavar="NUMBER...", parser=whole(1))
]


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    app.add_group(mail)


@mail.callback()
@manners
def show(here: Here, context: typer.Context, json: Json = False) -> None:
    """Show replies that need a decision, and emails that came back.

    Examples:  cpd23 mail    cpd23 mail --json
    """
    if follows(context, here, lost=json):
        return
    from course.formats.terminal import incoming_mail as render
    from course.services.letters import incoming_mail

    with session.opened(here, write=False) as desk:
        found = incoming_mail.status(desk.home, desk.store)
        parts = found.waiting, found.closed, found.in_a_row
        deliver(render.status_json(*parts) if json else render.render_status(*parts, desk.home.roster), None)


@mail.command("read")
@manners
def read(
    here: Here,
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Saved messages (.eml, mbox) or folders of them (default: the inbox).", metavar="FILE..."),
    ] = None,
    json: Json = False,
    dry_run: DryRun = False,
) -> None:
    """Read replies and emails that came back, from saved messages or from the inbox in course.toml.

    Examples:  cpd23 mail read    cpd23 mail read replies.mbox --dry-run
    """
    from course.formats.terminal import incoming_mail as render
    from course.services.letters import incoming_mail

    with session.opened(here, write=False) as desk:
        found = _found(here, desk, files or [])
        if not dry_run:
            found = incoming_mail.apply(desk.home.root, found, desk.now)
        deliver(
            render.read_json(found.outcomes)
            if json
            else render.render_read(found.outcomes, desk.home.roster, dry_run=dry_run),
            None,
        )
    if found.unwritten:
        raise PartlyDone(
            "Done, but participants.toml hasn't been updated yet. People who said STOP still get no emails.",
            found.unwritten,
        )


@mail.command("accept")
@manners
def accept(
    here: Here,
    replies: Numbers,
    thing: Annotated[
        int | None, typer.Option("--thing", help="The Thing that a post is for.", metavar="N", parser=number)
    ] = None,
) -> None:
    """Do what a reply asks for: a pause, a new blog address, a credit, or no more emails.

    Examples:  cpd23 mail accept 3    cpd23 mail accept 4 --thing 7
    """
    from course.services.letters import incoming_mail

    for one in replies:
        deliver(incoming_mail.accept(here.root(), one, now(), thing) + "\n", None)


@mail.command("dismiss")
@manners
def dismiss(here: Here, replies: Numbers) -> None:
    """Remove replies from the list without doing anything.

    Examples:  cpd23 mail dismiss 3    cpd23 mail dismiss 3 4
    """
    from course.core import sentences
    from course.services.letters import incoming_mail

    count = incoming_mail.dismiss(here.root(), replies)
    deliver(f"{sentences.plural(count, 'reply', 'replies')} removed from the list.\n", None)


@mail.command("reopen")
@manners
def reopen(here: Here, who: Annotated[str, typer.Argument(metavar="WHO", help="A handle, name or email.")]) -> None:
    """Start sending emails again to somebody whose emails came back.

    Examples:  cpd23 mail reopen nightjar    cpd23 mail reopen "Ann Berry"
    """
    from course.services.letters import incoming_mail

    deliver(incoming_mail.reopen(here.root(), who) + "\n", None)


def _found(here: Here, desk: Session, files: list[Path]) -> "MailRead":
    """What would be done about the messages in these files, or in the inbox."""
    from course.adapters import mail_files
    from course.services.letters import incoming_mail

    if files:
        messages = (data for path in files for data in mail_files.messages(path))
        return incoming_mail.plan(desk.home, desk.store, messages, desk.now)
    inbox = session.inbox(here, incoming_mail.settings(desk.home), desk.home.root)
    return incoming_mail.plan_inbox(desk.home, desk.store, inbox, desk.now)
