"""Sending: a test to oneself, the emails themselves as a job with a live state, what became of them, and by hand."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response, abort, request, url_for

from course.adapters import disk, smtp
from course.adapters.store import Store
from course.core.letters.model import LetterState
from course.core.model import Handle
from course.formats import plan_mark
from course.formats.letters import outbox
from course.formats.letters.outbox import KINDS
from course.services import course_home
from course.services.course_home import Home
from course.services.letters import arrived, rehearse, send
from course.services.letters.send import LetterHandled, SendPlan, SendRequest
from course.services.rounds import week_emails
from course.web.organiser import emails, mail_account, places
from course.web.organiser.jobs import BackgroundJob, JobKind
from course.web.organiser.workspace import Notice, Workspace

_UNSURE = (LetterState.REFUSED, LetterState.UNKNOWN, LetterState.CLAIMED)


def start(work: Workspace) -> Response:
    """Send what the page showed, if the number that was typed is right and nothing has changed since."""
    return _confirmed(work, by_hand=False)


def by_hand(work: Workspace) -> Response:
    """Note the emails as sent: the organiser has sent them by their own mail program."""
    return _confirmed(work, by_hand=True)


def _confirmed(work: Workspace, *, by_hand: bool) -> Response:
    if work.jobs.at_work(JobKind.SEND):
        return work.back("emails_send.sent")  # a second click
    work.mail_password.keep(request.form.get("password", ""))
    typed, field = request.form.get("number", "").strip(), "hand_wrong" if by_hand else "wrong"
    shown = work.emails.at(work.snapshot(), work.now())
    if shown.mark != request.form.get("mark", ""):
        return emails.show(work, 409, changed=True)
    count = len(shown.planned.ready) if shown.planned else 0
    if typed != str(count):
        said = f"You typed {typed}, but the number of emails is {count}." if typed else f"Type {count} to confirm."
        return emails.show(work, 422, **{field: f"{said} Nothing was {'marked as sent' if by_hand else 'sent'}."})
    with disk.lock(work.root):
        home = course_home.open_home(work.root)
        with Store(home.database) as store:
            planned = week_emails.write(home, store, work.now())
    if plan_mark.of(planned.messages) != shown.mark:
        return emails.show(work, 409, changed=True)
    _start(work, home, planned, by_hand=by_hand)
    return work.back("emails_send.sent")


def _start(work: Workspace, home: Home, planned: SendPlan, *, by_hand: bool = False) -> None:
    """Begin the job. What can't work is said before it begins."""
    if not by_hand:
        mail_account.mailer(work, home, lambda _: None)
    work.jobs.start(JobKind.SEND, lambda job: _send(work, home, planned, job, by_hand))


def _send(work: Workspace, home: Home, planned: SendPlan, job: BackgroundJob, by_hand: bool) -> Any:
    job.total = len(planned.ready)

    def note(event: LetterHandled) -> None:
        job.done = event.done
        job.notes.append(event)

    mailer = None if by_hand else mail_account.mailer(work, home, job.stop.wait)
    with _wrong_password_forgotten(work):
        return send.apply(work.root, planned, mailer, work.now(), note, job.stop.is_set)


@contextmanager
def _wrong_password_forgotten(work: Workspace) -> Iterator[None]:
    """A password that the server doesn't take is asked for again."""
    try:
        yield
    except smtp.LoginRefused:
        work.mail_password.forget()
        raise


def stop(work: Workspace) -> Response:
    """Stop after the email that is on its way."""
    if (job := work.jobs.running) and job.kind is JobKind.SEND:
        job.stop.set()
    return work.back("emails_send.sent")


def test(work: Workspace) -> Response:
    """Send one email of each kind to the organiser."""
    work.mail_password.keep(request.form.get("password", ""))
    home = course_home.open_home(work.root)
    mailer = mail_account.mailer(work, home, lambda _: None)

    def run(_: BackgroundJob) -> tuple[str, ...]:
        with Store(home.database, write=False) as store, _wrong_password_forgotten(work):
            return rehearse.send(home, rehearse.plan(home, store, home.today(work.now())), mailer, work.now())

    work.jobs.start(JobKind.TEST, run)
    return work.back("emails_send.sent")


def sent(work: Workspace) -> Response:
    """What became of this week's emails, live while they are going."""
    return work.page("emails_sent.html", **_values(work))


def progress(work: Workspace) -> Response:
    """What that page shows below its heading, asked for again each second; once all is done, the page anew."""
    values = _values(work)
    if values["running"]:
        return work.page("_sent.html", **values)
    return Response(headers={"HX-Redirect": url_for("emails_send.sent")})


def _values(work: Workspace) -> dict[str, Any]:
    job = work.jobs.last()
    job = job if job and job.kind in (JobKind.SEND, JobKind.TEST) else None
    running = job.running if job else False  # asked first: what is read afterwards is the end, or the page asks again
    now = work.snapshot()
    week = now.inbox.mailing.week
    rows = {row.participant.handle: row.participant.name for row in now.report.rows}
    letters = sorted((one for one in now.inbox.letters if one.week == week), key=lambda one: one.handle)
    return {
        "now": now,
        "area": "emails",
        "job_shown": job,
        "running": running,
        "is_test": job is not None and job.kind is JobKind.TEST,
        "trouble": places.trouble(job.error if job else None),
        "stopped": job and getattr(job.result, "stopped", ""),
        "result": job and job.result,
        "names": rows,
        "kinds": KINDS,
        "states": LetterState,
        "unsure": [
            one for one in letters if one.state in _UNSURE and not (running and one.state is LetterState.CLAIMED)
        ],
        "gone": [one for one in letters if one.state is LetterState.SENT],
        "zone": now.home.course.zone,
        "waiting": len(now.inbox.mailing.letters),
        "server": now.home.course.mail,
    }


def again(work: Workspace) -> Response:
    """Send one email again whose last copy was refused, or may not have arrived; asked for once more before it goes."""
    if request.method == "POST" and work.jobs.at_work(JobKind.SEND):
        return work.back("emails_send.sent")  # a second click
    who = Handle(request.values.get("who", ""))
    home = course_home.open_home(work.root)
    if who not in home.roster:
        abort(404)
    with Store(home.database, write=False) as store:
        planned = send.plan(home, store, work.now(), SendRequest(resend=who))
    if request.method == "POST":
        work.mail_password.keep(request.form.get("password", ""))
        if plan_mark.of(planned.messages) == request.form.get("mark"):
            _start(work, home, planned)
            return work.back("emails_send.sent")
    shown = planned.ready[0] if planned.ready else None
    return work.page(
        "emails_again.html",
        200 if request.method == "GET" else 409,
        area="emails",
        person=home.roster[who],
        draft=shown,
        parts=shown and shown.parts(),
        held=[places.shown(skip.why) for skip in planned.held],
        mark=plan_mark.of(planned.messages),
        password_wanted=work.mail_password.is_wanted(send.settings(home), work.root),
    )


def it_arrived(work: Workspace) -> Response:
    """Note that an email of which nobody knew has arrived."""
    who = Handle(request.form.get("who", ""))
    arrived.settle(work.root, who, work.now())
    return work.back("emails_send.sent", Notice("The email is marked as arrived."))


def drafts_file(work: Workspace) -> Response:
    """All drafts and the table for mail merge, in one file."""
    found = work.emails.at(work.snapshot(), work.now())
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*((one.file, one.data) for one in found.drafts), (outbox.MERGE, outbox.merge(found.drafts))]:
            archive.writestr(zipfile.ZipInfo(name), data)
    return emails.download(kept.getvalue(), f"emails-{found.weekly.week}.zip", "application/zip")


def merge_file(work: Workspace) -> Response:
    """The table for mail merge."""
    found = work.emails.at(work.snapshot(), work.now())
    return emails.download(outbox.merge(found.drafts), outbox.MERGE, "text/csv")


def forget_password(work: Workspace) -> Response:
    """Ask for the password again next time."""
    work.mail_password.forget()
    return work.back("emails.emails", Notice("The app has forgotten the password."))


PLACES = ()
ROUTES = (
    ("/emails/send", start, ("POST",)),
    ("/emails/by-hand", by_hand, ("POST",)),
    ("/emails/stop", stop, ("POST",)),
    ("/emails/test", test, ("POST",)),
    ("/emails/sent", sent, ("GET",)),
    ("/emails/sent/progress", progress, ("GET",)),
    ("/emails/again", again, ("GET", "POST")),
    ("/emails/arrived", it_arrived, ("POST",)),
    ("/emails/drafts.zip", drafts_file, ("GET",)),
    ("/emails/merge.csv", merge_file, ("GET",)),
    ("/emails/forget-password", forget_password, ("POST",)),
)
