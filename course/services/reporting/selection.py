"""The part of a report that is asked for, in the format that is asked for."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from course.adapters.store import Store
from course.core.errors import Problem, UsageError
from course.core.hints import Action, Hint
from course.core.model import Report, Standing
from course.core.people import find_person
from course.core.progress import overview
from course.core.progress.report import CHANGES
from course.formats import human_dates
from course.formats.report import RENDERERS
from course.formats.report.view_options import View
from course.services import course_home
from course.services.course_home import Home
from course.services.reporting import report


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of a report; days as they were typed."""

    people: tuple[str, ...] = ()
    group: str | None = None
    standing: str | None = None
    as_of: str | None = None
    since: str | None = None
    view: View = View()  # noqa: RUF009  (frozen)


def shown(root: Path, asked: Asked, shape: str, now: datetime) -> tuple[str, tuple[Problem, ...]]:
    """The report in a format, as asked for, and the mistakes in the files that kept somebody out of it."""
    here = course_home.open_home(root)
    return rendered(_found(here, asked, now), asked, shape), here.problems


def rendered(found: Report, asked: Asked, shape: str) -> str:
    """What was asked for of a report, in a format."""
    chosen, view = part(found, asked)
    return RENDERERS[shape](chosen, view)


def figures(root: Path, asked: Asked, shape: str, now: datetime) -> tuple[str, tuple[Problem, ...]]:
    """The figures in a format, and the mistakes in the files that kept somebody out of them."""
    here = course_home.open_home(root)
    return counted_in(_found(here, asked, now), asked, shape), here.problems


def counted_in(found: Report, asked: Asked, shape: str) -> str:
    """The figures of what was asked for of a report, in a format."""
    from course.formats.report import figures as counted  # not before figures are asked for

    chosen, view = part(found, asked)
    return counted.RENDERERS[shape](chosen, view)


def _found(here: Home, asked: Asked, now: datetime) -> Report:
    today = here.today(now)
    as_of = human_dates.parse(asked.as_of, today) if asked.as_of else today
    since = human_dates.parse(asked.since, today) if asked.since else as_of - CHANGES
    if since > as_of:
        raise UsageError(
            f"The first day, {human_dates.full(since)}, is after {human_dates.full(as_of)}, the day of the report.",
            "Give an earlier first day.",
        )
    with Store(here.database, write=False) as store:
        if asked.view.public:
            here = course_home.with_pending_changes(here, store)
        return report.report(here, store, as_of, since, asked.view.long)


def part(whole: Report, asked: Asked) -> tuple[Report, View]:
    """The part of the report that was asked for, with its name in words; UsageError where the words do not fit."""
    _fitting(whole, asked)
    roster = {row.participant.handle: row.participant for row in whole.rows}
    handles = find_person.several(asked.people, roster) if asked.people else None
    standing = _standing(asked.standing) if asked.standing else None
    found = overview.only(whole, handles, asked.group, standing)
    if asked.view.public and asked.group and len(found.rows) < overview.SMALL:
        raise UsageError(
            f"The group {asked.group!r} has fewer than {overview.SMALL} people, so they could be recognised in public.",
            "Show everybody, or make a report that isn't public.",
        )
    totals = overview.totals(found) if asked.view.public and not asked.people else None
    named = [asked.group or "", standing.value.replace("-", " ") if standing else "", "as named" * bool(asked.people)]
    view = replace(asked.view, part=", ".join(filter(None, named)), totals=totals)
    return overview.public(found) if view.public else found, view


def _fitting(whole: Report, asked: Asked) -> None:
    if asked.view.public and (asked.standing or asked.view.long):
        raise UsageError(
            "A public report doesn't show standings, or posts that aren't credited.", "Make a report that isn't public."
        )
    if asked.group and asked.group not in overview.groups(whole):
        known = ", ".join(overview.groups(whole)) or "none yet"
        raise UsageError(f"There is no group {asked.group!r}.", f"Groups: {known}.")
    numbers = [thing.number for thing in whole.course.things]
    if asked.view.thing is not None and asked.view.thing not in numbers:
        raise UsageError(f"There is no Thing {asked.view.thing}.", Hint("See all Things: ", Action.LIST_THINGS))


def _standing(word: str) -> Standing:
    try:
        return Standing(word.strip().lower().replace(" ", "-").replace("_", "-"))
    except ValueError:
        raise UsageError(f"There is no standing {word!r}.", f"Standings: {', '.join(Standing)}.") from None
