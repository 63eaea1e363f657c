"""Doors: review, mark."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from course.cli import screen
from course.cli.options import AsOf, Here, Json, day, deliver, manners, now, number


def add(app: typer.Typer) -> None:
    """Hang this group's commands on the app."""
    app.command("review")(manners(review))
    app.command("mark")(manners(mark))


def review(
    here: Here,
    only_list: Annotated[bool, typer.Option("--list", help="Show what waits; ask nothing.")] = False,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Decide on doubtful posts, one key each.

    Examples:  cpd23 review    cpd23 review --list    echo y | cpd23 review
    """
    from course.services import course_home
    from course.services.reporting import review

    opened = course_home.open_home(here.root())
    today = opened.today(now())
    if only_list or json:
        deliver(review.listing(opened, day(as_of, today), json=json), None)
    else:
        review.ready(asks=not here.no_input)
        deliver(review.decide(opened, today, _asker(here), screen.tell), None)


def mark(
    here: Here,
    who: Annotated[str, typer.Argument(metavar="WHO", help="A handle, a shown name or an email.")],
    thing: Annotated[int, typer.Argument(metavar="THING", parser=number, help="The number of the Thing.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="The post, or another place that shows it.")] = "",
    refuse: Annotated[
        bool, typer.Option("--refuse", help="It is not done: for this post, or whatever the posts say.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was decided.")] = False,
    note: Annotated[str, typer.Option("--note", help="Why; kept with the decision.", metavar="TEXT")] = "",
) -> None:
    """Credit a Thing by hand, or refuse it.

    Examples:  cpd23 mark ada 9    cpd23 mark ada 9 https://ada.example/nine --refuse --note "only a plan"
    """
    from course.services import course_home
    from course.services.reporting import review

    opened = course_home.open_home(here.root())
    today = opened.today(now())
    if undo:
        deliver(review.undo(opened, who, thing, url, today), None)
    else:
        deliver(review.mark(opened, who, thing, today, url=url, note=note, refuse=refuse), None)


def _asker(here: Here) -> Callable[[str], str | None]:
    """A way to show a card on stderr and get an answer: one key on a terminal, one line otherwise."""

    def ask(card: str) -> str | None:
        screen.tell(f"{card}[y/n/number/l/q] ", end="")
        if not sys.stdin.isatty():
            screen.tell()
        if not sys.stdin.isatty() or here.plain:
            return sys.stdin.readline() or None
        key = typer.getchar(echo=True)
        typed = key + (sys.stdin.readline() if key.isdecimal() else "")
        screen.tell()
        return None if key in ("\x03", "\x04") else typed

    return ask
