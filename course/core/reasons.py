"""Why does somebody stand where they stand? One sentence each, in the organiser's words."""

from collections.abc import Sequence
from datetime import date

from course.core import schedule
from course.core.facts import Facts
from course.core.model import Course, Standing

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def reason(where: Standing, facts: Facts, course: Course) -> str:
    """One sentence, without a capital and a full stop, so that it can stand in a table."""
    says = {
        Standing.WITHDRAWN: _withdrawn,
        Standing.FINISHED: _finished,
        Standing.PAUSED: _paused,
        Standing.CANNOT_READ: _cannot_read,
        Standing.NOT_STARTED: _not_started,
    }.get(where, _under_way)
    return says(facts, course)


def written(day: date) -> str:
    """'23 November 2026'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def ago(day: date, as_of: date) -> str:
    """'today', 'yesterday', '12 days ago'."""
    days = (as_of - day).days
    return {0: "today", 1: "yesterday"}.get(days) or (f"{days} days ago" if days > 0 else f"on {written(day)}")


def listed(numbers: Sequence[int]) -> str:
    """'Thing 5', 'Things 5 and 8', 'Things 3 to 9 and 12': runs of three and more are drawn together."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [w for run in runs for w in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    return f"Thing{'s' * (len(numbers) > 1)} " + " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _withdrawn(facts: Facts, course: Course) -> str:
    assert facts.person.withdrawn is not None
    return f"left on {written(facts.person.withdrawn)}"


def _finished(facts: Facts, course: Course) -> str:
    assert facts.finished_on is not None
    late = " late," if facts.plan.ends and facts.finished_on > facts.plan.ends else ""
    return f"finished{late} on {written(facts.finished_on)}"


def _paused(facts: Facts, course: Course) -> str:
    start, end = next(p for p in schedule.pauses(facts.person) if p[0] <= facts.as_of <= p[1])
    return f"paused since {written(start)}" if end == date.max else f"paused until {written(end)}"


def _cannot_read(facts: Facts, course: Course) -> str:
    blog = facts.read.unread
    assert blog is not None
    assert blog.trouble is not None
    says = blog.trouble.says.strip().rstrip(".")
    return f"no blog could be read since {written(facts.read.judged_on)}" + (f": {says}" if says else "")


def _not_started(facts: Facts, course: Course) -> str:
    as_of, start, joined = facts.as_of, facts.plan.start, facts.person.joined
    if joined > as_of:
        return f"joins on {written(joined)}"
    if start > as_of:
        return f"the course starts on {written(start)}"
    if not facts.person.blogs:
        return f"gave no blog address; joined {ago(joined, as_of)}"
    if facts.idle:
        what = f"nothing done since {written(facts.since)}"
    else:
        what = f"new: joined {ago(joined, as_of)}" if joined >= start else f"the course began {ago(start, as_of)}"
    return f"{what}; {_last(facts)}{_unread(facts)}"


def _under_way(facts: Facts, course: Course) -> str:
    if facts.owed:
        what = f"owes {listed([thing.number for thing in facts.owed])}"
    elif facts.next_thing:
        what = f"owes nothing; next is Thing {facts.next_thing.number}"
    else:
        what = "owes nothing"
    return f"{what}; {_last(facts)}{_unread(facts)}"


def _last(facts: Facts) -> str:
    return f"last post {ago(facts.last_post, facts.as_of)}" if facts.last_post else "no post yet"


def _unread(facts: Facts) -> str:
    if facts.read.unread is None:
        return ""
    return f"; a blog could not be read since {written(facts.read.judged_on)}"
