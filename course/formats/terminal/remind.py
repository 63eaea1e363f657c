"""What the rungs of the ladder say when they are done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from course.core import sentences
from course.core.letters import lacking
from course.core.letters.model import LetterState, Skip
from course.core.model import Course, Handle, MailSettings, Roster
from course.core.progress.next_step import Status
from course.formats import json_shapes, sanitize
from course.formats.letters.outbox import Draft
from course.formats.letters.weekly_plan import WeeklyPlan


class Outcome(Protocol):
    """What became of one letter."""

    @property
    def state(self) -> LetterState: ...
    @property
    def says(self) -> str: ...


def letters(count: int) -> str:
    """ "1 letter", "34 letters"."""
    return sentences.plural(count, "letter")


def name(handle: Handle, roster: Roster) -> str:
    """The shown name of somebody, on one line."""
    return (sanitize.mail_name(roster[handle].name) if handle in roster else "") or handle


def drafted(drafts: Sequence[Draft], plan: WeeklyPlan, folder: str) -> str:
    """Where the drafts lie; or that there are none, and why."""
    kept = sum(draft.kept for draft in drafts)
    by_hand = f" {letters(kept)} that you changed stayed as you left them." if kept else ""
    nobody = sentences.plural(len(plan.skipped), "person gets", "people get")
    if not drafts:
        why = f"{nobody} none. Why: cpd23 remind" if plan.skipped else "Nobody is registered yet."
        return f"There is nobody to write to in {plan.week}, so no letter was written. {why}\n"
    return f"Wrote {letters(len(drafts))} to {folder}; {nobody} none.{by_hand}\nLook at them: {folder}/index.html\n"


TO_SEND = (
    ("cpd23 remind test", "one of each kind, to you only"),
    ("cpd23 remind send", "or without a mail server: open the drafts in your mail program, merge.csv in Word"),
)
TO_APPROVE = (("cpd23 remind approve", "when you have looked at them; the next weekly --send sends them"),)


def after_drafting(drafts: Sequence[Draft], plan: WeeklyPlan) -> str:
    """What the emails lack, and what to do when the drafts are written."""
    if drafts:
        missing = lacking.lacking(plan.report.course)
        return "".join(f"{what}\n" for what in missing) + next_steps(TO_SEND)
    return "" if plan.skipped else "Next: cpd23 register\n"


def after_the_round(status: Status, waiting: Collection[str], approved: Collection[str], sends: bool) -> str:
    """What to do when the round of the week is over, the course first; `waiting` and `approved` are keys of drafts."""
    usual = status.next == "cpd23 report"
    course = () if usual and waiting else ((status.next, status.why),)
    ladder = () if not waiting else TO_APPROVE if sends and not set(waiting) <= set(approved) else TO_SEND
    return next_steps((*course, *ladder))


def next_steps(steps: Iterable[tuple[str, str]]) -> str:
    """Commands that are worth typing, each with its reason, one below the other."""
    found = list(steps)
    width = max((len(command) for command, _ in found), default=0)
    lines = [f"{command:<{width}}   {why}".rstrip() for command, why in found]
    return "".join(f"{'Next: ' if not at else '      '}{line}\n" for at, line in enumerate(lines))


def copied(fresh: int, there: int, folder: str) -> str:
    """Which templates were put into the home."""
    stayed = f" {there} that were there stayed as they are." if there else ""
    return (
        f"Wrote {fresh} files to {folder}.{stayed}\n"
        "Change the words of one; delete a file to have ours again. The .txt and the .html of a letter say the same.\n"
        "Next: cpd23 remind draft, and look at the letters\n"
    )


def tested(names: Sequence[str], address: str) -> str:
    """Which tests went to the organiser."""
    return f"Sent {letters(len(names))} to {address} only, as for {', '.join(names)}.\nNext: cpd23 remind send\n"


def approved(count: int, week: str) -> str:
    """How many drafts may go."""
    return (
        f"Approved {letters(count)} of {week}, as they lie in outbox/{week} now. One that changes is not sent.\n"
        "Next: cpd23 remind send, or leave it to: cpd23 weekly --send\n"
    )


def question(count: int, course: Course, server: MailSettings) -> str:
    """What is about to happen, before the number is typed."""
    minutes = -(-count // max(1, server.per_minute))
    return f"{letters(count)} from {course.organiser.email} by {server.server}, about {sentences.plural(minutes, 'minute')}."


def by_hand_question(count: int, week: str) -> str:
    """What is about to be noted, before the number is typed."""
    return f"{letters(count)} of {week} that you have sent by your own mail program."


def held_back(held: Iterable[Skip], roster: Roster) -> tuple[str, ...]:
    """Whose letters do not go, a line for each reason."""
    names: dict[str, list[str]] = defaultdict(list)
    for skip in held:
        names[skip.why].append(name(skip.handle, roster))
    return tuple(f"Held back: {', '.join(who)}: {why}." for why, who in names.items())


def would_send(week: str, ready: Iterable[Draft], held: Iterable[Skip], roster: Roster, as_json: bool) -> str:
    """What would go now, and what would not."""
    drafts, skips = list(ready), list(held)
    if as_json:
        answer = {
            "week": week, "ready": [draft.letter.nudge.handle for draft in drafts],
            "held": [{"handle": skip.handle, "why": skip.why} for skip in skips],
        }  # fmt: skip
        return json_shapes.document(answer)
    lines = [f"{letters(len(drafts))} to send in {week}. Nothing was sent."]
    lines += [f"  {draft.letter.name or draft.letter.nudge.handle}: {draft.letter.subject}" for draft in drafts]
    lines += held_back(skips, roster)
    return "\n".join(lines) + "\n"


def sent(
    week: str, outcomes: Mapping[Handle, Outcome], waiting: int, stopped: str, roster: Roster, as_json: bool
) -> str:
    """What became of the letters of a run; everybody whose letter was not surely sent stands here by name."""
    if as_json:
        rows = [{"handle": who, "state": outcomes[who].state, "says": outcomes[who].says} for who in sorted(outcomes)]
        return json_shapes.document({"week": week, "letters": rows, "waiting": waiting, "stopped": stopped or None})
    gone = sum(outcome.state is LetterState.SENT for outcome in outcomes.values())
    lines = [f"{gone} of {letters(len(outcomes) + waiting)} of {week} sent. Nobody can be sent a second one this week."]
    for who in sorted(outcomes):
        if outcomes[who].state is not LetterState.SENT:
            lines.append(f"  {name(who, roster)}: {STATES[outcomes[who].state]} ({outcomes[who].says})")
    if stopped:
        lines.append(f"Stopped before the end, with {letters(waiting)} not tried yet: {stopped}.")
    return "\n".join(lines) + "\n"


STATES: Mapping[LetterState, str] = {
    LetterState.PLANNED: "not sent yet; the next run tries again",
    LetterState.REFUSED: "refused",
    LetterState.UNKNOWN: "nobody knows whether it arrived; it is not sent again by itself",
    LetterState.HELD: "held back",
}
