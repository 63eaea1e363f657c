"""Remove an entry, or forget somebody: what goes is shown first, and it can't be undone."""

from flask import Response, request

from course.formats import plan_mark, sanitize
from course.formats.terminal.erasing import ErasePlan
from course.services.people import forgetting
from course.web.organiser.person_edits import participant
from course.web.organiser.workspace import Workspace


def erase(work: Workspace, handle: str) -> Response:
    """What would be erased; sent with a yes, it is erased."""
    now = work.snapshot()
    who = participant(now, handle)
    forgets = request.values.get("way") != "remove"
    plan = forgetting.plan(work.root, who.handle, forgets=forgets)
    if request.method != "POST":
        return _page(work, plan)
    if request.form.get("shown") != plan_mark.of(plan):
        return _page(
            work,
            plan,
            "Something has changed since you opened this page, so nothing was erased. This is what would be erased now.",
        )
    if not request.form.get("yes"):
        return _page(work, plan, "Nothing was erased. Tick the box first.")
    done = forgetting.apply(work.root, plan, work.now())
    return work.page("person_erased.html", erased=done, name=sanitize.clean(plan.name))


def _page(work: Workspace, plan: ErasePlan, trouble: str = "") -> Response:
    code = 422 if trouble else 200
    return work.page(
        "person_erase.html", code, plan=plan, name=sanitize.clean(plan.name), shown=plan_mark.of(plan), trouble=trouble
    )


ROUTES = (("/person/<handle>/erase", erase, ("GET", "POST")),)
