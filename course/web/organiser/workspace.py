"""What all pages of the organiser's app share: the course as it is now, how a page is made, and the word on what just happened."""

import hmac
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from course.adapters import imap
from course.core.errors import CourseError
from course.core.model import PostKey, Ruling
from course.core.rounds import tasks
from course.core.rounds.tasks import TaskKind
from course.formats import human_dates
from course.services.rounds.snapshot import Snapshot, Snapshots
from course.services.rounds.week_emails import WeekEmailsCache
from course.web.organiser import places
from course.web.organiser.entrance import Entrance
from course.web.organiser.jobs import BackgroundJob, Jobs
from course.web.organiser.lifetime import Lifetime
from course.web.organiser.mail_password import MailPassword
from course.web.organiser.run_memory import RunMemory, SnapshotMemory

_REMEMBERED = 100  # messages; an older page that is loaded again shows none
_DRAFTS = 20
_AGAIN = 3.0  # seconds within which the same form once more is the second click of a double click


@dataclass(frozen=True, slots=True)
class NavPlace:
    """A place in the bar at the top; with `task`, how much of it is left, and `left` says of what."""

    name: str
    endpoint: str
    task: TaskKind | None = None
    left: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What just happened, in a full sentence; with `undo`, a button that posts `fields` to that endpoint."""

    text: str
    undo: str = ""
    fields: Sequence[tuple[str, str]] = ()
    bad: bool = False


@dataclass(frozen=True, slots=True)
class UndoStep:
    """How to undo something: `undo` does it and says what was done; then to a person's page, or to `endpoint`."""

    handle: str
    undo: Callable[[], "Notice"]
    endpoint: str = "people.people"


class Workspace:
    """What the handlers share. `clock` gives the moment of a request."""

    def __init__(self, root: Path, entrance: Entrance, lifetime: Lifetime, clock: Callable[[], datetime]) -> None:
        self.entrance, self.lifetime, self.now = entrance, lifetime, clock
        self.acting = threading.Lock()  # one form at a time: a double click waits, and finds what the first did
        self.move_to(root)

    def move_to(self, root: Path) -> None:
        """Work with this course, and remember nothing of the one before. The caller checks that no job is at work."""
        self.root = root
        self.jobs = Jobs(self.lifetime.used)
        self.snapshots = Snapshots(root)
        self.emails = WeekEmailsCache()
        self.made = SnapshotMemory()
        self.mail_password = MailPassword()
        self.inbox_password = MailPassword(imap.password)
        self.put_off: set[PostKey] = set()  # posts that the organiser wants to be asked about later, in this run
        self.rulings_made: list[Ruling] = []  # in this run, in their order
        self.choices: dict[str, str] = {}  # how this window likes its lists, until the app stops
        self.undos: RunMemory[UndoStep] = RunMemory(_REMEMBERED)
        self._said: RunMemory[Notice] = RunMemory(_REMEMBERED)
        self.drafts: RunMemory[Any] = RunMemory(_DRAFTS)  # forms that aren't finished
        self._last_form: tuple[object, float, Response] | None = None  # the form, when it was answered, and how

    def snapshot(self) -> Snapshot:
        """The course at this moment."""
        return self.snapshots.at(self.now())

    def page(self, template: str, code: int = 200, /, **values: Any) -> Response:
        """A page of the app, with its places at the top and the word on what just happened."""
        now = values.get("now") or self._snapshot_or_none()
        shared = {
            "csrf": self.csrf(),
            "days": human_dates,
            "said": self._said.find(request.args.get("said", "")),
            "job": self.jobs.running,
            "now": now,
            "left": {task.kind: task.count for task in tasks.to_do(now.tasks)} if now else {},
            "root": self.root,
            "last_read": now and tasks.last_read(now.report),
        }
        return Response(render_template(template, **shared | values), code)

    def csrf(self) -> Markup:
        """The fields by which a form is known to be ours, and to be of this course."""
        field = Markup('<input type="hidden" name="{}" value="{}">')
        return field.format("token", self.entrance.form_token) + field.format("of", self.course_mark)

    @property
    def course_mark(self) -> str:
        """Another text for another course: a page that was made before the app moved on must not change the new one."""
        return hmac.new(self.entrance.form_token.encode(), os.fsencode(self.root), sha256).hexdigest()

    def bare_page(self, template: str, code: int = 200, /, **values: Any) -> Response:
        """A page without the places at the top: for whoever isn't in yet, or has just left."""
        return Response(render_template(template, bare=True, **values), code)

    def _snapshot_or_none(self) -> Snapshot | None:
        """The course, where its files can be used: a page that says what is wrong needs no course."""
        try:
            return self.snapshot()
        except CourseError:
            return None

    def back(self, endpoint: str, said: Notice | None = None, **values: Any) -> Response:
        """To another page, which then shows what happened; loading it again shows the same and does nothing twice."""
        if said:
            values["said"] = self._said.keep(said)
        return redirect(url_for(endpoint, **values), 303)  # type: ignore[return-value] # werkzeug's own Response

    def once(self, answer: Callable[[], Response]) -> Response:
        """The answer to a form. A second click gets the answer to the first one again, with its Undo: what the second one
        did (nothing) or why it was refused isn't news."""
        form = (request.path, tuple(request.form.items(multi=True)))
        last, moment = self._last_form, self.lifetime.now()
        first = last[2] if last and last[0] == form and moment - last[1] < _AGAIN else None
        try:
            given = answer()
        except (CourseError, HTTPException):
            if first is None:
                raise
        kept = first or given
        leads_on = kept.status_code == 303 and not request.files
        self._last_form = (form, moment, kept) if leads_on else None
        return kept

    def own_form(self) -> None:
        """Stop with 403 where a form doesn't hold our token."""
        if not hmac.compare_digest(request.form.get("token", "").encode(), self.entrance.form_token.encode()):
            abort(403)

    def same_course(self) -> None:
        """Refuse a form from a page of a course that was open here before."""
        if request.form.get("of") != self.course_mark:
            raise CourseError(
                "This page belongs to another course, which was open here before. Nothing was done.",
                "Load the page again to see the course that is open now.",
            )

    def looking(
        self, job: BackgroundJob, what: str, cancel: tuple[str, dict[str, str]], **values: Any
    ) -> Response | None:
        """The page of those who wait for a look at blogs; None when there is something to show. A page that asks again by
        itself is then loaded as a whole."""
        if job.running:
            return self.page("looking.html", what=what, cancel=cancel, **values)
        if request.headers.get("HX-Request"):
            return Response(headers={"HX-Refresh": "true"})
        return None

    def sorry(self, error: CourseError, status: int = 422) -> Response:
        """A page that says what went wrong and what to do; nothing was done."""
        hint = places.shown(error.hint)
        return self.page("trouble.html", status, heading="That didn't work", text=str(error), hint=hint)
