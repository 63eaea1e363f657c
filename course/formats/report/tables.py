"""Figures as tables: the same rows for the terminal, the page, the sheet and the pictures."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from course.core import sentences
from course.core.progress.figures import Figures
from course.formats import sanitize
from course.formats.report.view_options import WORDS

Value = str | int | float
_NONE_FINISHED = "Nobody has finished yet."


class Table(NamedTuple):
    """A named table of words and numbers; `note` says how its rows tally."""

    name: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables(found: Figures) -> tuple[Table, ...]:
    """Every table of the figures, in the order of the course: from registering to finishing."""
    return (
        *(_funnel(found), _standings(found), _done(found)),
        *(_posts(found), weeks(found), things(found)),
        lateness(found),
        _groups(found),
    )


def weeks(found: Figures) -> Table:
    """Things done by the end of each week, against the plan."""
    return Table(
        "weeks",
        "Progress over the weeks",
        "How many people have reached each week, counted from their own start, and how many Things they had done by the end of that week.",
        ("Week", "People", "Done on average", "Things open", "Things due"),
        tuple((one.week, one.people, one.done, one.out, one.due) for one in found.weeks),
    )


def things(found: Figures) -> Table:
    """Who has done each Thing, who owes it, who still has time; and at the end, who went no further."""
    over = any(one.stopped for one in found.things)
    rows: Iterator[tuple[Value, ...]] = (
        (
            f"Thing {one.number}",
            sanitize.clean(one.title),
            one.done,
            share(one.done, found.registered),
            one.owed,
            one.open,
            *([one.stopped] if over else []),
            _days(one.days_after),
        )
        for one in found.things
    )
    note = "People owe a Thing once its due day has passed. They still have time if it isn't due yet or if they are excused."
    more = ("Went no further",) if over else ()
    heads = (
        "Thing",
        "Title",
        "Have done it",
        "Share",
        "Owe it",
        "Still have time",
        *more,
        "Days after opening (median)",
    )
    return Table("things", "Thing by Thing", note, heads, tuple(rows))


def lateness(found: Figures) -> Table:
    """How long after its opening each Thing was done."""
    note = f"{sentences.plural(found.credits, 'Thing')} completed in total{_half(found)}."
    return Table(
        "lateness",
        "When Things were completed",
        note,
        ("Done", "Things", "Share"),
        _shared(found.lateness, found.credits),
    )


def _half(found: Figures) -> str:
    """', half of them at most 3 days after they opened'; nothing of nothing."""
    days = found.days_after.median
    if found.credits < 2:
        return ""
    if days <= 0:
        return ", half of them by the day they opened"
    return f", half of them at most {_days(days)} {'day' if days == 1 else 'days'} after they opened"


def share(part: int, whole: int) -> str:
    """'42 %'; of nothing, nothing."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _funnel(found: Figures) -> Table:
    steps = (
        *(
            ("registered", found.registered),
            ("with a blog that can be read", found.readable),
            ("started", found.started),
        ),
        *(("up to date", found.up_to_date), ("finished on time", found.on_time), ("finished late", found.late)),
    )
    people = sentences.plural(found.finished, "person has", "people have")
    note = f"{people} finished: {found.on_time} on time and {found.late} late." if found.finished else _NONE_FINISHED
    return Table(
        "funnel", "From registered to finished", note, ("Step", "People", "Share"), _shared(steps, found.registered)
    )


def _standings(found: Figures) -> Table:
    rows = tuple((WORDS[standing], number) for standing, number in found.standings.items())
    note = (
        f"Each of the {found.registered} people is counted once."
        if found.registered != 1
        else "There is only one person."
    )
    return Table("standings", "Standings", note, ("Standing", "People", "Share"), _shared(rows, found.registered))


def _done(found: Figures) -> Table:
    rows = (
        ("all who registered", found.registered, found.done.median, found.done.mean),
        ("all who started", found.started, found.done_by_starters.median, found.done_by_starters.mean),
    )
    note = f"{sentences.plural(found.credits, 'Thing')} completed in total."
    return Table("done", "Things done by one person", note, ("Of", "People", "Median", "Mean"), rows)


def _posts(found: Figures) -> Table:
    people = sentences.plural(found.registered, "person is", "people are")
    note = f"This counts posts on any subject within the dates of the run. {people} registered."
    return Table(
        "posts", "How much people write", note, ("Posts", "People", "Share"), _shared(found.posts, found.registered)
    )


def _groups(found: Figures) -> Table:
    heads = ("Group", "People", "Started", "Up to date", "Finished", "Things on average")
    rows = tuple((sanitize.clean(g.name), g.people, g.started, g.up_to_date, g.finished, g.done) for g in found.groups)
    note = (
        "People may be in several groups, so the numbers don't add up to the total."
        if rows
        else "No group is large enough to be shown."
    )
    return Table("groups", "By group", note, heads, rows)


def _shared(rows: Sequence[tuple[str, int]], whole: int) -> tuple[tuple[Value, ...], ...]:
    return tuple((name, number, share(number, whole)) for name, number in rows)


def _days(days: float | None) -> Value:
    """A number, whole where it is, so that a sheet can count with it."""
    return "–" if days is None else int(days) if days == int(days) else days
