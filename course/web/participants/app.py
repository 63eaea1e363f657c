"""The registration pages. They keep confirmed sign-ups and wishes, and never write the roster unless --accept was given."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from course.adapters import randomness
from course.core.errors import CourseError
from course.core.model import Confidence
from course.core.people import buddies
from course.core.posts import troubles
from course.core.progress import closing
from course.formats import human_dates
from course.formats.terminal import inspect_blog, people_page
from course.formats.terminal import people_list as words
from course.services.registration import sign_up
from course.services.registration.sign_up import Office, Own
from course.web.participants import forms, security
from course.web.participants.security import Limits, Seal

SHOWN = 3  # posts on "Is this you?"
_SORRY = {
    400: ("That did not work", "The page was open for too long, or cookies are switched off. Please begin again."),
    404: ("There is nothing here", "The link is not complete, has run out, or has been used already."),
    405: ("There is nothing here", "This address is for forms only."),
    413: ("That is too much", "The form holds more than we can take."),
    429: ("Please wait a little", "There were many tries from your network. Try again in ten minutes."),
    503: ("Please try again", "The letter could not be sent just now. Nothing was kept. Try again in a few minutes."),
}


class Pages:
    """The pages of one home. It holds the limits, which live in memory."""

    def __init__(self, office: Office, key: bytes, clock: Callable[[], datetime]) -> None:
        self.office, self.key, self.seal, self.now = office, key, Seal(key), clock
        self.limits, self.overall = Limits(key), Limits(key)

    def today(self) -> date:
        """The day in the course's zone."""
        return self.office.home().today(self.now())

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page; the cookie goes with it where it holds a form."""
        cookie = request.cookies.get(security.COOKIE, "")
        fresh = cookie if 20 <= len(cookie) <= 64 else randomness.secret()
        field = Markup('<input type="hidden" name="token" value="{}">').format(self.seal.token(fresh))
        made = render_template(template, course=self.office.home().course, csrf=field, days=human_dates, **values)
        answer = Response(made, status)
        if fresh != cookie:
            secure = self.office.address.startswith("https:")
            answer.set_cookie(security.COOKIE, fresh, httponly=True, samesite="Lax", secure=secure)
        return answer

    def own_form(self) -> None:
        """Stop with 400 where a form does not come from our own page."""
        if not self.seal.is_own_form(request.cookies.get(security.COOKIE, ""), request.form.get("token", "")):
            abort(400)

    def limited(self, limit: security.Limit, what: str, who: str | None = None) -> None:
        """Stop with 429 where somebody does something too often."""
        if not self.limits.take(limit, what, who or request.remote_addr or "", self.now()):
            abort(429)

    def told(self) -> Mapping[str, Any]:
        """What the page before carried."""
        data = self.seal.opened_form(request.form.get("told", ""), self.now())
        if data is None:
            abort(400)
        return data

    def mine(self, secret: str) -> Own:
        """The page that a secret opens; 404 where it opens none, 429 after many wrong ones."""
        found = sign_up.own(self.office, secret, self.now()) if 16 <= len(secret) <= 64 else None
        if found is None:
            self.limited(security.GUESSES, "guess")
            abort(404)
        return found

    # The way in

    def form(self) -> Response:
        """The first page: four fields."""
        return self._form(forms.Told(), {})

    def _form(self, told: forms.Told, errors: Mapping[str, str]) -> Response:
        return self.page(
            "form.html", 422 if errors else 200, told=told, errors=errors, names=forms.NAMES, shows=forms.SHOWS
        )

    def check(self) -> Response:
        """The second page: is this you?"""
        self.own_form()
        told = forms.typed(request.form)
        signing, errors = forms.checked(told, self.today())
        if signing is None:
            return self._form(told, errors)
        self.limited(security.LOOKS, "look")
        seen = sign_up.look(self.office, told.blog, self.now())
        zone = self.office.home().course.zone
        posts = [
            {
                "day": human_dates.short(row.post.published.astimezone(zone).date()) if row.post.published else "",
                "title": row.post.title or "(no title)",
                "counts": inspect_blog.counts_for(row.claims),
            }
            for row in seen.posts[:SHOWN]
        ]
        data = {**sign_up.as_data(signing), "typed": asdict(told)}
        if seen.readable:
            data["blogs"] = [seen.blog]
        return self.page("you.html", seen=seen, posts=posts, told=self.seal.form(data, self.now()))

    def back(self) -> Response:
        """The first page again, with what was typed."""
        self.own_form()
        return self._form(forms.Told(**self.told()["typed"]), {})

    def send_link(self) -> Response:
        """Send the letter; the page is the same whoever the address belongs to."""
        self.own_form()
        data = {key: value for key, value in self.told().items() if key != "typed"}
        told = sign_up.from_data(self.office, data, self.today())
        email = (told.email or "").lower()
        self.limited(security.LETTERS_OF_A_VISITOR, "letters")
        self.limited(security.LETTERS_TO_AN_ADDRESS, "letter", email)
        if not self.overall.take(security.LETTERS_OF_ALL, "letters", "", self.now()):
            abort(503)
        if not sign_up.send_link(self.office, told, self.seal.link(data, self.now()), self.now()):
            abort(503)
        return self.page("sent.html", email=told.email)

    def confirm(self, token: str) -> Response:
        """Ask once more (scanners of mail follow links, but press no buttons); then welcome."""
        opened = self.seal.opened_link(token, self.now())
        if opened is None:
            abort(404)
        until, data = opened
        told = sign_up.from_data(self.office, data, self.today())
        if request.method != "POST":
            return self.page("confirm.html", told=told)
        welcome = sign_up.confirm(self.office, token, told, until, self.now())
        if not welcome.secret:
            abort(404)
        begins = self._begins()
        return self.page(
            "welcome.html", name=welcome.name, secret=welcome.secret, taken_in=welcome.taken_in, begins=begins
        )

    def _begins(self) -> str:
        home = self.office.home()
        starts = sorted(c.starts for c in home.course.cohorts.values() if c.starts and c.starts > self.today())
        when = f"Thing 1 starts on {human_dates.full(starts[0])}." if starts else "You can start at once."
        minutes = sorted(thing.minutes for thing in home.course.things)
        return f"{when} Each Thing takes about {minutes[len(minutes) // 2] if minutes else 60} minutes."

    # One's own pages

    def me(self, secret: str, said: str = "") -> Response:
        """Somebody's own progress."""
        own = self.mine(secret)
        record, course = own.record, self.office.home().course
        waiting = [
            {"title": row.post.title or "(no title)", "thing": claim.thing}
            for row in (record.posts if record else ())
            for claim in row.claims
            if row.in_run and claim.confidence is Confidence.LIKELY and claim.thing not in row.credited
        ]
        progress = record.progress if record else None
        made = buddies.groups(
            p for p in self.office.home().roster.values() if own.person and p.cohort == own.person.cohort
        )
        after = next((t for t in course.things if progress and t.number == progress.next_thing), None)
        return self.page(
            "me.html",
            own=own,
            progress=progress,
            next=after,
            waiting=waiting,
            buddies=buddies.readers(made, own.person) if own.person else (),
            secret=secret,
            said=said,
            web=_is_web,
        )

    def leave(self, secret: str) -> Response:
        """Pause, leave, come back."""
        own = self.mine(secret)
        today = self.today()
        away = bool(
            own.person and (own.person.withdrawn or any((p.until or today) >= today for p in own.person.pauses))
        )
        if request.method != "POST":
            return self.page("leave.html", today=today.isoformat(), away=away, error="")
        self.own_form()
        settings, said = _wish(request.form, today)
        if not said:
            return self.page(
                "leave.html", 422, today=today.isoformat(), away=away, error="Give the last day of the pause."
            )
        if not sign_up.wish(self.office, secret, settings, self.now()):
            abort(404)
        return self.me(secret, said)

    def stop(self, secret: str) -> Response:
        """Stop the reminders: a button for people; one POST without cookie or log-in for mail programs (RFC 8058)."""
        handle = sign_up.may_stop(self.office, self.key, secret) if len(secret) <= 120 else None
        if handle is None:
            self.limited(security.GUESSES, "guess")
            abort(404)
        if request.method != "POST":
            return self.page("stop.html", done=False)
        sign_up.wish_of(self.office, handle, {"reminders": False}, self.now())
        return self.page("stop.html", done=True)

    def my_data(self, secret: str) -> Response:
        """Everything that is kept, as a page; with .json for machines."""
        own = self.mine(secret)
        if own.record is None:
            return self.me(secret)
        if request.path.endswith(".json"):
            return Response(words.show_data(own.record, whole=True), mimetype="application/json")
        answer = Response(people_page.page(own.record, f"/me/{secret}/data.json"), mimetype="text/html")
        answer.headers["Content-Security-Policy"] = security.HEADERS["Content-Security-Policy"].replace(
            "style-src 'self'", "style-src 'unsafe-inline'"
        )
        return answer

    def notice(self) -> Response:
        """What is kept about people, in twelve lines."""
        until = closing.due_on(self.office.home().course)
        return self.page("notice.html", until=human_dates.written(until) if until else "")

    def sorry(self, error: HTTPException) -> Response:
        """What went wrong, in plain words."""
        code = error.code or 500
        heading, said = _SORRY.get(code, ("Something went wrong", "It is not your fault. Please try again later."))
        return self.page("trouble.html", code, heading=heading, words=said)

    def told_error(self, error: CourseError) -> Response:
        """What will not do, as the desk says it."""
        return self.page("trouble.html", 422, heading="That will not do", words=f"{error} {error.hint}".strip())


def create(office: Office, key: bytes, clock: Callable[[], datetime]) -> Flask:
    """The app for one home; `key` signs links, `clock` says what time it is."""
    app = Flask(__name__, static_folder=None)
    app.jinja_env.filters["to_the_author"] = troubles.to_the_author
    app.config.update(MAX_CONTENT_LENGTH=security.LARGEST, MAX_FORM_PARTS=30, MAX_FORM_MEMORY_SIZE=security.LARGEST)
    pages = Pages(office, key, clock)
    get, both = ["GET"], ["GET", "POST"]
    for rule, name, view, methods in (
        ("/", "sign_up", lambda: pages.check() if request.method == "POST" else pages.form(), both),
        ("/back", "back", pages.back, ["POST"]),
        ("/send", "send_link", pages.send_link, ["POST"]),
        ("/c/<token>", "confirm", pages.confirm, both),
        ("/me/<secret>", "me", pages.me, get),
        ("/me/<secret>/place", "leave", pages.leave, both),
        ("/me/<secret>/data", "my_data", pages.my_data, get),
        ("/me/<secret>/data.json", "my_data_json", pages.my_data, get),
        ("/u/<secret>", "stop", pages.stop, both),
        ("/notice", "notice", pages.notice, get),
        ("/style.css", "style", lambda: Response(render_template("style.css"), mimetype="text/css"), get),
        ("/favicon.ico", "icon", lambda: Response(status=204), get),
        ("/join", "join", lambda: redirect(url_for("sign_up")), get),
    ):
        app.add_url_rule(rule, name, view, methods=methods)
    app.register_error_handler(HTTPException, pages.sorry)
    app.register_error_handler(CourseError, pages.told_error)

    @app.after_request
    def safe(answer: Response) -> Response:
        for header, value in security.HEADERS.items():
            answer.headers.setdefault(header, value)
        if office.address.startswith("https:"):
            answer.headers["Strict-Transport-Security"] = "max-age=31536000"
        return answer

    return app


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _wish(fields: Mapping[str, str], today: date) -> tuple[dict[str, Any], str]:
    """The wish that a form holds, and what to say when it is kept; nothing to say where it will not do."""
    match fields.get("wish"):
        case "leave":
            return {"withdrawn": today.isoformat()}, "You have left the course. You get no more letters."
        case "resume":
            return {"resume": today.isoformat()}, "Welcome back."
        case "pause":
            try:
                until = date.fromisoformat(fields.get("until", ""))
            except ValueError:
                return {}, ""
            if not today <= until or (until - today).days > 730:
                return {}, ""
            return {"from": today.isoformat(), "until": until.isoformat()}, f"Paused until {human_dates.full(until)}."
    return {}, ""
