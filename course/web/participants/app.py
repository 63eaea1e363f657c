"""The registration pages: from a blog address to a confirmed sign-up. Each handler reads, asks a service, and shows a page."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from flask import Response, abort, redirect, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from course.adapters import randomness
from course.core.errors import CourseError
from course.core.people import joining
from course.formats import colours, human_dates
from course.formats.intake import texts as address_texts
from course.formats.terminal.inspect_blog import Seen
from course.services.registration import limits, private_pages, sign_up
from course.services.registration.form import Form
from course.services.registration.limits import Limit
from course.services.registration.look_ups import LookUp
from course.web import security
from course.web.participants import fields, hand_in, members, own, texts
from course.web.security import App, Seal

REFRESH = "2"  # seconds until a page that waits asks again
FORM, SESSION = "cpd23-form", "cpd23"  # cookies


class Pages:
    """What all handlers share: the form's services, the seal, and how a page is made."""

    def __init__(self, form: Form, app: App) -> None:
        self.form, self.app, self.seal = form, app, Seal(form.key)

    def today(self) -> date:
        """The day in the course's zone."""
        return self.form.home().today(self.form.now())

    def cookie(self, name: str) -> str:
        """The value of one of our cookies; "" where it is missing or can't be ours."""
        value = request.cookies.get(self.app.cookie_name(name), "")
        return value if 20 <= len(value) <= 64 else ""

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page; the cookie that protects its forms goes with it."""
        cookie = self.cookie(FORM)
        fresh = cookie or randomness.secret()
        field = Markup('<input type="hidden" name="token" value="{}">').format(self.seal.token(fresh))
        course = self.form.home().course
        answer = Response(render_template(template, course=course, csrf=field, days=human_dates, **values), status)
        if not cookie:
            self.app.set_cookie(answer, FORM, fresh)
        return answer

    def own_form(self) -> None:
        """Stop with 400 where a form doesn't come from our own page."""
        if not self.seal.is_own_form(self.cookie(FORM), request.form.get("token", "")):
            abort(400)

    def limited(self, what: str, limit: tuple[Limit, ...], email: str = "") -> None:
        """Stop with 429 where somebody does something too often."""
        address = request.remote_addr or ""
        if not self.form.limiter.take(what, limit, self.form.now(), address=address, email=email):
            abort(429)

    def begin_look_up(self, work: Callable[[], Any], asked: Mapping[str, Any]) -> str:
        """Have a blog looked at in the background; the name of the look-up. 503 where too many wait."""
        self.limited("look", limits.LOOKS)
        address = request.remote_addr or ""
        name = self.form.look_ups.begin(self.cookie(FORM), address, work, asked, self.form.now())
        return name or abort(503)

    def look_up(self, name: str) -> LookUp:
        """The look-up of this name, for the browser that began it; 404 for any other."""
        return self.form.look_ups.find(name, self.cookie(FORM), self.form.now()) or abort(404)

    def waiting(self, name: str, address: str) -> Response:
        """The page to which somebody is sent while a blog is looked at; it asks again by itself."""
        answer = self.page("looking.html", again=f"{address}/{name}")
        answer.headers["Refresh"] = REFRESH
        return answer

    def sign_in(self, answer: Response, link: str) -> Response:
        """The same answer, with the session of the private link that has this hash."""
        self.app.set_cookie(answer, SESSION, private_pages.begin_session(self.form, link, self.form.now()))
        return answer


# The way in -----------------------------------------------------------------------------------------


def form(pages: Pages) -> Response:
    """The first page: four fields; sent, it has the blog looked at."""
    if request.method != "POST":
        return _fields(pages, fields.TypedFields(), {})
    pages.own_form()
    typed = fields.typed(request.form)
    told, errors = fields.checked(typed, pages.form.home().course, pages.today())
    if told is None:
        return _fields(pages, typed, errors)
    asked = {**sign_up.as_data(told), "typed": asdict(typed)}
    work = partial(sign_up.look, pages.form, typed.blog, pages.form.now())
    return redirect(f"/look/{pages.begin_look_up(work, asked)}", 303)  # type: ignore[return-value]


def _fields(pages: Pages, typed: fields.TypedFields, errors: Mapping[str, str]) -> Response:
    course, today = pages.form.home().course, pages.today()
    values: dict[str, Any] = {"typed": typed, "errors": errors, "names": texts.FIELD_NAMES, "shows": texts.SHOWS}
    values["email_choices"] = fields.email_choices(typed.email)
    offered = {"cohorts": fields.cohorts(course, today), "usual": joining.usual_cohort(course, today)}
    answer = pages.page("form.html", 422 if errors else 200, **values, **offered)
    answer.headers["X-Robots-Tag"] = "all"  # people look for the course: this page alone may be found
    return answer


def is_this_you(pages: Pages, name: str) -> Response:
    """The second page: what was seen on the blog."""
    job = pages.look_up(name)
    if not job.done.is_set():
        return pages.waiting(name, "/look")
    seen = job.found if isinstance(job.found, Seen) else abort(503)
    zone = pages.form.home().course.zone
    posts = [
        {
            "day": human_dates.short(row.post.published.astimezone(zone).date()) if row.post.published else "",
            "title": row.post.title or texts.NO_TITLE,
            "counts": texts.counts_for(row.claims),
        }
        for row in seen.posts
    ]
    return pages.page("you.html", seen=seen, posts=posts, look=name)


def back(pages: Pages) -> Response:
    """The first page again, with what was typed."""
    pages.own_form()
    return _fields(pages, fields.TypedFields(**pages.look_up(request.form.get("look", "")).asked["typed"]), {})


def send_link(pages: Pages) -> Response:
    """Have the email sent; the page is the same whoever the address belongs to, and doesn't wait for the mail server."""
    pages.own_form()
    name, now = request.form.get("look", ""), pages.form.now()
    seen = pages.look_up(name).found
    if not isinstance(seen, Seen) or not seen.readable:
        abort(422)  # a link is sent only for a blog that could be read
    data = {key: value for key, value in pages.look_up(name).asked.items() if key != "typed"}
    told = sign_up.from_data(pages.form, {**data, "blogs": [seen.blog]}, pages.today())
    pages.limited("email", limits.EMAILS, told.email or "")
    pages.form.look_ups.take(name, pages.cookie(FORM), now) or abort(404)  # and only once
    token = pages.seal.link(sign_up.as_data(told), now)
    if not pages.form.mail.put(partial(sign_up.email_for, pages.form, told, token, now)):
        abort(503)
    return pages.page("sent.html", email=told.email, again="/")


def confirm(pages: Pages, token: str) -> Response:
    """Ask once more (scanners of mail follow links, but press no buttons); then welcome."""
    now = pages.form.now()
    opened = pages.seal.opened_link(token, now)
    if opened is None:
        abort(404)
    until, data = opened
    told = sign_up.from_data(pages.form, data, pages.today())
    if request.method != "POST":
        when = dict(fields.cohorts(pages.form.home().course, pages.today())).get(told.cohort, told.cohort)
        seen_by = next(label for value, label, _ in texts.SHOWS if value == told.show)
        return pages.page("confirm.html", told=told, when=when, seen_by=seen_by)
    pages.own_form()
    welcome = sign_up.confirm(pages.form, token, told, until, now)
    if not welcome.link:
        abort(404)
    answer = pages.page(
        "welcome.html", name=welcome.name, begins=_begins(pages), word=sign_up.word_for(pages.form, told)
    )
    return pages.sign_in(answer, welcome.link)


def _begins(pages: Pages) -> str:
    home = pages.form.home()
    starts = sorted(c.starts for c in home.course.cohorts.values() if c.starts and c.starts > pages.today())
    minutes = sorted(thing.minutes for thing in home.course.things)
    return texts.begins(starts[0] if starts else None, minutes[len(minutes) // 2] if minutes else 60)


def notice(pages: Pages) -> Response:
    """What is kept about people, in a few lines."""
    from course.core.progress import closing

    until = closing.due_on(pages.form.home().course)
    return pages.page("notice.html", until=human_dates.written(until) if until else "")


# Errors ---------------------------------------------------------------------------------------------


def sorry(error: HTTPException) -> Response:
    """What went wrong, in plain words. The page needs neither the home nor the address that was asked for."""
    heading, text = texts.PROBLEMS.get(error.code or 500, texts.OTHER_PROBLEM)
    return Response(render_template("trouble.html", course=None, heading=heading, text=text), error.code or 500)


def stylesheet(pages: Pages) -> Response:
    """How these pages look, in the colours of the course."""
    try:
        accent = pages.form.home().course.look.accent
    except CourseError:  # the page that says so has a look, too
        accent = colours.DEFAULT_ACCENT
    sheet = render_template("style.css", day=colours.day(accent), night=colours.night(accent))
    return Response(sheet, mimetype="text/css")


def cannot(error: CourseError) -> Response:
    """A home or a store that can't be used: the organiser reads why in the log, the visitor only that it is so."""
    security.log.error("A page could not be shown: %s %s", error, error.hint)
    heading, text = texts.PROBLEMS[503]
    return Response(render_template("trouble.html", course=None, heading=heading, text=text), 503)


def create(form_of_home: Form) -> App:
    """The app for one home."""
    app = App(__name__, form_of_home.address)
    app.jinja_env.globals["blog_troubles"] = address_texts.TROUBLES
    pages = Pages(form_of_home, app)
    get, both, post = ["GET"], ["GET", "POST"], ["POST"]
    for rule, view, methods in (
        ("/", form, both),
        ("/look/<name>", is_this_you, get),
        ("/back", back, post),
        ("/send", send_link, post),
        ("/c/<token>", confirm, both),
        ("/notice", notice, get),
        ("/me", own.page, get),
        ("/me/<secret>", own.sign_in, get),
        ("/me/link", own.send_link, post),
        ("/me/out", own.sign_out, post),
        ("/me/place", own.place, both),
        ("/me/hand-in", hand_in.hand_in, post),
        ("/me/hand-in/back", hand_in.take_back, post),
        ("/me/proof", own.begin_proof, post),
        ("/me/proof/<name>", own.proof, get),
        ("/me/data", own.everything_kept, get),
        ("/me/data.json", own.data_json, get),
        ("/u/<secret>", own.stop, both),
        ("/members/", members.posts, get),
        ("/members/people", members.people, get),
        ("/members/things", members.things, get),
        ("/members/<name>", members.named, get),
        ("/members/blogs.opml", members.blogs, get),
        ("/style.css", stylesheet, get),
        ("/members/site.css", members.stylesheet, get),
        ("/members/emblem.svg", members.emblem, get),
    ):
        app.add_url_rule(
            rule, view.__name__ + rule, partial(view, pages), methods=methods, provide_automatic_options=False
        )
    for rule, fixed in (
        ("/favicon.ico", lambda: Response(status=204)),
        ("/join", lambda: redirect("/")),
        ("/members", lambda: redirect("/members/")),
    ):
        app.add_url_rule(rule, rule, fixed, methods=get, provide_automatic_options=False)
    app.register_error_handler(HTTPException, sorry)
    app.register_error_handler(CourseError, cannot)
    return app
