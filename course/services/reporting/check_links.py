"""Open every link of the Things once, say which didn't answer, and on request write the day beside those that did."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from course.adapters import disk
from course.adapters.http import Fetched, HttpClient, Outcome, Request, Unreachable
from course.core.model import Course
from course.core.people.roster_conflicts import Advice
from course.core.trouble_kind import TroubleKind
from course.formats import sanitize
from course.formats.files import link_dates

PATIENCE = 30.0  # seconds without any answer
OFFLINE = {TroubleKind.DNS, TroubleKind.NO_CONNECTION}
SHY = {
    TroubleKind.FORBIDDEN,
    TroubleKind.LOGIN,
    TroubleKind.RATE_LIMITED,
}  # many sites turn programs away, but not people


def visit(course: Course) -> Mapping[str, Outcome]:
    """What came of opening each link of each Thing, by its address."""
    urls = dict.fromkeys(resource.url for thing in course.things for resource in thing.resources)
    settings = course.fetch
    outcomes: dict[str, Outcome] = {}
    with HttpClient(
        workers=settings.workers,
        per_host=settings.per_host,
        private_blogs=settings.allow_private,
        contact=course.site,
    ) as client:
        for url in urls:
            client.send(Request(url, blog=url), url)
        while client.busy and (answers := client.ready(PATIENCE)):
            outcomes.update((str(url), outcome) for url, outcome in answers)
    return outcomes


def advice(course: Course, outcomes: Mapping[str, Outcome]) -> list[Advice]:
    """A line for each link that didn't answer, in the order of the Things; one line for all when we seem to be offline."""
    if outcomes and all(isinstance(out, Unreachable) and out.kind in OFFLINE for out in outcomes.values()):
        return [Advice("things", f"None of the {len(outcomes)} links opened. Is this computer online?")]
    return [
        Advice(thing.path, f"{sanitize.clean(resource.name)} ({sanitize.clean(resource.url)}): {_why(outcome)}")
        for thing in course.things
        for resource in thing.resources
        if isinstance(outcome := outcomes.get(resource.url), Unreachable)
    ]


def _why(outcome: Unreachable) -> str:
    if outcome.kind in SHY:
        return "the site doesn't let programs in. Open the page yourself to see if it's still there."
    return f"the page couldn't be opened ({outcome.kind}). Look for its new address."


def write_dates(root: Path, course: Course, outcomes: Mapping[str, Outcome], on: date) -> int:
    """Write `checked` beside every link that answered; how many links got this day."""
    answered = {url for url, outcome in outcomes.items() if isinstance(outcome, Fetched) and not outcome.cut}
    for thing in course.things:
        if answered.isdisjoint(resource.url for resource in thing.resources):
            continue
        old = disk.read_bytes(root / thing.path)
        new = link_dates.dated(old.decode("utf-8"), answered, on).encode()
        if new != old:
            disk.replace_text(root / thing.path, old, new)
    return sum(resource.url in answered for thing in course.things for resource in thing.resources)
