"""Weekly: read the blogs, publish the pages, draft the letters, and say how things stand."""

from collections.abc import Callable
from dataclasses import replace

from course.core import sentences
from course.core.errors import PartlyDone
from course.core.letters import decide_letters
from course.core.progress import next_step
from course.formats.terminal import remind as said
from course.formats.terminal import tracking
from course.formats.terminal.reminder_plan import Plan
from course.services import course_home as homes
from course.services.letters import drafts as mailing
from course.services.letters import remind
from course.services.letters.remind import Desk, Wish
from course.services.people import importing
from course.services.publishing import publish
from course.services.tracking import track


def weekly(desk: Desk, send: bool, ask: Callable[[], str] | None, tell: track.Tell | None, put: remind.Say) -> None:
    """One round, each part told as it ends; with `send` the approved letters go. PartlyDone when a part was not whole."""
    if taken_in := importing.take_in_locked(desk.home.root, desk.now):
        put(taken_in)
        desk = replace(desk, home=homes.open_home(desk.home.root))
    home, store = desk.home, desk.store
    tracked = track.track(home, store, desk.now, tell=tell)
    put(tracking.words(tracked, alone=False))
    put(publish.words(publish.publish(home, store, home.today(desk.now)), dry_run=False))
    made = mailing.planned(home, store, home.today(desk.now))
    drafts = mailing.write(home, store, made)
    put(said.drafted(drafts, made, f"outbox/{made.week}"))
    whole = True
    if send and drafts:
        words, whole = remind.send(desk, Wish(approved_only=True), lambda _question, _count: None, ask)
        put(words)
    _round_off(desk, made, send, put)
    if tracked.in_trouble or not whole:
        troubles = (
            f"{sentences.plural(len(tracked.in_trouble), 'blog')} could not be read"
            if tracked.in_trouble
            else "some letters did not go"
        )
        raise PartlyDone(f"Done, but {troubles}.", "See above; the others were not harmed.")


def _round_off(desk: Desk, made: Plan, sends: bool, put: remind.Say) -> None:
    """How the letters of the week stand, where there are any, and what to do next."""
    drafted, approved = mailing.drafted(desk.home, desk.store, made.week)
    letters = desk.store.letters()
    if drafted or any(letter.week == made.week or letter.state not in ("planned", "sent") for letter in letters):
        put(remind.status(desk))
    waiting = drafted - {letter.key for letter in letters if letter.state in decide_letters.WENT}
    found = next_step.status(made.report, len(desk.home.problems))
    put(said.after_the_round(found, waiting, approved, sends))
