"""Mistakes between files, and advice on the Things: what no single line can show."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from course.core.hints import Action, Hint, ToDo
from course.core.model import BlogHealth, Course, Handle, Roster, Thing, WeekKind
from course.core.people import lookalikes, runs, same_mailbox
from course.core.posts import same_address

LONGEST = 900  # words of a Thing


@dataclass(frozen=True, slots=True)
class Clash:
    """Something in one person's table that does not go with another's."""

    handle: Handle
    key: str
    what: str
    hint: str


def clashes(roster: Roster) -> tuple[Clash, ...]:
    """Blogs that two people share, told at everybody but the first; two runs of one person may share theirs."""
    owners: defaultdict[str, list[Handle]] = defaultdict(list)
    for handle, person in roster.items():
        for blog in person.blogs:
            if handle not in owners[spot := same_address.canonical(blog)]:
                owners[spot].append(handle)
    return tuple(
        Clash(
            other,
            "blogs",
            f"{other} and {first} have the same blog.",
            "Each post counts for both. Remove one of them.",
        )
        for first, *others in owners.values()
        for other in others
        if not runs.same_person(roster, first, other)
    )


@dataclass(frozen=True, slots=True)
class Advice:
    """What a Thing file or the plan lacks; not a mistake."""

    path: str
    what: str | Hint


def advice(course: Course) -> tuple[Advice, ...]:
    """What an organiser may want to mend before the course begins, in the order of the Things."""
    known = {thing.number for thing in course.things}
    found = [Advice(thing.path, what) for thing in course.things for what in _lacks(thing, known)]
    return (*found, *_empty_weeks(course))


def people_advice(roster: Roster) -> tuple[Advice, ...]:
    """What will go wrong with people's emails, names and hosts: one mailbox for two, and what can be mistaken for another."""
    owners: defaultdict[str, list[Handle]] = defaultdict(list)
    for handle, person in roster.items():
        if person.email:
            owners[same_mailbox.canonical(person.email)].append(handle)
    shared = [
        (other, f"{other} and {first} share a mailbox, so only one of them gets the week's email.")
        for first, *others in owners.values()
        for other in others
        if not runs.same_person(roster, first, other)
    ]
    told = (*shared, *lookalikes.names(roster), *lookalikes.hosts(roster))
    return tuple(Advice(f"participants.{handle}", f"{what[0].upper()}{what[1:]}") for handle, what in told)


def blog_advice(health: Iterable[BlogHealth], roster: Roster) -> tuple[Advice, ...]:
    """What the reads have told that the roster does not say: blogs that moved for good, one feed behind two people's blogs."""
    blogs = sorted(health, key=lambda blog: (blog.handle, blog.blog))
    moved = [
        Advice(
            f"participants.{blog.handle}",
            Hint(f"The blog has moved to {blog.moved_to}. If that's right: ", ToDo(Action.FOLLOW_BLOG, blog.handle)),
        )
        for blog in blogs
        if blog.moved_to and same_address.canonical(blog.moved_to) != same_address.canonical(blog.blog)
    ]
    readers: defaultdict[str, list[Handle]] = defaultdict(list)
    for blog in blogs:
        if blog.feed and blog.handle not in readers[place := same_address.canonical(blog.feed)]:
            readers[place].append(blog.handle)
    shared = [
        Advice(f"participants.{other}", f"{other} and {first} have the same feed, so each post counts for both.")
        for first, *others in readers.values()
        for other in others
        if not runs.same_person(roster, first, other)
    ]
    return (*moved, *shared)


def _lacks(thing: Thing, known: set[int]) -> list[str]:
    words = len(thing.body.split())
    tasks = re.search(r"^\s*1[.)]\s", thing.body, re.MULTILINE)
    referred = {int(n) for n in re.findall(r"\bThing (\d{1,3})\b", thing.body, re.ASCII)}
    wrong = ", ".join(map(str, sorted(referred - known)))
    return [
        what
        for lacking, what in (
            (not thing.body, f"Thing {thing.number} has no text yet."),
            (not thing.done_when, f"Thing {thing.number} doesn't say when somebody has done it (done_when)."),
            (thing.body and not tasks, f"Thing {thing.number} has no numbered tasks."),
            (words > LONGEST, f"Thing {thing.number} has {words} words, but people rarely read more than {LONGEST}."),
            (wrong, f"Thing {thing.number} mentions Thing {wrong}, which isn't in this course."),
            (
                not (thing.clues.strong or thing.clues.weak),
                f"Thing {thing.number} has no clues, so posts without its number aren't recognised.",
            ),
        )
        if lacking
    ]


def _empty_weeks(course: Course) -> list[Advice]:
    carried = {thing.week for thing in course.things}
    quiet = {number for number, week in course.weeks.items() if week.kind is not WeekKind.ORDINARY}
    return [
        Advice("things/course.toml", f"Week {number} has no Thing and isn't a catch-up week.")
        for number in range(1, max(carried, default=0))
        if number not in carried | quiet
    ]
