"""The run of 2011 as a home: its plan, and a report of a day in July that must never change."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from course.core.model import Handle, Participant
from course.core.progress import due_days
from course.services import course_home as homes_of
from replay import engine, homes, records, server

HOME = "cpd23-2011"
POSTS = {
    "heron.example": [
        ("2011-06-22", "Things 1 and 2: here I stand"),
        ("2011-06-29", "cpd23 Thing 3, or who is that bird"),
        ("2011-07-06", "Thing Four"),
        ("2011-07-13", "Reflecting: Thing 5"),
        ("2011-07-22", "Things 6 & 7"),
        ("2011-07-31", "Thing 8"),
    ],
    "wren.example": [
        ("2011-06-24", "Thing 1"),
        ("2011-07-12", "Thing #2"),
        ("2011-08-20", "Thing 3"),
    ],
    "owl.example": [("2011-06-25", "Thing 1: who?")],
    "rook.example": [("2011-06-26", "Cake")],
}
TOPICS = "My own cpd23 notes on networks, mentors, calendars, wikis, podcasts, conferences and my cat."


def test_as_many_things_are_due_each_sunday_as_the_plan_says() -> None:
    course = homes_of.open_home(homes.EXAMPLES / HOME).course
    cohort = course.cohorts[HOME]
    person = Participant(Handle("heron"), "Heron", HOME, date(2011, 6, 20))
    dues = [day for day in due_days.dues(cohort, person, course).values() if day]
    sundays = [date(2011, 6, 26) + timedelta(weeks=week) for week in range(17)]
    found = [sum(day <= sunday for day in dues) for sunday in sundays]
    assert found == [0, 2, 3, 3, 5, 7, 9, 9, 12, 13, 14, 16, 16, 19, 20, 21, 22]


@dataclass(frozen=True, slots=True)
class Tracked:
    """A home that has been tracked once, and the server of its blogs."""

    root: Path
    host: str

    def report(self, now: datetime, shape: str) -> str:
        """The report of 30 July 2011, made at `now`."""
        return engine.run(self.root, self.host, now, "report", "--as-of", "2011-07-30", "-f", shape)


@pytest.fixture(scope="module")
def tracked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracked]:
    lines = [
        {
            "id": f"{blog}-{number}",
            "blog": blog,
            "programme": HOME,
            "published": day,
            "title": title,
            "slug": f"p{number}",
            "opening": TOPICS,
        }
        for blog, posts in POSTS.items()
        for number, (day, title) in enumerate(posts)
    ]
    blogs = homes.blogs(records.settle(map(records.parse, lines)))
    root = tmp_path_factory.mktemp("home") / HOME
    with server.serving(blogs) as host:
        homes.write(root, HOME, blogs, {blog.handle: server.address(blog, host) for blog in blogs})
        engine.run(root, host, datetime(2011, 8, 31, 12, tzinfo=UTC), "track")
        yield Tracked(root, host)


@pytest.mark.parametrize("shape", ["table", "html", "csv", "json", "markdown"])
def test_the_report_of_a_day_is_the_same_whenever_it_is_made(tracked: Tracked, shape: str) -> None:
    soon = tracked.report(datetime(2011, 9, 1, 12, tzinfo=UTC), shape)
    assert "heron" in soon
    assert tracked.report(datetime(2026, 11, 22, 3, tzinfo=UTC), shape) == soon


def test_the_report_of_a_day_knows_nothing_of_later_days(tracked: Tracked) -> None:
    report = json.loads(tracked.report(datetime(2026, 11, 22, 3, tzinfo=UTC), "json"))
    people = {person["name"]: person for person in report["participants"]}
    found = {name: ([c["thing"] for c in p["credits"]], p["owed"], p["standing"]) for name, p in people.items()}
    assert found == {
        "heron.example": ([1, 2, 3, 4, 5, 6, 7], [], "on-schedule"),
        "owl.example": ([1], [2, 3, 4, 5], "stalled"),
        "rook.example": ([], [1, 2, 3, 4, 5], "not-started"),
        "wren.example": ([1, 2], [3, 4, 5], "behind"),
    }
    assert {person["week"] for person in people.values()} == {6}
    assert people["heron.example"]["credits"][6]["on"] == "2011-07-22"
