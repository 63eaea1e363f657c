"""People: everybody and every Thing, found, filtered and sorted."""

from collections import Counter
from collections.abc import Mapping, Set
from urllib.parse import urlencode

from flask import Response, request

from course.core.model import Report, Standing
from course.core.progress import course_weeks, overview, people_matrix
from course.core.progress.people_matrix import PeopleChoice, SortBy
from course.formats import human_dates, sanitize
from course.formats.report import RENDERERS
from course.formats.report.view_options import View
from course.web.organiser import (
    importing,
    joining,
    matrix,
    moving,
    person,
    person_edits,
    person_erase,
    replies_in,
    waiting,
)
from course.web.organiser.workspace import NavPlace, Workspace

ROOMY, COMPACT = "roomy", "compact"
FEW = 24  # people whose rows fit on a screen, high enough for a finger
LONGEST = 100  # letters of a search


def people(work: Workspace) -> Response:
    """The matrix, as the address asks for it; the height of its rows is remembered until the app stops."""
    now = work.snapshot()
    choice = _choice(now.report)
    if "rows" in request.args:
        work.choices["rows"] = ROOMY if request.args["rows"] == ROOMY else COMPACT
    work.choices["people"] = urlencode(_asked(choice))
    chosen = people_matrix.rows(now.report, choice)
    usual = ROOMY if len(now.report.rows) <= FEW else COMPACT
    week = _things_now(now.report)
    return work.page(
        "people.html",
        now=now,
        choice=choice,
        shown=len(chosen),
        body=matrix.body(chosen, now.home.course, now.today, week),
        head=[(thing, thing.number in week, _opens(now.report, thing.week)) for thing in now.home.course.things],
        done_by=Counter(credit.thing for row in chosen for credit in row.progress.credits),
        standings=people_matrix.standings(now.report),
        groups=overview.groups(now.report),
        roomy=work.choices.get("rows", usual) == ROOMY,
        sorts={sort: _sorted(choice, sort) for sort in SortBy},
        asked=_asked(choice),
    )


def spreadsheet(work: Workspace) -> Response:
    """The same people as a CSV file for a spreadsheet program."""
    report = work.snapshot().report
    chosen = people_matrix.rows(report, _choice(report))
    part = overview.only(report, {row.progress.participant.handle for row in chosen})
    name = f"people-{report.as_of.isoformat()}.csv"
    answer = Response(RENDERERS["csv"](part, View()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _choice(report: Report) -> PeopleChoice:
    """What the address asks for; words that mean nothing are left out, since addresses are kept and passed on."""
    args = request.args
    sort = args.get("sort", "")
    group = args.get("group", "")
    standing = args.get("standing", "")
    return PeopleChoice(
        sanitize.clean(args.get("q", ""), LONGEST),
        Standing(standing) if standing in set(Standing) else None,
        group if group in overview.groups(report) else "",
        args.get("trouble") == "1",
        SortBy(sort.removeprefix("-")) if sort.removeprefix("-") in set(SortBy) else SortBy.NAME,
        sort.startswith("-"),
    )


def _asked(choice: PeopleChoice) -> Mapping[str, str]:
    """The choice as it is in an address; what is usual is left out."""
    sort = f"{'-' if choice.turned else ''}{choice.sort}"
    asked = {"q": choice.find, "standing": choice.standing or "", "group": choice.group, "sort": sort}
    asked["trouble"] = "1" if choice.trouble else ""
    return {name: str(value) for name, value in asked.items() if value and (name, value) != ("sort", SortBy.NAME)}


def _sorted(choice: PeopleChoice, sort: SortBy) -> Mapping[str, str]:
    """The address of the same people in another order; a second time turns the order round."""
    again = choice.sort is sort and not choice.turned
    return {**_asked(choice), "sort": f"{'-' if again else ''}{sort}"}


def _things_now(report: Report) -> Set[int]:
    """The Things of this week, where everybody who shares dates is in one week."""
    fixed = {name for name, cohort in report.course.cohorts.items() if cohort.fixed}
    weeks = {row.week for row in report.rows if row.participant.cohort in fixed}
    return {thing.number for thing in report.course.things if len(weeks) == 1 and thing.week in weeks}


def _opens(report: Report, week: int) -> str:
    """When a week begins, for the head of a column; "" where there are no shared dates."""
    starts = {cohort.starts for cohort in report.course.cohorts.values() if cohort.starts}
    if len(starts) != 1:
        return ""
    (first,) = starts
    return f", week {week}, from {human_dates.short(course_weeks.begins(week, first))}"


PLACES = (NavPlace("People", "people.people"),)
ROUTES = (
    ("/people", people, ("GET",)),
    ("/people.csv", spreadsheet, ("GET",)),
    *(*person.ROUTES, *person_edits.ROUTES, *person_erase.ROUTES, *joining.ROUTES, *moving.ROUTES),
    *(*importing.ROUTES, *waiting.ROUTES, *replies_in.ROUTES),
)
