"""What the organiser should look at first, and parts of a report for those who ask for a part."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from course.core.model import BlogHealth, Credit, Handle, Participant, Progress, Report, Show, Source, Standing, Thing
from course.core.progress import hand_ins
from course.core.progress.feed_health import failing_since

AT_MOST = 20  # people an organiser can write to in one morning
BY_TOPIC = timedelta(days=7)  # how long a credit by topic is listed
SMALL = 5  # a group with fewer people is not shown to the public
_URGENT = (Standing.CANNOT_READ, Standing.STALLED, Standing.BEHIND, Standing.NOT_STARTED)


class Mark(StrEnum):
    """What one Thing is for one person, on the day of the report."""

    DONE = "done"
    WAITING = "waiting"  # a post may be about it: the organiser decides
    OWED = "owed"
    OPEN = "open"  # there is still time, or it's optional
    EXCUSED = "excused"  # paused, left, or the blog can't be read: nothing newly becomes owed
    NOT_OPEN = "not open"


_EXCUSED = frozenset({Standing.PAUSED, Standing.WITHDRAWN, Standing.CANNOT_READ})


def by_topic(report: Report) -> tuple[tuple[Progress, Credit], ...]:
    """The credits by topic of the week up to the day of a report, in the order of the handles."""
    return tuple(
        (row, credit)
        for row in report.rows
        for credit in row.credits
        if credit.by is Source.TOPIC and (credit.recorded or report.as_of) > report.as_of - BY_TOPIC
    )


def marks(row: Progress, things: Sequence[Thing], waiting: Set[int]) -> tuple[Mark, ...]:
    """One mark for each Thing; `waiting` are this person's Things in the review queue."""
    done, owed, week = {credit.thing for credit in row.credits}, set(row.owed), row.week or 0
    rest = Mark.EXCUSED if row.standing in _EXCUSED else Mark.OPEN
    return tuple(
        Mark.DONE
        if thing.number in done
        else Mark.WAITING
        if thing.number in waiting
        else Mark.OWED
        if thing.number in owed
        else rest
        if thing.week <= week
        else Mark.NOT_OPEN
        for thing in things
    )


@dataclass(frozen=True, slots=True)
class ThingView:
    """Who has done one Thing, and who has not; people who left or are done with the course owe nobody anything."""

    thing: Thing
    done: tuple[tuple[Progress, Credit], ...]
    not_yet: tuple[Progress, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of everybody, which may be shown without naming anybody."""

    registered: int
    started: int
    finished: int
    credits: int


def totals(report: Report) -> Totals:
    """How many registered, started and finished, and how many Things they did together."""
    rows = report.rows
    finished = sum(row.finished_on is not None for row in rows)
    return Totals(len(rows), sum(bool(row.credits) for row in rows), finished, sum(len(row.credits) for row in rows))


def write_to(report: Report) -> tuple[Progress, ...]:
    """Everybody worth a letter from the organiser, the most pressing first; the first AT_MOST are shown."""
    rows = [row for row in report.rows if row.standing in _URGENT and not _new(row)]
    return tuple(sorted(rows, key=lambda row: _urgency(row, report.as_of)))


def counts(report: Report) -> Mapping[Standing, int]:
    """How many people stand where: all nine, in their order."""
    found = Counter(row.standing for row in report.rows)
    return {standing: found[standing] for standing in Standing}


def troubled(report: Report) -> tuple[tuple[Participant, BlogHealth], ...]:
    """The blogs that could not be read by that day, of people who are still with us."""
    return tuple(
        (row.participant, blog)
        for row in report.rows
        if row.standing is not Standing.WITHDRAWN
        for blog in row.blogs
        if (since := failing_since(blog, report.course.zone)) is not None and since <= report.as_of
    )


def unread(report: Report) -> int:
    """How many blogs of people who are still with us have not been looked at once."""
    return sum(
        len({*row.participant.blogs} - {blog.blog for blog in row.blogs if blog.read_at})
        for row in report.rows
        if row.standing is not Standing.WITHDRAWN
    )


def of_thing(report: Report, thing: Thing) -> ThingView:
    """Who has done this Thing and who has not."""
    found = [(row, next((c for c in row.credits if c.thing == thing.number), None)) for row in report.rows]
    finished = (Standing.WITHDRAWN, Standing.FINISHED)
    return ThingView(
        thing,
        tuple((row, credit) for row, credit in found if credit is not None),
        tuple(row for row, credit in found if credit is None and row.standing not in finished),
    )


def only(
    report: Report,
    handles: Collection[Handle] | None = None,
    group: str | None = None,
    standing: Standing | None = None,
) -> Report:
    """The same report about some people only; what is not about them is left out everywhere."""
    rows = tuple(
        row
        for row in report.rows
        if (handles is None or row.participant.handle in handles)
        and (group is None or group in row.participant.groups)
        and (standing is None or row.standing is standing)
    )
    return _about(report, rows)


def public(report: Report) -> Report:
    """The same report about those who agreed that everybody may see it."""
    rows = (r for r in report.rows if r.participant.show is Show.PUBLIC and r.standing is not Standing.WITHDRAWN)
    return _about(report, (replace(row, credits=tuple(map(_without_hand_in, row.credits))) for row in rows))


def _without_hand_in(credit: Credit) -> Credit:
    """The same credit; the address of what was handed in is between the participant and the organiser."""
    return replace(credit, url="", evidence=()) if hand_ins.is_handed_in(credit) else credit


def groups(report: Report) -> tuple[str, ...]:
    """Every group that somebody is in, in order."""
    return tuple(sorted({group for row in report.rows for group in row.participant.groups}))


def _about(report: Report, rows: Iterable[Progress]) -> Report:
    rows = tuple(rows)
    who = {row.participant.handle for row in rows}
    changes = report.changes and replace(
        report.changes,
        credited=tuple(one for one in report.changes.credited if one[0] in who),
        standing=tuple(one for one in report.changes.standing if one[0] in who),
        lost=tuple(one for one in report.changes.lost if one[0] in who),
    )
    return replace(
        report,
        rows=rows,
        to_review=tuple(item for item in report.to_review if item.handle in who),
        posts=tuple(row for row in report.posts if row.post.author in who),
        changes=changes,
    )


def _new(row: Progress) -> bool:
    """Whether somebody has not started because it is too early to."""
    return row.standing is Standing.NOT_STARTED and not row.idle


def _urgency(row: Progress, as_of: date) -> tuple[int, int, float, Handle]:
    """Blogs to mend first; then who fell silent lately; then who owes longest; then who never began."""
    silent = (as_of - row.stalled_on).days if row.stalled_on else 0
    return _URGENT.index(row.standing), silent, -row.owed_weeks, row.participant.handle
