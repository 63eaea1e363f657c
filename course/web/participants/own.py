"""Somebody's own pages: progress, pause and leave, data, proof of the blog; and the link that stops the reminders."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import Response, abort, redirect, request

from course.core.model import Confidence, Course, HandInRule, Show
from course.core.people import buddies
from course.core.posts import same_address
from course.core.progress import people_matrix
from course.core.progress.hand_ins import HandInState
from course.core.progress.overview import Mark
from course.core.progress.people_matrix import ThingCell
from course.core.progress.personal_plans import PersonalPlans
from course.formats.terminal import people_list, people_page
from course.services.registration import limits, private_pages, sign_up
from course.services.registration.private_pages import OwnPage
from course.web import security
from course.web.participants import texts

if TYPE_CHECKING:
    from course.web.participants.app import Pages

SESSION = "cpd23"  # the cookie
_LONGEST_PAUSE = 730  # days
_NOTHING: Mapping[str, str] = MappingProxyType({})


def sign_in(pages: "Pages", secret: str) -> Response:
    """A private link: it opens the pages by a cookie, and is not in the address any more."""
    cookie = private_pages.sign_in(pages.form, secret, pages.form.now()) if 16 <= len(secret) <= 64 else None
    if cookie is None:
        pages.limited("guess", limits.GUESSES)
        abort(404)
    answer = redirect("/me", 303)
    pages.app.set_cookie(answer, SESSION, cookie)  # type: ignore[arg-type]
    return answer  # type: ignore[return-value]


def link_of(pages: "Pages") -> str | None:
    """The hash of the private link of whoever is signed in; stop with 429 where somebody asks for page after page."""
    link = private_pages.session_link(pages.form, pages.cookie(SESSION), pages.form.now())
    if link and not pages.form.limiter.take("page", limits.PAGES, pages.form.now(), person=link):
        abort(429)
    return link


def session_of(pages: "Pages") -> tuple[str, OwnPage] | None:
    """The private link of whoever is signed in, and their page; None without a session."""
    link = link_of(pages)
    found = private_pages.own_page(pages.form, link, pages.form.now()) if link else None
    return (link, found) if link and found else None


def page(pages: "Pages", said: str = "", *, error: str = "", typed: Mapping[str, str] = _NOTHING) -> Response:
    """Somebody's own progress; without a session, the way to a new link. `error`: what is wrong with what is handed in."""
    signed_in = session_of(pages)
    if signed_in is None:
        return pages.page("sign_in.html")
    own, home = signed_in[1], pages.form.home()
    record, progress = own.record, own.record.progress if own.record else None
    doubtful = [
        (row.post.title or texts.NO_TITLE, claim.thing)
        for row in (record.posts if record else ())
        for claim in row.claims
        if row.in_run and claim.confidence is Confidence.LIKELY and claim.thing not in row.credited
    ]
    groups = buddies.groups(own.cohort)
    trail = _trail(home.course, own, {thing for _, thing in doubtful})
    return pages.page(
        "me.html",
        422 if error else 200,
        error=error,
        typed=typed,
        own=own,
        progress=progress,
        trail=trail,
        marks=texts.MARKS,
        mark_words=texts.mark,
        next=_next(trail, progress.next_thing if progress else None),
        doubtful=doubtful,
        buddies=buddies.readers(groups, own.person) if own.person else (),
        word=_word(pages, own),
        said=said,
        states=texts.HAND_IN_STATES,
        at_once=home.course.hand_in is HandInRule.CREDIT,
        web=same_address.is_web,
    )


def _trail(course: Course, own: OwnPage, doubtful: Set[int]) -> tuple[ThingCell, ...]:
    """Every Thing and what it is for the owner of the page; nothing while they wait to be taken in."""
    if own.record is None or own.person is None:
        return ()
    waiting = doubtful | {one.hand_in.thing for one in own.record.hand_ins if one.state is HandInState.WAITING}
    return people_matrix.cells(own.record.progress, course.things, PersonalPlans(course).of(own.person), waiting)


def _next(trail: Sequence[ThingCell], number: int | None) -> ThingCell | None:
    """The next Thing to do: the one with this number; or, if it waits for the organiser, another that is owed or open."""
    cell = next((cell for cell in trail if cell.thing.number == number), None)
    if cell and cell.mark is Mark.WAITING:
        return next((one for one in trail if one.thing.required and one.mark in (Mark.OWED, Mark.OPEN)), None)
    return cell


def _word(pages: "Pages", own: OwnPage) -> str:
    told = sign_up.from_data(pages.form, own.waiting, pages.today()) if own.waiting else None
    return sign_up.word_for(pages.form, told) if told else ""


def send_link(pages: "Pages") -> Response:
    """Have a new private link sent; the page is the same whoever the address belongs to."""
    pages.own_form()
    email = request.form.get("email", "").strip()[:254]
    if "@" not in email:
        return pages.page("sign_in.html", 422, error=texts.WHICH_EMAIL)
    pages.limited("email", limits.EMAILS, email)
    if not pages.form.mail.put(partial(private_pages.email_with_link, pages.form, email, pages.form.now())):
        abort(503)
    return pages.page("sent.html", email=email, again="/me")


def sign_out(pages: "Pages") -> Response:
    """End this session; with `everywhere`, every session and every private link sent so far."""
    pages.own_form()
    signed_in = session_of(pages)
    private_pages.sign_out(pages.form, pages.cookie(SESSION))
    if request.form.get("everywhere") == "yes" and signed_in and signed_in[1].person:
        private_pages.revoke(pages.form, signed_in[1].person.handle)
    answer = redirect("/me", 303)
    pages.app.set_cookie(answer, SESSION, "")  # type: ignore[arg-type]
    return answer  # type: ignore[return-value]


def place(pages: "Pages") -> Response:
    """Pause, leave, come back, stop the reminders."""
    signed_in = session_of(pages)
    if signed_in is None or signed_in[1].person is None:
        return page(pages)
    person, today = signed_in[1].person, pages.today()
    away = bool(person.withdrawn or any((p.until or today) >= today for p in person.pauses))
    shown: dict[str, Any] = {"today": today.isoformat(), "away": away, "person": person, "shows": texts.SHOWS}
    if request.method != "POST":
        return pages.page("place.html", error="", **shown)
    pages.own_form()
    settings, said = _change(request.form, today)
    if not settings:
        return pages.page("place.html", 422, error=texts.PAUSE_UNTIL, **shown)
    if not private_pages.change(pages.form, person.handle, settings, pages.form.now()):
        abort(429)
    return page(pages, said)


def _change(typed: Mapping[str, str], today: date) -> tuple[dict[str, Any], str]:
    """The settings that a form asks for, and what to say when they are kept; none where it isn't valid."""
    match typed.get("change"):
        case "leave":
            return {"withdrawn": today.isoformat()}, texts.LEFT
        case "resume":
            return {"resume": today.isoformat()}, texts.BACK
        case "show" if typed.get("show") in set(Show):
            return {"show": typed["show"]}, texts.SEEN_FROM_NOW[Show(typed["show"])]
        case "silence":
            return {"reminders": False}, texts.NO_REMINDERS
        case "pause":
            try:
                until = date.fromisoformat(typed.get("until", ""))
            except ValueError:
                return {}, ""
            if today <= until and (until - today).days <= _LONGEST_PAUSE:
                return {"from": today.isoformat(), "until": until.isoformat()}, texts.paused(until)
    return {}, ""


def begin_proof(pages: "Pages") -> Response:
    """Look for the word on the blog of somebody who waits."""
    pages.own_form()
    signed_in = session_of(pages)
    if signed_in is None or not _word(pages, signed_in[1]):
        return page(pages)
    work = partial(sign_up.prove, pages.form, signed_in[0], pages.form.now())
    return redirect(f"/me/proof/{pages.begin_look_up(work, {})}", 303)  # type: ignore[return-value]


def proof(pages: "Pages", name: str) -> Response:
    """What came of looking for the word."""
    job = pages.look_up(name)
    if not job.done.is_set():
        return pages.waiting(name, "/me/proof")
    found = {"in": texts.WORD_FOUND, "waits": texts.WORD_FOUND_WAITS}
    return page(pages, found.get(job.found, texts.WORD_NOT_FOUND))


def everything_kept(pages: "Pages") -> Response:
    """Everything that is kept, as a page."""
    signed_in = session_of(pages)
    if signed_in is None or signed_in[1].record is None:
        return page(pages)
    text = people_page.page(signed_in[1].record, "/me/data.json")
    answer = Response(text, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = security.policy_for(text)
    return answer


def data_json(pages: "Pages") -> Response:
    """The same for machines."""
    signed_in = session_of(pages)
    if signed_in is None or signed_in[1].record is None:
        abort(404)
    return Response(people_list.show_data(signed_in[1].record, whole=True), mimetype="application/json")


def stop(pages: "Pages", secret: str) -> Response:
    """Stop the reminders: a button for people; one POST without cookie or log-in for mail programs (RFC 8058)."""
    handle = private_pages.may_stop(pages.form, secret) if len(secret) <= 120 else None
    if handle is None:
        pages.limited("guess", limits.GUESSES)
        abort(404)
    if request.method != "POST":
        return pages.page("stop.html", done=False)
    private_pages.stop_reminders(pages.form, handle, pages.form.now())
    return pages.page("stop.html", done=True)
