"""Emails that are rarer: one of the organiser's own to many people, and the record of sent emails where the store was lost."""

from flask import Response, request

from course.adapters import disk
from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError, UsageError
from course.core.letters import one_offs
from course.core.model import Standing
from course.formats import plan_mark, sanitize
from course.formats.letters.outbox import KINDS
from course.services import course_home, sent_record
from course.services.letters import write
from course.services.letters.write import Written
from course.services.rounds.snapshot import Snapshot
from course.web.organiser import places
from course.web.organiser.standings import LOOKS
from course.web.organiser.workspace import Notice, UndoStep, Workspace

FIELDS = ("to", "subject", "text")


def own_email(work: Workspace) -> Response:
    """The form of an email to everybody, a group, a cohort or a standing; sent, it shows who gets it, then drafts it."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    if request.method != "POST":
        return _form(work, typed | {"to": one_offs.EVERYBODY})
    with disk.lock(work.root):
        home = course_home.open_home(work.root)
        today, sure = home.today(work.now()), bool(request.form.get("sure"))
        data = f"Subject: {sanitize.mail_line(typed['subject'])}\n\n{typed['text']}".encode()
        with Store(home.database) as store:
            try:
                if not (typed["subject"].strip() and typed["text"].strip()):
                    raise UsageError("An email needs a subject and a text.", "Write both.")
                one = write.parsed(home, data, "Your email", typed["to"], extra=False)
                done = write.write_one(home, store, one, today, dry_run=not sure)
            except (CourseError, UsageError) as error:
                return _form(work, typed, error=error)
    if not sure:
        return _form(work, typed, found=done)

    def undo() -> Notice:
        with disk.lock(work.root):
            now = course_home.open_home(work.root)
            with Store(now.database) as kept:
                write.take_back(now, kept, done.file, now.today(work.now()))
        return Notice("Undone: the drafts of your email were removed.")

    step = work.undos.keep(UndoStep("", undo, "emails.emails"))
    people = sentences.plural(len(done.drafts), "person", "people")
    words = f"Your email is drafted for {people}. Read it here, then send it. Nothing has been sent yet."
    return work.back("emails.emails", Notice(words, "person_edits.undo", (("step", step),)))


def _form(
    work: Workspace, typed: dict[str, str], *, found: Written | None = None, error: CourseError | None = None
) -> Response:
    now = work.snapshot()
    return work.page(
        "emails_own.html",
        422 if error else 200,
        area="emails",
        now=now,
        typed=typed,
        choices=_choices(now),
        found=found,
        parts=found.drafts[0].parts() if found else None,
        names={row.participant.handle: sanitize.clean(row.participant.name) for row in now.report.rows},
        error=error and str(error).removeprefix("Your email:1: ").capitalize(),
        hint=places.shown(error.hint if error else ""),
    )


def _choices(now: Snapshot) -> list[tuple[str, str]]:
    """Whom an email of one's own may go to: how a form calls them, and how people do."""
    course, people = now.home.course, now.home.roster.values()
    groups = sorted({group for person in people for group in person.groups}, key=str.casefold)
    cohorts = list(course.cohorts) if len(course.cohorts) > 1 else []
    return [
        (one_offs.EVERYBODY, "Everybody"),
        *((f"standing:{one}", LOOKS[one].word) for one in Standing),
        *((f"cohort:{one}", f"Cohort {one}") for one in cohorts),
        *((f"group:{one}", f"Group {sanitize.clean(one)}") for one in groups),
    ]


def record(work: Workspace) -> Response:
    """Where the store and the record of sent emails differ, and what settling it would do; sent with a yes, it is done."""
    now = work.snapshot()
    with Store(now.home.database, write=False) as store:
        planned = sent_record.plan_recovery(now.home, store, work.now())
    if request.method == "POST" and request.form.get("mark") == plan_mark.of(planned):
        sent_record.recover(work.root, planned, work.now())
        return work.back(
            "emails.emails", Notice("The record of sent emails is repaired. Nobody will get an email twice.")
        )
    return work.page(
        "emails_record.html",
        200 if request.method == "GET" else 409,
        area="emails",
        now=now,
        planned=planned,
        mark=plan_mark.of(planned),
        names={row.participant.handle: sanitize.clean(row.participant.name) for row in now.report.rows},
        kinds=KINDS,
    )


PLACES = ()
ROUTES = (
    ("/emails/own", own_email, ("GET", "POST")),
    ("/emails/record", record, ("GET", "POST")),
)
