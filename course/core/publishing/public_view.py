"""What everybody may see: the course, the people who said yes, and their posts. Never a standing, a lag or an email."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from urllib.parse import urljoin

from course.core.model import (
    Cohort,
    Confidence,
    Course,
    Handle,
    Participant,
    PostRow,
    Progress,
    Report,
    Show,
    Thing,
    Words,
)
from course.core.posts import same_address
from course.core.progress import overview
from course.core.progress.overview import Totals

FEWEST = 5  # a smaller number would tell of single people
NEWEST = 100  # posts in the planet
SUMMARY = 300  # characters
QUOTE = 140  # characters on a card
CARDS = 12  # posts of one Thing that are shown as cards


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who chose to be listed. The handle only says whose posts are whose; it's never shown."""

    handle: Handle
    name: str
    blogs: tuple[str, ...]
    groups: tuple[str, ...]
    only_here: bool = False  # their blog is a file of the course: what others may read of it is on a page of ours

    @property
    def initial(self) -> str:
        """The letter under which they are listed: the first of the name, # where it is no letter."""
        first = unicodedata.normalize("NFKD", self.name.strip()).upper()[:1]
        return first if first.isalpha() else "#"


@dataclass(frozen=True, slots=True)
class Shown:
    """A post on one or more Things by somebody who wants to be found."""

    key: str
    author: Handle  # never shown
    name: str
    blog: str
    url: str
    title: str
    at: datetime
    on: date
    things: tuple[int, ...]
    words: str  # names the version whose text gives the summary
    comments: int | None


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that is published."""

    course: Course
    as_of: date
    cohort: Cohort | None  # the fixed cohort whose dates are shown
    week: int | None  # of that cohort
    people: tuple[Person, ...]  # by name
    posts: tuple[Shown, ...]  # newest first
    done_by: Mapping[int, int]  # Thing to the number of people who have done it, from five up
    totals: Totals | None = None  # of everybody; None where so few would be recognised
    shelf: Mapping[int, int] = field(
        default_factory=lambda: MappingProxyType({})
    )  # Thing to people, where totals are shown
    new_this_week: int = 0  # Things completed in the last seven days, where totals are shown
    note: str = ""  # the organiser's note of this week, in Markdown
    signer: str = ""  # who has written it; "" for the organiser of the course

    @property
    def this_week(self) -> tuple[Thing, ...]:
        """The Things that open in this week."""
        return tuple(thing for thing in self.course.things if thing.week == self.week)

    def by_thing(self) -> Mapping[int, tuple[Shown, ...]]:
        """The posts on each Thing, newest first; nothing for a Thing without posts."""
        found: defaultdict[int, list[Shown]] = defaultdict(list)
        for post in self.posts:
            for number in post.things:
                found[number].append(post)
        return {number: tuple(posts) for number, posts in found.items()}

    def on_thing(self, number: int) -> tuple[Shown, ...]:
        """The posts on one Thing, newest first."""
        return tuple(post for post in self.posts if number in post.things)

    def unanswered(self, number: int) -> tuple[Shown, ...]:
        """Posts on a Thing that nobody has commented on yet, where the feed tells; oldest first."""
        return tuple(post for post in reversed(self.on_thing(number)) if post.comments == 0)

    def newest_by(self) -> Mapping[Handle, Shown]:
        """The newest post of each person listed."""
        return {post.author: post for post in reversed(self.posts)}

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the people shown."""
        return tuple(sorted({group for person in self.people for group in person.groups}, key=str.casefold))


def site(report: Report) -> Site:
    """What may be published of a report (made with posts)."""
    return showing(report, [row for row in report.rows if _wants_to_be_found(row)])


def showing(report: Report, open_rows: Sequence[Progress]) -> Site:
    """The same with these people and their counted posts; of everybody else it has numbers only."""
    course = report.course
    cohort = shown_cohort(course, report.as_of)
    posts = _posts(report, open_rows)
    newest = {post.author: post for post in reversed(posts)}
    people = [_person(row.participant, newest.get(row.participant.handle)) for row in open_rows]
    counts = Counter(credit.thing for row in report.rows for credit in row.credits)
    totals = overview.totals(report)
    enough = totals.started >= FEWEST
    week_ago = report.as_of - timedelta(days=7)
    new = sum(week_ago < credit.on <= report.as_of for row in report.rows for credit in row.credits)
    return Site(
        course,
        report.as_of,
        cohort,
        week_of(cohort, report.as_of),
        tuple(sorted((p for p in people if p.blogs), key=lambda person: (person.name.casefold(), person.blogs))),
        posts,
        {number: count for number, count in sorted(counts.items()) if count >= FEWEST},
        totals if enough else None,
        dict(sorted(counts.items())) if enough else {},
        new if enough else 0,
    )


def _wants_to_be_found(row: Progress) -> bool:
    return row.participant.show is Show.PUBLIC and row.participant.withdrawn is None


def _person(person: Participant, newest: Shown | None) -> Person:
    """Somebody as they are listed. A blog that is a file has the address that its posts name."""
    blogs = tuple(blog for blog in person.blogs if same_address.is_web(blog))
    if blogs or newest is None or all(":" in blog for blog in person.blogs):
        return Person(person.handle, person.name, blogs, person.groups)
    return Person(person.handle, person.name, (urljoin(newest.url, "/"),), person.groups, only_here=True)


def _posts(report: Report, open_rows: Iterable[Progress]) -> tuple[Shown, ...]:
    rows: defaultdict[Handle, list[PostRow]] = defaultdict(list)
    for row in report.posts:
        if row.in_run and same_address.is_web(row.post.url):
            rows[row.post.author].append(row)
    shown = [post for row in open_rows for post in _posts_of(report, row, rows[row.participant.handle])]
    return tuple(sorted(shown, key=lambda post: (post.at, post.key), reverse=True))


def _posts_of(report: Report, row: Progress, posts: Iterable[PostRow]) -> Iterable[Shown]:
    done = {credit.thing for credit in row.credits}
    for kept in posts:
        sure = {claim.thing for claim in kept.claims if claim.confidence is Confidence.SURE}
        things = tuple(sorted(kept.credited | (sure & done)))
        if things:
            post = kept.post
            at = min(post.published or post.first_seen, post.first_seen + timedelta(days=1))
            on = at.astimezone(report.course.zone).date()
            yield Shown(
                post.key,
                row.participant.handle,
                row.participant.name,
                post.blog,
                post.url,
                post.title,
                at,
                on,
                things,
                post.words,
                post.comments,
            )


def shown_cohort(course: Course, as_of: date) -> Cohort | None:
    """The fixed cohort that runs, or else the next to begin, or else the last to have run."""
    fixed = sorted((c for c in course.cohorts.values() if c.starts and c.ends), key=lambda c: (c.starts, c.name))
    running = [c for c in fixed if c.starts and c.ends and c.starts <= as_of <= c.ends]
    coming = [c for c in fixed if c.starts and c.starts > as_of]
    return running[-1] if running else coming[0] if coming else fixed[-1] if fixed else None


def week_of(cohort: Cohort | None, as_of: date) -> int | None:
    """The week of the course in which a day lies; None before its start, after its end, or without dates."""
    if cohort is None or cohort.starts is None or not cohort.starts <= as_of <= (cohort.ends or as_of):
        return None
    return (as_of - cohort.starts).days // 7 + 1


def quoted(site: Site) -> tuple[str, ...]:
    """The words that the pages quote: of the newest posts, and of the newest ones on each Thing."""
    posts = {post.key: post for post in site.posts[:NEWEST]}
    for on_thing in site.by_thing().values():
        posts |= {post.key: post for post in on_thing[:CARDS]}
    return tuple(sorted({post.words for post in posts.values()}))


def summary(words: Words | None, most: int = SUMMARY) -> str:
    """The first characters of a post's text, at most so many, ended at a word."""
    text = " ".join(words.text.split()) if words else ""
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0].rstrip(" ,;:.") + "…"
