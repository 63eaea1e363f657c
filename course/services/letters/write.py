"""An email that the organiser has written: to everybody, a group, a cohort or a standing, for this week or beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from course.adapters import disk, home_files, letter_files
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint, ToDo
from course.core.letters import one_offs
from course.core.letters.model import OneOff, Skip
from course.core.model import Handle
from course.core.publishing import circle
from course.formats.letters import outbox, written_files
from course.formats.letters.outbox import Draft
from course.formats.letters.weekly_plan import WeeklyPlan
from course.services.course_home import Home
from course.services.letters import drafts


@dataclass(frozen=True, slots=True)
class Written:
    """The email, the plan with it in it, and who of those it is meant for doesn't get it."""

    one: OneOff
    extra: int  # its number; 0 where it counts as this week's email
    file: str  # where it is kept, so that it can be taken back: below the home
    weekly: WeeklyPlan
    drafts: tuple[Draft, ...]  # those that carry it
    without: tuple[Skip, ...]


def write(home: Home, store: Store, file: Path, to: str, as_of: date, *, extra: bool, dry_run: bool = False) -> Written:
    """Draft the email in a file for everybody who is meant. CourseError where nobody would get it, and nothing is written then."""
    one = parsed(home, disk.read_bytes(file), str(file), to, extra=extra)
    return write_one(home, store, one, as_of, dry_run=dry_run)


def parsed(home: Home, data: bytes, name: str, to: str, *, extra: bool) -> OneOff:
    """The email in a file's bytes; CourseError where it has a mistake, UsageError where `to` is nobody."""
    return written_files.parse(data, name, one_offs.audience(to, home.course, home.roster.values()), extra)


def take_back(home: Home, store: Store, name: str, as_of: date) -> None:
    """Delete the file of an email that was written, and draft the week's emails without it."""
    home_files.remove(home.root, name)
    drafts.write(home, store, drafts.plan(home, store, as_of))


def write_one(home: Home, store: Store, one: OneOff, as_of: date, *, dry_run: bool = False) -> Written:
    """The same for an email at hand."""
    extra = one.extra
    number = _free_number(home, one, as_of) if extra else 0
    week = drafts.week_of(as_of, number)
    kept = letter_files.read_outbox(drafts.folder(home, week))
    name = f"outbox/{week}/{written_files.next_name(kept)}"
    weekly = drafts.plan(home, store, as_of, extra=number, also=(one,))
    without = tuple(_without(one, weekly))
    if not _carrying(one, weekly):
        raise _nobody(without)
    if dry_run:
        made = outbox.drafts(weekly.letters, home.course, kept, store.approvals(week), circle.shown(weekly.report))
    else:
        home_files.write(home.root, name, written_files.render(one), mode=home_files.PRIVATE)
        made = drafts.write(home, store, weekly)
    mine = tuple(draft for draft in made if draft.letter.nudge.one_off == one.mark)
    return Written(one, number, name, weekly, mine, without)


def _carrying(one: OneOff, weekly: WeeklyPlan) -> frozenset[Handle]:
    return frozenset(letter.nudge.handle for letter in weekly.letters if letter.nudge.one_off == one.mark)


def _free_number(home: Home, one: OneOff, as_of: date) -> int:
    """The first number that no extra email of this week has. CourseError where one of them is the same email."""
    for number in range(1, written_files.MOST + 1):
        kept = drafts.one_offs(home, drafts.week_of(as_of, number))
        if not kept:
            return number
        if (one.mark, one.to) in {(other.mark, other.to) for other in kept}:
            raise CourseError(
                f"You have already written this email. It's extra email {number} of this week.",
                Hint(
                    "Send it: ",
                    ToDo(Action.SEND_EXTRA, str(number)),
                    ". Nobody gets the same one twice, so change the text to send another.",
                ),
            )
    raise CourseError(f"There are {written_files.MOST} extra emails already this week.")


def _without(one: OneOff, weekly: WeeklyPlan) -> Iterator[Skip]:
    """Who is meant and doesn't get it, with the reason."""
    reached, why = _carrying(one, weekly), {skip.handle: skip.why for skip in weekly.skipped}
    for row in weekly.report.rows:
        handle = row.participant.handle
        if handle not in reached and one_offs.reaches(one.to, row):
            yield Skip(handle, why.get(handle, "gets another email from you this week"))


def _nobody(without: tuple[Skip, ...]) -> CourseError:
    if not without:
        return CourseError(
            "Nobody matches, so nothing was written.",
            Hint("See everybody: ", Action.LIST_PEOPLE),
        )
    return CourseError(
        "Nobody would get this email, so nothing was written.",
        Hint(
            *(f"For example, {without[0].handle}: ", without[0].why),
            ". To send this one in addition to the weekly email: ",
            Action.MAKE_EXTRA,
        ),
    )
