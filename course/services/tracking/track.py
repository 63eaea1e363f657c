"""Read the blogs that are due and keep what is new."""

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from course.adapters import disk
from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError, PartlyDone
from course.core.hints import Action, Hint
from course.core.model import Course, Handle
from course.core.people import find_person
from course.core.posts import due_blogs, outage, same_address
from course.core.posts.due_blogs import Blog, DueQuery
from course.core.posts.outage import Attempt
from course.formats.terminal import tracking
from course.formats.terminal.tracking import Row, Tracked
from course.services.course_home import Home, open_home

if TYPE_CHECKING:
    from course.services.tracking.visit import Conversation, VisitState
    from course.services.tracking.writer import VisitWriter

WORKERS = 2


@dataclass(frozen=True, slots=True)
class BlogsRead:
    """How far a run has got; the first says that nothing is done yet."""

    done: int
    of: int


def track(
    home: Home,
    store: Store,
    now: datetime,
    *,
    people: Iterable[Handle] | None = None,
    everything: bool = False,
    allow_private: Iterable[str] = (),
) -> Tracked:
    """Read what is due of these people's blogs (None: of all), and keep it. The caller holds the home's lock."""
    *_, tracked = steps(home, store, now, people=people, everything=everything, allow_private=allow_private)
    assert isinstance(tracked, Tracked)
    return tracked


def steps(
    home: Home,
    store: Store,
    now: datetime,
    *,
    people: Iterable[Handle] | None = None,
    everything: bool = False,
    allow_private: Iterable[str] = (),
) -> Generator[BlogsRead | Tracked, None, None]:
    """The same, step by step: yields the progress after each blog, and at last the summary. Closed early, it keeps what was read."""
    began = time.monotonic()
    asked = _asked(home, now, people, everything=everything)
    always = tuple(allow_private)
    allowed = _allowed(home.course, always)
    blogs, next_due = _due(home, store, asked, allowed)
    if not blogs:
        yield Tracked(next_due=next_due)
        return
    yield BlogsRead(0, len(blogs))
    from course.services.tracking.writer import VisitWriter  # loading takes a while, so not before it is needed

    writer = VisitWriter(store, home.course, home.roster, now)
    writer.judge()
    for done in _read(home, writer, blogs, now, always):
        yield BlogsRead(done, len(blogs))
    tracked = writer.close(time.monotonic() - began, partial(_is_ours, allowed))
    if writer.kept or not store.has_learned():
        from course.services.learning import topics

        topics.record(home, store, now)
    yield tracked


def plan(
    home: Home, store: Store, now: datetime, people: Iterable[Handle] | None = None, *, everything: bool
) -> Tracked:
    """What `track` would read now."""
    asked = _asked(home, now, people, everything=everything)
    blogs, next_due = _due(home, store, asked, _allowed(home.course, ()))
    rows = (Row(blog.handle, home.roster[blog.handle].name, blog.address, blog.state.feed) for blog in blogs)
    return Tracked(tuple(sorted(rows, key=lambda row: (row.handle, row.blog))), next_due=next_due, dry=True)


def run(
    root: Path,
    now: datetime,
    *,
    names: Iterable[str] = (),
    everything: bool = False,
    dry: bool = False,
    progress: Callable[[BlogsRead], None] | None = None,
) -> tuple[Home, Tracked]:
    """Open a home and track, holding its lock; `names` are people as they were typed, none for everybody."""
    home = open_home(root)
    people = find_person.several(names, home.roster) or None
    if dry:
        with Store(home.database, write=False) as store:
            return home, plan(home, store, now, people, everything=everything)
    with (
        disk.lock(root),
        Store(home.database) as store,
        closing(steps(home, store, now, people=people, everything=everything)) as reading,
    ):
        for step in reading:
            if isinstance(step, Tracked):
                return home, step
            if progress:
                progress(step)
    raise AssertionError("a run ends with what came of it")


def summary(tracked: Tracked) -> str:
    """The summary of a run as text."""
    return tracking.render_text(tracked)


def answer(home: Home, tracked: Tracked, *, json: bool, quiet: bool) -> str:
    """The result of a run as JSON, as a summary, or as errors only."""
    if json:
        return tracking.render_json(tracked, home.course.zone)
    if quiet:
        return "".join(f"{line}\n" for line in tracking.troubles(tracked))
    return summary(tracked)


def verdict(home: Home, tracked: Tracked) -> None:
    """PartlyDone where a blog or a table of the roster failed; CourseError when nothing could be read at all."""
    failed, all_ = len(tracked.in_trouble), len(tracked.rows)
    if tracked.outage and failed == all_:
        raise CourseError(
            "This computer seems to be offline, so no blog was read. That doesn't count against any blog.",
            "All of them will be tried again next time.",
        )
    if failed:
        raise PartlyDone(
            f"{failed} of {all_} blogs could not be read.", "The reasons are above. The next run will try again."
        )
    if home.problems:
        mistakes = sentences.plural(len(home.problems), "mistake")
        raise PartlyDone(
            f"The files have {mistakes}, so some of their content was left out.",
            Hint("See all: ", Action.CHECK),
        )


def _read(
    home: Home, writer: "VisitWriter", blogs: Sequence[Blog], now: datetime, always: Sequence[str]
) -> Iterator[int]:
    """Read the blogs; after each, how many are done."""
    from course.adapters.http import HttpClient
    from course.adapters.workers import Workers
    from course.formats import feeds
    from course.services.tracking import runner

    settings = home.course.fetch
    contact = home.course.site or home.course.organiser.email
    states = {(blog.handle, blog.address): blog.state for blog in blogs}
    with (
        HttpClient(
            workers=settings.workers,
            per_host=settings.per_host,
            allow_private=always,
            private_blogs=settings.allow_private,
            contact=contact,
        ) as client,
        Workers(WORKERS, feeds.arbitrate) as workers,
    ):
        try:
            most = max(64, 4 * settings.workers)
            waves = (
                runner.run_visits(_calls(home, writer, wave, now), client, workers, most)
                for wave in due_blogs.waves(blogs)
            )
            for done, visit in enumerate(chain.from_iterable(waves), 1):
                writer.add(visit, states[visit.handle, visit.blog])
                yield done
        finally:
            writer.flush()  # Ctrl-C keeps what was read


def _calls(
    home: Home, writer: "VisitWriter", blogs: Sequence[Blog], now: datetime
) -> Iterator[tuple["VisitState", "Conversation"]]:
    """The visits to run; each starts when its turn comes."""
    from course.services.tracking import visit
    from course.services.tracking.visit import VisitState

    memory = writer.memory
    for blog in blogs:
        notes = VisitState(blog.handle, blog.address, blog.state, blog.elsewhere, now, memory)
        if _is_file(home.root, blog.address):
            yield notes, visit.read_file(notes, partial(_body, home.root, blog.address))
        else:
            yield notes, visit.visit(notes)


def _is_ours(allowed: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether the blogs that failed did so because this computer has no connection."""
    from course.adapters.http import network

    is_private = _is_private(allowed)
    attempts = [
        Attempt(
            same_address.host(row.blog),
            "://" in row.blog and not is_private(row.feed or row.blog),
            row.trouble.kind if row.trouble else None,
        )
        for row in rows
    ]
    return outage.is_ours(attempts, network.has_route)


def _asked(home: Home, now: datetime, people: Iterable[Handle] | None, *, everything: bool) -> DueQuery:
    every = timedelta(minutes=home.course.fetch.every_minutes)
    chosen = None if people is None else frozenset(people)
    return DueQuery(now, home.today(now), every, chosen, everything)


def _due(home: Home, store: Store, asked: DueQuery, allowed: Sequence[str]) -> tuple[Sequence[Blog], datetime | None]:
    """The blogs to be read; where there are none, when the next one is."""
    states = store.states()
    always = due_blogs.AlwaysDue(lambda address: _is_file(home.root, address), _is_private(allowed))
    blogs = due_blogs.due(home.roster, states, asked, always)
    following = None if blogs else due_blogs.next_due(home.roster, states, asked)
    return blogs, following.astimezone(home.course.zone) if following else None


def _allowed(course: Course, more: Iterable[str]) -> tuple[str, ...]:
    """The private addresses that may be read."""
    told = os.environ.get("CPD23_ALLOW_PRIVATE", "").replace(",", " ").split()
    return (*course.fetch.allow_private, *more, *told)


def _is_private(allowed: Sequence[str]) -> Callable[[str], bool]:
    """Whether an address is one of the private ones that may be read."""
    if not allowed:
        return lambda _address: False
    from course.adapters.http import address as addresses
    from course.adapters.http.ssrf_guard import Guard

    guard = Guard(allowed)

    def is_private(address: str) -> bool:
        try:
            place = addresses.parse(address)
        except addresses.AddressError:
            return False
        return guard.knows(place.host, place.port)

    return is_private


def _is_file(root: Path, address: str) -> bool:
    """Whether a blog of the roster is a file in the home."""
    return "://" not in address and address != "" and _inside(root, address) is not None


def _inside(root: Path, address: str) -> Path | None:
    try:
        path = (root / address).resolve()
        return path if path.is_relative_to(root.resolve()) and path.is_file() else None
    except (OSError, ValueError):
        return None


def _body(root: Path, address: str) -> bytes:
    path = _inside(root, address)
    if path is None:
        raise CourseError(f"There is no file {address} in the course folder.", "Check the name in participants.toml.")
    return disk.read_bytes(path)
