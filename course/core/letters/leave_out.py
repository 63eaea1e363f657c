"""Whom the organiser leaves out this week: they get no email, and the plan says why."""

from collections.abc import Collection
from dataclasses import replace

from course.core.letters.model import Mailing, Skip
from course.core.model import Handle

WHY = "you left this email out"


def without(mailing: Mailing, who: Collection[Handle]) -> Mailing:
    """The mailing without the emails to these people."""
    kept = tuple(nudge for nudge in mailing.letters if nudge.handle not in who)
    left = tuple(Skip(nudge.handle, WHY) for nudge in mailing.letters if nudge.handle in who)
    return replace(mailing, letters=kept, skipped=tuple(sorted((*mailing.skipped, *left), key=lambda one: one.handle)))
