"""Which part of a report is asked for, and how it is to be shown."""

from dataclasses import dataclass, replace

from course.core.errors import UsageError
from course.core.model import Report, Standing
from course.core.people import find_person
from course.core.progress import overview
from course.formats.report.view_options import View


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of a report; days as they were typed."""

    people: tuple[str, ...] = ()
    group: str | None = None
    standing: str | None = None
    as_of: str | None = None
    since: str | None = None
    view: View = View()  # noqa: RUF009  (frozen)


def part(report: Report, asked: Asked) -> tuple[Report, View]:
    """The part of the report that was asked for, with its name in words; UsageError where the words do not fit."""
    _fitting(report, asked)
    roster = {row.participant.handle: row.participant for row in report.rows}
    handles = find_person.several(asked.people, roster) if asked.people else None
    standing = _standing(asked.standing) if asked.standing else None
    found = overview.only(report, handles, asked.group, standing)
    if asked.view.public and asked.group and len(found.rows) < overview.SMALL:
        raise UsageError(
            f"The group {asked.group!r} has fewer than {overview.SMALL} people, so they could be recognised.",
            "Leave out --public, or show everybody.",
        )
    totals = overview.totals(found) if asked.view.public and not asked.people else None
    named = [asked.group or "", standing.value.replace("-", " ") if standing else "", "as named" * bool(asked.people)]
    view = replace(asked.view, part=", ".join(filter(None, named)), totals=totals)
    return overview.public(found) if view.public else found, view


def _fitting(report: Report, asked: Asked) -> None:
    if asked.view.public and (asked.standing or asked.view.long):
        raise UsageError("--public shows no standings, and only credited posts.", "Leave one of them out.")
    if asked.group and asked.group not in overview.groups(report):
        known = ", ".join(overview.groups(report)) or "none yet"
        raise UsageError(f"There is no group {asked.group!r}.", f"Groups: {known}.")
    numbers = [thing.number for thing in report.course.things]
    if asked.view.thing is not None and asked.view.thing not in numbers:
        raise UsageError(f"There is no Thing {asked.view.thing}.", "See all Things: cpd23 things list")


def _standing(word: str) -> Standing:
    try:
        return Standing(word.strip().lower().replace(" ", "-").replace("_", "-"))
    except ValueError:
        raise UsageError(f"There is no standing {word!r}.", f"Standings: {', '.join(Standing)}.") from None
