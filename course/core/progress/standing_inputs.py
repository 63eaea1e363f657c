"""What a standing is judged from: one person's calendar, and what is known of them on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from course.core.model import BlogHealth, Cohort, Participant, Thing
from course.core.progress import pauses
from course.core.progress.course_weeks import Span
from course.core.progress.credits import Done, PersonLedger
from course.core.progress.feed_health import BlogReads
from course.core.progress.requirements import Requirements

NEW = 14  # active days without a credit in which somebody counts as new


@dataclass(frozen=True, slots=True)
class PersonalPlan:
    """One person's calendar: people who share it share the value."""

    cohort: Cohort
    start: date
    ends: date | None
    window: tuple[date, date]
    opens: Mapping[int, date]
    dues: Mapping[int, date | None]
    off: tuple[Span, ...]
    needs: Requirements


@dataclass(frozen=True, slots=True)
class Case:
    """One person, with their calendar, everything we were told about them, and how the reads of their blogs went."""

    person: Participant
    plan: PersonalPlan
    ledger: PersonLedger
    blogs: tuple[BlogHealth, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What standing is judged from."""

    person: Participant
    plan: PersonalPlan
    done: Done
    read: BlogReads
    as_of: date
    owed: tuple[Thing, ...] = ()
    next_thing: Thing | None = None
    finished_on: date | None = None
    stalled_on: date | None = None
    last_post: date | None = None

    @property
    def since(self) -> date:
        """The day from which silence is counted: the newest sign of a Thing done, but not before one's own start."""
        start = max(self.person.joined, self.plan.start)
        return max(self.done.newest, start) if self.done.newest else start

    @property
    def idle(self) -> bool:
        """Whether more active days have passed without a sign than somebody new may take."""
        return pauses.active_days(self.since, self.read.judged_on, self.plan.off) >= NEW
