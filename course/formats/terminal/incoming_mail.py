"""Email that came back, in words and as JSON: what was done with it, and what waits for the organiser."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from course.core import sentences
from course.core.hints import Action, Hint, ToDo
from course.core.letters.model import Sent
from course.core.letters.reply_model import (
    EmailReturned,
    EmailsStopped,
    KeptReply,
    NothingToDo,
    PostsSent,
    ReplyOutcome,
    RequestKind,
    WaitingReply,
)
from course.core.model import Handle, Roster
from course.formats import command_lines, human_dates, json_shapes, sanitize
from course.formats.json_shapes import Row

SHOWN = 300  # characters of somebody's words


_CLOSED = "Emails to these people came back, so they don't get any more. Correct the address, or try again: cpd23 mail reopen WHO"


# One reading ----------------------------------------------------------------------------------------


def render_read(outcomes: Sequence[ReplyOutcome], roster: Roster, *, dry_run: bool = False) -> str:
    """What came of the messages of one reading, STOP first."""
    return command_lines.worded(outcomes_read(outcomes, roster, dry_run=dry_run))


def outcomes_read(outcomes: Sequence[ReplyOutcome], roster: Roster, *, dry_run: bool = False) -> Hint:
    """The same for whichever side shows it."""
    stopped = [one for one in outcomes if isinstance(one, EmailsStopped)]
    waiting = [one for one in outcomes if isinstance(one, WaitingReply)]
    unsure = sum(one.request.kind is RequestKind.STOP for one in waiting)
    returned = [one for one in outcomes if isinstance(one, EmailReturned)]
    lines: list[str | Hint] = [
        f"{sentences.plural(len(outcomes), 'message')} read.{' Nothing has been changed yet.' if dry_run else ''}"
    ]
    if unsure:
        lines.append(
            Hint(
                f"  {sentences.plural(unsure, 'reply says', 'replies say')} STOP, but the sender or the meaning isn't clear. See: ",
                Action.LIST_REPLIES,
            )
        )
    lines += [f"  STOP: {_name(handle, roster)} gets no more emails." for handle in _once(stopped)]
    lines += [Hint("  ", _came_back(one, roster)) for one in returned]
    posts = [one for one in outcomes if isinstance(one, PostsSent)]
    lines += [
        Hint(f"  {_name(one.handle, roster)} sent a post for Thing {one.thing}: ", Action.REVIEW) for one in posts
    ]
    if len(waiting) > unsure:
        replies = sentences.plural(len(waiting) - unsure, "reply is", "replies are")
        lines.append(Hint(f"  {replies} waiting for your decision: ", Action.LIST_REPLIES))
    why = Counter(one.why for one in outcomes if isinstance(one, NothingToDo))
    for reason, count in sorted(why.items()):
        lines.append(f"  {sentences.plural(count, 'message')} left alone ({sanitize.clean(reason)}).")
    return Hint(*(part for line in lines for part in (line, "\n")))


def _once(stopped: Iterable[EmailsStopped]) -> list[Handle]:
    return sorted({one.handle for one in stopped})


def _came_back(one: EmailReturned, roster: Roster) -> str | Hint:
    if one.for_good:
        return Hint(
            f"The email of {one.week} to {_name(one.handle, roster)} came back, because there is no such mailbox. "
            "Correct the address: ",
            ToDo(Action.CHANGE_EMAIL, one.handle),
        )
    return f"The email of {one.week} to {_name(one.handle, roster)} came back, perhaps only for now."


def read_json(outcomes: Iterable[ReplyOutcome]) -> str:
    """The same as JSON, message by message."""
    return json_shapes.document({"messages": [_outcome(one) for one in outcomes]})


def _outcome(one: ReplyOutcome) -> Row:
    match one:
        case EmailsStopped(handle):
            return {"outcome": "stopped", "handle": handle}
        case EmailReturned(handle, week, for_good):
            return {"outcome": "returned", "handle": handle, "week": week, "for_good": for_good}
        case PostsSent(handle, thing, addresses):
            return {"outcome": "post", "handle": handle, "thing": thing, "addresses": list(addresses)}
        case WaitingReply():
            return {"outcome": "waiting", **_asked(one)}
        case NothingToDo(why):
            return {"outcome": "nothing", "why": why}


# What waits -----------------------------------------------------------------------------------------


def render_status(
    waiting: Sequence[KeptReply], closed: Sequence[Sent], in_a_row: Mapping[Handle, int], roster: Roster
) -> str:
    """Every reply that waits, in the order given, and whose emails come back."""
    lines = (
        [f"{sentences.plural(len(waiting), 'reply is', 'replies are')} waiting for your decision."] if waiting else []
    )
    for kept in waiting:
        lines += ["", f"  {kept.number}  {_sentence(kept.reply, roster)}", f"      {_quoted(kept.reply.words)}"]
    if waiting:
        lines += [
            "",
            "To do what a reply asks for: cpd23 mail accept NUMBER",
            "To remove a reply from the list: cpd23 mail dismiss NUMBER",
        ]
    if closed:
        lines += [*([""] if lines else []), _CLOSED]
        lines += [f"  {_name(item.handle, roster)}: cpd23 people change {item.handle} email=ADDRESS" for item in closed]
    if in_a_row:
        lines += [
            *([""] if lines else []),
            "The last emails to these people came back, perhaps only for now. Ask these people another way:",
        ]
        lines += [f"  {_name(handle, roster)}: {count} in a row" for handle, count in in_a_row.items()]
    return "\n".join(lines or ["No replies are waiting, and no emails have come back."]) + "\n"


def _sentence(reply: WaitingReply, roster: Roster) -> str:
    who, asked = _name(reply.handle, roster) if reply.handle else sanitize.clean(reply.sender, 100), reply.request
    match asked.kind:
        case RequestKind.STOP if not reply.handle:
            return f"{who} (not on the roster) said STOP."
        case RequestKind.STOP:
            return f"{who} may not want any more emails."
        case RequestKind.PAUSE if asked.start and asked.until:
            days = f"{human_dates.written(asked.start)} to {human_dates.written(asked.until)}"
            return f"{who} asks for a pause from {days}."
        case RequestKind.MOVED:
            return f"{who} has moved to {sanitize.clean(asked.addresses[0])}"
        case RequestKind.POST:
            pages = ", ".join(map(sanitize.clean, asked.addresses))
            return f"{who} sent a post without saying which Thing it's for (add --thing N): {pages}"
    return f"{who} asks for something that we couldn't understand."


def _quoted(words: str) -> str:
    return f'"{sanitize.clean(words, SHOWN)}"' if words else "(no text, only a subject)"


def status_json(waiting: Iterable[KeptReply], closed: Iterable[Sent], in_a_row: Mapping[Handle, int]) -> str:
    """The same as JSON. An address is in it only where nobody on the roster has it."""
    return json_shapes.document(
        {
            "waiting": [{"number": kept.number, "at": kept.at.isoformat(), **_asked(kept.reply)} for kept in waiting],
            "closed": [{"handle": item.handle, "week": item.week} for item in closed],
            "in_a_row": [{"handle": handle, "emails": count} for handle, count in in_a_row.items()],
        }
    )


def _asked(reply: WaitingReply) -> Row:
    asked = reply.request
    return {
        "handle": reply.handle or None,
        "sender": reply.sender or None,
        "kind": asked.kind,
        "from": asked.start.isoformat() if asked.start else None,
        "until": asked.until.isoformat() if asked.until else None,
        "addresses": list(asked.addresses),
        "words": reply.words,
    }


def _name(handle: Handle, roster: Roster) -> str:
    return f"{sanitize.clean(roster[handle].name)} ({handle})" if handle in roster else str(handle)
