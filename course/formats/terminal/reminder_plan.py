"""The plan of a week's letters and what became of them, in words and as JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping

from course.core import sentences
from course.core.letters import no_letter
from course.core.letters.model import LetterState, Sent
from course.core.model import Handle
from course.formats import human_dates, json_shapes
from course.formats.command_lines import worded
from course.formats.letters.outbox import KINDS
from course.formats.letters.weekly_plan import WeeklyPlan
from course.formats.report import terminal

STALE_DAYS = 1  # older knowledge of a blog is worth a word


def as_json(plan: WeeklyPlan) -> str:
    """The plan as INTERFACE 4 has it: the same for the same store, files and day, byte for byte."""
    awaiting = plan.awaiting
    answer = {
        "week": plan.week,
        "as_of": plan.report.as_of.isoformat(),
        "oldest_read": plan.oldest_read.astimezone(plan.report.course.zone).isoformat() if plan.oldest_read else None,
        "never_read": list(plan.never_read),
        "letters": [
            {
                "handle": letter.nudge.handle,
                "kind": str(letter.nudge.kind),
                "key": letter.nudge.key,
                "subject": letter.subject,
                "things": list(letter.nudge.things),
                "awaiting_review": list(awaiting.get(letter.nudge.handle, ())),
            }
            for letter in plan.letters
        ],
        "skipped": [{"handle": skip.handle, "why": worded(skip.why)} for skip in plan.skipped],
    }
    return json_shapes.document(answer)


def as_words(plan: WeeklyPlan, plain: bool = False) -> str:
    """The plan for people: every letter and everybody who gets none, how fresh it is, and what to type next."""
    when, names = human_dates.full(plan.report.as_of), plan.names
    none = sentences.plural(len(plan.skipped), "person gets", "people get")
    lines = [f"{sentences.plural(len(plan.letters), 'email')} for {plan.title} ({when}). {none} none.", ""]
    for kind in KINDS:
        group = [letter for letter in plan.letters if letter.nudge.kind is kind]
        lines += _group(KINDS[kind], [(names[each.nudge.handle], each.subject) for each in group], plain)
    reasons = [(skip, worded(skip.why)) for skip in plan.skipped]
    early = Counter(why for _, why in reasons if why.startswith(no_letter.NOT_BEGUN))
    skips = [(sentences.plural(number, "person", "people"), why) for why, number in sorted(early.items())]
    skips += [(names.get(skip.handle, str(skip.handle)), why) for skip, why in reasons if why not in early]
    lines += _group("No email", skips, plain, len(plan.skipped))
    lines += _knowledge(plan, names)
    if plan.awaiting:
        who = ", ".join(f"{names[handle]} ({sentences.things(things)})" for handle, things in plan.awaiting.items())
        lines += [f"The emails to these people may change when you decide on doubtful posts (cpd23 review): {who}."]
    return "\n".join(lines) + "\n"


def _group(title: str, rows: Iterable[tuple[str, str]], plain: bool, people: int = 0) -> list[str]:
    found = list(rows)
    if not found:
        return []
    if plain:
        return [f"{name}: {title} ({words})." for name, words in found] + [""]
    width = min(terminal.LONGEST_NAME, max(terminal.columns(name) for name, _ in found))
    shown = (f"  {terminal.fitted(name, width)}  {words}" for name, words in found)
    return [f"{title} ({people or len(found)})", *shown, ""]


def _knowledge(plan: WeeklyPlan, names: Mapping[Handle, str]) -> list[str]:
    if not plan.letters:
        return []
    lines = []
    if plan.never_read:
        who = ", ".join(names[handle] for handle in plan.never_read)
        lines.append(f"These blogs haven't been read yet: {who}. Read them first: cpd23 track.")
    if plan.oldest_read:
        read = plan.oldest_read.astimezone(plan.report.course.zone)
        old = (plan.report.as_of - read.date()).days > STALE_DAYS
        advice = " Read the blogs first: cpd23 track." if old else ""
        which = "The other" if plan.never_read else "All"
        lines.append(f"{which} blogs were read on {human_dates.full(read.date())} at {read:%H:%M} or later.{advice}")
    return lines


def status_json(week: str, sent: Iterable[Sent], drafted: int, approved: int) -> str:
    """What became of the letters, as JSON."""
    rows = [
        {
            "handle": s.handle, "kind": str(s.kind), "key": s.key, "week": s.week, "state": s.state,
            "at": s.at.isoformat(), "says": s.says,
        }
        for s in sent
    ]  # fmt: skip
    return json_shapes.document({"week": week, "drafted": drafted, "approved": approved, "letters": rows})


def status_words(week: str, sent: Iterable[Sent], drafted: int, approved: int, names: Mapping[Handle, str]) -> str:
    """What became of the letters, for people: everybody whose letter was not surely sent stands here by name."""
    rows = list(sent)
    ours = [item for item in rows if item.week == week]
    counts = {state: sum(item.state is state for item in ours) for state in LetterState}
    waiting = counts[LetterState.PLANNED]
    lines = [
        f"Emails for {week}: {counts[LetterState.SENT]} sent, {drafted} drafted, {approved} approved"
        + (f", {waiting} not sent yet" if waiting else "") + "."
    ]  # fmt: skip
    lines += _named(
        "The mail server refused these. Correct the addresses in participants.toml.", LetterState.REFUSED, rows, names
    )
    hint = "These may have arrived, so they aren't sent again automatically. To send one again: cpd23 remind send --resend WHO"
    lines += _named(hint, LetterState.UNKNOWN, rows, names)
    lines += _named(
        "These are being sent, or the run was interrupted. The next run will show which.",
        LetterState.CLAIMED,
        rows,
        names,
    )
    return "\n".join(lines) + "\n"


def _named(title: str, state: LetterState, rows: Iterable[Sent], names: Mapping[Handle, str]) -> list[str]:
    found = [item for item in rows if item.state is state]
    said = [f"  {names.get(item.handle, item.handle)} ({item.week}, {KINDS[item.kind]}): {item.says}" for item in found]
    return [title, *said] if said else []
