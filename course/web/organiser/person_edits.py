"""What an organiser does for one person: each change at once, with its undo on the page that follows."""

from collections.abc import Callable
from datetime import date

from flask import Response, abort, request

from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError, UsageError
from course.core.model import Handle, Participant, PostKey
from course.formats import human_dates, sanitize
from course.formats.terminal.review import Marked
from course.services.people import edit_person, private_links
from course.services.people.edit_person import RosterChange
from course.services.reporting import review
from course.services.rounds.snapshot import Snapshot
from course.web.organiser import person_form
from course.web.organiser.workspace import Notice, UndoStep, Workspace

SETTINGS = ("name", "email", "show", "reminders", "groups", "cohort", "joined", "certificate_name")  # on the form
GONE = "This person isn’t in the course. If you’ve just removed or forgotten them, it worked."


# Decisions ------------------------------------------------------------------------------------------


def credit(work: Workspace, handle: str) -> Response:
    """Credit or refuse a Thing by hand, without a post."""
    return _decided(work, handle, None, request.form.get("url", "").strip())


def decide(work: Workspace, handle: str) -> Response:
    """Credit or refuse a Thing for one post."""
    return _decided(work, handle, PostKey(request.form.get("key", "")))


def _decided(work: Workspace, handle: str, item: PostKey | None, url: str = "") -> Response:
    now, form = work.snapshot(), request.form
    who = participant(now, handle)
    number, refuse = form.get("thing", ""), form.get("what") == "refuse"
    thing = int(number) if number.isdecimal() and len(number) < 5 else 0
    note = sanitize.clean(form.get("note", ""), 300)
    url = "" if refuse and not item else url
    done = review.mark(now.home, handle, thing, now.today, url=url, note=note, refuse=refuse, item=item)
    return back(work, handle, _decision_words(who, done, refuse=refuse, of_post=bool(item)), _unmark(work, done))


def _decision_words(who: Participant, done: Marked, *, refuse: bool, of_post: bool) -> str:
    name, thing = sanitize.clean(who.name), f"Thing {done.thing}"
    if not refuse:
        also = "" if done.credited else " It doesn’t count yet. “What was decided” on this page shows why."
        return f"You credited {thing} to {name}.{also}"
    if of_post:
        still = f" {name} still has {thing} because of another post." if done.credited else ""
        return f"{thing} isn’t credited for that post.{still}"
    return f"{thing} won’t be credited to {name}, whatever the posts say."


def undo_decision(work: Workspace, handle: str) -> Response:
    """Undo one decision of the history."""
    now = work.snapshot()
    who, place = participant(now, handle), request.form.get("place", "")
    with Store(now.home.database, write=False) as store:
        kept = store.decisions(who.handle)
    if not place.isdecimal() or int(place) >= len(kept):
        abort(404)
    undone = review.undo_one(now.home, kept[int(place)].what, now.today)
    return back(work, handle, f"Undone: your decision about Thing {undone.thing}.", _unmark(work, undone))


def _unmark(work: Workspace, done: Marked) -> Callable[[], None]:
    def undo() -> None:
        now = work.snapshot()
        review.unmark(now.home, done, now.today)

    return undo


# Settings -------------------------------------------------------------------------------------------


def pause(work: Workspace, handle: str) -> Response:
    """Give somebody a pause."""
    now = work.snapshot()
    start, until = _day(now, "start"), _day(now, "until") if request.form.get("until") else None
    done = edit_person.pause(work.root, handle, start, until)
    span = f"until {human_dates.written(until)}" if until else "until further notice"
    begins = f" from {human_dates.written(start)}" if start != now.today else ""
    return changed(work, done, f"{_name(now, handle)} is paused{begins} {span}.")


def resume(work: Workspace, handle: str) -> Response:
    """End a pause, or take somebody back who had left."""
    now = work.snapshot()
    return changed(
        work, edit_person.resume(work.root, handle, now.today), f"{_name(now, handle)} takes part again from today."
    )


def withdraw(work: Workspace, handle: str) -> Response:
    """Note that somebody has left."""
    now = work.snapshot()
    on = _day(now, "on")
    done = edit_person.withdraw(work.root, handle, on)
    return changed(work, done, f"{_name(now, handle)} left on {human_dates.written(on)}. Everything is kept.")


def follow(work: Workspace, handle: str) -> Response:
    """Use the address to which the old one now leads."""
    now = work.snapshot()
    done = edit_person.move_there(work.root, handle)
    return changed(work, done, f"The blog of {_name(now, handle)} will be read at its new address from now on.")


def settings(work: Workspace, handle: str) -> Response:
    """The form with somebody's settings; sent, those that were changed are written."""
    now = work.snapshot()
    who = participant(now, handle)
    kept = _texts(who)
    if request.method != "POST":
        return _settings_form(work, now, who, kept)
    form = {key: request.form.get(key, "") for key in SETTINGS} | {"reminders": request.form.get("reminders", "no")}
    pairs = [f"{key}={value}" for key, value in form.items() if value.strip() != kept[key]]
    if not pairs:
        return work.back("person.person", Notice("Nothing was changed."), handle=handle)
    anyway = bool(request.form.get("anyway"))
    try:
        done = edit_person.change(work.root, handle, pairs, now.today, anyway=anyway)
    except (CourseError, UsageError) as error:
        return _settings_form(work, now, who, form, error)
    what = {
        "certificate_name": "name on the certificate",
        "show": "who may see their progress",
        "groups": "group",
        "joined": "joining date",
        "reminders": "whether they get emails",
    }
    names = sentences.listed(what.get(key, key) for key in done.after) or "settings"
    return changed(work, done, f"Changed for {_name(now, handle)}: {names}.")


def _settings_form(
    work: Workspace, now: Snapshot, who: Participant, typed: dict[str, str], error: CourseError | None = None
) -> Response:
    code = 422 if error else 200
    return work.page("person_settings.html", code, now=now, who=who, **person_form.values(typed, error))


def _texts(who: Participant) -> dict[str, str]:
    """The settings as a form shows them."""
    return {
        "name": who.name,
        "email": who.email or "",
        "show": str(who.show),
        "reminders": "yes" if who.reminders else "no",
        "groups": ", ".join(who.groups),
        "cohort": who.cohort,
        "joined": who.joined.isoformat(),
        "certificate_name": who.certificate_name or "",
    }


def sign_out(work: Workspace, handle: str) -> Response:
    """Stop every private link of somebody's own page."""
    now = work.snapshot()
    private_links.revoke(work.root, participant(now, handle).handle)
    said = Notice(f"The private links of {_name(now, handle)} don’t work any more.")
    return work.back("person.person", said, handle=handle)


def undo(work: Workspace) -> Response:
    """Undo what was done last; a second click finds it undone."""
    step = work.undos.take(request.form.get("step", ""))
    if step is None:
        return work.back(
            "people.people", Notice("That has already been undone, or it was too long ago to undo.", bad=True)
        )
    said = step.undo()
    return work.back("person.person", said, handle=step.handle) if step.handle else work.back(step.endpoint, said)


# Shared ---------------------------------------------------------------------------------------------


def participant(now: Snapshot, handle: str) -> Participant:
    """Who has this handle; 404 where nobody has."""
    return now.home.roster.get(Handle(handle)) or abort(404, GONE)


def back(work: Workspace, handle: str, words: str, undo: Callable[[], object]) -> Response:
    """To the person's page, which says what was done and offers to undo it."""

    def undone() -> Notice:
        undo()
        return Notice(f"Undone: “{words}”")

    step = work.undos.keep(UndoStep(handle, undone))
    return work.back("person.person", Notice(words, "person_edits.undo", (("step", step),)), handle=handle)


def changed(work: Workspace, done: RosterChange, words: str) -> Response:
    """To the person's page, after a change of settings that can be put back."""
    if not done.after:
        return work.back(
            "person.person", Notice("It was already like that, so nothing was changed."), handle=done.handle
        )
    return back(work, done.handle, words, lambda: edit_person.put_back(work.root, done))


def _name(now: Snapshot, handle: str) -> str:
    return sanitize.clean(participant(now, handle).name)


def _day(now: Snapshot, field: str) -> date:
    return human_dates.parse(request.form.get(field, ""), now.today)


ROUTES = (
    ("/person/<handle>/credit", credit, ("POST",)),
    ("/person/<handle>/decide", decide, ("POST",)),
    ("/person/<handle>/undo", undo_decision, ("POST",)),
    ("/person/<handle>/pause", pause, ("POST",)),
    ("/person/<handle>/resume", resume, ("POST",)),
    ("/person/<handle>/withdraw", withdraw, ("POST",)),
    ("/person/<handle>/follow", follow, ("POST",)),
    ("/person/<handle>/settings", settings, ("GET", "POST")),
    ("/person/<handle>/sign-out", sign_out, ("POST",)),
    ("/undo", undo, ("POST",)),
)
