"""Publish and close: what will change is shown first, and done only if it's still the same."""

import mimetypes
from typing import Any

from flask import Response, abort, request

from course.adapters import disk, home_files
from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError
from course.formats import plan_mark
from course.formats.terminal.publishing import Published
from course.services.publishing import publish
from course.services.rounds import close
from course.services.rounds.snapshot import Snapshot
from course.web.organiser.workspace import Notice, Workspace

_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_LIST = "finished.csv"
_HOME = "index.html"


def preview(work: Workspace) -> Response:
    """What publishing would write and take away."""
    now = work.snapshot()
    planned = _planned(work, now)
    return work.page("publish.html", now=now, planned=planned, mark=plan_mark.of(planned), there=_page(work, _HOME))


def publish_now(work: Workspace) -> Response:
    """Write the pages that were shown; where others would be written by now, those are shown instead."""
    now = work.snapshot()
    planned = _planned(work, now)
    if not (planned.written or planned.removed):
        return work.back("publishing.preview", Notice("The pages are in the folder public."))  # a second click
    if plan_mark.of(planned) != request.form.get("mark"):
        words = "Something has changed since you saw this list, so nothing was published. Here is the new list."
        return work.back("publishing.preview", Notice(words, bad=True))
    with Store(now.home.database, write=False) as store:
        done = publish.publish_report(now.home, store, now.standings)
    words = f"{sentences.plural(len(done.written), 'file was', 'files were')} written."
    words += (
        f" {sentences.plural(len(done.removed), 'old file was', 'old files were')} removed." if done.removed else ""
    )
    return work.back("publishing.preview", Notice(f"{words} The pages are in the folder public."))


def _planned(work: Workspace, now: Snapshot) -> Published:
    """What publishing would do, made again when the course, the pages or the pictures have changed."""
    root = work.root
    there = (disk.tree_marks(root, "public"), disk.folder_marks(root / "things"), disk.folder_marks(root / ".course"))

    def plan() -> Published:
        with Store(now.home.database, write=False) as store:
            return publish.publish_report(now.home, store, now.standings, dry_run=True)

    return work.made.once(now, ("publish", there), plan)


def public_page(work: Workspace, name: str) -> Response:
    """A page as it is in public/, to look at."""
    content = _page(work, name)
    if content is None:
        abort(404)
    made = Response(content, mimetype=mimetypes.guess_type(name)[0] or "text/plain")
    made.headers["Content-Security-Policy"] = _POLICY
    return made


def _page(work: Workspace, name: str) -> bytes | None:
    return home_files.content(work.root, f"public/{name}") if home_files.is_inside(name) else None


def before_closing(work: Workspace) -> Response:
    """What closing would clear."""
    posts = bool(request.args.get("posts"))
    planned = _closing(work, posts=posts)
    return work.page("close.html", planned=planned, mark=plan_mark.of(planned), posts=posts, list=_LIST)


def close_course(work: Workspace) -> Response:
    """Close, if that still clears what was shown, and somebody has said that it can't be undone."""
    posts = bool(request.form.get("posts"))
    planned = _closing(work, posts=posts)
    if request.form.get("sure") != "yes":
        return work.back("publishing.before_closing", Notice("Nothing was cleared. Tick the box first.", bad=True))
    if plan_mark.of(planned) != request.form.get("mark"):
        raise CourseError(
            "Something has changed since you saw this list. Nothing was cleared.",
            "Read the new list, then close the course.",
        )
    close.apply(work.root, planned, work.now())
    return work.back("today.today", Notice(f"The course is closed. The list of people who finished is in {_LIST}."))


def _closing(work: Workspace, *, posts: bool) -> Any:
    return close.plan(work.root, work.now(), listed=work.root / _LIST, posts=posts)


PLACES = ()
ROUTES = (
    ("/publish", preview, ("GET",)),
    ("/publish/now", publish_now, ("POST",)),
    ("/public/<path:name>", public_page, ("GET",)),
    ("/close", before_closing, ("GET",)),
    ("/close/now", close_course, ("POST",)),
)
