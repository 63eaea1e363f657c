"""The members' area: what people who take part see of each other, once they are signed in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Response, abort

from course.formats import colours
from course.formats.site import drawings
from course.formats.site import pages as site_pages
from course.formats.site.members import MemberPages
from course.services.registration import private_pages
from course.web import security
from course.web.participants import own, texts

if TYPE_CHECKING:
    from course.web.participants.app import Pages


def _shown(pages: "Pages", page: Callable[[MemberPages], str | None]) -> Response:
    """A page for whoever is signed in and takes part; for everybody else their own page, or the way to sign in."""
    made = _pages_of(pages)
    if made is None:
        return own.page(pages, texts.MEMBERS_ONLY if own.link_of(pages) else "")
    answer = Response(page(made) or abort(404), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = security.WITH_PICTURES
    return answer


def _pages_of(pages: "Pages") -> MemberPages | None:
    link, now = own.link_of(pages), pages.form.now()
    handle = private_pages.holder(pages.form, link) if link else None
    return pages.form.members.pages_of(pages.form.home(), handle, now) if handle else None


def posts(pages: "Pages") -> Response:
    """The newest posts."""
    return _shown(pages, MemberPages.posts)


def people(pages: "Pages") -> Response:
    """Who takes part."""
    return _shown(pages, MemberPages.people)


def things(pages: "Pages") -> Response:
    """Every Thing, with how many posts there are on it."""
    return _shown(pages, MemberPages.things)


def named(pages: "Pages", name: str) -> Response:
    """The posts on one Thing, or of one person, by the name of the page."""
    return _shown(pages, lambda made: made.named(name))


def blogs(pages: "Pages") -> Response:
    """Everybody's blogs, for a feed reader."""
    made = _pages_of(pages)
    if made is None:
        abort(404)
    answer = Response(made.blogs(), mimetype="text/x-opml")
    answer.headers["Content-Disposition"] = "attachment; filename=blogs.opml"
    return answer


def stylesheet(pages: "Pages") -> Response:
    """How the members' area looks."""
    return Response(site_pages.stylesheet(pages.form.home().course), mimetype="text/css")


def emblem(pages: "Pages") -> Response:
    """The book that comes with the program."""
    accent = pages.form.home().course.look.accent
    return Response(drawings.emblem(colours.day(accent)), mimetype="image/svg+xml")
