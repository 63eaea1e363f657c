"""Commands: remind write and remind post, the organiser's own words to many people at once."""

from pathlib import Path
from typing import Annotated

import typer

from course.cli import session
from course.cli.options import AsOf, DryRun, Here, deliver, manners
from course.core.letters.paste_places import PastePlace

To = Annotated[
    str,
    typer.Option("--to", help="Everybody, or the name of a group, a cohort or a standing.", metavar="WHO"),
]


def _place(text: str) -> PastePlace:
    """Where a message is pasted, for an option."""
    if text not in list(PastePlace):
        raise typer.BadParameter(f"{text!r} isn't valid here. Write one of {', '.join(PastePlace)}.")
    return PastePlace(text)


@manners
def write(
    here: Here,
    file: Annotated[Path, typer.Argument(help="A text file. Its first line begins with Subject:", metavar="FILE")],
    to: To = ...,  # type: ignore[assignment]  # typer's way of saying that there is no default
    extra: Annotated[
        bool, typer.Option("--extra", help="Send it in addition to this week's email, not instead of it.")
    ] = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
) -> None:
    """Draft an email of your own. It can go to everybody, to a group or cohort, or to people with the same standing (stalled, for example).

    Examples:  cpd23 remind write tea.md --to everybody    cpd23 remind write hello.md --to stalled --extra
    """
    from course.formats.terminal import writing
    from course.services.letters import write

    with session.opened(here, write=False) as desk:
        done = write.write(desk.home, desk.store, file, to, desk.day(as_of), extra=extra, dry_run=dry_run)
        folder = done.file.rpartition("/")[0]
        carried = [draft.letter.nudge.handle for draft in done.drafts]
        deliver(writing.drafted(carried, done.without, desk.home.roster, done.extra, folder, done.file, dry_run), None)


@manners
def post(
    here: Here,
    place: Annotated[
        PastePlace, typer.Option("--for", parser=_place, help=f"Where you want to paste it: {', '.join(PastePlace)}.")
    ] = PastePlace.TEXT,
    cohort: Annotated[
        str | None, typer.Option("--cohort", help="The cohort the message is for.", metavar="NAME")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Show the week's message as text to paste. Use it in a chat or on a mailing list. Nothing is sent.

    Examples:  cpd23 remind post --for slack    cpd23 remind post --for list --as-of "next monday"
    """
    from course.services.letters import week_message

    with session.opened(here, write=False) as desk:
        deliver(week_message.text(desk.home, desk.day(as_of), place, cohort), None)
