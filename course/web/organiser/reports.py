"""Report: the report and the figures of any day, to view, print or download; and the certificates."""

from dataclasses import replace

from flask import Response, abort, request

from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError, ExtraMissing
from course.core.progress import overview
from course.core.publishing import certificates as awards
from course.formats import human_dates
from course.formats.report import View
from course.formats.site import texts as site_texts
from course.services.publishing import certificates
from course.services.reporting import selection
from course.services.reporting.selection import Asked
from course.web.organiser import documents, places
from course.web.organiser.workspace import NavPlace, Notice, Workspace

_SHAPES = {"html": "html", "csv": "csv", "json": "json", "md": "markdown", "txt": "table"}  # by the ending of the file
_TYPES = {
    "html": "text/html", "csv": "text/csv", "json": "application/json", "md": "text/markdown", "txt": "text/plain",
    "pdf": "application/pdf", "jwt": "text/plain",
}  # fmt: skip
_FORMS = {"html": "html", "pdf": "pdf", "jwt": "badge"}


def page(work: Workspace) -> Response:
    """What can be viewed, printed and downloaded, and who has earned a certificate."""
    now = work.snapshot()
    earned = [(award, site_texts.confirmed(award, now.home.course.title)) for award in awards.awards(now.report)]
    return work.page(
        "report.html",
        now=now,
        groups=overview.groups(now.report),
        earned=earned,
        names={row.participant.handle: row.participant.name for row in now.report.rows},
    )


def document(work: Workspace, what: str, ending: str) -> Response:
    """The report or the figures as one document."""
    if what not in ("report", "figures") or ending not in _SHAPES or (what == "figures" and ending == "md"):
        abort(404)
    args = request.args
    asked = Asked(group=args.get("group") or None, as_of=args.get("as_of") or None, view=View())
    text = _past(work, what, asked, _SHAPES[ending]) if asked.as_of else _today(work, what, asked, _SHAPES[ending])
    day = asked.as_of or work.snapshot().today.isoformat()
    return documents.answer(text.encode(), _TYPES[ending], f"{what}-{day}.{ending}" if ending != "html" else "")


def _today(work: Workspace, what: str, asked: Asked, shape: str) -> str:
    """A document as of today, made once until something changes."""
    now, make = work.snapshot(), selection.rendered if what == "report" else selection.counted_in
    return work.made.once(now, (what, asked, shape), lambda: make(replace(now.report, posts=()), asked, shape))


def _past(work: Workspace, what: str, asked: Asked, shape: str) -> str:
    """A document of another day, made once until something changes."""
    make = selection.shown if what == "report" else selection.figures
    return work.made.once(work.snapshot(), (what, asked, shape), lambda: make(work.root, asked, shape, work.now())[0])


def certificate(work: Workspace, handle: str, ending: str) -> Response:
    """One certificate: as a page to print, a PDF or a badge."""
    if ending not in _FORMS or handle not in work.snapshot().home.roster:
        abort(404)
    made = _certify(work, [handle], ending)
    wanted = f"{handle}-{request.args['section']}" if request.args.get("section") else handle
    found = next((one for one in made if one[0] == f"{wanted}.{ending}"), made[0])
    return documents.answer(found[1], _TYPES[ending], found[0] if ending != "html" else "")


def make_certificates(work: Workspace) -> Response:
    """All certificates into the folder of the course."""
    form = request.form.get("form", "html")
    ending = next((one for one, name in _FORMS.items() if name == form), None) or abort(404)
    made = _certify(work, (), ending)
    certificates.save(work.snapshot().home, made, None)
    return work.back(
        "reports.page",
        Notice(f"{sentences.plural(len(made), 'certificate is', 'certificates are')} in the folder certificates."),
    )


def verify(work: Workspace) -> Response:
    """Whether a code is of a certificate of this course."""
    with Store(work.snapshot().home.database, write=False) as store:
        try:
            return work.back("reports.page", Notice(certificates.verify(store, request.form.get("code", "")[:100])))
        except CourseError as error:
            return work.back("reports.page", Notice(places.trouble(error), bad=True))


def _certify(work: Workspace, handles: list[str] | tuple[()], ending: str) -> certificates.Made:
    now = work.snapshot()
    home, day = now.home, human_dates.parse(request.values.get("as_of") or "today", now.today)
    try:
        with Store(home.database) as store:
            if day >= now.today:
                return certificates.certify_report(home, store, now.report, handles, _FORMS[ending])
            return certificates.certify(home, store, day, handles, _FORMS[ending])
    except ExtraMissing as error:
        raise CourseError(str(error), f"Install it first. The README says how: look for [{error.extra}].") from error


PLACES = (NavPlace("Report", "reports.page"),)
ROUTES = (
    ("/report", page, ("GET",)),
    ("/report/<what>.<ending>", document, ("GET",)),
    ("/certificates/<handle>.<ending>", certificate, ("GET",)),
    ("/certificates", make_certificates, ("POST",)),
    ("/certificates/verify", verify, ("POST",)),
)
