"""Handing in on somebody's own page: the address of a post, or a Thing done in private."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Response, abort, request

from course.core.errors import CourseError
from course.core.model import HandInRule, HandInWay, Handle, PostKey
from course.services.people import hand_ins
from course.services.people.hand_ins import Offer
from course.services.registration import limits
from course.web.participants import own, texts

if TYPE_CHECKING:
    from course.web.participants.app import Pages


def hand_in(pages: "Pages") -> Response:
    """Take in what the form holds, and show the page again."""
    handle = _who(pages)
    if handle is None:
        return own.page(pages)
    home, typed = pages.form.home(), request.form
    try:
        given = _offer(pages, typed)
    except CourseError as wrong:
        return own.page(pages, error=str(wrong.whole), typed=typed)
    if not pages.form.limiter.take("hand-in", limits.HAND_INS, pages.form.now(), person=handle):
        abort(429)
    if not hand_ins.hand_in(home, handle, given, HandInWay.PAGE, pages.form.now()):
        return own.page(pages, texts.handed_in_before(given.thing))
    organiser = "" if home.course.hand_in is HandInRule.CREDIT else home.course.organiser.name
    return own.page(pages, texts.handed_in(given.thing, organiser))


def _who(pages: "Pages") -> Handle | None:
    """Whose page the form comes from; nobody who has left hands anything in."""
    pages.own_form()
    signed_in = own.session_of(pages)
    person = signed_in[1].person if signed_in else None
    return person.handle if person and not person.withdrawn else None


def _offer(pages: "Pages", typed: Mapping[str, str]) -> Offer:
    thing, address = typed.get("thing", ""), typed.get("address", "").strip()
    private = typed.get("private") == "yes"
    course = pages.form.home().course
    if thing not in {str(one.number) for one in course.things} or private == bool(address):
        raise CourseError(texts.WHAT_TO_HAND_IN)
    return hand_ins.offer(course, int(thing), address)


def take_back(pages: "Pages") -> Response:
    """Take something back that the organiser has not decided on."""
    handle = _who(pages)
    if handle is None:
        return own.page(pages)
    gone = hand_ins.take_back(pages.form.home(), handle, PostKey(request.form.get("key", "")[:40]))
    return own.page(pages, texts.TAKEN_BACK if gone else texts.ALREADY_DECIDED)
