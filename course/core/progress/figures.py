"""The figures that organisers publish: from registered to finished, Thing by Thing. In every table the rows tally."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

from course.core.model import Course, Progress, Report, Standing
from course.core.progress import course_weeks, overview, pauses

UP_TO_DATE = frozenset({Standing.FINISHED, Standing.AHEAD, Standing.ON_SCHEDULE})
POSTS = ((0, 0, "no post"), (1, 5, "1 to 5 posts"), (6, 10, "6 to 10 posts"), (11, None, "11 posts or more"))
LATENESS = (
    *(
        (None, -1, "before opening"),
        (0, 6, "in the week of opening"),
        (7, 13, "in the week after that"),
        (14, 27, "2 to 4 weeks after opening"),
    ),
    *((28, 59, "4 to 8 weeks after opening"), (60, None, "more than 8 weeks after opening")),
)
AFTER_THE_END = 13  # weeks in which people may still finish late


@dataclass(frozen=True, slots=True)
class Average:
    """The middle and the mean of some numbers; both 0 where there are none."""

    median: float
    mean: float


@dataclass(frozen=True, slots=True)
class ThingFigures:
    """One Thing: how many have done it, how many owe it, how many still have time, how long after its opening it was done."""

    number: int
    title: str
    done: int
    stopped: int  # their run is over or they left, they haven't finished, and this is the highest Thing they did
    days_after: float | None  # median
    owed: int = 0
    open: int = 0  # it has opened for them, and they neither did it nor owe it; people who left aren't counted
    opens: date | None = None  # the first day on which it opens for anybody; None where nobody has a day


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """What the plan has opened and made due by the end of a week, for somebody there from the start."""

    week: int
    out: int
    due: int


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """One week of everybody's own calendar: how many have reached it, and Things done by its end against the plan."""

    week: int
    people: int
    done: float  # mean
    out: int
    due: int


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group: people may be in several."""

    name: str
    people: int
    started: int
    up_to_date: int
    finished: int
    done: float  # mean


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything counted for one day."""

    course: Course
    as_of: date
    registered: int
    readable: int
    started: int
    up_to_date: int
    on_time: int
    late: int
    standings: Mapping[Standing, int]
    posts: Sequence[tuple[str, int]]
    things: Sequence[ThingFigures]
    not_started: int
    lateness: Sequence[tuple[str, int]]
    days_after: Average
    done: Average  # Things, of all who are registered
    done_by_starters: Average
    weeks: Sequence[WeekFigures]
    groups: Sequence[GroupFigures]
    plan: Sequence[WeekPlan] = ()  # every week of the course

    @property
    def finished(self) -> int:
        """On time and late together."""
        return self.on_time + self.late

    @property
    def credits(self) -> int:
        """Things done by everybody together."""
        return sum(number for _, number in self.lateness)


def figures(report: Report, public: bool = False) -> Figures:
    """The figures of a report; for the public without groups so small that people would be recognised."""
    rows = report.rows
    started = [row for row in rows if row.credits]
    after = [days for row in rows for days in _days_after(report.course, row)]
    return Figures(
        report.course,
        report.as_of,
        registered=len(rows),
        readable=sum(_readable(row) for row in rows),
        started=len(started),
        up_to_date=sum(row.standing in UP_TO_DATE for row in rows),
        on_time=sum(row.finished_on is not None and not row.late for row in rows),
        late=sum(row.late for row in rows),
        standings=overview.counts(report),
        posts=counted((row.posts for row in rows), POSTS),
        things=tuple(_things(report)),
        not_started=len(rows) - len(started),
        lateness=counted(after, LATENESS),
        days_after=average(after),
        done=average([len(row.credits) for row in rows]),
        done_by_starters=average([len(row.credits) for row in started]),
        weeks=tuple(_weeks(report)),
        groups=tuple(_groups(report, public)),
        plan=tuple(_whole_plan(report.course)),
    )


def counted(numbers: Iterable[int], bins: Sequence[tuple[int | None, int | None, str]]) -> tuple[tuple[str, int], ...]:
    """How many numbers lie in each bin, both ends included."""
    found = Counter(numbers)
    return tuple(
        (name, sum(n for v, n in found.items() if (low is None or v >= low) and (high is None or v <= high)))
        for low, high, name in bins
    )


def average(numbers: Sequence[int]) -> Average:
    """Median and mean, with one decimal."""
    return Average(round(float(median(numbers)), 1), round(fmean(numbers), 1)) if numbers else Average(0.0, 0.0)


def _readable(row: Progress) -> bool:
    """Whether a blog of this person was read and can be read."""
    return any(blog.read_at is not None and blog.trouble is None for blog in row.blogs)


def _start(course: Course, row: Progress) -> date:
    return course_weeks.week_one(course.cohorts[row.participant.cohort], row.participant)


def _days_after(course: Course, row: Progress) -> Iterator[int]:
    """For each credit, the days between the opening of its Thing and its own day."""
    start = _start(course, row)
    weeks = {thing.number: thing.week for thing in course.things}
    return ((credit.on - start).days - 7 * (weeks[credit.thing] - 1) for credit in row.credits)


def _things(report: Report) -> Iterator[ThingFigures]:
    after: dict[int, list[int]] = {}
    last = Counter(max(c.thing for c in row.credits) for row in report.rows if row.credits and _over(row, report))
    owed = Counter(number for row in report.rows for number in row.owed)
    still, first = Counter[int](), dict[int, date]()
    for row in report.rows:
        for credit, days in zip(row.credits, _days_after(report.course, row), strict=True):
            after.setdefault(credit.thing, []).append(days)
        done, start = {credit.thing for credit in row.credits}, _start(report.course, row)
        for thing in report.course.things:
            opens = course_weeks.begins(thing.week, start)
            first[thing.number] = min(first.get(thing.number, opens), opens)
            if opens <= report.as_of and thing.number not in done and row.standing is not Standing.WITHDRAWN:
                still[thing.number] += thing.number not in row.owed
    for thing in report.course.things:
        found, number = after.get(thing.number, []), thing.number
        middle = round(median(found), 1) if found else None
        waits = (owed[number], still[number], first.get(number))
        yield ThingFigures(number, thing.title, len(found), last[number], middle, *waits)


def _over(row: Progress, report: Report) -> bool:
    """Whether this person will do no more in this run: it has ended or they left, and they haven't finished."""
    cohort = report.course.cohorts[row.participant.cohort]
    last = cohort.late_until or cohort.ends
    ended = last is not None and report.as_of > last
    return row.finished_on is None and (ended or row.standing is Standing.WITHDRAWN)


def _weeks(report: Report) -> Iterator[WeekFigures]:
    """Everybody's own weeks up to the one they are in, as sums of what each adds from some week to another."""
    most = report.course.last_week + AFTER_THE_END
    people, done = [0] * (most + 2), [0] * (most + 2)
    for row in report.rows:
        reach = min(row.week or 0, most)
        people[1] += reach > 0
        people[reach + 1] -= reach > 0
        start = _start(report.course, row)
        for credit in row.credits:
            week = max(1, (credit.on - start).days // 7 + 1)
            if week <= reach:
                done[week] += 1
                done[reach + 1] -= 1
    out, due = _plan(report.course, most)
    for week in range(1, most + 1):
        people[week] += people[week - 1] if week > 1 else 0
        done[week] += done[week - 1] if week > 1 else 0
        if people[week] > 0:
            yield WeekFigures(week, people[week], round(done[week] / people[week], 1), out[week], due[week])


def _plan(course: Course, most: int) -> tuple[list[int], list[int]]:
    """How many Things are out and how many are due by the end of each week, for somebody there from the start."""
    start = date(2001, 1, 1)
    special = course_weeks.special_weeks(start, course)
    weeks = [start + timedelta(weeks=week, days=-1) for week in range(most + 1)]
    opens = [course_weeks.begins(thing.week, start) for thing in course.things]
    dues = [pauses.lengthened(day, course.grace, special, ()) or date.max for day in opens]
    return [sum(d <= end for d in opens) for end in weeks], [sum(d <= end for d in dues) for end in weeks]


def _whole_plan(course: Course) -> Iterator[WeekPlan]:
    out, due = _plan(course, course.last_week)
    return (WeekPlan(week, out[week], due[week]) for week in range(1, course.last_week + 1))


def _groups(report: Report, public: bool) -> Iterator[GroupFigures]:
    for name in overview.groups(report):
        rows = [row for row in report.rows if name in row.participant.groups]
        if public and len(rows) < overview.SMALL:
            continue
        yield GroupFigures(
            name,
            len(rows),
            sum(bool(row.credits) for row in rows),
            sum(row.standing in UP_TO_DATE for row in rows),
            sum(row.finished_on is not None for row in rows),
            average([len(row.credits) for row in rows]).mean,
        )
