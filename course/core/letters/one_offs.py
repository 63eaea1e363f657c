"""Emails that the organiser writes to several people at once: whom they reach."""

from collections.abc import Iterable, Sequence

from course.core.errors import UsageError
from course.core.letters import no_letter
from course.core.letters.model import Audience, Nudge, NudgeKind, OneOff, Skip
from course.core.letters.reminder_context import ReminderContext
from course.core.model import Course, Participant, Progress, Standing

EVERYBODY = "everybody"
_KINDS = ("group", "cohort", "standing")


def audience(text: str, course: Course, people: Iterable[Participant]) -> Audience:
    """Whom the organiser means: "everybody", a standing, a cohort or a group; "group:NAME" where two are called the same."""
    wanted = text.strip()
    if wanted.casefold() in (EVERYBODY, "everyone", "all"):
        return Audience()
    kind, colon, name = wanted.partition(":")
    kind = kind.strip().casefold() if colon else ""
    name = name.strip() if kind in _KINDS else wanted
    groups = sorted({group for person in people for group in person.groups}, key=str.casefold)
    found = [
        *(Audience(group=one) for one in groups if one.casefold() == name.casefold() and kind in ("", "group")),
        *(
            Audience(cohort=one)
            for one in course.cohorts
            if one.casefold() == name.casefold() and kind in ("", "cohort")
        ),
        *(Audience(standing=one) for one in Standing if _plain(one) == _plain(name) and kind in ("", "standing")),
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{wanted!r} can mean several things.", f"Say which: {' or '.join(map(written, found))}")
    known = ", ".join([EVERYBODY, *groups, *course.cohorts, *(str(one) for one in Standing)])
    raise UsageError(f"There is no group, cohort or standing called {wanted!r}.", f"Known: {known}")


def _plain(text: str) -> str:
    return text.casefold().replace("-", " ")


def written(audience: Audience) -> str:
    """The audience as the organiser can type it, never ambiguous."""
    for kind in _KINDS:
        if value := getattr(audience, kind):
            return f"{kind}:{value}"
    return EVERYBODY


def reaches(audience: Audience, row: Progress) -> bool:
    """Whether somebody is in the audience."""
    return (
        audience.group in (None, *row.participant.groups)
        and audience.cohort in (None, row.participant.cohort)
        and audience.standing in (None, row.standing)
    )


def nudge(context: ReminderContext, one_offs: Sequence[OneOff]) -> Nudge | None:
    """This week's email to somebody where it is one that the organiser has written; the first of several."""
    for one in one_offs:
        key = f"{NudgeKind.WRITTEN}-{one.mark}"
        if reaches(one.to, context.row) and not context.went(key):
            return context.one_off(NudgeKind.WRITTEN, one, context.week)
    return None


def extra_nudge(context: ReminderContext, one: OneOff, week: str) -> Nudge | Skip | None:
    """The extra email to somebody; None where they are not meant, a Skip where they can't have it."""
    if not reaches(one.to, context.row):
        return None
    if why := no_letter.unreachable(context):
        return Skip(context.who.handle, why)
    if any(
        item.key == context.key(f"{NudgeKind.EXTRA}-{one.mark}") and item.state.may_have_arrived
        for item in context.extras
    ):
        return Skip(context.who.handle, "has had this extra email already")
    return context.one_off(NudgeKind.EXTRA, one, week)
