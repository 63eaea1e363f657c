"""What waits for the organiser's word: replies to emails, changes that people asked for, and sign-ups from the web."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from flask import Response, request

from course.adapters import disk
from course.adapters.store import Store
from course.core.letters.reply_model import KeptReply, MailTaken, RequestKind
from course.core.model import Handle
from course.core.people.joining import SignUp
from course.formats import sanitize
from course.formats.intake import sign_up_rows
from course.formats.terminal.change_words import change_words
from course.services.letters import incoming_mail
from course.services.people import pending_changes
from course.services.rounds.snapshot import Snapshot
from course.web.organiser import places, replies_in
from course.web.organiser.workspace import Notice, UndoStep, Workspace

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class WaitingSignUp:
    """Somebody who signed up on the web, and what is wrong with it, if anything is."""

    number: int
    name: str
    email: str
    blogs: tuple[str, ...]
    trouble: str = ""


def waiting(work: Workspace) -> Response:
    """Everything that waits."""
    now = work.snapshot()
    with Store(now.home.database, write=False) as store:
        mail = incoming_mail.status(now.home, store)
        changes = pending_changes.waiting(now.home, store)
        found = store.waiting()
    sign_ups = [_sign_up(now, number, data) for number, data in found.items()]
    people = {kept.number: now.home.roster.get(kept.reply.handle) for kept in mail.waiting}
    return work.page(
        "waiting.html",
        now=now,
        replies=mail.waiting,
        people=people,
        closed=[now.home.roster[item.handle] for item in mail.closed if item.handle in now.home.roster],
        changes=[(change, change_words(change.settings)) for change in changes],
        sign_ups=sign_ups,
        kinds=RequestKind,
        **replies_in.values(work),
    )


def _sign_up(now: Snapshot, number: int, data: object) -> WaitingSignUp:
    kept = data if isinstance(data, dict) else {}
    told = sign_up_rows.from_waiting(number, kept, now.home.course, now.today)
    trouble = "" if isinstance(told, SignUp) else places.shown(told.why)
    blogs = tuple(sanitize.clean(str(blog), 200) for blog in kept.get("blogs", ()))
    name, email = (sanitize.clean(str(kept.get(key, "")), 200) for key in ("name", "email"))
    return WaitingSignUp(number, name, email, blogs, trouble)


def reply(work: Workspace) -> Response:
    """Do what a reply asks for, or take it off the list."""
    now = work.snapshot()
    with Store(now.home.database, write=False) as store:
        kept = _numbered({one.number: one for one in store.replies()})
    if kept is None:
        return _gone(work)
    who = now.home.roster.get(kept.reply.handle)
    name = sanitize.clean(who.name) if who else "that sender"
    if request.form.get("what") == "accept":
        number = request.form.get("thing", "")
        thing = int(number) if number.isdecimal() and len(number) < 5 else None
        incoming_mail.accept(work.root, kept.number, work.now(), thing)
        return work.back("waiting.waiting", Notice(f"Done, as {name} asked. You can see it on their page."))
    incoming_mail.dismiss(work.root, [kept.number])
    return _undoable(
        work, f"The reply from {name} is off the list. Nothing else was changed.", lambda: _keep(work, kept)
    )


def _keep(work: Workspace, kept: KeptReply) -> None:
    home = work.snapshot().home
    with disk.lock(work.root), Store(home.database) as store:
        store.keep_mail(MailTaken(waiting=(kept.reply,)), kept.at)


def reopen(work: Workspace) -> Response:
    """Write to somebody again whose emails came back."""
    who = work.snapshot().home.roster.get(Handle(request.form.get("handle", "")))
    if who is None:
        return _gone(work)
    incoming_mail.reopen(work.root, who.handle)
    return work.back("waiting.waiting", Notice(f"{sanitize.clean(who.name)} gets emails at this address again."))


def change(work: Workspace) -> Response:
    """Accept a change that somebody asked for on their own page, or decline it."""
    now = work.snapshot()
    with Store(now.home.database, write=False) as store:
        wanted = _numbered({one.number: one for one in pending_changes.waiting(now.home, store)})
    if wanted is None:
        return _gone(work)
    name, words = sanitize.clean(wanted.person.name), change_words(wanted.settings)
    if request.form.get("what") == "accept":
        pending_changes.take_in(work.root, [wanted.number])
        return work.back("waiting.waiting", Notice(f"You accepted what {name} asked for: {words}."))
    pending_changes.decline(work.root, wanted.number)
    undo = partial(pending_changes.ask_again, work.root, wanted, work.now())
    return _undoable(work, f"You declined what {name} asked for: {words}. Please tell them.", undo)


def decline_sign_up(work: Workspace) -> Response:
    """Take a sign-up off the list; nobody is added."""
    now = work.snapshot()
    with Store(now.home.database, write=False) as store:
        found = store.waiting()
    number = _numbered({number: number for number in found})
    if number is None:
        return _gone(work)
    data = found[number]
    with disk.lock(work.root), Store(now.home.database) as store:
        store.drop_waiting([number])

    def undo() -> None:
        with disk.lock(work.root), Store(now.home.database) as store:
            store.wait_again({number: data}, work.now())

    return _undoable(work, f"{sanitize.clean(str(data.get('name', '')), 200)} wasn’t added. Please tell them.", undo)


def _numbered(found: Mapping[int, Kept]) -> Kept | None:
    """The one whose number the form has."""
    number = request.form.get("number", "")
    return found.get(int(number)) if number.isdecimal() and len(number) < 12 else None


def _undoable(work: Workspace, words: str, undo: Callable[[], object]) -> Response:
    def undone() -> Notice:
        undo()
        return Notice("Undone: it’s on the list again.")

    step = work.undos.keep(UndoStep("", undone, "waiting.waiting"))
    return work.back("waiting.waiting", Notice(words, "person_edits.undo", (("step", step),)))


def _gone(work: Workspace) -> Response:
    return work.back("waiting.waiting", Notice("That has already been done."))


ROUTES = (
    ("/people/waiting", waiting, ("GET",)),
    ("/people/waiting/reply", reply, ("POST",)),
    ("/people/waiting/reopen", reopen, ("POST",)),
    ("/people/waiting/change", change, ("POST",)),
    ("/people/waiting/decline", decline_sign_up, ("POST",)),
)
