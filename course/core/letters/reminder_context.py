"""All that the decision about one person's letter looks at."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from course.core import sentences
from course.core.letters import seen_posts
from course.core.letters.model import LetterState, Nudge, NudgeKind, OneOff, Returned, Sent
from course.core.letters.seen_posts import OwnPost
from course.core.model import Course, Participant, PostRow, Progress, Standing, ToReview, WeekKind
from course.core.progress import course_weeks, feed_health

FRESH = 7  # days after a post in which nobody is reminded of anything


def week_name(day: date) -> str:
    """The ISO week of a day, such as 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def extra_name(week: str, number: int) -> str:
    """The name that stands for the week of an extra email: it comes beside that week's own, such as 2026-W48-extra-1."""
    return f"{week}-extra-{number}"


def iso_week(name: str) -> str:
    """The ISO week of a week's letters, or of an extra email."""
    return name.partition("-extra-")[0]


def digest(address: str) -> str:
    """A short name for an address, by which a later change is noticed without keeping the address."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ReminderContext:
    """One person on the day of the decision. `history`: every weekly letter of theirs, the oldest first."""

    row: Progress
    course: Course
    as_of: date
    history: tuple[Sent, ...]
    doubtful: tuple[ToReview, ...]  # posts that wait for review, about Things without a credit
    posts: tuple[PostRow, ...] = ()
    extras: tuple[Sent, ...] = ()  # what came beside the weekly letters
    known_before: bool = False  # known before there was a welcome email
    has_note: bool = False  # the organiser has written a note for this week of the person's

    @property
    def who(self) -> Participant:
        return self.row.participant

    @property
    def week(self) -> str:
        """The ISO week of the decision."""
        return week_name(self.as_of)

    @property
    def kind_of_week(self) -> WeekKind:
        week = self.course.weeks.get(self.row.week or 0)
        return week.kind if week else WeekKind.ORDINARY

    @property
    def noted(self) -> bool:
        """Whether there is something for everybody to read in this week: a note, or that of a catch-up or reflection week."""
        week = self.course.weeks.get(self.row.week or 0)
        return self.has_note or bool(week and week.note and week.kind in (WeekKind.CATCH_UP, WeekKind.REFLECTION))

    @cached_property
    def awaiting(self) -> frozenset[int]:
        """The Things for which a post waits to be looked at."""
        return frozenset(item.claim.thing for item in self.doubtful)

    @property
    def nothing_done(self) -> bool:
        """Whether somebody has not started, and no post waits that may change that."""
        return self.row.standing is Standing.NOT_STARTED and not self.awaiting

    @property
    def first_thing(self) -> int | None:
        """The Thing to begin with: the first of the plan, a required one if there is any."""
        ranked = sorted(self.course.things, key=lambda thing: (not thing.required, thing.week, thing.number))
        return ranked[0].number if ranked else None

    def easiest(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Those of these Things for which no post waits, the shortest first; to begin with, the first of the plan."""
        wanted = frozenset(numbers) - self.awaiting
        first = self.first_thing if self.nothing_done else None
        ranked = sorted(self.course.things, key=lambda t: (t.number != first, t.minutes, t.number))
        return tuple(thing.number for thing in ranked if thing.number in wanted)

    @property
    def to_name(self) -> tuple[int, ...]:
        """Owed Things for which no post waits, in the order in which to offer them."""
        return self.easiest(self.row.owed)

    @cached_property
    def unreadable(self) -> bool:
        """Whether a blog can't be read now, or never was: there may be a post that we don't know of."""
        tried = {blog.blog for blog in self.row.blogs if blog.read_at}
        judged = feed_health.reading(self.row.blogs, self.as_of, self.course.zone)
        return judged.unread is not None or not tried.issuperset(self.who.blogs)

    @cached_property
    def over(self) -> bool:
        """Whether no post can count any more."""
        cohort = self.course.cohorts.get(self.who.cohort)
        return cohort is not None and self.as_of > course_weeks.window(cohort, self.who, self.course)[1]

    @property
    def nagging_is_wrong(self) -> bool:
        """They have just written, or may have where we couldn't read, or this is a break week, or the run is over."""
        return self.posted or self.unreadable or self.kind_of_week is WeekKind.BREAK or self.over

    # What was sent

    def day(self, letter: Sent) -> date:
        """The day of a letter in the course's zone."""
        return letter.at.astimezone(self.course.zone).date()

    def arrived(self, kind: NudgeKind | None = None, since: date | None = None) -> tuple[Sent, ...]:
        """The letters that were sent, or may have been: of one kind, since a day, up to the day of the decision."""
        return tuple(
            item
            for item in self.history
            if item.state.may_have_arrived
            and kind in (None, item.kind)
            and (since or date.min) <= self.day(item) <= self.as_of
        )

    @cached_property
    def last_letter(self) -> datetime | None:
        """When the last weekly letter went, or may have gone."""
        return max((item.at for item in self.history if item.state.may_have_arrived), default=None)

    @cached_property
    def seen(self) -> tuple[OwnPost, ...]:
        """What has come in since then."""
        return seen_posts.seen(self.row, self.posts, self.doubtful, self.last_letter, self.course.zone)

    def went(self, occasion: str) -> bool:
        """Whether the letter of an occasion was sent, or may have been."""
        return any(item.key == self.key(occasion) and item.state.may_have_arrived for item in self.history)

    def refused_for_good(self) -> Sent | None:
        """The letter that this very address refused, or that came back from it for good; None where there is none."""
        here = digest(self.who.email or "")
        for item in (*self.history, *self.extras):
            if item.state is LetterState.REFUSED and item.code >= 500 and item.address == here:
                return item
            if item.returned is Returned.FOR_GOOD and item.address in ("", here):
                return item
        return None

    @cached_property
    def posted(self) -> bool:
        """Whether a post came in since the last letter, or within a week: nobody is reminded who just wrote."""
        letters = self.arrived()
        since = self.as_of.toordinal() - FRESH
        if letters:
            last = max(item.at for item in letters)
            since = min(since, self.day(letters[-1]).toordinal())
            if any(post.in_run and post.post.first_seen > last for post in self.posts):
                return True
        return self.row.last_post is not None and self.row.last_post.toordinal() >= since

    # The answer

    def key(self, occasion: str) -> str:
        """The key of this person's letter for an occasion."""
        return f"{occasion}.{self.who.handle}"

    def nudge(self, kind: NudgeKind, things: Iterable[int] = (), occasion: str = "", *, last: bool = False) -> Nudge:
        """The decision to write; without an occasion it is the letter of the week."""
        key = self.key(occasion or self.week)
        return Nudge(self.who.handle, kind, key, self.week, tuple(things), last, since=self.last_letter)

    def one_off(self, kind: NudgeKind, one: OneOff, week: str) -> Nudge:
        """The decision to send what the organiser has written to several people."""
        key = self.key(f"{kind}-{one.mark}")
        return Nudge(self.who.handle, kind, key, week, one_off=one.mark, since=self.last_letter)

    def waiting_for_review(self) -> str:
        """The Things that wait for review, in words."""
        return f"a post is waiting for your decision ({sentences.things(sorted(self.awaiting))})"


def by_person(letters: Iterable[Sent]) -> Mapping[str, tuple[Sent, ...]]:
    """Everybody's letters, the oldest first."""
    found: dict[str, list[Sent]] = {}
    for item in sorted(letters, key=lambda item: (item.at, item.key)):
        found.setdefault(item.handle, []).append(item)
    return {handle: tuple(items) for handle, items in found.items()}
