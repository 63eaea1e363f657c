"""Emails: who gets which and why, each as its reader will see it; the note, edits, approvals, and who is left out."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from flask import Response, abort, request

from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import Busy
from course.core.letters import leave_out
from course.core.letters.model import NudgeKind
from course.core.model import Handle, Progress
from course.core.rounds.tasks import TaskKind
from course.formats.letters import edited
from course.formats.letters.outbox import KINDS, Draft
from course.formats.letters.weekly_plan import WeeklyPlan
from course.services import course_home
from course.services.course_home import Home
from course.services.letters import drafts, send, week_note
from course.services.letters.week_note import WeekNote
from course.services.rounds.snapshot import Snapshot
from course.services.rounds.week_emails import WeekEmails
from course.web.organiser import mail_account, places
from course.web.organiser.workspace import NavPlace, Notice, Workspace

# A preview may hold what its email holds: its own styles, and nothing that runs, loads or sends.
PREVIEW = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
WHY = {
    NudgeKind.WRITTEN: "An email you wrote yourself.",
    NudgeKind.WELCOME: "They have just joined. The email says how the course works and shows the first Thing.",
    NudgeKind.CANNOT_READ: "Their blog can’t be read. The email says what to do.",
    NudgeKind.WELL_DONE: "They have finished the course.",
    NudgeKind.NO_BLOG: "We don’t know their blog yet. The email asks for its address.",
    NudgeKind.FINISH_LINE: "They have nearly finished, or the course is about to end.",
    NudgeKind.MISS_YOU: "They haven’t posted for some weeks. The email suggests one small step.",
    NudgeKind.CATCHING_UP: "They have Things to catch up on. The email lists the shortest ones.",
    NudgeKind.NOT_SURE: "We aren’t sure what one of their posts is about. The email asks them.",
    NudgeKind.THIS_WEEK: "Nothing is overdue. The email shows this week’s Thing and who is in their group.",
}


@dataclass(frozen=True, slots=True)
class EmailGroup:
    """The emails of one kind."""

    title: str
    why: str
    drafts: tuple[Draft, ...]


def emails(work: Workspace) -> Response:
    """This week's emails, one of them open."""
    return show(work)


def _settled(work: Workspace) -> tuple[Snapshot, WeekEmails]:
    """The course and its emails. One that was being handed over when a run was cut off is called in doubt first."""
    now = work.snapshot()
    found = work.emails.at(now, work.now())
    if not found.interrupted or work.jobs.running:
        return now, found
    with suppress(Busy):  # a run in a terminal is at it
        send.settle_interrupted(work.root)
    now = work.snapshot()
    return now, work.emails.at(now, work.now())


def show(work: Workspace, code: int = 200, **more: object) -> Response:
    """The page, perhaps with what was typed and why it wasn't taken."""
    now, found = _settled(work)
    chosen = _chosen(found)
    order = [draft.letter.nudge.handle for draft in found.drafts]
    at = order.index(chosen.letter.nudge.handle) if chosen else 0
    rows = {row.participant.handle: row for row in now.report.rows}
    values = {
        "now": now,
        "found": found,
        "groups": _groups(found),
        "chosen": chosen,
        "row": rows.get(chosen.letter.nudge.handle) if chosen else None,
        "parts": chosen and chosen.parts(),
        "before": order[at - 1] if at else None,
        "after": order[at + 1] if at + 1 < len(order) else None,
        "approved": sum(map(found.is_approved, found.drafts)),
        "nobody": _nobody(found, rows),
        "mine": found.own_words.get(chosen.file) if chosen else None,
        "editing": request.args.get("edit") == "1",
        "words": chosen and edited.unwrapped(chosen.parts()[1]),
        "note": _note(work, now),
        "noting": request.args.get("note") == "1",
        "suggested": _suggested(now),
        "edited_count": sum(draft.kept for draft in found.drafts),
        "sent": [item for item in found.letters if item.state.may_have_arrived],
    }
    return work.page("emails.html", code, **values | mail_account.values(work, found) | more)


def _chosen(found: WeekEmails) -> Draft | None:
    """The email that the address names, or the first that isn't approved."""
    who = request.args.get("who") or request.form.get("who")
    named = (draft for draft in found.drafts if draft.letter.nudge.handle == who)
    waiting = (draft for draft in found.drafts if not found.is_approved(draft))
    return next(named, None) or next(waiting, None) or next(iter(found.drafts), None)


def _groups(found: WeekEmails) -> tuple[EmailGroup, ...]:
    groups = ((kind, tuple(d for d in found.drafts if d.letter.nudge.kind is kind)) for kind in KINDS)
    return tuple(EmailGroup(KINDS[kind], WHY.get(kind, ""), group) for kind, group in groups if group)


def _nobody(found: WeekEmails, rows: dict[Handle, Progress]) -> list[tuple[Handle, str, str, bool]]:
    """Everybody who gets none: the name, why, and whether the organiser left the email out."""
    sent = {item.handle for item in found.letters if item.state.may_have_arrived}
    return [
        (
            skip.handle,
            rows[skip.handle].participant.name if skip.handle in rows else skip.handle,
            places.shown(skip.why),
            skip.why == leave_out.WHY,
        )
        for skip in found.weekly.skipped
        if skip.handle not in sent
    ]


def _note(work: Workspace, now: Snapshot) -> WeekNote | None:
    """The note of the week that the course is in; None where no run with shared dates is under way."""
    return week_note.note(work.root, now.status.week) if now.status.week else None


def _suggested(now: Snapshot) -> str:
    """Words that the course offers for this week's note."""
    week = now.home.course.weeks.get(now.status.week or 0)
    offered = [thing.suggested_note for thing in now.status.things] + ([week.suggested_note] if week else [])
    return next(filter(None, offered), "").strip()


def preview(work: Workspace, who: str) -> Response:
    """One email as its reader will see it, for a frame of its own."""
    draft = _draft(work, who)
    _, text, page = draft.parts()
    html = page.replace("<head>", '<head>\n<base target="_blank">', 1)  # a link opens beside the app
    answer = Response(html, mimetype="text/html") if page else Response(text, mimetype="text/plain")
    answer.headers["Content-Security-Policy"] = PREVIEW
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def save_draft(work: Workspace, who: str) -> Response:
    """One email as a draft for a mail program."""
    draft = _draft(work, who)
    return download(draft.data, draft.file, "message/rfc822")


def download(data: bytes, name: str, kind: str) -> Response:
    """A file for the browser to keep."""
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _draft(work: Workspace, who: str) -> Draft:
    found = work.emails.at(work.snapshot(), work.now())
    draft = next((one for one in found.drafts if one.letter.nudge.handle == who), None)
    return draft or abort(404)


# What is done with them ------------------------------------------------------------------------


def _done(work: Workspace, do: Callable[[Home, Store, WeeklyPlan], Notice], who: str = "") -> Response:
    """Do something with the drafts under the lock, and show the page again."""
    with disk.lock(work.root):
        home = course_home.open_home(work.root)
        with Store(home.database) as store:
            said = do(home, store, work.emails.at(work.snapshot(), work.now()).weekly)
    return work.back("emails.emails", said, who=who or None)


def approve(work: Workspace) -> Response:
    """Approve one email and go to the next, or all of them."""
    who, after = Handle(request.form.get("who", "")), request.form.get("after", "")

    def do(home: Home, store: Store, weekly: WeeklyPlan) -> Notice:
        keys = {one.nudge.key: one for one in weekly.letters if not who or one.nudge.handle == who}
        before = store.approvals(weekly.week)
        count = drafts.approve_some(home, store, weekly, keys, work.now())
        if who and not count:
            return Notice("This person no longer gets an email this week. Nothing was approved.", bad=True)
        whom = next((one.name or one.nudge.handle for one in keys.values()), "") if who else ""
        what = f"the email to {whom}" if who else f"all {count} emails" if count > 1 else "1 email"
        after = store.approvals(weekly.week)
        new = [("key", key) for key in keys if after.get(key) != before.get(key)]
        if not new:
            return Notice(
                f"{'This email was' if who else f'All {count} emails were'} already approved. Nothing has been sent yet."
            )
        return Notice(f"You approved {what}. Nothing has been sent yet.", "emails.take_back", [*new, ("who", who)])

    return _done(work, do, after or who)


def take_back(work: Workspace) -> Response:
    """Approve some emails no longer."""
    keys = set(request.form.getlist("key"))

    def do(_home: Home, store: Store, weekly: WeeklyPlan) -> Notice:
        drafts.take_back(store, weekly.week, keys, work.now())
        return Notice("You withdrew your approval.")

    return _done(work, do, request.form.get("who", ""))


def leave_it_out(work: Workspace) -> Response:
    """Send one person nothing this week, or put the email back."""
    who, undo = Handle(request.form.get("who", "")), bool(request.form.get("undo"))

    def do(home: Home, store: Store, _weekly: WeeklyPlan) -> Notice:
        if who not in home.roster:
            abort(404)
        drafts.leave_out_this_week(home, store, who, work.now(), undo=undo)
        name = home.roster[who].name
        if undo:
            return Notice(f"The email to {name} is back on the list.")
        return Notice(f"{name} won’t get an email this week.", "emails.leave_it_out", [("who", who), ("undo", "1")])

    return _done(work, do, who if undo else request.form.get("after", ""))


def edit(work: Workspace) -> Response:
    """Keep the organiser's own subject and text for one email, or go back to the program's."""
    who, undo = Handle(request.form.get("who", "")), bool(request.form.get("undo"))
    subject, text = request.form.get("subject", ""), request.form.get("text", "")

    def do(home: Home, store: Store, weekly: WeeklyPlan) -> Notice:
        if undo:
            draft = drafts.undo_edit(home, store, weekly, who)
            return Notice(f"The email to {draft.letter.name or who} uses the program’s text again.")
        draft = drafts.edit(home, store, weekly, who, (subject, text))
        return Notice(
            f"Your text for {draft.letter.name or who} is saved.", "emails.edit", [("who", who), ("undo", "1")]
        )

    return _done(work, do, who)


def save_note(work: Workspace) -> Response:
    """Keep the note of a week, unless somebody else has changed it since it was shown."""
    week, text, mark = (
        request.form.get("week", type=int) or abort(400),
        request.form.get("text", ""),
        request.form.get("mark", ""),
    )
    try:
        before = week_note.save(work.root, week, text, mark)
    except week_note.NoteChanged:
        return show(work, 409, noting=True, typed=text)
    after = week_note.note(work.root, week)
    undo = [("week", str(week)), ("mark", after.mark), ("text", before.text)]
    what = f"Your note for week {week} is saved" if after.text else f"Your note for week {week} is removed"
    return work.back("emails.emails", Notice(f"{what}. The emails below are up to date.", "emails.save_note", undo))


PLACES = (NavPlace("Emails", "emails.emails", TaskKind.EMAILS, "not sent yet"),)
ROUTES = (
    ("/emails", emails, ("GET",)),
    ("/emails/of/<who>", preview, ("GET",)),
    ("/emails/draft/<who>", save_draft, ("GET",)),
    ("/emails/approve", approve, ("POST",)),
    ("/emails/take-back", take_back, ("POST",)),
    ("/emails/leave-out", leave_it_out, ("POST",)),
    ("/emails/edit", edit, ("POST",)),
    ("/emails/note", save_note, ("POST",)),
)
