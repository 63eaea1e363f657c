"""Why does somebody stand where they stand? One sentence each, in the organiser's words."""

from datetime import date

from course.core import sentences
from course.core.model import Standing
from course.core.progress import pauses
from course.core.progress.standing_inputs import Facts


def reason(where: Standing, facts: Facts) -> str:
    """One sentence, without a capital and a full stop, so that it can stand in a table."""
    says = {
        Standing.WITHDRAWN: _withdrawn,
        Standing.FINISHED: _finished,
        Standing.PAUSED: _paused,
        Standing.CANNOT_READ: _cannot_read,
        Standing.NOT_STARTED: _not_started,
    }.get(where, _under_way)
    return says(facts)


def _withdrawn(facts: Facts) -> str:
    assert facts.person.withdrawn is not None
    return f"left on {sentences.written(facts.person.withdrawn)}"


def _finished(facts: Facts) -> str:
    assert facts.finished_on is not None
    late = " late," if facts.plan.ends and facts.finished_on > facts.plan.ends else ""
    return f"finished{late} on {sentences.written(facts.finished_on)}"


def _paused(facts: Facts) -> str:
    start, end = next(p for p in pauses.of(facts.person) if p[0] <= facts.as_of <= p[1])
    return f"paused since {sentences.written(start)}" if end == date.max else f"paused until {sentences.written(end)}"


def _cannot_read(facts: Facts) -> str:
    blog = facts.read.unread
    assert blog is not None
    assert blog.trouble is not None
    says = blog.trouble.says.strip().rstrip(".")
    return f"no blog could be read since {sentences.written(facts.read.judged_on)}" + (f": {says}" if says else "")


def _not_started(facts: Facts) -> str:
    as_of, start, joined = facts.as_of, facts.plan.start, facts.person.joined
    if joined > as_of:
        return f"joins on {sentences.written(joined)}"
    if start > as_of:
        return f"hasn't started; {_last(facts)}"
    if not facts.person.blogs:
        return f"no blog address; joined {sentences.ago(joined, as_of)}"
    if facts.idle:
        what = f"nothing done since {sentences.written(facts.since)}"
    else:
        what = (
            f"new: joined {sentences.ago(joined, as_of)}"
            if joined >= start
            else f"the course began {sentences.ago(start, as_of)}"
        )
    return f"{what}; {_last(facts)}{_unread(facts)}"


def _under_way(facts: Facts) -> str:
    if facts.owed:
        what = f"owes {sentences.runs_of_things([thing.number for thing in facts.owed])}"
    elif facts.next_thing:
        what = f"up to date; next is Thing {facts.next_thing.number}"
    else:
        what = "up to date"
    return f"{what}; {_last(facts)}{_unread(facts)}"


def _last(facts: Facts) -> str:
    return f"last post {sentences.ago(facts.last_post, facts.as_of)}" if facts.last_post else "no post yet"


def _unread(facts: Facts) -> str:
    if facts.read.unread is None:
        return ""
    return f"; a blog could not be read since {sentences.written(facts.read.judged_on)}"
