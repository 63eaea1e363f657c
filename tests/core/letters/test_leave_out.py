"""Whom the organiser leaves out gets no email, and is named with the reason."""

from course.core.letters import leave_out
from course.core.letters.model import Mailing, Nudge, NudgeKind, Skip
from course.core.model import Handle

ADA, BO, CY = map(Handle, ("ada", "bo", "cy"))


def test_their_email_becomes_a_reason_and_the_others_stay() -> None:
    emails = tuple(Nudge(who, NudgeKind.THIS_WEEK, f"2026-W41.{who}", "2026-W41") for who in (ADA, CY))
    found = leave_out.without(Mailing("2026-W41", emails, (Skip(BO, "left the course"),)), {ADA, BO})
    assert found.letters == emails[1:]
    assert found.skipped == (Skip(ADA, leave_out.WHY), Skip(BO, "left the course"))
