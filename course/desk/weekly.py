"""Weekly: read the blogs, publish the pages, draft the letters, and say how things stand."""

from collections.abc import Callable
from dataclasses import replace

from course.core import phrases
from course.core.errors import PartlyDone
from course.desk import home as homes
from course.desk import people_import, publish, remind, track
from course.desk.remind import Desk, Wish


def weekly(desk: Desk, send: bool, ask: Callable[[], str] | None, tell: track.Tell | None, put: remind.Say) -> None:
    """One round, each part told as it ends; with `send` the approved letters go. PartlyDone when a part was not whole."""
    if taken_in := people_import.take_in_locked(desk.home.root, desk.now):
        put(taken_in)
        desk = replace(desk, home=homes.open_home(desk.home.root))
    home, store = desk.home, desk.store
    tracked = track.track(home, store, desk.now, tell=tell)
    put(track.words(tracked))
    put(publish.words(publish.publish(home, store, home.today(desk.now)), dry_run=False))
    put(remind.draft(home, store, desk.now, sends=send))
    whole = True
    if send:
        words, whole = remind.send(desk, Wish(approved_only=True), lambda _question, _count: None, ask)
        put(words)
    put(remind.status(desk))
    if tracked.in_trouble or not whole:
        troubles = (
            f"{phrases.plural(len(tracked.in_trouble), 'blog')} could not be read"
            if tracked.in_trouble
            else "some letters did not go"
        )
        raise PartlyDone(f"Done, but {troubles}.", "See above; the others were not harmed.")
