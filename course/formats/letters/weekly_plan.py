"""The plan of a week's letters: who gets which, who gets none, and how fresh the knowledge behind it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from course.core.letters.model import NudgeKind, Skip
from course.core.model import Handle, Report
from course.formats import human_dates, sanitize
from course.formats.letters.compose import Letter


@dataclass(frozen=True, slots=True)
class WeeklyPlan:
    """Who gets what in a week and who doesn't, with the report from which it was decided."""

    week: str  # ISO week, "2026-W48"
    report: Report
    letters: tuple[Letter, ...]
    skipped: tuple[Skip, ...]

    @property
    def title(self) -> str:
        """How people call this week: "week 9" while every cohort with dates that gets emails is in it, else by its Monday."""
        course, day = self.report.course, self.report.as_of
        recipients = {letter.nudge.handle for letter in self.letters}
        fixed = [row for row in self.report.rows if course.cohorts[row.participant.cohort].fixed]
        weeks = {row.week for row in fixed if row.participant.handle in recipients}
        week = weeks.pop() if len(weeks) == 1 else None
        monday = human_dates.written(day - timedelta(days=day.weekday()))
        shown = f"week {week}" if week and week <= course.last_week else f"the week of {monday}"
        extra = self.week.partition("-extra-")[2]
        return f"{shown}, extra email {extra}" if extra else shown

    @property
    def names(self) -> Mapping[Handle, str]:
        """The shown name of everybody in the report, on one line."""
        rows = ((row.participant.handle, sanitize.mail_name(row.participant.name)) for row in self.report.rows)
        return {handle: name or handle for handle, name in rows}

    @property
    def awaiting(self) -> Mapping[Handle, tuple[int, ...]]:
        """The Things for which a post of somebody who gets a letter is waiting in the review queue."""
        recipients = {letter.nudge.handle for letter in self.letters}
        waiting: dict[Handle, set[int]] = defaultdict(set)
        for item in self.report.to_review:
            if item.handle in recipients:
                waiting[item.handle].add(item.claim.thing)
        return {handle: tuple(sorted(waiting[handle])) for handle in sorted(waiting)}

    @property
    def oldest_read(self) -> datetime | None:
        """The oldest last good read of a blog of somebody who gets a letter."""
        return min((good for _, good in self._reads() if good), default=None)

    @property
    def never_read(self) -> tuple[Handle, ...]:
        """Who gets a letter although a blog of theirs has never been read."""
        return tuple(sorted({handle for handle, good in self._reads() if good is None}))

    def _reads(self) -> list[tuple[Handle, datetime | None]]:
        recipients = {letter.nudge.handle for letter in self.letters}
        rows = [row for row in self.report.rows if row.participant.handle in recipients]
        return [
            (row.participant.handle, good.get(blog))
            for row in rows
            for good in [{health.blog: health.good_at for health in row.blogs}]
            for blog in row.participant.blogs
        ]


def one_of_each_kind(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    """One letter of each kind, the first by handle."""
    first: dict[NudgeKind, Letter] = {}
    for letter in sorted(letters, key=lambda letter: letter.nudge.handle):
        first.setdefault(letter.nudge.kind, letter)
    return tuple(first[kind] for kind in NudgeKind if kind in first)
