"""What the rungs of the ladder say when they are done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from course.core import sentences
from course.core.hints import Action, ToDo
from course.core.letters import lacking
from course.core.letters.model import LetterState, Skip
from course.core.model import Course, Handle, MailSettings, Roster
from course.core.progress.next_step import Status
from course.formats import command_lines, json_shapes, sanitize
from course.formats.command_lines import worded
from course.formats.letters.outbox import Draft
from course.formats.letters.weekly_plan import WeeklyPlan


class Outcome(Protocol):
    """What became of one letter."""

    @property
    def state(self) -> LetterState: ...
    @property
    def says(self) -> str: ...


def emails(count: int) -> str:
    """ "1 email", "34 emails"."""
    return sentences.plural(count, "email")


def name(handle: Handle, roster: Roster) -> str:
    """The shown name of somebody, on one line."""
    return (sanitize.mail_name(roster[handle].name) if handle in roster else "") or handle


def drafted(drafts: Sequence[Draft], plan: WeeklyPlan, folder: str) -> str:
    """Where the drafts lie; or that there are none, and why."""
    kept = sum(draft.kept for draft in drafts)
    by_hand = f" Kept your changes to {emails(kept)}." if kept else ""
    if not drafts:
        why = "To see why: cpd23 remind" if plan.skipped else "Nobody is registered yet."
        return f"Nobody gets an email in {plan.week}, so nothing was written. {why}\n"
    nobody = sentences.plural(len(plan.skipped), "person gets", "people get")
    return f"Wrote {emails(len(drafts))} to {folder}. {nobody} none.{by_hand}\nLook at them: {folder}/index.html\n"


TO_SEND = (
    ("cpd23 remind test", "one of each kind, to you only"),
    ("cpd23 remind send", "without a mail server: send the drafts from your mail program, or use merge.csv in Word"),
)
TO_APPROVE = (("cpd23 remind approve", "when you've read them, so that cpd23 weekly --send sends them"),)


def after_drafting(drafts: Sequence[Draft], plan: WeeklyPlan) -> str:
    """What the emails lack, and what to do when the drafts are written."""
    if drafts:
        missing = lacking.lacking(plan.report.course)
        return "".join(f"{what}\n" for what in missing) + next_steps(TO_SEND)
    return "" if plan.skipped else "Next: cpd23 register\n"


def after_the_round(status: Status, waiting: Collection[str], approved: Collection[str], sends: bool) -> str:
    """What to do when the round of the week is over, the course first; `waiting` and `approved` are keys of drafts."""
    usual = status.next is Action.REPORT
    course = () if usual and waiting else ((command_lines.line(ToDo(status.next)), worded(status.why)),)
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
    stayed = f" Kept the {sentences.plural(there, 'file')} that you already had." if there else ""
    return (
        f"Wrote {sentences.plural(fresh, 'file')} to {folder}.{stayed}\n"
        "You can change any of them. To get our text back, delete the file. Change the .txt and the .html file of an email together.\n"
        "Next: cpd23 remind draft, then look at the emails\n"
    )


def tested(names: Sequence[str], address: str) -> str:
    """Which tests went to the organiser."""
    samples = sentences.plural(len(names), "sample email")
    return f"Sent {samples} to you only ({address}), as {sentences.listed(names)} would get them.\nNext: cpd23 remind send\n"


def approved(count: int, week: str) -> str:
    """How many drafts may go."""
    return (
        f"Approved {emails(count)} in outbox/{week}, as they are now. If a draft changes, it needs your approval again.\n"
        "Next: cpd23 remind send, or cpd23 weekly --send\n"
    )


def question(count: int, course: Course, server: MailSettings) -> str:
    """What is about to happen, before the number is typed."""
    minutes = -(-count // max(1, server.per_minute))
    takes = sentences.plural(minutes, "minute")
    return (
        f"{emails(count)} will go out from {course.organiser.email} through {server.server}. This takes about {takes}."
    )


def by_hand_question(count: int, week: str) -> str:
    """What is about to be noted, before the number is typed."""
    return f"{emails(count)} for {week} will be marked as sent, because you sent them from your own mail program."


def held_back(held: Iterable[Skip], roster: Roster) -> tuple[str, ...]:
    """Whose letters do not go, a line for each reason."""
    names: dict[str, list[str]] = defaultdict(list)
    for skip in held:
        names[worded(skip.why)].append(name(skip.handle, roster))
    return tuple(f"Held back: {', '.join(who)} ({why})." for why, who in names.items())


def would_send(week: str, ready: Iterable[Draft], held: Iterable[Skip], roster: Roster, as_json: bool) -> str:
    """What would go now, and what would not."""
    drafts, skips = list(ready), list(held)
    if as_json:
        answer = {
            "week": week, "ready": [draft.letter.nudge.handle for draft in drafts],
            "held": [{"handle": skip.handle, "why": worded(skip.why)} for skip in skips],
        }  # fmt: skip
        return json_shapes.document(answer)
    lines = [f"{emails(len(drafts))} to send for {week}. Nothing was sent."]
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
    lines = [f"Sent {gone} of {emails(len(outcomes) + waiting)} for {week}. Nobody gets a second one this week."]
    for who in sorted(outcomes):
        if outcomes[who].state is not LetterState.SENT:
            lines.append(f"  {name(who, roster)}: {STATES[outcomes[who].state]} ({outcomes[who].says})")
    if stopped:
        lines.append(f"Stopped before the end, with {emails(waiting)} still to send: {stopped}.")
    return "\n".join(lines) + "\n"


STATES: Mapping[LetterState, str] = {
    LetterState.PLANNED: "not sent yet, but the next run will try again",
    LetterState.REFUSED: "refused",
    LetterState.UNKNOWN: "may have arrived, so it isn't sent again automatically",
    LetterState.HELD: "held back",
}
