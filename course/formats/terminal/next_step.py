"""What `cpd23` alone says: a screen for people, or JSON."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from course.core import sentences
from course.core.hints import Action, ToDo
from course.core.model import Standing
from course.core.progress.figures import UP_TO_DATE
from course.core.progress.next_step import State, Status
from course.formats import command_lines, human_dates, json_shapes, sanitize
from course.formats.command_lines import worded

_PARTS: Mapping[str, Collection[Standing]] = {
    "up to date": UP_TO_DATE,
    "catching up": (Standing.BEHIND,),
    "quiet": (Standing.STALLED, Standing.NOT_STARTED),
    "away": (Standing.PAUSED,),
    "with a blog that can't be read": (Standing.CANNOT_READ,),
    "gone": (Standing.WITHDRAWN,),
}


def render(found: Status) -> str:
    """At most a dozen lines; the last names the next command."""
    return "\n".join([*_lines(found), f"Next: {_command(found.next)}"]) + "\n"


def render_json(found: Status) -> str:
    """The same as JSON."""
    zone = found.course.zone if found.course else None
    whole = {
        "schema": 1,
        "state": found.state.value,
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "course": {"title": found.course.title, "things": len(found.course.things)} if found.course else None,
        "week": found.week,
        "things": [{"number": thing.number, "title": thing.title} for thing in found.things],
        "people": found.people,
        "standing": {standing.value: number for standing, number in found.standings.items()},
        "looked_at": json_shapes.moment(found.looked_at, zone) if zone else None,
        "blogs": {"all": found.blogs, "trouble": found.troubled},
        "review": found.to_review,
        "problems": found.problems,
        "replies": found.replies,
        "waiting": found.waiting,
        "next": _command(found.next),
        "why": worded(found.why),
    }
    return json_shapes.dumped(whole) + "\n"


def _command(action: Action) -> str:
    return command_lines.line(ToDo(action))


def _lines(found: Status) -> Iterator[str]:
    if found.state is State.EMPTY:
        yield "There is no course in this folder."
        yield "  Start one            cpd23 init"
        yield "  Look at an example   cpd23 demo"
        yield "  Is it elsewhere?     cpd23 -C FOLDER"
        return
    if found.state is State.BROKEN or found.course is None or found.as_of is None:
        yield "This course can't be used until its files are corrected."
        yield from (f"  {line}" for line in worded(found.why).splitlines())
        return
    yield sanitize.clean(found.course.title)
    yield f"{_when(found)}, {human_dates.full(found.as_of)}"
    if (first := _coming(found)) and not found.week:
        yield f"Week 1 begins on {human_dates.full(first)}"
    for thing in found.things:
        yield f"This week: Thing {thing.number}, {sanitize.clean(thing.title)}"
    yield ""
    yield from _people(found)
    why = worded(found.why)
    if why and (found.state is not State.NO_PEOPLE or found.problems):
        yield ""
        yield f"{why[0].upper()}{why[1:]}{'' if why.endswith('?') else '.'}"


def _when(found: Status) -> str:
    assert found.course is not None
    if found.state is State.FINISHED:
        return "The run is over"
    if found.state is State.NOT_STARTED or (found.state is State.NO_PEOPLE and not found.week and _coming(found)):
        return "Not started yet"
    return f"Week {found.week} of {found.course.last_week}" if found.week else "Under way"


def _coming(found: Status) -> date | None:
    """When the next fixed cohort begins; None where none is still to come."""
    cohorts = found.course.cohorts.values() if found.course else ()
    return min((one.starts for one in cohorts if one.starts and found.as_of and one.starts > found.as_of), default=None)


def _people(found: Status) -> Iterator[str]:
    if found.state is State.NO_PEOPLE:
        mistakes = sentences.plural(found.problems, "mistake")
        yield f"  Nobody can be shown: {mistakes} in the files." if found.problems else "  Nobody is registered yet."
        yield from _waiting(found)
        return
    counts = {name: sum(found.standings.get(one, 0) for one in which) for name, which in _PARTS.items()}
    said = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    people = sentences.plural(found.people, "person", "people")
    unknown = found.state is State.NOT_STARTED or (found.blogs and found.looked_at is None)
    yield f"  {people}" if unknown else f"  {people}: {said}"
    if found.blogs:
        yield f"  {sentences.plural(found.blogs, 'blog')}: {_looked(found)}"
    if found.to_review:
        posts = sentences.plural(found.to_review, "possible credit is", "possible credits are")
        yield f"  {posts} waiting for your decision"
    yield from _waiting(found)
    if found.problems:
        yield f"  {sentences.plural(found.problems, 'mistake')} in the files"


def _waiting(found: Status) -> Iterator[str]:
    if found.replies:
        yield f"  {sentences.plural(found.replies, 'reply is', 'replies are')} waiting for your decision: cpd23 mail"
    if found.waiting:
        people = sentences.plural(found.waiting, "sign-up from the web is", "sign-ups from the web are")
        yield f"  {people} waiting: cpd23 people import --waiting"


def _looked(found: Status) -> str:
    if found.looked_at is None or found.course is None:
        return "not read yet"
    at = found.looked_at.astimezone(found.course.zone)
    wrong = f", {found.troubled} could not be read" if found.troubled else ""
    return f"last read on {human_dates.full(at.date())} at {at:%H:%M}{wrong}"
