"""Commands: review, mark."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from course.cli import screen
from course.cli.options import AsOf, Here, Json, day, deliver, manners, now, number
from course.core.errors import CourseError, UsageError

if TYPE_CHECKING:
    from course.core.model import Course
    from course.formats.terminal.review import Answer


def add(app: typer.Typer) -> None:
    """Add this module's commands to the app."""
    app.command("review")(manners(review))
    app.command("mark")(manners(mark))


def review(
    here: Here,
    only_list: Annotated[bool, typer.Option("--list", help="List the doubtful posts without asking.")] = False,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Decide on doubtful posts, one key each.

    Examples:  cpd23 review    cpd23 review --list    echo y | cpd23 review
    """
    from course.formats.terminal import review as render
    from course.services import course_home
    from course.services.reporting import review

    opened = course_home.open_home(here.root())
    today = opened.today(now())
    if only_list or json:
        cards = review.queue(opened, day(as_of, today))
        text = render.render_json(cards, opened.course.zone) if json else render.render_listing(cards, opened.course)
        deliver(text, None)
        return
    if here.no_input:
        raise CourseError("Reviewing means asking, and --no-input forbids it.", "See what waits: cpd23 review --list")
    cards = review.queue(opened, today)
    decided = 0
    for place, card in enumerate(cards, 1):
        answer = _ask(here, render.card(card, place, len(cards), opened.course), opened.course)
        if answer is render.Answer.QUIT:
            break
        decided += review.decide(opened, card, answer, today)
    deliver(render.render_decided(decided, len(cards) - decided), None)


def mark(
    here: Here,
    who: Annotated[str, typer.Argument(metavar="WHO", help="A handle, name or email.")],
    thing: Annotated[int, typer.Argument(metavar="THING", parser=number, help="The number of the Thing.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of the post, or of other evidence.")] = "",
    refuse: Annotated[
        bool, typer.Option("--refuse", help="Refuse it: for this post or, without an address, for all.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Undo your decision.")] = False,
    note: Annotated[str, typer.Option("--note", help="The reason, kept with the decision.", metavar="TEXT")] = "",
) -> None:
    """Credit or refuse a Thing by hand.

    Examples:  cpd23 mark ada 9    cpd23 mark ada 9 https://ada.example/nine --refuse --note "only a plan"
    """
    from course.formats.terminal import review as render
    from course.services import course_home
    from course.services.reporting import review

    opened = course_home.open_home(here.root())
    today = opened.today(now())
    if undo and (refuse or note):
        raise UsageError("--undo goes with neither --refuse nor --note.", "Undo first, then decide again.")
    if undo:
        marked = review.undo(opened, who, thing, url, today)
    else:
        marked = review.mark(opened, who, thing, today, url=url, note=note, refuse=refuse)
    deliver(render.render_marked(marked), None)


def _ask(here: Here, card: str, course: "Course") -> "Answer | tuple[int, ...]":
    """Show a card and return the first answer that can be understood; the end of the input means stop."""
    from course.formats.terminal import review as render

    while (typed := _typed(here, card)) is not None:
        if (answer := render.answer(typed, course)) is not None:
            return answer
        screen.tell(f"{typed.strip()!r} is no answer. Say {render.KEYS}.")
        card = ""
    return render.Answer.QUIT


def _typed(here: Here, card: str) -> str | None:
    """Show a card on stderr and return what was typed, one key on a terminal, else one line; None at the end."""
    screen.tell(f"{card}[y/n/number/l/q] ", end="")
    if not sys.stdin.isatty():
        screen.tell()
    if not sys.stdin.isatty() or here.plain:
        return sys.stdin.readline() or None
    key = typer.getchar(echo=True)
    typed = key + (sys.stdin.readline() if key.isdecimal() else "")
    screen.tell()
    return None if key in ("\x03", "\x04") else typed
