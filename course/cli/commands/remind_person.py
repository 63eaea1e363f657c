"""Commands: remind leave-out and remind arrived, about one person's email."""

from typing import Annotated

import typer

from course.cli import session
from course.cli.options import Here, deliver, manners, now


@manners
def leave_out(
    here: Here,
    who: Annotated[str, typer.Argument(help="A handle, name or email.", metavar="WHO")],
    undo: Annotated[bool, typer.Option("--undo", help="Don't leave them out after all.")] = False,
) -> None:
    """Leave somebody out of this week's emails.

    Examples:  cpd23 remind leave-out nightjar    cpd23 remind leave-out nightjar --undo
    """
    from course.core.people import find_person
    from course.services.letters import drafts

    with session.opened(here, alone=True) as desk:
        person = find_person.one(who, desk.home.roster)
        changed = drafts.leave_out_this_week(desk.home, desk.store, person.handle, desk.now, undo=undo)
        said = {
            (True, False): "gets no email this week",
            (False, False): "is already left out this week",
            (True, True): "is no longer left out this week",
            (False, True): "wasn't left out this week",
        }
        deliver(f"{person.name} {said[changed, undo]}.\n", None)


@manners
def arrived(here: Here, who: Annotated[str, typer.Argument(help="A handle, name or email.", metavar="WHO")]) -> None:
    """Record that somebody's email has arrived, if this wasn't clear.

    Examples:  cpd23 remind arrived nightjar    cpd23 remind arrived nightjar -C my-course
    """
    from course.core.people import find_person
    from course.services import course_home
    from course.services.letters import arrived

    home = course_home.open_home(here.root())
    person = find_person.one(who, home.roster)
    arrived.settle(home.root, person.handle, now())
    deliver(f"Noted: the email to {person.name} arrived.\n", None)
