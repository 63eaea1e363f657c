"""Everybody and every Thing at once: who is shown, in which order, and what each Thing is for each of them."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from course.core.model import Handle, Progress, Report, Standing, Thing
from course.core.progress import overview
from course.core.progress.overview import Mark
from course.core.progress.personal_plans import PersonalPlans
from course.core.progress.standing_inputs import PersonalPlan

_ORDER = (  # who needs a word comes first
    *(Standing.CANNOT_READ, Standing.STALLED, Standing.BEHIND, Standing.NOT_STARTED, Standing.ON_SCHEDULE),
    *(Standing.AHEAD, Standing.FINISHED, Standing.PAUSED, Standing.WITHDRAWN),
)


class SortBy(StrEnum):
    """Orders of the people: by name, by who needs a word, the most Things first, the latest post first."""

    NAME = "name"
    STANDING = "standing"
    DONE = "done"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class PeopleChoice:
    """Who is to be shown, and in which order; `turned` is the order the other way round."""

    find: str = ""
    standing: Standing | None = None
    group: str = ""
    trouble: bool = False  # only those with a blog that can't be read
    sort: SortBy = SortBy.NAME
    turned: bool = False


class ThingCell(NamedTuple):
    """What one Thing is for one person. `on` is the day it was done, is due or opens; `late`: done after it was due."""

    thing: Thing
    mark: Mark
    on: date | None = None
    late: bool = False


class PersonRow(NamedTuple):
    """One person with all their Things."""

    progress: Progress
    cells: tuple[ThingCell, ...]


def rows(report: Report, choice: PeopleChoice) -> tuple[PersonRow, ...]:
    """The people who were chosen, in their order."""
    waiting = waiting_things(report)
    plans = PersonalPlans(report.course)
    troubled = {person.handle for person, _ in overview.troubled(report)} if choice.trouble else None
    chosen = (row for row in report.rows if _is_chosen(row, choice, troubled))
    ordered = sorted(chosen, key=lambda row: _key(row, choice.sort), reverse=choice.turned)
    return tuple(
        PersonRow(
            row, cells(row, report.course.things, plans.of(row.participant), waiting.get(row.participant.handle, set()))
        )
        for row in ordered
    )


def row(report: Report, progress: Progress) -> PersonRow:
    """One person of a report with all their Things."""
    person = progress.participant
    waiting = {item.claim.thing for item in report.to_review if item.handle == person.handle}
    return PersonRow(progress, cells(progress, report.course.things, PersonalPlans(report.course).of(person), waiting))


def cells(row: Progress, things: Sequence[Thing], plan: PersonalPlan, waiting: Set[int]) -> tuple[ThingCell, ...]:
    """One cell for each Thing; `waiting` are this person's Things in the review queue."""
    return tuple(_cells(row, things, plan, waiting))


def _cells(row: Progress, things: Sequence[Thing], plan: PersonalPlan, waiting: Set[int]) -> Iterator[ThingCell]:
    done = {credit.thing: credit.on for credit in row.credits}
    for thing, mark in zip(things, overview.marks(row, things, waiting), strict=True):
        due = plan.dues[thing.number]
        if mark is Mark.DONE:
            on = done[thing.number]
            yield ThingCell(thing, mark, on, late=due is not None and on > due)
        elif mark in (Mark.OWED, Mark.OPEN):
            yield ThingCell(thing, mark, due)
        else:
            yield ThingCell(thing, mark, plan.opens[thing.number] if mark is Mark.NOT_OPEN else None)


def waiting_things(report: Report) -> Mapping[Handle, Set[int]]:
    """The Things of each person about which the organiser is asked."""
    waiting: defaultdict[Handle, set[int]] = defaultdict(set)
    for item in report.to_review:
        waiting[item.handle].add(item.claim.thing)
    return waiting


def standings(report: Report) -> Mapping[Standing, int]:
    """How many people stand where, without the standings that nobody is in, the most pressing first."""
    found = Counter(row.standing for row in report.rows)
    return {standing: found[standing] for standing in _ORDER if found[standing]}


def _is_chosen(row: Progress, choice: PeopleChoice, troubled: Set[Handle] | None) -> bool:
    if troubled is not None and row.participant.handle not in troubled:
        return False
    if choice.standing not in (None, row.standing) or (choice.group and choice.group not in row.participant.groups):
        return False
    wanted = _plain(choice.find).split()
    person = row.participant
    if not wanted:
        return True
    known = _plain(" ".join((person.name, person.handle, person.email or "", *person.blogs)))
    return all(word in known for word in wanted)


def _plain(text: str) -> str:
    """The text in small letters and without accents: "zoe" finds Zoë."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _key(row: Progress, sort: SortBy) -> tuple[object, ...]:
    name = (row.participant.name.casefold(), row.participant.handle)
    if sort is SortBy.STANDING:
        return (_ORDER.index(row.standing), *name)
    if sort is SortBy.DONE:
        return (-len(row.credits), *name)
    if sort is SortBy.LAST:
        return (-row.last_post.toordinal() if row.last_post else 0, *name)
    return name
