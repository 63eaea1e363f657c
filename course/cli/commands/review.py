"""Commands: review, mark."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from course.cli import screen
from course.cli.command_classes import CommandApp
from course.cli.options import AsOf, Here, Json, day, deliver, manners, now, number
from course.core.errors import CourseError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from course.core.model import Course, Ruling
    from course.formats.terminal.review import Alike, Answer, Waiting
    from course.services.course_home import Home


def add(app: CommandApp) -> None:
    """Add this module's commands to the app."""
    app.command("review")(manners(review))
    app.command("mark")(manners(mark))


def review(
    here: Here,
    only_list: Annotated[bool, typer.Option("--list", help="List the doubtful posts without asking.")] = False,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Decide on doubtful posts, with one key for each.

    Examples:  cpd23 review    cpd23 review --list    cpd23 review --json
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
        raise CourseError(
            "This command asks questions, and --no-input turns questions off.",
            "See the doubtful posts: cpd23 review --list",
        )
    cards = review.queue(opened, today)
    decided = _decide(here, opened, cards, today)
    deliver(render.render_decided(decided, len(cards) - decided), None)
    _take_back(here, opened, today)


def mark(
    here: Here,
    who: Annotated[str, typer.Argument(metavar="WHO", help="A handle, name or email.")],
    thing: Annotated[int, typer.Argument(metavar="THING", parser=number, help="The number of the Thing.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of the post or other evidence.")] = "",
    refuse: Annotated[
        bool, typer.Option("--refuse", help="Refuse the Thing: for this post or, without an address, for all posts.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Undo your decision.")] = False,
    note: Annotated[
        str, typer.Option("--note", help="Your reason, which is kept with the decision.", metavar="TEXT")
    ] = "",
) -> None:
    """Credit or refuse a Thing yourself.

    Examples:  cpd23 mark ada 9    cpd23 mark ada 9 https://ada.example/nine --refuse --note "only a plan"
    """
    from course.formats.terminal import review as render
    from course.services import course_home
    from course.services.reporting import review

    opened = course_home.open_home(here.root())
    today = opened.today(now())
    if undo and (refuse or note):
        raise UsageError(
            "--undo can't be combined with --refuse or --note.", "Undo the decision first, then decide again."
        )
    if undo:
        marked = review.undo(opened, who, thing, url, today)
    else:
        marked = review.mark(opened, who, thing, today, url=url, note=note, refuse=refuse)
    deliver(render.render_marked(marked), None)


def _decide(here: Here, home: "Home", cards: "Sequence[Waiting]", today: "date") -> int:
    """Ask about one post or group after another, keep each answer at once, and return how many posts were decided."""
    from course.formats import sanitize
    from course.formats.terminal import review as render
    from course.services.reporting import review

    names = {handle: person.name for handle, person in home.roster.items()}
    items, place = list(render.together(cards)), 0
    made: list[tuple[int, tuple[Ruling, ...]]] = []
    while place < len(items):
        item = items[place]
        answer = _ask(here, item, place, len(items), home.course)
        if answer is render.Answer.QUIT:
            break
        if answer is render.Answer.SINGLY and isinstance(item, render.Alike):
            items[place : place + 1] = item.cards
        elif answer is render.Answer.OPEN and isinstance(item, render.Waiting):
            screen.tell(render.render_opening(item.post.url))
            if sanitize.web(item.post.url):
                typer.launch(item.post.url)
        elif answer is render.Answer.UNDO:
            screen.tell("Undone: your last answer." if made else "There is nothing to undo.")
            if made:
                place, before = made.pop()
                review.take_back(home, before, today)
        else:
            rulings = review.rulings(home, item, answer, today)
            kept = review.keep(home, *rulings)
            if len(kept) < len(rulings):
                screen.tell("You have already decided on this in another window. That decision counts.")
            if kept:
                made.append((place, kept))
                screen.tell(render.render_rulings(kept, names))
            place += 1
    return len({ruling.post for _, rulings in made for ruling in rulings})


def _take_back(here: Here, home: "Home", today: "date") -> None:
    """Show what was credited by topic lately, a page at a time; a number undoes one."""
    from course.formats import sanitize
    from course.formats.terminal import review as render
    from course.services.reporting import review

    recent = review.credited_by_topic(home, today)
    for start in range(0, len(recent), render.PAGE):
        typed = _typed(here, render.render_by_topic([(name, credit) for name, _, credit in recent], start), "")
        places = render.group_answer(typed or "q", len(recent))
        for place in places if isinstance(places, tuple) else ():
            name, handle, credit = recent[place - 1]
            review.refuse(home, handle, credit, today)
            screen.tell(f"Undone: Thing {credit.thing} for {sanitize.clean(name)}.")
        if places is render.Answer.QUIT:
            break


def _ask(here: Here, item: "Waiting | Alike", place: int, count: int, course: "Course") -> "Answer | tuple[int, ...]":
    """Show a card and return the first answer that can be understood; the end of the input means stop."""
    from course.formats.terminal import review as render

    understood: Callable[[str], Answer | tuple[int, ...] | None]
    if isinstance(item, render.Alike):
        card, keys = render.group_card(item, place + 1, count, course), render.GROUP_KEYS
        prompt = "[y/n/numbers/s/l/u/q/?] "
        understood = partial(render.group_answer, count=len(item.cards))
    else:
        card, keys = render.card(item, place + 1, count, course), render.KEYS
        prompt = "[y/n/number/o/l/u/q/?] "
        understood = partial(render.answer, course=course)
    while (typed := _typed(here, card, prompt)) is not None:
        answer = understood(typed)
        if answer is not None and answer is not render.Answer.HELP:
            return answer
        wrong = "" if answer else f"{typed.strip()!r} isn't one of the answers. "
        screen.tell(f"{wrong}{keys}")
        card = ""
    return render.Answer.QUIT


def _typed(here: Here, card: str, prompt: str) -> str | None:
    """Show a card on stderr and return what was typed, one key on a terminal, else one line; None at the end."""
    screen.tell(f"{card}{prompt}", end="")
    if not sys.stdin.isatty():
        screen.tell()
    if not sys.stdin.isatty() or here.plain:
        return sys.stdin.readline() or None
    key = typer.getchar(echo=True)
    typed = key + (sys.stdin.readline() if key.isdecimal() else "")
    screen.tell()
    return None if key in ("\x03", "\x04") else typed
