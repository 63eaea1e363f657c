"""Where the store and sent.jsonl differ, in words."""

from collections.abc import Iterable, Sequence

from course.core import sentences
from course.core.letters.model import Sent
from course.core.letters.sent_record import Disagreement, RecordLine
from course.core.model import Roster


def render_text(
    found: Disagreement, week: str, restored: Sequence[Sent], unknown: Sequence[RecordLine], roster: Roster
) -> str:
    """Every difference a line, and what recovering does about it; what may have been sent counts as sent."""
    if not found:
        return "The store and sent.jsonl agree about every email. There is nothing to repair.\n"
    lines = [
        *_part(
            f"{sentences.plural(len(restored), 'email is', 'emails are')} only in sent.jsonl and will be added to the store:",
            (f"{letter.week}  {letter.kind:<12} {letter.state:<8} {_name(letter, roster)}" for letter in restored),
        ),
        *_part(
            f"{sentences.plural(len(unknown), 'email')} in sent.jsonl went to mailboxes that nobody on the roster has. "
            "They won't be added:",
            (f"{line.week}  {line.kind:<12} {line.state}" for line in unknown),
        ),
        *_part(
            f"{sentences.plural(len(found.not_in_record), 'email is', 'emails are')} only in the store and will be added to "
            "sent.jsonl:",
            (f"{item.week}  {item.kind:<12} {item.state:<8} {_name(item, roster)}" for item in found.not_in_record),
        ),
    ]
    if found.later:
        lines += [
            f"sent.jsonl has emails for week {found.later}, but this computer's clock says it's week {week}.",
            "  If the clock is wrong, stop here and set it. Continue only if the clock is right.",
        ]
    return "\n".join(lines) + "\n"


def _part(head: str, rows: Iterable[str]) -> list[str]:
    listed = [f"  {row}" for row in rows]
    return [head, *listed] if listed else []


def _name(letter: Sent, roster: Roster) -> str:
    person = roster.get(letter.handle)
    return person.name if person else str(letter.handle)
