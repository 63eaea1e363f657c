"""The organiser's app: which page is at which address. Each handler reads, asks a service, and shows a page."""

from collections.abc import Callable
from functools import partial
from importlib import resources

from flask import Response, abort, request
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException, NotFound

from course.adapters import disk
from course.core import sentences
from course.core.errors import Busy, CourseError
from course.formats import sanitize
from course.formats.report.view_options import WORDS
from course.web.organiser import (
    begin,
    editor,
    emails,
    emails_more,
    emails_send,
    people,
    places,
    publishing,
    reports,
    review,
    standings,
    today,
)
from course.web.organiser.workspace import Workspace
from course.web.security import App

LARGEST = 8 * 2**20  # bytes of a form: a file with a course's sign-ups
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_AREAS = (
    today,
    people,
    review,
    emails,
    emails_send,
    emails_more,
    reports,
    editor,
    publishing,
    begin,
)  # in the order of the places at the top
_STATIC = {"app.css": "text/css", "app.js": "text/javascript", "htmx.min.js": "text/javascript"}
_SORRY = {
    400: (
        "Something is missing from this form",
        "Nothing was changed. Go back, load the page again, and repeat what you did.",
    ),
    403: ("This page has expired", "Go back, load the page again, and repeat what you did."),
    404: ("There is nothing here", "The page has moved, or what it showed no longer exists."),
    413: ("The file is too large", "The limit is 8 megabytes."),
}
_Handler = Callable[..., Response]


def create(work: Workspace) -> App:
    """The app of one run."""
    app = App(__name__, work.entrance.origin)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_PARTS=2000, MAX_FORM_MEMORY_SIZE=LARGEST)
    app.before_request(partial(_check_form, work))
    app.before_request(partial(_begin_without_course, work))
    app.after_request(_with_headers)
    app.jinja_env.globals |= {"standing_words": WORDS, "looks": standings.LOOKS, "plural": sentences.plural}
    app.jinja_env.filters |= {"clean": sanitize.clean, "web": sanitize.web, "breakable": _breakable}
    app.jinja_env.globals |= {"listed": sentences.listed, "things": sentences.runs_of_things}
    _add(app, work, "/enter", enter, ("GET", "POST"))
    _add(app, work, "/stop", stop, ("POST",))
    app.add_url_rule("/static/<name>", "static_file", _static, methods=["GET"], provide_automatic_options=False)
    app.jinja_env.globals["course_file"] = disk.COURSE_FILE
    app.jinja_env.globals["places"] = [place for area in _AREAS for place in area.PLACES]
    app.jinja_env.globals["advice"] = places.shown
    app.jinja_env.globals["has"] = app.view_functions.__contains__
    for area in _AREAS:
        for rule, handler, methods in area.ROUTES:
            _add(app, work, rule, handler, methods)
    app.register_error_handler(HTTPException, partial(_failed, work))
    app.register_error_handler(CourseError, partial(_refused, work))
    return app


def _breakable(address: str) -> Markup:
    """An email address that may be broken at its dots and its @, and so doesn't break in the middle of a word."""
    return escape(address).replace("@", Markup("<wbr>@")).replace(".", Markup("<wbr>."))


def _add(app: App, work: Workspace, rule: str, handler: _Handler, methods: tuple[str, ...]) -> None:
    """One address; its endpoint is called like its handler, with the module's name before it."""
    name = f"{handler.__module__.rpartition('.')[2]}.{handler.__name__}"
    view = partial(_one_at_a_time, handler, work)
    app.add_url_rule(rule, name, view, methods=list(methods), provide_automatic_options=False)


def _one_at_a_time(handler: _Handler, work: Workspace, **values: str) -> Response:
    """The answer of a handler; a form waits for the form before it, so that a double click does nothing twice."""
    if request.method != "POST":
        return handler(work, **values)
    with work.acting:
        return work.once(lambda: handler(work, **values))


def _check_form(work: Workspace) -> None:
    if request.method == "POST" and request.endpoint != "app.enter":
        work.own_form()
        if (request.endpoint or "").partition(".")[0] not in ("app", "begin"):
            work.same_course()


def _begin_without_course(work: Workspace) -> Response | None:
    """To the form that begins a course, where the folder has none."""
    area = (request.endpoint or "").partition(".")[0]
    if area in ("app", "begin", "static_file") or disk.has_course(work.root):
        return None
    return work.back("begin.form")


def _with_headers(answer: Response) -> Response:
    """Our policy, unless a page has its own: runs before the headers that all our apps share."""
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers["Referrer-Policy"] = "same-origin"  # with no-referrer a browser doesn't say where a form comes from
    return answer


def enter(work: Workspace) -> Response:
    """The way in: the one-time token, for the cookie. A page goes on from here, since a cookie of a strict kind isn't
    sent along while a browser still follows what another place began."""
    if request.method != "POST":
        return work.bare_page("enter.html", token=request.args.get("token", ""))
    session = work.entrance.admit(request.form.get("token", ""))
    if session is None:
        return work.bare_page("used.html", 403)
    answer = work.bare_page("entered.html")
    answer.set_cookie(work.entrance.cookie, session, path=f"{work.entrance.prefix}/", httponly=True, samesite="Strict")
    return answer


def stop(work: Workspace) -> Response:
    """End the app."""
    work.lifetime.stop()
    return work.bare_page("stopped.html")


def _static(name: str) -> Response:
    """A style sheet or a script of ours."""
    if name not in _STATIC:
        abort(404)
    content = resources.files("course.web.organiser").joinpath("static", name).read_bytes()
    return Response(content, mimetype=_STATIC[name])


def _failed(work: Workspace, error: HTTPException) -> Response:
    heading, text = _SORRY.get(error.code or 500, ("Something went wrong", "Everything done so far is kept."))
    if isinstance(error, NotFound) and error.description != NotFound.description:
        text = error.description or text
    return work.page("trouble.html", error.code or 500, heading=heading, text=text, hint="")


def _refused(work: Workspace, error: CourseError) -> Response:
    return work.sorry(error, 409 if isinstance(error, Busy) else 422)
